import type { ReadFailure, Reading } from './reading.ts';

/** The reading of a file that could not be read, and why. */
export const failed = (mime: string, failure: ReadFailure): Omit<Reading, 'ms'> => ({
  type: 'unsure',
  typeConfidence: 0,
  mime,
  quality: { ok: false, faults: [] },
  pages: [],
  facts: [],
  failure,
});
