/** The life of a case, in order. Who moves it, and what the family hears, is a table below. */
export const STATUSES = [
  'draft',
  'intake',
  'documents',
  'checking',
  'ready',
  'in_review',
  'more_info',
  'signed',
  'delivered',
  'closed',
  'withdrawn',
  'expired',
] as const;

export type Status = (typeof STATUSES)[number];

/** Who moves a case: the conversation, the desk, or the doctor who reviews. */
export type Mover = 'bot' | 'coordinator' | 'reviewer';

/** What must hold before a move, known to the caller. */
export interface Guards {
  consent: boolean;
  identity: boolean;
  gate: 'G0' | 'G1' | 'G2';
  signed: boolean;
}

interface Move {
  to: Status;
  by: readonly Mover[];
  needs?: readonly (keyof Guards)[];
}

const desk = ['coordinator'] as const;
const both = ['bot', 'coordinator'] as const;

/** From each status, where it may go, who may move it and what must hold. Withdrawing is added for all but the ended. */
const MOVES: Record<Status, readonly Move[]> = {
  draft: [
    { to: 'intake', by: both },
    { to: 'expired', by: both },
  ],
  intake: [
    { to: 'documents', by: both },
    { to: 'checking', by: both, needs: ['consent'] },
    { to: 'expired', by: both },
    { to: 'closed', by: desk },
  ],
  documents: [
    { to: 'intake', by: both },
    { to: 'checking', by: both, needs: ['consent'] },
    { to: 'expired', by: both },
    { to: 'closed', by: desk },
  ],
  checking: [
    { to: 'intake', by: both },
    { to: 'documents', by: both },
    { to: 'ready', by: desk, needs: ['consent', 'identity', 'gate'] },
    { to: 'closed', by: desk },
  ],
  ready: [
    { to: 'in_review', by: ['coordinator', 'reviewer'], needs: ['consent'] },
    { to: 'checking', by: desk },
    { to: 'closed', by: desk },
  ],
  in_review: [
    { to: 'more_info', by: ['coordinator', 'reviewer'] },
    { to: 'ready', by: ['coordinator', 'reviewer'] },
    { to: 'signed', by: ['reviewer'], needs: ['consent', 'signed'] },
    { to: 'closed', by: desk },
  ],
  more_info: [
    // An answer of the family brings it back by itself.
    { to: 'in_review', by: ['bot', 'coordinator', 'reviewer'] },
    { to: 'expired', by: both },
    { to: 'closed', by: desk },
  ],
  signed: [
    { to: 'delivered', by: both, needs: ['signed'] },
    { to: 'in_review', by: ['reviewer'] },
  ],
  delivered: [
    { to: 'in_review', by: ['reviewer'] },
    { to: 'closed', by: both },
  ],
  closed: [],
  withdrawn: [],
  expired: [],
};

/** Statuses a person's stop, or silence, can be undone to, by START or by writing again. */
const RESUMABLE: readonly Status[] = [
  'draft',
  'intake',
  'documents',
  'checking',
  'ready',
  'in_review',
  'more_info',
  'signed',
  'delivered',
];

/** All moves one may try from here, whether or not the guards hold. */
export function movesFrom(from: Status, by: Mover): Status[] {
  const moves = MOVES[from].filter((move) => move.by.includes(by)).map((move) => move.to);
  if (from === 'withdrawn' || from === 'expired') return by === 'reviewer' ? [] : [...RESUMABLE];
  if (from !== 'closed' && by !== 'reviewer') moves.push('withdrawn');
  return moves;
}

/** Null when the move may be made, or the code of why not: `not_allowed`, `consent`, `identity`, `gate`, `signed`. */
export function refusal(from: Status, to: Status, by: Mover, guards: Guards): string | null {
  if (!movesFrom(from, by).includes(to)) return 'not_allowed';
  const needs = MOVES[from].find((move) => move.to === to)?.needs ?? [];
  return needs.find((need) => (need === 'gate' ? guards.gate === 'G0' : !guards[need])) ?? null;
}
