import { Router } from 'express';
import { z } from 'zod';
import { caseOf, valueOf } from '../cases/case.ts';
import type { Fact } from '../cases/facts.ts';
import { LEADS_ONLY } from '../cases/life.ts';
import { nameWords } from '../cases/name.ts';
import { STATUSES } from '../cases/status.ts';
import { factsOfAll } from '../db/cases.ts';
import { wanted, type Wanted } from '../cases/wanted.ts';
import { find } from '../db/finding.ts';
import { countPapers } from '../db/papers.ts';
import {
  countsOfQueue,
  cursorAfter,
  linesOf,
  pageOfQueue,
  type Cursor,
  type Eyes,
  type Filter,
  type QueueItem,
} from '../db/queue.ts';
import { openKinds } from '../db/tasks.ts';
import type { QueuePage, QueueRow } from './contract.ts';
import type { Deps } from './deps.ts';
import { bodyAs, words } from './input.ts';
import { looked } from './access.ts';
import { seatOf, type Seat } from './session.ts';

const code = z.string().regex(/^[a-z_]{1,40}$/);
/** What may stand in the address: codes only. */
const Query = z.object({
  which: z.enum(['waiting', 'mine', 'nobodys', 'mentions', 'unread']).optional(),
  team: code.optional(),
  label: code.optional(),
  status: z.enum(STATUSES).optional(),
  language: code.optional(),
  channel: z.enum(['whatsapp', 'sms']).optional(),
  after: z
    .string()
    .regex(/^\d{1,15}~[0-9a-z]{1,40}$/)
    .optional(),
});

const Search = z.object({ words: words(80) });

/** The queue: a page of it, and a search in it. */
export function queue(deps: Deps): Router {
  const router = Router();

  router.get('/api/queue', async (request, response) => {
    const seat = seatOf(response);
    const { after, ...filter } = bodyAs(Query, request.query);
    const eyes = eyesOf(deps, seat);
    const [items, counts] = await Promise.all([
      pageOfQueue(deps.db, eyes, given(filter), after ? cursor(after) : undefined),
      countsOfQueue(deps.db, eyes),
    ]);
    const next = cursorAfter(items);
    const rows = (await rowsOf(deps, seat, items)).map(({ row }) => row);
    response.json({ rows, next: next ? `${next.place}~${next.id}` : null, counts } satisfies QueuePage);
  });

  router.post('/api/queue/search', async (request, response) => {
    const seat = seatOf(response);
    const typed = wanted(bodyAs(Search, request.body).words);
    // A name that is found says whose case it is.
    const asked = seat.policy.identity() ? typed : { ...typed, names: [] };
    const eyes = eyesOf(deps, seat);
    const may = { sees: eyes.sees, phones: seat.policy.identity() };
    const ids = await find(deps.db, deps.vault, asked, may);
    const [items, counts] = await Promise.all([linesOf(deps.db, eyes, ids), countsOfQueue(deps.db, eyes)]);
    const rows = (await rowsOf(deps, seat, items)).filter((one) => isMeant(one, asked)).map(({ row }) => row);
    await looked(deps, seat, 'queue.searched', `cases/${rows.length}`);
    response.json({ rows, next: null, counts } satisfies QueuePage);
  });

  return router;
}

const eyesOf = (deps: Deps, seat: Seat): Eyes => ({
  user: seat.id,
  sees: seat.policy.sees(),
  now: deps.now(),
});

/** Without the keys that were not given. */
const given = (filter: Partial<Record<keyof Filter, string | undefined>>): Filter =>
  Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)) as Filter;

function cursor(after: string): Cursor {
  const [place, id] = after.split('~');
  return { place: place!, id: id! };
}

/** Beginnings are kept for a few letters only; the opened names say whether all of a longer word fits. */
function isMeant({ row, names }: { row: QueueRow; names: string[] }, asked: Wanted): boolean {
  if (asked.phone) return true;
  if (asked.reference && row.reference.startsWith(asked.reference)) return true;
  const own = names.flatMap(nameWords);
  return asked.names.every((word) => own.some((other) => other.startsWith(word)));
}

async function rowsOf(
  deps: Deps,
  { policy }: Seat,
  items: QueueItem[],
): Promise<{ row: QueueRow; names: string[] }[]> {
  const ids = items.map((item) => item.id);
  const [kinds, papers, facts] = await Promise.all([
    openKinds(deps.db, ids, LEADS_ONLY),
    countPapers(deps.db, ids),
    factsOfAll(deps.db, deps.vault, items),
  ]);
  return items.map((item) => {
    const own = facts.get(item.id) ?? [];
    return {
      row: rowOf(item, policy.identity(), own, kinds.get(item.id) ?? [], papers.get(item.id) ?? 0),
      names: own.filter(({ path }) => path.endsWith('.name')).map(({ value }) => value),
    };
  });
}

function rowOf(item: QueueItem, named: boolean, facts: Fact[], tasks: string[], papers: number): QueueRow {
  const known = caseOf(facts);
  const { id, key: _key, place: _place, waitingSince, lastAt, ...rest } = item;
  return {
    ...rest,
    case: id,
    veiled: !named,
    name: (named && known.current['patient.name']?.value) || null,
    age: valueOf(known, 'patient.age') ?? null,
    sex: valueOf(known, 'patient.sex') ?? null,
    cancer: valueOf(known, 'cancer.site') ?? null,
    tasks,
    waitingSince: waitingSince?.toISOString() ?? null,
    lastAt: lastAt.toISOString(),
    doubts: Object.values(known.current).filter((fact) => !fact.accepted && !fact.confirmed).length,
    papers,
  };
}
