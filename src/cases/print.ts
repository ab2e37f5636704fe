import type { Fact } from './facts.ts';

/** So many of the smallest hashes stand for all: enough to tell a second photo from another paper. */
const SKETCH = 24;
/** So many values of a paper are remembered to be held against another's. */
const VALUES = 16;

/**
 * What a paper's words look like, in short: the smallest hashes of its pairs of words (a bottom-k sketch, Broder 1997). No
 * word can be read out of it.
 */
export function printOf(texts: readonly string[]): string {
  const words = texts.flatMap((text) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
  const pairs = words.slice(1).map((word, i) => hash(`${words[i]} ${word}`));
  return [...new Set(pairs)]
    .sort((a, b) => a - b)
    .slice(0, SKETCH)
    .map((one) => one.toString(36))
    .join(' ');
}

/** How alike two prints are: about the share of word pairs that both papers have, 0 to 1. */
export function likeness(a: string | undefined, b: string | undefined): number {
  if (!a || !b) return 0;
  const [left, right] = [a, b].map((text) => new Set(text.split(' ').map((one) => Number.parseInt(one, 36))));
  const all = [...new Set([...left!, ...right!])].sort((x, y) => x - y).slice(0, SKETCH);
  return all.filter((one) => left!.has(one) && right!.has(one)).length / all.length;
}

const TELLING = /^(?:lab|ihc|gene|stage|pathology|imaging|treatment)\./;

/** The accepted values of a paper as pairs of hashes, path and value, to see whether another paper says the same. */
export function saysOf(
  facts: readonly Pick<Fact, 'path' | 'value' | 'normal' | 'of' | 'accepted'>[],
): string {
  const own = facts.filter(
    ({ path, normal, accepted }) => accepted && normal !== undefined && TELLING.test(path),
  );
  const pairs = new Map(own.map((f) => [short(`${f.path}@${f.of ?? ''}`), short(String(f.normal))]));
  return [...pairs]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .slice(0, VALUES)
    .map((pair) => pair.join('='))
    .join(' ');
}

/** How many values two papers share, and in how many they differ. */
export function agreement(a: string | undefined, b: string | undefined): { same: number; other: number } {
  if (!a || !b) return { same: 0, other: 0 };
  const right = new Map(b.split(' ').map((pair) => pair.split('=') as [string, string]));
  const shared = a
    .split(' ')
    .map((pair) => pair.split('='))
    .filter(([path]) => right.has(path!));
  const same = shared.filter(([path, value]) => right.get(path!) === value).length;
  return { same, other: shared.length - same };
}

const short = (text: string): string => (hash(text) & 0xffffff).toString(36);

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let out = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) out = Math.imul(out ^ text.charCodeAt(i), 0x01000193);
  return out >>> 0;
}
