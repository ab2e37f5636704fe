import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';

/** One kind of document: how to know it, and which labels introduce what is read from it. */
export interface Kind {
  type: string;
  /** Patterns of its title, which stands alone near the top. */
  titles: readonly RegExp[];
  /** Patterns that speak for it anywhere, with their weight. */
  words: readonly { pattern: RegExp; weight: number }[];
  labels: readonly Label[];
}

/** A printed label: `path` is the fact it introduces, or `stop` where it only ends the value before it. */
export interface Label {
  path: string;
  pattern: string;
}

/** A laboratory test: its names, what a living person's value can be, and of which whole it is a part. */
export interface Analyte {
  key: string;
  names: RegExp;
  /** The names as they are printed in full. */
  spellings: readonly string[];
  limits?: readonly [number, number];
  /** How its units look, in small letters and without blanks. */
  unit?: RegExp;
  whole?: string;
  /** The name alone may mean more than one test. */
  ambiguous?: boolean;
}

/** By family of facts the words that may stand beside one and leave it what it is, in small letters. */
export type Vocabulary = ReadonlyMap<string, ReadonlySet<string>>;

export interface Catalogue {
  kinds: readonly Kind[];
  understood: Vocabulary;
  /** Labels of the header that every document has. */
  header: readonly Label[];
  analytes: readonly Analyte[];
}

interface Written {
  type: string;
  titles?: string[];
  words?: Record<string, number>;
  labels?: Record<string, string[]>;
  understood?: Record<string, string>;
  units?: Record<string, string[]>;
  analytes?: Record<
    string,
    { names: string[]; spelled?: string[]; limits?: [number, number]; whole?: string; ambiguous?: boolean }
  >;
}

/** Reads `flows/documents`, one file per kind. Throws where a file is wrong, for that is a bug of ours. */
export function loadCatalogue(folder: string): Catalogue {
  const files = fs
    .readdirSync(folder)
    .filter((f) => f.endsWith('.yaml'))
    .sort();
  const written = files.map((f) => parse(fs.readFileSync(path.join(folder, f), 'utf8')) as Written);
  written.forEach((w, i) => {
    if (typeof w?.type !== 'string') throw new Error(`${files[i]}: no type`);
    const list = patternsOf(w).find((p) => /, /.test(p));
    if (list) throw new Error(`${files[i]}: several patterns inside one pair of quotes: ${list}`);
  });
  return {
    kinds: written.filter((w) => w.type !== 'every' && !w.understood).map(kindOf),
    understood: vocabularyOf(written.flatMap((w) => Object.entries(w.understood ?? {}))),
    header: written.filter((w) => w.type === 'every').flatMap((w) => labelsOf(w)),
    analytes: written.flatMap((w) =>
      Object.entries(w.analytes ?? {}).map(([key, a]) => ({ ...analyteOf(key, a), ...unitOf(key, w) })),
    ),
  };
}

/** What `every` family understands is understood in each. */
function vocabularyOf(entries: readonly (readonly [string, string])[]): Vocabulary {
  const words = (family: string) =>
    entries.filter(([of]) => of === family).flatMap(([, text]) => text.split(/\s+/).filter(Boolean));
  return new Map(
    entries
      .filter(([family]) => family !== 'every')
      .map(([family]) => [family, new Set([...words('every'), ...words(family)])]),
  );
}

const patternsOf = (w: Written): string[] => [
  ...(w.titles ?? []),
  ...Object.keys(w.words ?? {}),
  ...Object.values(w.labels ?? {}).flat(),
  ...Object.values(w.analytes ?? {}).flatMap((a) => a.names),
];

const kindOf = (w: Written): Kind => ({
  type: w.type,
  titles: (w.titles ?? []).map((t) => new RegExp(`^\\W*(?:${wordly(t)})(?:\\s*[-–(].{0,40})?\\W*$`, 'i')),
  words: Object.entries(w.words ?? {}).map(([p, weight]) => ({ pattern: new RegExp(whole(p), 'i'), weight })),
  labels: labelsOf(w),
});

const labelsOf = (w: Written): Label[] =>
  Object.entries(w.labels ?? {}).flatMap(([to, patterns]) =>
    patterns.map((p) => ({ path: to, pattern: wordly(p) })),
  );

function unitOf(key: string, { units = {} }: Written): { unit?: RegExp } {
  const looks = Object.keys(units).find((pattern) => units[pattern]!.includes(key));
  return looks === undefined ? {} : { unit: new RegExp(`^(?:${looks})$`) };
}

const analyteOf = (key: string, a: NonNullable<Written['analytes']>[string]): Analyte => ({
  key,
  // "Serum", "S." and "Plasma" may stand before any of them.
  names: new RegExp(
    `^\\W*(?:(?:serum|s|plasma)[\\s.:-]+)?(?:${a.names.map(wordly).join('|')})(?![a-z\\d])`,
    'i',
  ),
  spellings: [...(a.spelled ?? []), ...a.names.flatMap(spelled)],
  limits: a.limits,
  whole: a.whole,
  ...(a.ambiguous ? { ambiguous: true } : {}),
});

/** A name's pattern in full letters: what may be left out is written, but for brackets and choices. None where more than that is open. */
function spelled(pattern: string): string[] {
  const simple = pattern
    .replace(/\(([a-z ]+)\)\?/g, '$1')
    .replace(/\([^()]*(?:\([^()]*\)[^()]*)*\)\?|,\?|[a-z ]\?/g, (m) => (/^[a-z]/.test(m) ? m[0]! : ''));
  return /^[a-z0-9 ]{4,}$/.test(simple) ? [simple.trim()] : [];
}

/** A pattern as written in the catalogue: outside brackets a blank stands for any or no blank or small mark. */
export const wordly = (pattern: string): string =>
  pattern
    .replace(/\[[^\]]*\]|\((?!\?)| /g, (m) => (m === ' ' ? '[\\s./&:-]*' : m === '(' ? '(?:' : m))
    .replace(/\\\(\?:/g, '\\(');

const whole = (pattern: string): string => `(?<![a-z])(?:${wordly(pattern)})(?![a-z])`;
