import { expect, test } from '@jest/globals';
import { factsOf, said } from './paper.ts';

const lines: [line: string, path: string, means: string][] = [
  // Grades: by number, Roman number or words; a Nottingham sum has to add up.
  ['Grade: Nottingham Grade 2 (3+2+2 = 7)', 'pathology.grade', '2'],
  ['Grade: Nottingham Grade 2 (3+2+2 = 8)', 'pathology.grade', '2 ?arithmetic'],
  ['Grade: Nottingham Grade 3 (3+2+2 = 7/9)', 'pathology.grade', '3 ?arithmetic'],
  ['Histologic grade: III', 'pathology.grade', '3'],
  ['Grade: Moderately differentiated (G2)', 'pathology.grade', '2'],
  ['Grade: Poorly differentiated (G2)', 'pathology.grade', '2 ?arithmetic'],
  // Sizes: the largest side, in centimetres.
  ['Tumour size: 3.2 x 2.5 x 2 cm', 'pathology.tumour_size', '3.2 cm'],
  ['Tumor Size: 18 x 31 mm', 'pathology.tumour_size', '3.1 cm'],
  ['Tumour size: 2.8 x 1 2 x 1.6 cm', 'pathology.tumour_size', '2 cm ?low_confidence'],
  ['Tumour size: 28 x 120 x 16 cm', 'pathology.tumour_size', '120 cm ?not_in_range'],
  // Nodes: no more positive than examined.
  ['Lymph nodes: 3/14 positive for metastasis', 'pathology.nodes', '3/14'],
  ['Lymph nodes: 14/3 positive', 'pathology.nodes', '14/3 ?arithmetic'],
  ['Lymph nodes: 0/0', 'pathology.nodes', '0/0 ?arithmetic'],
  ['Lymph nodes: Not submitted', 'pathology.nodes', 'not_done'],
  ['Lymphovascular invasion: Not identified', 'pathology.lvi', 'absent'],
  ['LVI: present', 'pathology.lvi', 'present'],
  ['Perineural invasion: Suspicious', 'pathology.pni', 'uncertain'],
  // Margins: one that is involved is enough, wherever it stands.
  ['Anterior margin: free\nDeep margin: involved by tumour', 'pathology.margins', 'involved'],
  ['Margins: free\nThe deep margin is involved by tumour.', 'pathology.margins', 'free ?arithmetic'],
  ['Margins: close (0.1 cm)\nMargins: free', 'pathology.margins', 'close'],
  // Stages: a bare T is no stage, "T2 weighted" is a picture.
  ['Pathologic stage (AJCC 8th): pT2 N1a Mx', 'stage.pN', 'N1a'],
  ['ypT1c ypN0(sn)', 'stage.pT', 'T1c'],
  ['ypT1c ypN0(sn)', 'stage.pN', 'N0(sn)'],
  ['cT4b N2b M0 - Stage IVA', 'stage.cM', 'M0'],
  ['T2 weighted images were seen', 'stage.cT', 'nothing'],
  ['pTl N0', 'stage.pT', 'T1 ?repaired'],
  ['pT2 pNO', 'stage.pN', 'N0 ?repaired'],
  ['FIGO Stage IIIC1 (2018)', 'stage.figo', 'IIIC1'],
  ['Advice: if pT3 consider chemotherapy', 'stage.pT', 'nothing'],
  // Where there is no synoptic table, sentences count, but not those about the past, the family or a side effect.
  [
    'Infiltrating duct carcinoma, NOS, Grade II (Nottingham score 3+2+2=7)',
    'pathology.histology',
    'Infiltrating duct carcinoma, NOS',
  ],
  ['Infiltrating duct carcinoma, NOS, Grade II (Nottingham score 3+2+2=7)', 'pathology.grade', '2'],
  ['Grade 3 mucositis was seen', 'pathology.grade', 'nothing'],
  ['3/14 lymph nodes show metastasis', 'pathology.nodes', '3/14'],
  ['6/12 cores are positive', 'pathology.nodes', 'nothing'],
  [
    'Cut surface shows a tumour measuring 2.8 x 1.2 x 1.6 cm in the breast',
    'pathology.tumour_size',
    '2.8 cm',
  ],
  ['Tumour size: 6.1 x 24 x 1.9 cm', 'pathology.tumour_size', '24 cm ?low_confidence'],
  ['Tumour size: 30 x 20 x 15 mm', 'pathology.tumour_size', '3 cm'],
  ['Mother had breast carcinoma', 'pathology.histology', 'nothing'],
  ['No evidence of carcinoma', 'pathology.histology', 'nothing'],
  // Receptors.
  ['ER : Positive, 90% of tumour cells, strong intensity (Allred score 8/8)', 'ihc.er', 'positive'],
  ['PR - Negative (Allred 0/8)', 'ihc.pr', 'negative'],
  ['Estrogen Receptor: Negative (<1%)', 'ihc.er', 'negative'],
  ['ER: Positive (0%)', 'ihc.er', 'positive ?arithmetic'],
  ['ER: Negative (80%)', 'ihc.er', 'negative ?arithmetic'],
  ['ER: Positive (180%)', 'ihc.er', 'positive ?arithmetic'],
  ['ER: Positive (90%, Allred 9/8)', 'ihc.er', 'positive ?arithmetic'],
  ['ER/PR/HER2: Negative', 'ihc.er', 'negative'],
  ['ER/PR/HER2: Negative', 'ihc.her2', 'negative'],
  ['HER2/neu : Score 2+ (Equivocal). Advised FISH.', 'ihc.her2', 'equivocal'],
  ['HER2/neu : Score 2+ (Equivocal)', 'ihc.her2', 'equivocal'],
  ['Her-2-neu: 3+ (Positive)', 'ihc.her2', 'positive'],
  ['c-erbB2 : Negative (1+)', 'ihc.her2', 'negative'],
  ['HER2: Negative (3+)', 'ihc.her2', 'negative ?arithmetic'],
  ['Ki-67 : 30-35%', 'ihc.ki67', '30'],
  ['MLH1, PMS2: loss of nuclear expression; MSH2, MSH6: intact', 'ihc.pms2', 'negative'],
  ['MLH1, PMS2: loss of nuclear expression; MSH2, MSH6: intact', 'ihc.msh6', 'positive'],
  ['HER2 3+ is defined as strong complete staining: reference', 'ihc.her2', 'nothing'],
  // Genes.
  ['EGFR: Exon 19 deletion detected; ALK, ROS1: Not detected', 'gene.ros1', 'not_detected'],
  ['No pathogenic variant detected in BRCA1/BRCA2.', 'gene.brca2', 'not_detected'],
];

test.each(lines)('%s → %s %s', (line, path, means) => {
  expect(said('histopathology', `HISTOPATHOLOGY REPORT\n${line}`, path)).toBe(means);
});

test('a stage that the counted nodes contradict leaves both to a person', () => {
  const facts = factsOf('histopathology', 'Lymph nodes: 3/14 positive\nPathologic stage: pT2 pN0');
  expect(facts.filter((f) => f.doubt === 'arithmetic').map((f) => f.path)).toEqual([
    'pathology.nodes',
    'stage.pN',
  ]);
});

test('two different stages on one paper are a question, not a choice', () => {
  const facts = factsOf('histopathology', 'Pathologic stage: pT2 pN1a\nIMPRESSION\nCarcinoma, pT3 pN1a');
  expect(facts.find((f) => f.path === 'stage.pT')).toMatchObject({ accepted: false, doubt: 'arithmetic' });
  expect(facts.find((f) => f.path === 'stage.pN')).toMatchObject({ accepted: true });
});

test('nothing is accepted that was hard to see', () => {
  const facts = factsOf('histopathology', 'Tumour size: 2.6 x 2.1 cm\nER: Positive (90%)', 0.8);
  expect(facts.map((f) => [f.path, f.accepted, f.doubt])).toEqual([
    ['pathology.tumour_size', false, 'low_confidence'],
    ['ihc.er', false, 'low_confidence'],
  ]);
});

test('a heading takes the line below it, and not the next heading', () => {
  const facts = factsOf(
    'histopathology',
    'Nature of Specimen\nRight hemicolectomy\nGross Examination\nReceived a colon\nIMPRESSION\nAdenocarcinoma, colon\nReported on: 02-02-2026',
  );
  expect(facts.map((f) => [f.path, f.value])).toEqual([
    ['report.date', '02-02-2026'],
    ['pathology.specimen', 'Right hemicolectomy'],
    ['pathology.diagnosis', 'Adenocarcinoma, colon'],
    ['pathology.histology', 'Adenocarcinoma'],
  ]);
});

test('a table of markers gives the result, not the clone', () => {
  const facts = factsOf(
    'ihc_molecular',
    'Antibody  Clone  Result\nER  SP1  Positive (70%, Allred 7/8)\nNapsin A  1E2  Negative\nKi-67  MIB1  18%',
  );
  expect(facts.map((f) => [f.path, f.value])).toEqual([
    ['ihc.er', 'Positive (70%, Allred 7/8)'],
    ['ihc.napsina', 'Negative'],
    ['ihc.ki67', '18%'],
  ]);
});
