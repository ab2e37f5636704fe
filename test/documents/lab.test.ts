import { expect, test } from '@jest/globals';
import { factsOf, said } from './paper.ts';

const lines: [line: string, path: string, means: string][] = [
  ['Haemoglobin (Hb)        10.4  L    g/dL     12.0 - 15.0', 'lab.haemoglobin', '10.4 g/dL L'],
  ['Hemoglobin : 9.8 gm% (13 - 17)', 'lab.haemoglobin', '9.8 gm%'],
  ['TOTAL LEUCOCYTE COUNT 11,200 /cumm 4000-10000 H', 'lab.wbc', '11200 /cumm H'],
  ['Platelet Count   1.25   lakh/cumm   1.5 - 4.5', 'lab.platelets', '1.25 lakh/cumm'],
  ['S.G.P.T (ALT)  : 78 U/L   < 45', 'lab.alt', '78 U/L'],
  ['Serum Creatinine  1,4 mg/dL  0.6-1.2', 'lab.creatinine', '1.4 mg/dL ?repaired'],
  ['Serum Calcium 1O.2 mg/dl 8.6-10.2', 'lab.calcium', '10.2 mg/dl ?repaired'],
  ['Hb l2.5 g/dl 12-15', 'lab.haemoglobin', '12.5 g/dl ?repaired'],
  ['BUN : 21.5 mg/dL (7 - 20)', 'lab.bun', '21.5 mg/dL'],
  ['CA 125 (CLIA)  842.6 U/mL  < 35.0', 'lab.ca125', '842.6 U/mL'],
  ['CA 19-9 : 37 U/ml (0-37)', 'lab.ca199', '37 U/ml'],
  ['CA 15-3  46.2  H  U/mL  0 - 31.3', 'lab.ca153', '46.2 U/mL H'],
  ['HBsAg (ELISA) : NON REACTIVE', 'lab.hbsag', 'negative'],
  ['HIV I & II Antibodies  Non-Reactive (S/Co 0.21)', 'lab.hiv', 'negative'],
  ['Sodium (Na+) 131 mEq/L 136-145', 'lab.sodium', '131 mEq/L'],
  // A lost point, or a digit too many: nobody lives with these.
  ['Haemoglobin 104 g/dL 12 - 15', 'lab.haemoglobin', '104 g/dL ?not_in_range'],
  ['Potassium 46 mmol/L 3.5 - 5.1', 'lab.potassium', '46 mmol/L ?not_in_range'],
  // A torn number, a torn range.
  ['Haemoglobin 12 8 g/dL 12 - 15', 'lab.haemoglobin', '12 g/dL ?low_confidence'],
  ['Potassium 4.6 mmol/L 3 5 - 5 1', 'lab.potassium', '4.6 mmol/L ?low_confidence'],
  ['Serum Creatinine 3.14 H mg/dL 0.6 - 1 1', 'lab.creatinine', '3.14 mg/dL H ?low_confidence'],
  // Far beyond the range, with no flag and no point.
  ['CEA  252  ng/mL  0 - 5', 'lab.cea', '252 ng/mL ?not_in_range'],
  // The flag says otherwise.
  ['Haemoglobin 13.4 L g/dL 12 - 15', 'lab.haemoglobin', '13.4 g/dL L ?not_in_range'],
  ['SGOT (AST) 17 H U/L 5 - 35', 'lab.ast', '17 U/L H ?not_in_range'],
];

test.each(lines)('%s → %s', (line, path, means) => {
  expect(said('lab', `LABORATORY REPORT\n${line}`, path)).toBe(means);
});

test('where a table flags its outliers, one without a flag was misread', () => {
  const facts = factsOf('lab', 'Albumin  2.2  L  g/dL  3.5 - 5.2\nCalcium  11.6  mg/dL  8.6 - 10.2');
  expect(facts.map((f) => [f.path, f.accepted])).toEqual([
    ['lab.albumin', true],
    ['lab.calcium', false],
  ]);
});

test('a differential count is a hundred', () => {
  const facts = factsOf(
    'lab',
    'Neutrophils 61 % 40 - 80\nLymphocytes 39 % 20 - 40\nEosinophils 2 % 1 - 6\nMonocytes 12 % 2 - 12',
  );
  expect(facts.map((f) => f.doubt)).toEqual(['arithmetic', 'arithmetic', 'arithmetic', 'arithmetic']);
});

test('a row keeps its words: test, value, unit, range and place', () => {
  const [fact] = factsOf('lab', 'PCV / Haematocrit  25.5  L  %  36 - 46');
  expect(fact).toMatchObject({
    path: 'lab.pcv',
    label: 'PCV / Haematocrit',
    value: '25.5',
    normal: 25.5,
    unit: '%',
    reference: '36 - 46',
    flag: 'L',
    page: 1,
    accepted: true,
  });
  expect(fact!.box).toEqual([190, 0, 40, 20]);
});

test('a test that is not in our list is still read where it has a range', () => {
  expect(said('lab', 'Procalcitonin  0.42  ng/mL  0 - 0.5', 'lab.procalcitonin')).toBe('0.42 ng/mL');
});

test('a test whose name lost a letter is asked about under its own name', () => {
  const page = `LABORATORY REPORT
Test Name      Result      Unit      Reference Range
Abumin      2.2      g/dL      3.5 - 5.2
Poussium      4.6      mmol/L      3.5 - 5.1
Planelet Cont      2.40      lakh/cumm      1.5 - 4.1
Prealbumin      21      mg/dL      20 - 40`;
  expect(said('lab', page, 'lab.albumin')).toBe('2.2 g/dL ?repaired');
  expect(said('lab', page, 'lab.potassium')).toBe('4.6 mmol/L ?repaired');
  expect(said('lab', page, 'lab.platelets')).toBe('2.4 lakh/cumm ?repaired');
  expect(said('lab', page, 'lab.prealbumin')).toBe('21 mg/dL');
});

test('a name that stands on the page as it should is not looked for in its neighbours', () => {
  const page = `LABORATORY REPORT
Albumin      3.9      g/dL      3.5 - 5.2
Alumin      12      ug/L      0 - 15`;
  expect(said('lab', page, 'lab.albumin')).toBe('3.9 g/dL');
});
