import { expect, test } from '@jest/globals';
import { factsOf, said } from './paper.ts';

const lines: [line: string, path: string, means: string][] = [
  ['Patient Name : Mrs. KAMALA DEVI      Age/Sex : 54 Y / F', 'patient.name', 'KAMALA DEVI'],
  ['Patient Name : Mrs. KAMALA DEVI      Age/Sex : 54 Y / F', 'patient.age', '54'],
  ['Patient Name : Mrs. KAMALA DEVI      Age/Sex : 54 Y / F', 'patient.sex', 'female'],
  ['Name: Mr RAMESH KUMAR S/o Shyam Lal  Age: 61Yrs  Sex: Male', 'patient.name', 'RAMESH KUMAR'],
  ['Name: Mr RAMESH KUMAR S/o Shyam Lal  Age: 61Yrs  Sex: Male', 'patient.sex', 'male'],
  ['Patient Name  Shri Venkatesh Murthy  Age / Sex  53 Years / Male', 'patient.age', '53'],
  ['Patient Name : Baby of Sunita   Age / Sex : 8 Months / M', 'patient.age', '0'],
  ['Patient Name : Mrs. Lakshmi lyer', 'patient.name', 'Lakshmi Iyer'],
  ['UHID  UHID-656973  Report Date  01.10.2026', 'patient.hospital_id', 'UHID-656973'],
  ['UHID : UHID-80G833', 'patient.hospital_id', 'UHID-80G833 ?low_confidence'],
  ['Biopsy No: B-1187/2026   Date : 5.9.26', 'report.id', 'B-1187/2026'],
  ['Biopsy No: B-1187/2026   Date : 5.9.26', 'report.date', '2026-09-05'],
  ['Report Date : 07-Oct-26', 'report.date', '2026-10-07'],
  ['Report Date : 2026-10-07', 'report.date', '2026-10-07'],
  ['Report Date : 31/02/2026', 'report.date', 'nothing'],
  ['Collected : 02-Oct-2026 08:15 AM  Report Date : 03-Oct-2026', 'report.date', '2026-10-03'],
  ['Collected : 12-Oct-2026  Report Date : 03-Oct-2026', 'report.date', '2026-10-03 ?arithmetic'],
  ['Age /Gender  1 61 Yrs/Male', 'patient.age', '61 ?low_confidence'],
  // Nobody has a paper of next month, and a birthday tells the age.
  ['Report Date : 25/12/2026', 'report.date', '2026-12-25 ?not_in_range'],
  ['Report Date : 25/11/2026', 'report.date', '2026-11-25'],
  ['DOB : 04/03/1972  Age : 54 Y', 'patient.age', '54'],
  ['DOB : 04/03/1972  Age : 64 Y', 'patient.age', '64 ?arithmetic'],
  ['DOB : 04/03/1972  Age : 54 Y', 'patient.birth', 'nothing'],
  ['Ref. By : Dr. Radhika Menon  Sample ID : S5301/26', 'report.referrer', 'Dr. Radhika Menon'],
  ['Gomti Cancer Centre', 'report.facility', 'Gomti Cancer Centre'],
];

test.each(lines)('%s → %s', (line, path, means) => {
  expect(said('lab', line, path)).toBe(means);
});

const columns = `
Patient Name         Age / Sex      UHID         Report Date
Mrs. Kamala Devi     54 Y / F       XH-20451     07-Oct-26`;

test.each([
  ['patient.name', 'Kamala Devi'],
  ['patient.age', '54'],
  ['patient.sex', 'female'],
  ['patient.hospital_id', 'XH-20451'],
  ['report.date', '2026-10-07'],
])('a row of labels has its values below: %s', (path, means) => {
  expect(said('lab', columns, path)).toBe(means);
});

test('a form left empty takes nothing from the line below it', () => {
  expect(said('lab', 'Patient Name :    Ref. By :\nLaboratory Report', 'report.referrer')).toBe('nothing');
});

test('the header’s own date counts before the one at the foot', () => {
  expect(said('lab', 'Report Date : 23/01/2026\nNote\nReported on: 09-May-2026', 'report.date')).toBe(
    '2026-01-23',
  );
  expect(said('lab', 'Report Date : 23/O?/2026\nNote\nReported on: 09-May-2026', 'report.date')).toBe(
    '2026-05-09 ?low_confidence',
  );
});

test('a bill is put aside unread', () => {
  expect(factsOf('other', 'Patient Name : Mrs. Kamala Devi\nNet Amount 4,500')).toEqual([]);
});
