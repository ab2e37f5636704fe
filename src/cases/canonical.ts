import type { Case } from './case.ts';

/**
 * The case as one string that is the same for the same knowledge, whatever the order it came in.
 * The caller hashes it; a signed opinion carries that hash, so it says what the doctor saw.
 */
export function canonical(known: Case, documents: readonly { id: string; hash: string }[]): string {
  const facts = Object.keys(known.current)
    .sort()
    .map((path) => {
      const { id, value, normal, unit, accepted } = known.current[path]!;
      return [path, id, value, normal ?? null, unit ?? null, accepted];
    });
  const papers = documents.map(({ id, hash }) => [id, hash]).sort((a, b) => (a[0]! < b[0]! ? -1 : 1));
  return JSON.stringify({ facts, papers });
}
