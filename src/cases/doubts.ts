import type { Fact } from './facts.ts';

/** What a wrong value may do, 1 to 10, by the beginning of its path: a treatment hangs on a stage and on HER2. */
const HARM: readonly (readonly [RegExp, number])[] = [
  [/^stage\.|^ihc\.her2/, 10],
  [/^(?:ihc|gene)\./, 8],
  [/^pathology\.(?:histology|grade|nodes|margins|gleason|depth)/, 8],
  [/^(?:treatment|medicine)\./, 7],
  [/^pathology\./, 6],
  [/^lab\./, 5],
  [/^imaging\./, 4],
  [/^patient\./, 3],
];

/** How likely a doubt of this kind is an error. */
const DOUBT: Readonly<Record<string, number>> = {
  two_readings: 1,
  not_in_range: 0.9,
  arithmetic: 0.9,
  other_person: 0.9,
  repaired: 0.8,
  ambiguous: 0.6,
  uncertain: 0.5,
  unexplained: 0.3,
  history: 0.2,
};

/** Harm times doubt: what a person at the desk looks at first. */
export function weightOf({ path, doubt, sure = 1 }: Fact): number {
  const harm = HARM.find(([paths]) => paths.test(path))?.[1] ?? 1;
  return harm * (DOUBT[doubt ?? ''] ?? Math.min(1, 0.3 + (1 - sure)));
}

/** Doubtful facts, the weightiest first; of equals in the order of the page. */
export function byWeight(facts: readonly Fact[]): Fact[] {
  return facts.toSorted((a, b) => weightOf(b) - weightOf(a));
}

/** Doubts that a look at the paper settles. What a paper itself leaves open, or a sum, is no question for a family. */
const SEEN = new Set(['two_readings', 'low_confidence', 'repaired', 'not_in_range', 'arithmetic']);
const ASKED = /^(?:stage|ihc|gene|pathology|lab|treatment|medicine|imaging\.suvmax)\b/;
/** Results that nobody should meet in a small picture. */
const SPARED = /^lab\.(?:hiv|hbsag|hcv|vdrl)/;
const LONGEST = 28;

/**
 * The doubts a person with the paper in hand can settle by yes or no, at most so many: a short figure at a known place. A word
 * such as a diagnosis is never asked: whoever looks may not have been told.
 */
export function askable(facts: readonly Fact[], most: number): Fact[] {
  const fit = facts.filter(
    ({ path, value, doubt, from, accepted }) =>
      !accepted &&
      from.kind === 'page' &&
      SEEN.has(doubt ?? 'low_confidence') &&
      ASKED.test(path) &&
      !SPARED.test(path) &&
      /\d/.test(value) &&
      value.length <= LONGEST,
  );
  return byWeight(fit).slice(0, most);
}
