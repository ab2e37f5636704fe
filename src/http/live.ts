import { Router } from 'express';
import { findConversation } from '../db/cases.ts';
import { isOpen } from '../db/sessions.ts';
import type { Health } from './contract.ts';
import type { Change } from './changes.ts';
import type { Deps } from './deps.ts';
import { seatOf } from './session.ts';

const HEARTBEAT = 20_000;
/** A stream lives no longer than this, whatever the line between says of it. The console comes back by itself. */
const LONGEST = 15 * 60_000;

/**
 * `GET /api/live`: server-sent events about the cases one may see. Nothing is kept for those who were away:
 * whoever comes back with `Last-Event-ID` is told that anything may have changed.
 */
export function live(deps: Deps & { health?(): Promise<Health> }): Router {
  return Router().get('/api/live', (request, response) => {
    const { policy, session } = seatOf(response);
    response.set({
      'content-type': 'text/event-stream',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    });
    response.flushHeaders();
    let count = 0;
    const prefix = deps.now().getTime().toString(36);
    const send = (event: string, data: unknown) => {
      count += 1;
      response.write(`id: ${prefix}-${count}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    };
    const sees = async ({ conversation }: Change) =>
      conversation === '*' || (await findConversation(deps.db, conversation, policy.sees())) !== undefined;

    if (request.get('last-event-id')) send('changed', { conversation: '*', case: '*' });
    else response.write(': hello\n\n');
    const off = deps.changed.on((change) => {
      // When it cannot be looked up, saying less is safe: the console also asks by itself now and then.
      void sees(change).then(
        (may) => void (may && send('changed', change)),
        () => {},
      );
    });
    const health = () =>
      void deps.health?.().then(
        (parts) => send('health', parts),
        () => {},
      );
    health();
    const beat = setInterval(() => {
      response.write(': beat\n\n');
      health();
      // Somebody who was signed out, or whose account was switched off, hears no more. Sessions live by the machine's clock.
      void isOpen(deps.db, session, new Date()).then(
        (open) => void (open || response.end()),
        () => {},
      );
    }, deps.heartbeat ?? HEARTBEAT);
    const end = setTimeout(() => response.end(), LONGEST);
    response.on('close', () => {
      off();
      clearInterval(beat);
      clearTimeout(end);
    });
  });
}
