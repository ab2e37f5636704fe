/** A rectangle on an upright page: x, y, width, height in pixels of that page's image. */
export type Box = readonly [x: number, y: number, width: number, height: number];

/** Who said something in the chat. The speaker is kept on every answer. */
export type Speaker = 'patient' | 'relative' | 'doctor' | 'unknown';

/** Where a fact came from. There is no fact without one. */
export type Origin =
  | { kind: 'message'; message: string; speaker: Speaker }
  | { kind: 'page'; document: string; page: number; box: Box; words: string }
  | { kind: 'staff'; user: string; note?: string };

/** Who confirmed a fact that a machine read. */
export interface By {
  kind: 'patient' | 'staff';
  id: string;
  at: string;
}

/**
 * One thing known about a case. Nothing is ever overwritten: a correction is one more fact with the same path.
 * `path` is dotted lower case: `patient.age`, `ihc.her2`, `lab.haemoglobin`, `question.1`.
 */
export interface Fact {
  id: string;
  path: string;
  /** The words as said or printed. */
  value: string;
  /** Typed and normalised: a number, an ISO date, a code. */
  normal?: string | number | boolean;
  /** What a person calls it; only where the path does not say it. */
  label?: string;
  unit?: string;
  /** Which specimen, tumour or side of its paper it is about, where there are several: `A`, `2`, `left`. */
  of?: string;
  /** Reference range and flag as printed, for laboratory values. */
  reference?: string;
  flag?: string;
  at: string;
  from: Origin;
  /** 0 to 1, for what a machine read. */
  sure?: number;
  /** False until a person agrees, when a machine was unsure. Facts from people are accepted. */
  accepted: boolean;
  /** Why it is not accepted: `two_readings`, `low_confidence`, `arithmetic`, `not_in_range`, `other_person`, `repaired`, `uncertain`, `history`, `ambiguous`, `unexplained` (words beside it that no rule knows); `rejected`: the desk found that it is not there. */
  doubt?: string;
  /** Of what is kept apart because its paper may be somebody else's: what the reading had made of it. */
  apart?: { accepted: boolean; doubt?: string };
  /** Id of the fact this one corrects. */
  corrects?: string;
  confirmed?: By;
}
