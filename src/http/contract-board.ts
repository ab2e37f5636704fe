/** The lead's board. Read through `contract.ts`. Days are those of India, as `2026-11-24`; spans are hours or minutes as named. */

/** Steps of a case in their order. Each is counted where it happened, whether or not those before it did. */
export type Step =
  | 'started'
  | 'notice'
  | 'consent'
  | 'intake'
  | 'papers'
  | 'checking'
  | 'ready'
  | 'opinion'
  | 'delivered'
  | 'followup';

/** Whom the figures are about, in codes. Absent: everybody. */
export interface BoardFilter {
  language?: string;
  channel?: string;
  /** `patient`, `relative`, `doctor`, or `unknown` before anybody agreed. */
  speaker?: string;
}

/** `GET /api/board?from=&to=&language=&channel=&speaker=`, for a lead only. */
export interface Board {
  from: string;
  to: string;
  /** Cases that began in the period, by step, for each language, channel and speaker; add up to see them all. */
  groups: (Required<BoardFilter> & { steps: Record<Step, number> })[];
  /** From the first word to the signature, of cases that began in the period and have one. Null: there is none. */
  opinion: {
    cases: number;
    total: Spread | null;
    family: Spread | null;
    desk: Spread | null;
    doctor: Spread | null;
  };
  /** Photos that came, and how often one was asked for again. */
  photos: { came: number; again: number };
  /** Papers whose last doubt was settled, and the minutes somebody looked at one. */
  papers: { count: number; minutes: Spread | null };
  reviewers: Reviewer[];
  /** Stopped by an error, now. */
  parked: number;
  emergencies: { count: number; unanswered: number; minutes: Spread | null };
  complaints: { count: number; open: number; hours: Spread | null };
  /** How many gave each mark, 1 to 5, the newest of each case. */
  satisfaction: number[];
  /** Targets that passed in the period, by kind of task. */
  late: { what: string; count: number }[];
}

/** The middle, and what nine of ten stay below. */
export interface Spread {
  median: number;
  p90: number;
}

export interface Reviewer {
  id: string;
  name: string;
  /** Cases in their hands now. */
  open: number;
  /** Signed in the last 30 days. */
  signed: number;
  /** Hours from the case's coming to a doctor to the signature, of those. */
  hours: number | null;
}

/**
 * `GET /api/board/list?what=&who=&from=&to=&language=&channel=&speaker=`: what stands behind one number, newest first. `what`
 * is `step.<step>`, `again`, `paper`, `open` and `signed` (of the reviewer `who`), `parked`, `emergency`, `unanswered`,
 * `complaint`, `mark.<1–5>` or `late.<task>`.
 */
export interface BoardList {
  total: number;
  /** At most 500. */
  rows: BoardRow[];
}

export interface BoardRow {
  case: string;
  reference: string;
  status: string;
  language: string;
  channel: string;
  speaker: string;
  /** When what is counted happened. */
  at: string;
  /** A complaint that is open: what is closed by `POST /api/tasks/:id/close`. */
  task: string | null;
}
