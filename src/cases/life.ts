import { afterOpenTime, afterWorkingDays, isOpenAt } from './working-time.ts';

/** The life of a case, in order. */
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

export interface Move {
  to: Status;
  by: readonly Mover[];
  needs?: readonly (keyof Guards)[];
}

/** Neutral meanings a relative's SMS may carry. No other reaches them. */
export type Meaning = 'received' | 'needed' | 'progress' | 'ready' | 'delay' | 'closed' | 'stopped';

/** What the desk owes a case; each has a target, below. */
export type ClockName = 'check' | 'assign' | 'opinion' | 'delivery';

interface Station {
  moves: readonly Move[];
  /** Clocks that run here. One that runs on from the station before keeps its time. */
  clocks?: readonly ClockName[];
  /** Clocks that stand still here and run on afterwards: we wait for the family. */
  holds?: readonly ClockName[];
  /** Silence is answered by reminders here, and ends the case at last. */
  reminds?: true;
  /** The relative's SMS, by who moved the case here. */
  sms?: { bot?: Meaning; desk?: Meaning };
}

const desk = ['coordinator'] as const;
const both = ['bot', 'coordinator'] as const;
const people = ['coordinator', 'reviewer'] as const;

/**
 * The whole life in one table: where a case may go from each status, by whom, on what condition; what runs meanwhile; what a
 * relative is told. The family reads `statuses.<status>` when it asks, and `updates.<status>`, where there is one, when the
 * desk moves it. Withdrawing is added for all but the ended.
 */
export const LIFE: Readonly<Record<Status, Station>> = {
  draft: {
    moves: [
      { to: 'intake', by: both },
      { to: 'expired', by: both },
    ],
    reminds: true,
  },
  intake: {
    moves: [
      { to: 'documents', by: both },
      { to: 'checking', by: both, needs: ['consent'] },
      { to: 'expired', by: both },
      { to: 'closed', by: desk },
    ],
    reminds: true,
  },
  documents: {
    moves: [
      { to: 'intake', by: both },
      { to: 'checking', by: both, needs: ['consent'] },
      { to: 'expired', by: both },
      { to: 'closed', by: desk },
    ],
    reminds: true,
    sms: { bot: 'needed', desk: 'needed' },
  },
  checking: {
    moves: [
      { to: 'intake', by: both },
      { to: 'documents', by: both },
      { to: 'ready', by: desk, needs: ['consent', 'identity', 'gate'] },
      { to: 'closed', by: desk },
    ],
    clocks: ['check'],
    sms: { bot: 'received' },
  },
  ready: {
    moves: [
      { to: 'in_review', by: people, needs: ['consent'] },
      { to: 'checking', by: desk },
      { to: 'closed', by: desk },
    ],
    clocks: ['opinion', 'assign'],
    sms: { desk: 'progress' },
  },
  in_review: {
    moves: [
      { to: 'more_info', by: people },
      { to: 'ready', by: people },
      { to: 'signed', by: ['reviewer'], needs: ['consent', 'signed'] },
      { to: 'closed', by: desk },
    ],
    clocks: ['opinion'],
  },
  more_info: {
    moves: [
      // An answer of the family brings it back by itself.
      { to: 'in_review', by: ['bot', ...people] },
      { to: 'expired', by: both },
      { to: 'closed', by: desk },
    ],
    holds: ['opinion'],
    reminds: true,
    sms: { desk: 'needed' },
  },
  signed: {
    moves: [
      { to: 'delivered', by: both, needs: ['signed'] },
      { to: 'in_review', by: ['reviewer'] },
    ],
    clocks: ['delivery'],
  },
  delivered: {
    moves: [
      { to: 'in_review', by: ['reviewer'] },
      { to: 'closed', by: both },
    ],
  },
  closed: { moves: [], sms: { desk: 'closed' } },
  withdrawn: { moves: [] },
  expired: { moves: [] },
};

interface Clock {
  /** When it is over that began at this moment; `urgent`: the treatment begins within the week. */
  due(at: number, urgent: boolean): number;
  /** The family was told the date: where it passes they hear of the next one before they ask. */
  promised?: true;
  /** Where a promise passed, the next date. */
  next?(at: number, urgent: boolean): number;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/**
 * Targets, from the clinical notes on status messages, section 2; the numbers are a proposal of those. Where one passes the
 * desk gets the task `late_<clock>`, once.
 */
export const CLOCKS: Readonly<Record<ClockName, Clock>> = {
  check: {
    due: (at, urgent) => (urgent ? afterOpenTime(at, 4 * HOUR) : afterWorkingDays(at, 1)),
    promised: true,
    next: (at) => afterWorkingDays(at, 1),
  },
  assign: { due: (at) => at + 12 * HOUR },
  opinion: {
    due: (at, urgent) => (urgent ? at + 24 * HOUR : afterWorkingDays(at, 3)),
    promised: true,
    next: (at, urgent) => afterWorkingDays(at, urgent ? 1 : 2),
  },
  delivery: { due: (at) => afterOpenTime(at, HOUR) },
};

/** By when an open task of the desk must be answered; the task `late_<kind>` follows where it is not. */
export function taskDue(what: string, at: Date): Date | undefined {
  const due = TASKS[what]?.(at.getTime());
  return due === undefined ? undefined : new Date(due);
}

const alarm = (at: number) => at + (isOpenAt(at) ? 15 : 60) * MINUTE;
const TASKS: Readonly<Record<string, (at: number) => number>> = {
  emergency: alarm,
  distress: alarm,
  wants_person: (at) => afterOpenTime(at, 15 * MINUTE),
  // Seven days is our word; the rules ask for one month (SPDI Rules 2011, rule 5(9)).
  complaint: (at) => at + 7 * 24 * HOUR,
};

/** Tasks that only a lead sees and closes: the coordinator may be whom it is about. */
export const LEADS_ONLY: readonly string[] = ['complaint', 'late_complaint'];
