import { Router } from 'express';
import { z } from 'zod';
import { segments } from '../channels/index.ts';
import type { CaseRow } from '../db/cases.ts';
import { addressOf } from '../db/people.ts';
import { NUDGE } from '../db/nudge.ts';
import { isBlocked } from '../db/permissions.ts';
import { templateState } from '../db/templates.ts';
import { talkFor } from './access.ts';
import type { Cost, ReadyReply, Sending } from './contract.ts';
import type { Deps } from './deps.ts';
import { bodyAs, maybe } from './input.ts';
import { allow, seatOf } from './session.ts';
import { windowOf } from './view.ts';

const Text = z.object({ text: maybe(4_000) });

/** How words would go out: what they cost, and what stands ready to be said. */
export function sending(deps: Deps): Router {
  const router = Router();

  router.post('/api/conversations/:id/cost', async (request, response) => {
    const seat = seatOf(response);
    await talkFor(deps, seat, request.params.id);
    const { text } = bodyAs(Text, request.body);
    const cut = segments(text);
    response.json({ ...cut, price: cut.segments * deps.price.sms } satisfies Cost);
  });

  router.get('/api/conversations/:id/replies', async (request, response) => {
    const seat = seatOf(response);
    const one = await talkFor(deps, seat, request.params.id);
    allow(seat, 'talk');
    const name = seat.name.trim().split(/\s+/)[0] ?? '';
    const said = (language: string, key: string) =>
      deps.words.say(language, `replies.${key}`, { name, reference: one.reference });
    response.json(
      deps.desk.replies.map((key): ReadyReply => ({
        key,
        text: said(one.language, key),
        english: said('en', key),
      })),
    );
  });

  return router;
}

/** The channel, its window and its price, and why nothing can be sent where nothing can. */
export async function sendingOf(deps: Deps, one: CaseRow): Promise<Sending> {
  const { db, vault, price, now, words } = deps;
  const { channel } = one;
  const { windowEnds, wordsWait } = windowOf(one, now());
  const template = wordsWait ? await templateState(db, NUDGE, one.language) : 'usable';
  return {
    channel,
    window: channel === 'sms' || !windowEnds ? 'none' : wordsWait ? 'shut' : 'open',
    ends: windowEnds,
    template: wordsWait
      ? {
          name: NUDGE,
          language: one.language,
          text: words.say(one.language, 'template.update', { reference: one.reference }),
          price: price.template,
        }
      : null,
    refused: await refusedFor(),
    // A reply inside of the window is free or as dear as a template; the dearer is said.
    price: channel === 'sms' ? price.sms : price.template,
  };

  async function refusedFor(): Promise<string | null> {
    if (one.status === 'withdrawn') return 'stopped';
    const to = await addressOf(db, vault, one.conversation, one.conversationKey);
    if (!to) return 'no_address';
    if (to.kind === 'phone' && (await isBlocked(db, vault, channel, to.value, one.lastInboundAt)))
      return 'blocked';
    return template === 'gone' || template === 'costly' ? 'template' : null;
  }
}
