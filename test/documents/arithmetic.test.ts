import { expect, test } from '@jest/globals';
import { factsOf } from './paper.ts';

/** The paths of a page that its own figures throw doubt on. */
const doubted = (type: string, text: string): string[] =>
  factsOf(type, text)
    .filter((f) => f.doubt === 'arithmetic')
    .map((f) => f.path.replace(/^(?:lab|stage|pathology|ihc|treatment|patient|report)\./, ''))
    .sort();

const tissue: [rule: string, text: string, doubts: string[]][] = [
  // AJCC 8th edition: breast N1 is 1 to 3 nodes, N2 4 to 9, N3 from 10.
  ['nodes and N of a breast', 'Left breast MRM\nLymph nodes: 5/14\npT2 pN1a', ['nodes', 'pN']],
  ['nodes and N of a breast, as they should be', 'Left breast MRM\nLymph nodes: 5/14\npT2 pN2a', []],
  ['nodes and N of a colon', 'Right hemicolectomy\nLymph nodes: 2/16\npT3 pN1a', ['nodes', 'pN']],
  ['nodes and N of a colon, as they should be', 'Right hemicolectomy\nLymph nodes: 2/16\npT3 pN1b', []],
  ['nodes and N of a stomach', 'Gastrectomy\nLymph nodes: 9/22\npT4a pN2', ['nodes', 'pN']],
  ['any nodes and N0', 'Lymph nodes: 1/9\npT2 pN0', ['nodes', 'pN']],
  // A T that is only a size.
  ['size and T of a breast', 'Left breast MRM\nTumour size: 2.8 cm\npT1c pN0', ['pT', 'tumour_size']],
  ['size and T after chemotherapy', 'Left breast MRM\nTumour size: 2.8 cm\nypT1c ypN0', []],
  ['a size of two centimetres is T1 or T2', 'Left breast MRM\nTumour size: 2 cm\npT2 pN0', []],
  // TNM and the group they make.
  ['group of a colon', 'Colon\npT3 pN1b pM0\nStage group: IIA', ['group', 'pN', 'pT']],
  ['group of a colon, as it should be', 'Colon\npT3 pN1b pM0\nStage group: IIIB', []],
  ['group of a lung', 'Lung\npT1c pN0\nStage group: IIIA', ['group', 'pN', 'pT']],
  ['a group without its letter fits', 'Lung\npT2a pN2\nStage III', []],
  ['any M1 is stage IV', 'pT2 pN1 pM1\nStage group: IIB', ['group', 'pN', 'pT']],
  ['a breast’s prognostic group, which grade and receptors move', 'Breast\npT2 pN1a\nStage group: IB', []],
  ['a group far off', 'Breast\npT1c pN0\nStage group: IV', ['group', 'pN', 'pT']],
  // Nottingham: three scores, their sum, and 3 to 5 is grade 1, 6 and 7 is 2, 8 and 9 is 3.
  ['Nottingham sum', 'Grade: Nottingham Grade 2 (3+2+2 = 8)', ['grade']],
  // ISUP 2014.
  ['Gleason and its group', 'Gleason score 4+3=7, grade group 2', ['gleason', 'grade_group']],
  ['Gleason and its group, as they should be', 'Gleason score 4+4=8, grade group 4', []],
  ['more cores than were taken', 'Gleason score 3+3=6, 7/6 cores', ['cores']],
  // ASCO/CAP: ER and PR are positive from 1 %; HER2 3+ is positive, 2+ equivocal.
  ['ER without a cell', 'ER : Positive (0%)', ['er']],
  ['HER2 3+ that is negative', 'HER2 : 3+ (Negative)', ['her2']],
  // ASCO/CAP 2018: a ratio of 2 or more with 4 copies or more is amplified; the ratio is copies by copies.
  [
    'FISH that is amplified and is not',
    'HER2 by FISH\nHER2/CEP17 ratio : 2.6\nAverage HER2 copy number : 6.1\nResult : NOT AMPLIFIED',
    ['her2_copies', 'her2_ratio', 'her2fish'],
  ],
  [
    'a ratio that is not its copies',
    'HER2 by FISH\nHER2/CEP17 ratio : 1.2\nAverage HER2 copy number : 3.1\nAverage CEP17 copy number : 1.9',
    ['cep17_copies', 'her2_copies', 'her2_ratio'],
  ],
  // The past is held against nothing.
  ['a count of an earlier report', 'Previous biopsy: pN2a\nLymph nodes: 0/14\npN0', []],
];
test.each(tissue)('%s', (_rule, text, doubts) => {
  expect(doubted('histopathology', `HISTOPATHOLOGY REPORT\n${text}`)).toEqual(doubts);
});

const bilirubin = (total: string) =>
  `Bilirubin Total  ${total}  mg/dL\nBilirubin Direct  2.0  mg/dL\nBilirubin Indirect  1.1  mg/dL`;
const cells = (hb: string, pcv: string, rbc: string) =>
  `Haemoglobin  ${hb}  g/dL\nPCV  ${pcv}  %\nRBC count  ${rbc}  million/cumm\nMCV  90  fL\nMCH  30  pg\nMCHC  33.3  g/dL`;
const lab: [rule: string, text: string, doubts: string[]][] = [
  ['bilirubin is direct and indirect', bilirubin('3.1'), []],
  ['bilirubin is not', bilirubin('8.1'), ['bilirubin_direct', 'bilirubin_indirect', 'bilirubin_total']],
  // Wintrobe: MCV is PCV by RBC, MCH is haemoglobin by RBC, MCHC is haemoglobin by PCV.
  ['red cells that fit', cells('12', '36', '4'), []],
  ['the one figure that explains what fails', cells('17', '36', '4'), ['haemoglobin']],
  ['another', cells('12', '63', '4'), ['pcv']],
  ['figures of which none fits say nothing of a digit', cells('12', '61', '7.7'), []],
  ['BUN is urea by 2.14', 'Blood Urea  64  mg/dL\nBUN  12  mg/dL', ['bun', 'urea']],
  [
    'a differential of less than a hundred',
    'Neutrophils  5  %\nLymphocytes  28  %\nMonocytes  6  %\nEosinophils  4  %\nBasophils  0  %',
    ['basophils', 'eosinophils', 'lymphocytes', 'monocytes', 'neutrophils'],
  ],
  [
    'neutrophils of all white cells',
    'Total WBC count  6800  /cumm\nNeutrophils  62  %\nAbsolute neutrophil count  2416  /cumm',
    ['anc', 'neutrophils', 'wbc'],
  ],
];
test.each(lab)('%s', (_rule, text, doubts) => {
  expect(doubted('lab', `LABORATORY REPORT\n${text}`)).toEqual(doubts);
});

test('a dose is its fractions', () => {
  const dose = (text: string) => doubted('radiotherapy', `RADIOTHERAPY SUMMARY\n${text}`);
  expect(dose('Total dose : 50 Gy in 25 fractions, 2 Gy per fraction')).toEqual([]);
  expect(dose('Total dose : 54 Gy in 25 fractions, 2 Gy per fraction')).toEqual([
    'dose',
    'dose_per_fraction',
    'fractions',
  ]);
  expect(doubted('chemo_chart', 'CHEMOTHERAPY CHART\nCycle No : 9 of 6')).toEqual(['cycles']);
});
