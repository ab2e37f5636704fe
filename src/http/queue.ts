import { Router } from 'express';
import { caseOf, valueOf } from '../cases/case.ts';
import type { Fact } from '../cases/facts.ts';
import { factsOfAll, listCases, type QueueItem } from '../db/cases.ts';
import { countPapers } from '../db/papers.ts';
import { openKinds } from '../db/tasks.ts';
import type { QueueRow } from './contract.ts';
import type { Deps } from './deps.ts';
import { seatOf } from './session.ts';

/** `GET /api/queue`: the cases one may see, the most urgent first. */
export function queue(deps: Deps): Router {
  return Router().get('/api/queue', async (_request, response) => {
    const { policy } = seatOf(response);
    const items = await listCases(deps.db, policy.sees());
    const ids = items.map((item) => item.id);
    const [kinds, papers] = await Promise.all([openKinds(deps.db, ids), countPapers(deps.db, ids)]);
    const facts = await factsOfAll(deps.db, deps.vault, items);
    const rows = items.map((item) =>
      rowOf(item, facts.get(item.id) ?? [], kinds.get(item.id) ?? [], papers.get(item.id) ?? 0),
    );
    response.json(rows.toSorted(byUrgency));
  });
}

function rowOf(item: QueueItem, facts: Fact[], tasks: string[], papers: number): QueueRow {
  const known = caseOf(facts);
  return {
    case: item.id,
    reference: item.reference,
    conversation: item.conversation,
    status: item.status,
    name: known.current['patient.name']?.value ?? null,
    age: valueOf(known, 'patient.age') ?? null,
    sex: valueOf(known, 'patient.sex') ?? null,
    cancer: valueOf(known, 'cancer.site') ?? null,
    language: item.language,
    channel: item.channel,
    voice: item.voice,
    holder: item.voice === 'staff' ? (item.holder?.name ?? null) : null,
    tasks,
    waitingSince: item.waitingSince?.toISOString() ?? null,
    lastAt: item.lastAt.toISOString(),
    doubts: Object.values(known.current).filter((fact) => !fact.accepted && !fact.confirmed).length,
    papers,
  };
}

/** What cannot wait, first. Emergencies and people who ask for a person come before every paper. */
const PRESSING = ['emergency', 'distress', 'wants_person', 'withdrawal', 'wrong_patient', 'parked', 'stuck'];

const ENDED = ['closed', 'withdrawn', 'expired'];

/** By the most pressing task, then the living before the ended, then who waits longest, then the newest. */
export function byUrgency(a: QueueRow, b: QueueRow): number {
  return (
    pressure(a) - pressure(b) ||
    Number(ENDED.includes(a.status)) - Number(ENDED.includes(b.status)) ||
    (a.waitingSince ?? '~').localeCompare(b.waitingSince ?? '~') ||
    b.lastAt.localeCompare(a.lastAt)
  );
}

function pressure(row: QueueRow): number {
  const ranks = row.tasks.map((task) => PRESSING.indexOf(task)).filter((rank) => rank >= 0);
  return Math.min(PRESSING.length, ...ranks);
}
