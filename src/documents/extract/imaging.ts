import type { Kind } from '../catalogue.ts';
import type { Row } from '../rows.ts';
import { comparedRows } from './columns.ts';
import { sizeIn, unevenSize } from './findings.ts';
import { bodyValues } from './labels.ts';
import { joined, spanOf } from './spans.ts';
import type { Found, Span } from './spans.ts';

const SIZE = /\d+(?:\.\d+)?(?:\s?[x×*]\s?\d+(?:\.\d+)?){0,2}\s?(?:mm|cm)\b/gi;
const SUV = /SUV\s?max\s*(?:of|[:=-])?\s*(\d+(?:\.\d+)?)/gi;

/** Kinds of pictures by the words of a title; one that names two, such as PET-CT, comes before its parts. */
const STUDIES: readonly (readonly [string, RegExp])[] = [
  ['PET-CT', /\bpet\b|\bfdg\b/i],
  ['Mammogram', /mammogra|tomosynthesis/i],
  ['Bone scan', /bone scan|scintigra/i],
  ['MRI', /\b(?:ce)?mri\b|\bmr\b|magnetic/i],
  ['CT', /\b(?:ce|nc|hr)?ct\b|computed tomogra/i],
  ['USG', /\b(?:hr)?usg\b|ultra\s?sono?|doppler|sonogra/i],
  ['X-ray', /x\s?-?\s?ray|radiograph|skiagram/i],
];

/** The kind of study a title names. */
export const studyOf = (title: string): string | undefined =>
  STUDIES.find(([, words]) => words.test(title))?.[0];

/** What was scanned, what was measured in the findings, and each point of the impression. */
export function imagingFacts(rows: readonly Row[], page: number, kind: Kind): Found[] {
  const titles = rows
    .slice(0, Math.max(9, rows.length * 0.3))
    .filter((r) => r.text.length < 90 && kind.titles.some((t) => t.test(r.text)));
  // "USG Ooty" is the house and not the study, where another title stands below.
  const title = titles.find((r) => r !== rows[0]) ?? titles[0];
  const headed = rows.findIndex((r) => FINDINGS.test(r.text));
  // Without that heading what was found begins below the title.
  const from = headed < 0 && title ? rows.indexOf(title) + 1 : headed;
  const until = rows.findIndex((r, i) => i > from && /^\W*(?:impression|conclusion|opinion)\b/i.test(r.text));
  const table = comparedRows(rows);
  const compared = new Set(rows.filter((_, i) => table[i]));
  const body = rows.slice(from, until < 0 ? undefined : until).filter((r) => !ASKED.test(r.text));
  return [
    ...(title ? [{ path: 'imaging.study', span: spanOf(title, page), normal: studyOf(title.text) }] : []),
    ...(from < 0 ? [] : measured(body, page, compared)),
    ...impression(rows, page, kind),
  ];
}

/** Where what was found begins, perhaps on the same row. */
const FINDINGS = /^\W*(?:findings|observations?)\b/i;
/** Why a scan was asked for, and what it is compared with, are no findings of it. */
const ASKED =
  /^\W*(?:(?:clinical |relevant )?(?:history|indications?|details|information|profile)|comparison|technique|protocol|name|patient)\b/i;

/** What normal tissue takes up, to compare with. */
const BACKGROUND =
  /\b(?:blood[\s-]pool|mediastinal pool|aorta|aortic arch|(?:normal |right lobe of )?liver|background|reference|parotid|muscle)(?: (?:activity|uptake|parenchyma))?\W*$/i;

const measured = (rows: readonly Row[], page: number, compared: ReadonlySet<Row>): Found[] =>
  rows.flatMap((row) => {
    const sizes = [...row.text.matchAll(SIZE)]
      // "Nodes < 1 cm" gives a bound and no measure.
      .filter(
        (m) =>
          !isEarlier(row.text, m.index) &&
          !OTHER_DAY.test(row.text.slice(0, m.index)) &&
          !/(?:[<>≤≥]|less than|more than|under|above|below|at least)\s*$/i.test(row.text.slice(0, m.index)),
      )
      .map((m): Found => ({
        path: 'imaging.measurement',
        span: spanOf(row, page, m.index, m.index + m[0].length),
        normal: sizeIn(m[0]),
        label: row.text.slice(0, 120),
        doubt: unevenSize(m[0])
          ? 'low_confidence'
          : DENIED.test(
                row.text
                  .slice(0, m.index)
                  .split(/[.;]\s/)
                  .at(-1)!,
              )
            ? 'uncertain'
            : undefined,
      }));
    const suvs = [...row.text.matchAll(SUV)]
      .filter((m) => !isEarlier(row.text, m.index))
      .map((m): Found => ({
        path: 'imaging.suvmax',
        span: spanOf(row, page, m.index, m.index + m[0].length),
        normal: Number(m[1]),
        label: row.text.slice(0, 120),
        doubt:
          Number(m[1]) > 100
            ? 'not_in_range'
            : BACKGROUND.test(row.text.slice(0, m.index))
              ? 'ambiguous'
              : undefined,
      }));
    const all = [...sizes, ...suvs];
    if (compared.has(row)) for (const f of all) f.doubt ??= 'ambiguous';
    return all;
  });

/** What is not there has no size. */
const DENIED = /\b(?:no|not|without|absent|nor)\b/i;

const EARLIER =
  '\\b(?:previous(?:ly)?|earlier|prior|was|baseline|initial(?:ly)?|nadir|versus|vs|compared (?:to|with)|as against)\\b';
/** Said just before a figure, or at the beginning of the bracket it stands in. A point inside a number ends nothing. */
const BEFORE = new RegExp(`${EARLIER}(?:[^.;)]|\\.(?=\\d)){0,25}$|\\([^)]{0,12}${EARLIER}[^)]*$`, 'i');

/** A size in brackets behind a size, or with a date of its own: of another day. */
const OTHER_DAY = /(?:cm|mm)\s*\([^)]*$/i;
const DATED = /^[\d.x×*\s]+(?:cm|mm)\s+(?:on|in|dated)\s+(?:\d|[A-Z][a-z]{2})/;

/** A figure of an earlier scan, named to compare with. */
const isEarlier = (text: string, at: number): boolean =>
  DATED.test(text.slice(at)) ||
  /^[\d.x×*\s]+(?:cm|mm)\s*(?:→|-{1,2}>|=>)/i.test(text.slice(at)) ||
  BEFORE.test(text.slice(0, at)) ||
  (/\bfrom\s$/i.test(text.slice(0, at)) && /^[\d.x×\s]+(?:cm|mm)\s+to\s+\d/i.test(text.slice(at)));

/** The points of the impression, one fact each; lines without a number of their own belong to the point before. */
function impression(rows: readonly Row[], page: number, kind: Kind): Found[] {
  const head = bodyValues(rows, page, kind.labels).find((l) => l.path === 'imaging.impression');
  if (!head) return [];
  const points: Span[][] = [];
  const first = spanOf(rows[head.row]!, page, rows[head.row]!.text.indexOf(head.label) + head.label.length);
  if (first.text) points.push([first]);
  for (const row of rows.slice(head.row + 1)) {
    if (/^\W*(?:reported|dr\b|end of report|note|advi[cs]e|this is|page\b|\*\*)/i.test(row.text)) break;
    const mark = /^\s*(?:\(?\d{1,2}[.)]|[-•*])\s*/.exec(row.text)?.[0].length ?? 0;
    if (mark > 0 || points.length === 0) points.push([spanOf(row, page, mark)]);
    else points.at(-1)!.push(spanOf(row, page));
  }
  return points.map((p) => ({ path: 'imaging.impression', span: joined(p, page) }));
}
