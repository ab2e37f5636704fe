import type { Findings } from './opinion.ts';

/** What one reviewer found before knowing what the others think. */
export interface FirstRead {
  /** Name of the reviewer. */
  by: string;
  findings: Findings;
  answers: readonly { path: string; question: string; answer: string }[];
}

/**
 * `same`: all say it. `different`: they do not say the same. `one`: only one says it. `words`: each says it in words of their
 * own, and no machine judges whether they mean the same.
 */
export type How = 'same' | 'different' | 'one' | 'words';

/** One line of the map: a field, and what each says on it. */
export interface Line {
  /** `view`, `diagnosis`, `stage`, `intent`, `option.1`, `test.1`, or the path of a question of the family. */
  field: string;
  /** The question, the option or the test in words, where the field is not enough. */
  about?: string;
  how: How;
  /** In the order of the reviewers; empty where one says nothing. */
  says: { by: string; what: string }[];
}

/** Where reviewers agree and where not, field by field. The order of the reviewers changes no judgement. */
export function agreementOf(reads: readonly FirstRead[]): Line[] {
  if (reads.length < 2) return [];
  const line = (field: string, what: (read: FirstRead) => string, judge: Judge, about?: string): Line => {
    const says = reads.map((read) => ({ by: read.by, what: what(read) }));
    return { field, ...(about ? { about } : {}), how: judge(says.map((one) => one.what)), says };
  };
  const questions = new Map(reads.flatMap(({ answers }) => answers.map((a) => [a.path, a.question])));
  return [
    line('view', ({ findings }) => findings.diagnosis.view ?? '', codes),
    line('diagnosis', ({ findings }) => findings.diagnosis.words, ownWords),
    line('stage', ({ findings }) => findings.stage, stages),
    line('intent', ({ findings }) => findings.intent ?? '', codes),
    ...listed('option', reads, ({ findings }) =>
      findings.options.map(({ what, certainty, place }) => ({ what, judged: `${certainty} ${place}` })),
    ),
    ...listed('test', reads, ({ findings }) => findings.tests.map(({ what }) => ({ what, judged: '' }))),
    ...[...questions]
      .sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }))
      .map(([path, question]) =>
        line(
          path,
          ({ answers }) => answers.find((one) => one.path === path)?.answer ?? '',
          ownWords,
          question,
        ),
      ),
  ];
}

type Judge = (said: readonly string[]) => How;

/** Of nothing said by anybody there is nothing to disagree on. */
function judged(said: readonly string[], same: (a: string, b: string) => boolean, other: How): How {
  const spoken = said.filter(Boolean);
  if (spoken.length === 1 && said.length > 1) return 'one';
  if (spoken.length && spoken.length < said.length) return 'different';
  return spoken.every((one) => same(one, spoken[0]!)) ? 'same' : other;
}

const codes: Judge = (said) => judged(said, (a, b) => a === b, 'different');
const ownWords: Judge = (said) => judged(said, (a, b) => plain(a) === plain(b), 'words');

/** Stages are told by their signs: "pT2 pN1a, IIB" is the same with any words around it. */
const SIGN =
  /\b(?:(?:yp|[cpr])?(?:t(?:is|[0-4x])|n[0-3x]|m[01x])(?:mi|[a-d])?|(?:iv|iii|ii)[a-c]?\d?|i[a-c]\d?|(?<=stage )i)\b/gi;
/** "pT2pN1a" is two signs. */
const JOINED = /([tnm][0-4x][a-d]?)(?=(?:yp|[cpr])?[tnm][0-4x])/g;
const stages: Judge = (said) => {
  const signs = said.map((one) =>
    [...new Set(one.toLowerCase().replaceAll(JOINED, '$1 ').match(SIGN) ?? [])].sort().join(' '),
  );
  if (said.every((one, i) => !one || signs[i]))
    return judged(
      said.map((one, i) => (one ? signs[i]! : '')),
      (a, b) => a === b,
      'different',
    );
  return ownWords(said);
};

interface Item {
  by: string;
  what: string;
  judged: string;
}

/** What is listed freely is held together by its words: half of them in common is one thing. */
function listed(
  field: string,
  reads: readonly FirstRead[],
  of: (read: FirstRead) => { what: string; judged: string }[],
): Line[] {
  const items = reads.flatMap((read) => of(read).map((one): Item => ({ by: read.by, ...one })));
  const groups: Item[][] = [];
  for (const item of items) {
    const met = groups.filter((group) => group.some((other) => alike(other.what, item.what)));
    for (const group of met) groups.splice(groups.indexOf(group), 1);
    groups.push([...met.flat(), item]);
  }
  return groups
    .sort((a, b) => items.indexOf(a[0]!) - items.indexOf(b[0]!))
    .map((group, n) => {
      const says = reads.map(({ by }) => ({
        by,
        what: group
          .filter((one) => one.by === by)
          .map(({ what }) => what)
          .join('; '),
      }));
      const speakers = says.filter(({ what }) => what).length;
      const one = new Set(group.map((item) => item.judged)).size === 1;
      const how = speakers === 1 ? 'one' : speakers === reads.length && one ? 'same' : 'different';
      return { field: `${field}.${n + 1}`, how, says };
    });
}

const LINKS = new Set([
  'the',
  'a',
  'an',
  'of',
  'and',
  'or',
  'with',
  'for',
  'then',
  'by',
  'to',
  'in',
  'first',
]);

function alike(a: string, b: string): boolean {
  const [left, right] = [a, b].map(
    (text) =>
      new Set(
        plain(text)
          .split(' ')
          .filter((w) => !LINKS.has(w)),
      ),
  );
  const both = [...left!].filter((word) => right!.has(word)).length;
  return both > 0 && both * 2 >= Math.min(left!.size, right!.size);
}

const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}+%]+/gu, ' ')
    .trim();
