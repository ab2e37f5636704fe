import { find } from '../../db/people.ts';
import type { Service } from '../../main.ts';

/** One round, counted at the phones and in the database. */
export interface Count {
  /** Messages of people that were taken in and dealt with, and those that were not. */
  heard: number;
  unheard: number;
  /** Messages of ours that the phones show, those that they should and do not, and those they show twice. */
  said: number;
  unsaid: number;
  doubled: number;
  /** What a person at the desk has to look at. */
  parked: number;
}

/** Waits until nothing is under way on either side. @throws Error after `ms`. */
export async function rested({ world, simulator }: Service, ms: number): Promise<void> {
  const end = performance.now() + ms;
  for (;;) {
    await new Promise((done) => setTimeout(done, 200));
    if (!simulator!.waiting() && !(await underWay(world))) return;
    if (performance.now() > end) throw new Error('it never came to rest');
  }
}

async function underWay({ db, clock }: Service['world']): Promise<boolean> {
  const event = await db
    .selectFrom('inbox')
    .select('id')
    .where('done_at', 'is', null)
    .where('parked_at', 'is', null)
    .where('due_at', '<=', clock.now())
    .limit(1)
    .executeTakeFirst();
  const message = await db
    .selectFrom('outbox')
    .select('id')
    .where('state', 'in', ['queued', 'leased', 'unknown'])
    .limit(1)
    .executeTakeFirst();
  return event !== undefined || message !== undefined;
}

/** Compares what was said with what was heard, person by person. */
export async function counted(
  { world, simulator }: Service,
  phones: readonly string[],
  written: number,
): Promise<Count> {
  const { db, vault } = world;
  const total: Count = { heard: 0, unheard: 0, said: 0, unsaid: 0, doubled: 0, parked: 0 };
  for (const phone of phones) {
    const known = await find(db, vault, 'whatsapp', [{ kind: 'phone', value: phone }]);
    if (!known) continue;
    const events = await db
      .selectFrom('inbox')
      .select(['source', 'parked_at'])
      .where('conversation_id', '=', known.conversation)
      .where('kind', '=', 'message')
      .execute();
    const rows = await db
      .selectFrom('outbox')
      .select('state')
      .where('conversation_id', '=', known.conversation)
      .where('tag', '!=', 'seen')
      .execute();
    const gone = rows.filter(({ state }) => ['sent', 'delivered', 'read'].includes(state)).length;
    const shown = simulator!.chat(phone).messages.filter(({ from }) => from === 'service').length;
    total.heard += events.length;
    total.said += shown;
    total.unsaid += Math.max(0, gone - shown);
    total.doubled += Math.max(0, shown - gone);
    total.parked += events.filter(({ parked_at: at }) => at).length;
    total.parked += rows.filter(({ state }) => state === 'parked' || state === 'failed').length;
  }
  total.unheard = Math.max(0, written - total.heard);
  return total;
}
