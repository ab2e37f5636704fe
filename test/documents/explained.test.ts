import { expect, test } from '@jest/globals';
import { said } from './paper.ts';

const report = (line: string) => `Indore Path Centre
HISTOPATHOLOGY REPORT
Name : Mrs. Kamala Devi      Age/Sex : 54 Y / F
Specimen : Right breast lumpectomy
${line}
Lymph nodes : 0/12 involved`;

test('a value is accepted where every word beside it is known', () => {
  expect(said('histopathology', report('Tumour size : 2.1 x 1.8 cm'), 'pathology.tumour_size')).toBe(
    '2.1 cm',
  );
});

test('a word that no rule knows leaves it to a person, whatever that word may mean', () => {
  const line = 'Tumour size : 2.1 x 1.8 cm zzyx';
  expect(said('histopathology', report(line), 'pathology.tumour_size')).toBe('2.1 cm ?unexplained');
});

test('a long word with one letter misread is still known, one that begins otherwise is not', () => {
  const line = (words: string) => report(`Histological type : Invasive ductal carcinoma, ${words}`);
  const path = 'pathology.histology';
  expect(said('histopathology', line('extensjve'), path)).not.toContain('unexplained');
  expect(said('histopathology', line('intensive'), path)).toContain('unexplained');
});

test('a second value of the same kind in another column is a question', () => {
  const line = (cells: string) => `RADIOTHERAPY SUMMARY\nName : Ram Lal      Age/Sex : 60/M\n${cells}`;
  expect(said('radiotherapy', line('Total dose : 50 Gy'), 'treatment.dose')).toBe('50 Gy');
  expect(said('radiotherapy', line('Total dose      50 Gy      46 Gy'), 'treatment.dose')).toBe(
    '50 Gy ?ambiguous',
  );
});

test('a medicine under a heading with a word that no rule knows is left to a person', () => {
  const page = (heading: string) => `DISCHARGE SUMMARY
Name : Krishan      Age/Sex : 71/M
Diagnosis : Carcinoma prostate
${heading}
Tab. Bicalutamide 50 mg OD`;
  expect(said('discharge', page('MEDICATIONS ON DISCHARGE'), 'medicine.bicalutamide')).not.toContain('?');
  expect(said('discharge', page('MEDICATIONS STOPPED'), 'medicine.bicalutamide')).toContain('?unexplained');
});

test('nothing is taken in silence from a sheet that shows how a report looks', () => {
  const page = (head: string) => `${head}\n${report('Grade : 2')}`;
  expect(said('histopathology', page('Indore'), 'pathology.grade')).toBe('2');
  expect(said('histopathology', page('SAMPLE REPORT'), 'pathology.grade')).toBe('2 ?uncertain');
});

test('what a page says elsewhere otherwise, in a sentence nobody took for a fact, makes a question of it', () => {
  const page = (more: string) => report(`Grade : 2\n${more}`);
  expect(said('histopathology', page('Discussed with the tutor.'), 'pathology.grade')).toBe('2');
  expect(said('histopathology', page('The tutor saw grade 3 in deeper levels.'), 'pathology.grade')).toBe(
    '2 ?ambiguous',
  );
});

test('a value in a unit that its test is not measured in, or with nothing beside it, is doubted', () => {
  const lab = (row: string) => `BIOCHEMISTRY REPORT\nName : Ram Lal      Age/Sex : 60/M\n${row}`;
  expect(said('lab', lab('Creatinine      1.1      mg/dL      0.6 - 1.2'), 'lab.creatinine')).toBe(
    '1.1 mg/dL',
  );
  expect(said('lab', lab('Creatinine      1.1      ng/mL      0.6 - 1.2'), 'lab.creatinine')).toContain('?');
  expect(said('lab', lab('Creatinine      1.1'), 'lab.creatinine')).toBe('1.1 ?ambiguous');
});
