import { LIFE, STATUSES, type Guards, type Mover, type Status } from './life.ts';

export { STATUSES, type Guards, type Mover, type Status } from './life.ts';

/** Statuses a person's stop, or silence, can be undone to, by START or by writing again. */
const RESUMABLE = STATUSES.filter((status) => LIFE[status].moves.length > 0);

/** All moves one may try from here, whether or not the guards hold. */
export function movesFrom(from: Status, by: Mover): Status[] {
  const moves = LIFE[from].moves.filter((move) => move.by.includes(by)).map((move) => move.to);
  if (from === 'withdrawn' || from === 'expired') return by === 'reviewer' ? [] : [...RESUMABLE];
  if (from !== 'closed' && by !== 'reviewer') moves.push('withdrawn');
  return moves;
}

/** Null when the move may be made, or the code of why not: `not_allowed`, `consent`, `identity`, `gate`, `signed`. */
export function refusal(from: Status, to: Status, by: Mover, guards: Guards): string | null {
  if (!movesFrom(from, by).includes(to)) return 'not_allowed';
  const needs = LIFE[from].moves.find((move) => move.to === to)?.needs ?? [];
  return needs.find((need) => (need === 'gate' ? guards.gate === 'G0' : !guards[need])) ?? null;
}
