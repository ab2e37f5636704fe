import type { Page, ReadFact } from '../src/documents/reading.ts';
import type { Paper } from './set.ts';

/** What the score looks at of a reading; the rows that `npm run read -- --json` prints have it. */
export interface Read {
  type: string;
  pages: readonly Pick<Page, 'text'>[];
  facts: readonly Pick<ReadFact, 'path' | 'label' | 'value' | 'accepted'>[];
  ms: number;
}

type Truth = Pick<Paper, 'file' | 'severity' | 'type' | 'languages' | 'text' | 'fields' | 'lab'>;

/** One severity's sums. */
export interface Score {
  pages: number;
  cer: number;
  words: Share;
  /** Words in another script than Latin. */
  foreign: Share;
  fields: Share;
  facts: Share;
  labRows: Share;
  types: Share;
  /** Of the facts that were right, those left to a person all the same. */
  doubted: Share;
  wrong: string[];
  ms: number[];
}

export interface Share {
  of: number;
  have: number;
}

/** The fact that a field of the truth should become. Fields without one are only looked for in the text. */
const FACTS: Record<string, string> = {
  patient_name: 'patient.name',
  age: 'patient.age',
  sex: 'patient.sex',
  report_date: 'report.date',
  uhid: 'patient.hospital_id',
  referring_doctor: 'report.referrer',
  specimen: 'pathology.specimen',
  histologic_type: 'pathology.histology',
  grade: 'pathology.grade',
  tumour_size: 'pathology.tumour_size',
  margins: 'pathology.margins',
  nodes: 'pathology.nodes',
  diagnosis: 'pathology.diagnosis',
  pT: 'stage.pT',
  pN: 'stage.pN',
  study: 'imaging.study',
  regimen: 'treatment.regimen',
  cycles: 'treatment.cycles',
  dose: 'treatment.dose',
  procedure: 'treatment.procedure',
  ihc_er: 'ihc.er',
  ihc_pr: 'ihc.pr',
  ihc_her2: 'ihc.her2',
  ihc_ki67: 'ihc.ki67',
};

/** Holds readings against what was printed, by severity. */
export function scored(pairs: Iterable<readonly [Truth, Read]>): Map<string, Score> {
  const out = new Map<string, Score>();
  for (const [truth, read] of pairs) {
    const score = out.get(truth.severity) ?? empty();
    out.set(truth.severity, score);
    add(score, truth, read);
  }
  return out;
}

function empty(): Score {
  const none = () => ({ of: 0, have: 0 });
  return {
    pages: 0,
    cer: 0,
    words: none(),
    foreign: none(),
    fields: none(),
    facts: none(),
    labRows: none(),
    types: none(),
    doubted: none(),
    wrong: [],
    ms: [],
  };
}

function add(score: Score, truth: Truth, read: Read): void {
  const text = read.pages.map((p) => p.text).join('\n');
  score.pages++;
  score.ms.push(read.ms);
  score.cer += errorsOf(plain(truth.text), plain(text));
  words(score, truth.text, text);
  count(score.types, read.type === truth.type);
  const letters = bare(text);
  for (const [field, value] of Object.entries(truth.fields)) {
    if (field !== 'age' && field !== 'sex') count(score.fields, letters.includes(bare(value)));
    const path = FACTS[field];
    if (!path) continue;
    const fact = read.facts.find((f) => f.path === path);
    judge(score, score.facts, truth.file, value, fact, same(path, value, fact?.value));
  }
  for (const { analyte, value } of truth.lab) {
    const fact = read.facts.find(
      (f) => f.path.startsWith('lab.') && bare(f.label ?? '').startsWith(bare(analyte)),
    );
    judge(score, score.labRows, truth.file, value, fact, figures(fact?.value ?? '')[0] === figures(value)[0]);
  }
}

function judge(
  score: Score,
  share: Share,
  file: string,
  truth: string,
  fact: Read['facts'][number] | undefined,
  right: boolean,
): void {
  count(share, right);
  if (fact && right) count(score.doubted, !fact.accepted);
  if (fact?.accepted && !right) score.wrong.push(`${file} ${fact.path}: ${truth} was read ${fact.value}`);
}

function count(share: Share, have: boolean): void {
  share.of++;
  if (have) share.have++;
}

function words(score: Score, truth: string, text: string): void {
  const found = new Map<string, number>();
  for (const word of wordsOf(text)) found.set(word, (found.get(word) ?? 0) + 1);
  for (const word of wordsOf(truth)) {
    const left = found.get(word) ?? 0;
    if (left > 0) found.set(word, left - 1);
    count(score.words, left > 0);
    if (/[^\p{Script=Latin}\p{Script=Common}]/u.test(word)) count(score.foreign, left > 0);
  }
}

const plain = (text: string): string =>
  text.normalize('NFKC').replace(/[–—]/g, '-').replace(/[‘’]/g, "'").replace(/\s+/g, ' ').trim();
const bare = (text: string): string =>
  plain(text)
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}.%+/]/gu, '');
const wordsOf = (text: string): string[] =>
  plain(text)
    .split(/[\s/|:()-]+/)
    .filter(Boolean);
const figures = (text: string): string[] => text.match(/\d+(?:\.\d+)?/g) ?? [];

/** Whether a fact says what was printed: the same letters and figures, with words of the label or a title left out. */
function same(path: string, truth: string, value: string | undefined): boolean {
  if (value === undefined) return false;
  const [a, b] = [bare(truth), bare(value)];
  if (path === 'patient.sex') return a[0] === b[0];
  if (path === 'patient.age') return figures(truth)[0] === figures(value)[0];
  return figures(truth).join() === figures(value).join() && (a.includes(b) || b.includes(a));
}

/** Edits that turn one text into the other, as a part of the first (Levenshtein). */
function errorsOf(truth: string, read: string): number {
  const [a, b] = [[...truth], [...read]];
  let before = Uint32Array.from({ length: b.length + 1 }, (_, j) => j);
  a.forEach((char, i) => {
    const row = new Uint32Array(b.length + 1);
    row[0] = i + 1;
    for (let j = 1; j <= b.length; j++)
      row[j] = Math.min(before[j]! + 1, row[j - 1]! + 1, before[j - 1]! + (char === b[j - 1] ? 0 : 1));
    before = row;
  });
  return Math.min(1, before[b.length]! / (a.length || 1));
}

/** A share as percent, or a dash where there was nothing to have. */
export const percent = ({ of, have }: Share): string => (of ? ((100 * have) / of).toFixed(1) : '–');

/** The score as the rows of a table, a severity each. */
export function tableOf(scores: ReadonlyMap<string, Score>): Record<string, Record<string, string | number>> {
  return Object.fromEntries(
    [...scores].map(([severity, s]) => [
      severity,
      {
        pages: s.pages,
        'CER %': ((100 * s.cer) / s.pages).toFixed(1),
        'words %': percent(s.words),
        'Indic words %': percent(s.foreign),
        'fields %': percent(s.fields),
        'facts %': percent(s.facts),
        'lab rows %': percent(s.labRows),
        'type %': percent(s.types),
        'in doubt %': percent(s.doubted),
        'accepted, wrong': s.wrong.length,
        'median ms': s.ms.toSorted((x, y) => x - y)[s.ms.length >> 1] ?? 0,
        'worst ms': Math.max(...s.ms),
      },
    ]),
  );
}
