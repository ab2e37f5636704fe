import { Router } from 'express';
import { z } from 'zod';
import { record } from '../db/audit.ts';
import { assign, assignmentOf, colleagues } from '../db/assignment.ts';
import { factsOf, type CaseRow } from '../db/cases.ts';
import { noteId, notesOf, writeNote } from '../db/notes.ts';
import { composerOf, holdComposer, letGo, look, viewersOf } from '../db/presence.ts';
import { markSeen, sawMentions } from '../db/seen.ts';
import { isTheirs } from '../db/said.ts';
import { talkFor } from './access.ts';
import { perform } from './acts.ts';
import type { DeskList, DeskSide } from './contract.ts';
import type { Deps } from './deps.ts';
import { actId, bodyAs, words } from './input.ts';
import { shownTo } from './policies.ts';
import { notAllowed, notFound } from './problems.ts';
import { sendingOf } from './sending.ts';
import { allow, seatOf, type Seat } from './session.ts';
import { namesIn } from './veil.ts';

const who = z.string().max(64);
const Assign = z.object({
  assignee: who.nullable().optional(),
  team: z.string().max(40).nullable().optional(),
  labels: z.array(z.string().max(40)).max(10).optional(),
});
const Note = z.object({
  text: words(4_000),
  mentions: z.array(who).max(20).default([]),
  id: actId.optional(),
});
const Message = z.object({ message: z.string().max(60) });
const Viewing = z.object({ here: z.boolean() });
const Composer = z.object({ hold: z.boolean(), steal: z.boolean().default(false) });

/** What is around a conversation at the desk and never in it: whose it is, notes, who looks, who writes. */
export function side(deps: Deps): Router {
  const { db, vault, now } = deps;
  const router = Router();
  const tell = (one: CaseRow) =>
    deps.changed.emit({ conversation: one.conversation, case: one.id, only: 'desk' });

  router.get('/api/desk', async (_request, response) => {
    if (!seatOf(response).policy.sees().length) throw notFound();
    const { teams, labels } = deps.desk;
    response.json({ staff: await colleagues(db), teams: [...teams], labels: [...labels] } satisfies DeskList);
  });

  router.get('/api/conversations/:id/desk', async (request, response) => {
    const seat = seatOf(response);
    const one = await talkFor(deps, seat, request.params.id);
    response.json(await sideOf(deps, seat, one));
  });

  router.post('/api/conversations/:id/assign', async (request, response) => {
    const seat = seatOf(response);
    const one = await talkFor(deps, seat, request.params.id);
    allow(seat, 'talk');
    const asked = bodyAs(Assign, request.body);
    if (asked.team && !deps.desk.teams.includes(asked.team)) throw notFound();
    if (asked.labels?.some((label) => !deps.desk.labels.includes(label))) throw notFound();
    if (asked.assignee && !(await colleagues(db)).some(({ id }) => id === asked.assignee)) throw notFound();
    await db.transaction().execute(async (tx) => {
      await assign(tx, one.conversation, asked);
      const object = `conversation/${one.conversation}`;
      const detail = Object.keys(asked).join(' ');
      await record(tx, { actor: seat.id, act: 'conversation.assigned', object, detail, at: now() });
    });
    tell(one);
    response.json({ ok: true });
  });

  router.post('/api/conversations/:id/notes', async (request, response) => {
    const seat = seatOf(response);
    const one = await talkFor(deps, seat, request.params.id);
    if (!seat.policy.may('talk') && !seat.policy.may('write')) throw notAllowed('Your role writes no notes.');
    const { text, mentions, id } = bodyAs(Note, request.body);
    const known = new Set((await colleagues(db)).map((one) => one.id));
    const named = [...new Set(mentions)].filter((user) => known.has(user));
    const at = now();
    await db.transaction().execute(async (tx) => {
      const note = { id: noteId(id, at), author: seat.id, text, mentions: named };
      if (!(await writeNote(tx, vault, one, note, at))) return;
      await record(tx, { actor: seat.id, act: 'note.written', object: `note/${note.id}`, at });
    });
    tell(one);
    response.json({ ok: true });
  });

  router.post('/api/conversations/:id/seen', async (request, response) => {
    const seat = seatOf(response);
    const one = await talkFor(deps, seat, request.params.id);
    const { message } = bodyAs(Message, request.body);
    await markSeen(db, seat.id, one.conversation, message, now());
    await sawMentions(db, seat.id, one.conversation, now());
    response.json({ ok: true });
  });

  router.post('/api/conversations/:id/viewing', async (request, response) => {
    const seat = seatOf(response);
    const one = await talkFor(deps, seat, request.params.id);
    const { here } = bodyAs(Viewing, request.body);
    if (await look(db, one.conversation, seat.id, here, now())) tell(one);
    response.json({ ok: true });
  });

  router.post('/api/conversations/:id/composer', async (request, response) => {
    const seat = seatOf(response);
    const one = await talkFor(deps, seat, request.params.id);
    allow(seat, 'talk');
    const { hold, steal } = bodyAs(Composer, request.body);
    const before = await composerOf(db, one.conversation, now());
    if (!hold) await letGo(db, one.conversation, seat.id);
    const holder = hold
      ? await holdComposer(db, one.conversation, seat.id, steal, now())
      : await composerOf(db, one.conversation, now());
    if (before?.id !== holder?.id) tell(one);
    response.json({ ok: true, holder: holder ?? null });
  });

  router.post('/api/conversations/:id/no-answer', async (request, response) => {
    const seat = seatOf(response);
    const one = await talkFor(deps, seat, request.params.id);
    allow(seat, 'talk');
    const { message } = bodyAs(Message, request.body);
    if (!(await isTheirs(db, one.conversation, message))) throw notFound();
    const event = { kind: 'waved' as const, by: { id: seat.id, name: seat.name }, upTo: message };
    response.json(await perform(deps, seat, one, { event, name: 'conversation.needs_no_answer' }));
  });

  return router;
}

async function sideOf(deps: Deps, seat: Seat, one: CaseRow): Promise<DeskSide> {
  const { db, vault, now } = deps;
  const [assignment, viewers, composer, notes, sending, facts] = await Promise.all([
    assignmentOf(db, one.conversation),
    viewersOf(db, one.conversation, now()),
    composerOf(db, one.conversation, now()),
    notesOf(db, vault, one),
    sendingOf(deps, one),
    factsOf(db, vault, one),
  ]);
  const show = shownTo(seat.policy, namesIn(facts));
  return {
    ...assignment,
    waitingSince: assignment.waitingSince?.toISOString() ?? null,
    viewers,
    composer: composer ?? null,
    notes: notes.map((note) => ({ ...note, text: show(note.text), at: note.at.toISOString() })),
    sending,
  };
}
