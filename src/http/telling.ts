import type { CaseRow } from '../db/cases.ts';
import type { Tx } from '../db/connect.ts';
import { post } from '../db/inbox.ts';
import type { Event } from '../engine/types.ts';
import type { Deps } from './deps.ts';
import type { Known } from './known.ts';
import type { Seat } from './session.ts';

type Arranged = Extract<Event, { kind: 'papers_arranged' }>;

/** How the papers stand after an act of the desk, as the conversation hears it; undefined where the act changed nothing for it. */
export function arrangedBy(
  seat: Seat,
  before: Pick<Known, 'sheets' | 'known'>,
  after: Pick<Known, 'sheets' | 'known'>,
): Omit<Arranged, 'id' | 'at'> | undefined {
  const gone = Object.entries(before.known.current)
    .filter(([path, { accepted, from }]) => {
      const now = after.known.current[path];
      return accepted && from.kind === 'page' && !(now?.accepted === true);
    })
    .map(([path]) => path);
  if (!gone.length && JSON.stringify(before.sheets) === JSON.stringify(after.sheets)) return undefined;
  const by = { id: seat.id, name: seat.name };
  return { kind: 'papers_arranged', by, papers: after.sheets, ...(gone.length ? { gone } : {}) };
}

/** Posts it, once for this act. The conversation goes by it from then on. */
export async function tellArranged(
  tx: Tx,
  { vault }: Deps,
  one: CaseRow,
  event: Omit<Arranged, 'id' | 'at'> | undefined,
  { act, at }: { act: string; at: Date },
): Promise<void> {
  if (!event) return;
  const { conversation, conversationKey: key } = one;
  await post(tx, vault, { conversation, key, source: `arranged:${act}`, event, at });
}
