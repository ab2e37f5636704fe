import { Router } from 'express';
import { z } from 'zod';
import { assign } from '../db/assignment.ts';
import { factsOf, type CaseRow } from '../db/cases.ts';
import type { Tx } from '../db/connect.ts';
import { chatOf, type Line } from '../db/desk.ts';
import { papersOf, type Paper } from '../db/papers.ts';
import { holdComposer } from '../db/presence.ts';
import { looked, talkFor } from './access.ts';
import { perform } from './acts.ts';
import type { ChatMessage } from './contract.ts';
import type { Deps } from './deps.ts';
import { actId, bodyAs, maybe, words } from './input.ts';
import { handBackOf } from './hand-back.ts';
import { shownTo } from './policies.ts';
import { conflict } from './problems.ts';
import { sendingOf } from './sending.ts';
import { allow, seatOf } from './session.ts';
import { namesIn } from './veil.ts';

const Id = z.object({ id: actId.optional() });
const HandBack = z.object({ summary: maybe(1_000).optional(), id: actId.optional() });
/** WhatsApp's own limit for one text is 4096 characters. */
const Say = z.object({ text: words(4_000), id: actId });

/** Why words cannot be sent, for the person at the desk. */
const REFUSED: Record<string, string> = {
  stopped: 'The family said STOP. Nobody may write to them until they write START.',
  blocked: 'The family stopped this number at the provider. It would be refused. Please call instead.',
  no_address: 'There is no number to write to. Please call instead.',
  template:
    'They wrote more than a day ago, and the template that opens the chat is not allowed now. Please call.',
};

/** @throws Refused 409 with why nothing can be written to this family now. */
export async function refusedToWrite(deps: Deps, one: CaseRow): Promise<void> {
  const { refused } = await sendingOf(deps, one);
  if (refused) throw conflict(REFUSED[refused]!);
}

/** The chat, and the acts of a person who steps into it. */
export function conversations(deps: Deps): Router {
  const router = Router();

  router.get('/api/conversations/:id/messages', async (request, response) => {
    const seat = seatOf(response);
    const one = await talkFor(deps, seat, request.params.id);
    const [lines, papers, facts] = await Promise.all([
      chatOf(deps.db, deps.vault, one),
      papersOf(deps.db, deps.vault, one),
      factsOf(deps.db, deps.vault, one),
    ]);
    await looked(deps, seat, 'conversation.viewed', `conversation/${one.conversation}`);
    const show = shownTo(seat.policy, namesIn(facts));
    const chat = lines.map((line) => messageOf(line, papers, show));
    response.json(seat.policy.identity() ? chat : chat.map(withoutFiles));
  });

  router.post('/api/conversations/:id/take', async (request, response) => {
    const seat = seatOf(response);
    const one = await talkFor(deps, seat, request.params.id);
    allow(seat, 'talk');
    const { id } = bodyAs(Id, request.body);
    const event = { kind: 'taken' as const, by: { id: seat.id, name: seat.name } };
    // Whoever takes the voice has the family from then on.
    const also = (tx: Tx) => assign(tx, one.conversation, { assignee: seat.id });
    response.json(await perform(deps, seat, one, { event, id, name: 'conversation.taken', also }));
  });

  router.post('/api/conversations/:id/say', async (request, response) => {
    const seat = seatOf(response);
    const one = await talkFor(deps, seat, request.params.id);
    allow(seat, 'talk');
    const { text, id } = bodyAs(Say, request.body);
    // Any word of a person takes the voice from the bot; from a colleague it is taken knowingly, or not at all.
    if (one.voice === 'staff' && one.holder && one.holder.id !== seat.id)
      throw conflict(`${one.holder.name} is answering this family. Take the conversation over first.`);
    const writes = await holdComposer(deps.db, one.conversation, seat.id, false, deps.now());
    if (writes && writes.id !== seat.id)
      throw conflict(`${writes.name} is writing now. Take the writing over first; your words are kept here.`);
    await refusedToWrite(deps, one);
    const event = { kind: 'said' as const, by: { id: seat.id, name: seat.name }, text };
    const also = (tx: Tx) => assign(tx, one.conversation, { assignee: seat.id });
    response.json(await perform(deps, seat, one, { event, id, name: 'conversation.said', also }));
  });

  router.get('/api/conversations/:id/hand-back', async (request, response) => {
    const seat = seatOf(response);
    const one = await talkFor(deps, seat, request.params.id);
    allow(seat, 'talk');
    response.json(await handBackOf(deps, seat, one));
  });

  router.post('/api/conversations/:id/hand-back', async (request, response) => {
    const seat = seatOf(response);
    const one = await talkFor(deps, seat, request.params.id);
    allow(seat, 'talk');
    const { id, summary } = bodyAs(HandBack, request.body);
    const by = { id: seat.id, name: seat.name };
    const event = { kind: 'handed_back' as const, by, ...(summary ? { summary } : {}) };
    response.json(await perform(deps, seat, one, { event, id, name: 'conversation.handed_back' }));
  });

  return router;
}

/** Who reviews sees papers among the papers, where their covers are; and a file is often called after its patient. */
function withoutFiles(message: ChatMessage): ChatMessage {
  const shown = (one: ChatMessage['media'][number]) => ({
    ...one,
    fileName: null,
    page: null,
    // A film shows who somebody is.
    sound: one.type === 'video' ? null : one.sound,
  });
  return { ...message, media: message.media.map(shown) };
}

/** One line of the chat for the desk. Files of theirs are matched with the papers that were made of them, in order. */
export function messageOf(line: Line, papers: readonly Paper[], show: (text: string) => string): ChatMessage {
  const base = { id: line.id, at: line.at.toISOString() };
  if (line.from === 'person') {
    const own = papers.filter((paper) => paper.message === line.id);
    return {
      ...base,
      from: 'person',
      by: null,
      text: show(line.event.text),
      options: [],
      media: line.event.media.map((media, i) => ({
        document: own[i]?.id ?? null,
        type: media.type,
        fileName: media.fileName ?? own[i]?.fileName ?? null,
        page: own[i]?.pages.length ? `/api/pages/${own[i].id}/1` : null,
        sound: /^(?:audio|video)\//.test(own[i]?.mime ?? '') ? `/api/sounds/${own[i]!.id}` : null,
      })),
      state: null,
      failure: null,
    };
  }
  const { message } = line;
  return {
    ...base,
    from: line.from,
    by: line.by,
    text: show(message.kind === 'file' || message.kind === 'crop' ? message.caption : message.text),
    options: message.kind === 'choice' ? message.options.map((option) => option.title) : [],
    media:
      message.kind === 'file'
        ? [{ document: null, type: 'document', fileName: message.file.name, page: null, sound: null }]
        : [],
    state: line.state === 'leased' ? 'sending' : line.state,
    failure: line.failure,
  };
}
