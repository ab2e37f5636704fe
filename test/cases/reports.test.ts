import { expect, test } from '@jest/globals';
import type { Paper } from '../../src/cases/paper.ts';
import { likeness, printOf } from '../../src/cases/print.ts';
import { isCopy, reportsOf } from '../../src/cases/report.ts';
import { sheetsOf } from '../../src/cases/paper.ts';

/** A paper as its words and facts make it. */
function paper(id: string, type: string, text: string, facts: Record<string, string | number> = {}): Paper {
  const all = Object.entries(facts).map(([path, normal]) => ({
    path,
    value: String(normal),
    normal,
    accepted: true,
  }));
  return sheetsOf(type, all, 1, { id, print: printOf([text]) })[0]!;
}

const FORM = `Gomti Cancer Centre Department of Pathology histopathology report patient name age sex specimen received gross
microscopic examination sections show lymphovascular invasion perineural invasion margins nodes stage impression`;
const LAB = `Trinity laboratory report test result unit reference interval haemoglobin total leucocyte count platelet count
neutrophils lymphocytes monocytes eosinophils bilirubin creatinine sodium potassium end of report`;
const first = `${FORM} an infiltrating tumour of nests and cords with vesicular nuclei mitoses many desmoplasia moderate`;

test('the same page twice, the second one blurred, is one page', () => {
  const sharp = paper('d1', 'histopathology', first, { 'report.id': 'H/12/26', 'pathology.nodes': '3/14' });
  const blurred = paper('d2', 'histopathology', first.replace('cords', 'c0rds').replace('many', 'mmy'));
  expect(isCopy(sharp, blurred)).toBe(true);
  expect(isCopy(blurred, sharp)).toBe(true);
});

const other: [why: string, Record<string, string | number>, Record<string, string | number>][] = [
  ['another day', { 'report.date': '2026-09-01' }, { 'report.date': '2026-10-01' }],
  ['another number', { 'report.id': 'S 881' }, { 'report.id': 'S 882' }],
  ['another page', { 'sheet.page': '1/2' }, { 'sheet.page': '2/2' }],
  ['other values', { 'lab.haemoglobin': 9.2, 'lab.wbc': 4100 }, { 'lab.haemoglobin': 11.2, 'lab.wbc': 5200 }],
  ['an amended report', { 'report.id': 'S 881' }, { 'report.id': 'S 881', 'report.status': 'amended' }],
];
test.each(other)('a form that is alike is no copy: %s', (_why, a, b) => {
  expect(isCopy(paper('d1', 'lab', LAB, a), paper('d2', 'lab', LAB, b))).toBe(false);
});

test('two papers of other words are no copies, whatever day they bear', () => {
  const day = { 'report.date': '2026-09-01' };
  expect(isCopy(paper('d1', 'unsure', first, day), paper('d2', 'unsure', LAB, day))).toBe(false);
});

test('a print tells no words and costs little', () => {
  const print = printOf([first]);
  expect(print).toMatch(/^[0-9a-z ]+$/);
  expect(print.length).toBeLessThan(200);
  expect(likeness(print, print)).toBe(1);
  expect(likeness(print, printOf([LAB]))).toBeLessThan(0.2);
});

const reports: [story: string, Paper[], string[]][] = [
  [
    'pages by their number, whatever order they came in',
    [
      { id: 'c', type: 'histopathology', number: 'k1', page: 3, of: 3 },
      { id: 'a', type: 'histopathology', number: 'k1', page: 1, of: 3, at: '2026-01-02' },
      { id: 'b', type: 'histopathology', number: 'k1', page: 2, of: 3 },
    ],
    ['a b c'],
  ],
  [
    'page 2 without a number belongs to the report that lacks it',
    [
      { id: 'b', type: 'unsure', page: 2, of: 2 },
      { id: 'a', type: 'histopathology', number: 'k1', page: 1, of: 2 },
    ],
    ['a b'],
  ],
  [
    'a page is missing, and is named',
    [
      { id: 'a', type: 'lab', number: 's1', page: 1, of: 3 },
      { id: 'c', type: 'lab', number: 's1', page: 3, of: 3 },
    ],
    ['a c, missing 2'],
  ],
  [
    'two reports of two pages each do not complete each other',
    [
      { id: 'a', type: 'lab', number: 's1', page: 1, of: 2 },
      { id: 'b', type: 'lab', number: 's2', page: 2, of: 2 },
    ],
    ['a, missing 2', 'b, missing 1'],
  ],
  [
    'a table that goes on without a head belongs to the page before it',
    [
      { id: 'a', type: 'lab', number: 's1', at: '2026-01-02' },
      { id: 'b', type: 'lab' },
      { id: 'c', type: 'lab', number: 's2', at: '2026-02-02' },
    ],
    ['a b', 'c'],
  ],
  [
    'an amended report stands beside the one it changes',
    [
      { id: 'a', type: 'histopathology', number: 'k1' },
      { id: 'b', type: 'histopathology', number: 'k1', edition: 'amended' },
    ],
    ['a', 'b amended'],
  ],
  [
    'another hospital, another report',
    [
      { id: 'a', type: 'lab', house: 'gomti', page: 1, of: 2 },
      { id: 'b', type: 'lab', house: 'trinity', page: 2, of: 2 },
    ],
    ['a, missing 2', 'b, missing 1'],
  ],
];
test.each(reports)('%s', (_story, papers, told) => {
  const line = (r: ReturnType<typeof reportsOf>[number]) =>
    r.pages.map((p) => p.id).join(' ') +
    (r.edition ? ` ${r.edition}` : '') +
    (r.missing.length ? `, missing ${r.missing.join()}` : '');
  expect(reportsOf(papers).map(line)).toEqual(told);
  const turned = reportsOf(papers.toReversed()).map(line);
  if (!papers.some((p) => p.number === undefined && p.page === undefined))
    expect(turned.toSorted()).toEqual(told.toSorted());
});
