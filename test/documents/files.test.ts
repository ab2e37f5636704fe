import fs from 'node:fs';
import { afterAll, expect, test } from '@jest/globals';
import { zipSync } from 'fflate';
import sharp from 'sharp';
import { readDicom } from '../../src/documents/dicom.ts';
import { studyOf } from '../../src/documents/extract/imaging.ts';
import { unpack } from '../../src/documents/parcel.ts';
import { createReader } from '../../src/documents/reader.ts';
import { TODAY } from './paper.ts';

const sample = (file: string) => fs.readFileSync(new URL(`../../samples/${file}`, import.meta.url));
const scan = sample('sushila-lab-scan.jpg');
const reader = createReader({
  processes: 1,
  timeoutMs: 60_000,
  memoryMb: 1500,
  typesFolder: new URL('../../flows/documents', import.meta.url).pathname,
});
afterAll(() => reader.close());

const files: [what: string, bytes: () => Promise<Uint8Array> | Uint8Array, pages: number][] = [
  ['an iPhone’s photo (HEIC)', () => sample('sushila-lab.heic'), 1],
  ['WebP', () => sharp(scan).webp({ quality: 80 }).toBuffer(), 1],
  ['a TIFF of two pages', () => twoPages(), 2],
  [
    'a ZIP with the photo in a folder',
    () => zipSync({ 'reports/1.jpg': scan, 'notes.txt': new Uint8Array(9) }),
    1,
  ],
  ['a Word file with the photo on it', () => word(), 1],
];

test.each(files)(
  '%s is read like any photo',
  async (_what, make, pages) => {
    const reading = await reader.read(await make(), { today: TODAY });
    expect(reading).toMatchObject({ type: 'lab', quality: { ok: true } });
    expect(reading.failure).toBeUndefined();
    expect(reading.pages).toHaveLength(pages);
    const hb = reading.facts.find((f) => f.path === 'lab.haemoglobin');
    expect(hb).toMatchObject({ normal: 10.4, flag: 'L', unit: 'g/dL' });
  },
  90_000,
);

const twoPages = (): Promise<Buffer> =>
  sharp([scan, scan], { join: { animated: true } })
    .tiff({ compression: 'jpeg', quality: 80 })
    .toBuffer();

const word = (): Uint8Array =>
  zipSync({
    '[Content_Types].xml': Buffer.from(
      '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    ),
    'word/document.xml': Buffer.from('<w:document/>'),
    'word/media/image1.jpeg': scan,
    'word/media/logo.png': new Uint8Array(900),
  });

test.each([
  ['two photos in the order people number them', { '10.jpg': 10, '9.jpg': 9 }, [9, 10]],
  ['what a Mac adds beside them is left', { '1.jpg': 5, '__MACOSX/._1.jpg': 6 }, [5]],
] as const)('a parcel: %s', (_what, inside, sizes) => {
  const parcel = zipSync(
    Object.fromEntries(Object.entries(inside).map(([name, size]) => [name, new Uint8Array(size)])),
  );
  const got = unpack(parcel);
  expect(typeof got === 'string' ? got : got.papers.map(({ bytes }) => bytes.length)).toEqual(sizes);
});

test.each([
  ['nothing to read', zipSync({ 'a.txt': new Uint8Array(4) }), 'unsupported'],
  ['no parcel', new Uint8Array([0x50, 0x4b, 3, 4, 9]), 'damaged'],
  ['swollen', zipSync({ 'a.jpg': new Uint8Array(25 * 1024 * 1024) }), 'too_big'],
])('a parcel with %s', (_what, bytes, failure) => {
  expect(unpack(bytes)).toBe(failure);
});

test('one bad file in a ZIP stays behind alone, and is named without tricks', async () => {
  const good = {
    'reports/2.jpg': scan,
    'reports/1\u202Egpj.exe\n.jpg': new Uint8Array(900),
    '3.pdf': new Uint8Array(0),
  };
  const reading = await reader.read(zipSync({ ...good, 'huge.png': new Uint8Array(25 * 1024 * 1024) }), {
    today: TODAY,
  });
  expect(reading).toMatchObject({ type: 'lab', quality: { ok: true } });
  expect(reading.failure).toBeUndefined();
  expect(reading.facts.find((f) => f.path === 'lab.haemoglobin')).toMatchObject({ normal: 10.4 });
  expect(reading.spoilt?.toSorted()).toEqual(['1gpj.exe.jpg', '3.pdf', 'huge.png']);
}, 90_000);

test('a ZIP in which nothing opens ends as its first file does', async () => {
  const reading = await reader.read(zipSync({ '1.jpg': new Uint8Array(900) }), { today: TODAY });
  expect(reading).toMatchObject({ failure: 'unsupported', pages: [] });
});

test('a CD from radiology is shown as present: one header of a folder, three folders at most', async () => {
  const slice = (study: string, day: string) =>
    dicom([
      [0x08, 0x20, 'DA', day],
      [0x08, 0x60, 'CS', study],
      [0x10, 0x10, 'PN', 'DEVI^SUSHILA'],
    ]);
  const series = (folder: string, one: Buffer) =>
    Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`${folder}/IM${i}`, one]));
  const disc = {
    DICOMDIR: new Uint8Array(300),
    'readme.txt': new Uint8Array(5),
    ...series('DICOM/S1', slice('CT', '20260302')),
    ...series('DICOM/S2', slice('MR', '20260305')),
    ...series('DICOM/S3', slice('PT', '20260309')),
    ...series('DICOM/S4', slice('US', '20260310')),
  };
  const reading = await reader.read(zipSync(disc), { today: TODAY });
  expect(reading).toMatchObject({ type: 'radiology', mime: 'application/zip' });
  expect(reading.pages.map(({ number }) => number)).toEqual([1, 2, 3]);
  expect(reading.facts.filter((f) => f.path === 'imaging.study').map((f) => [f.value, f.page])).toEqual([
    ['CT', 1],
    ['MRI, 05-03-2026', 2],
    ['PET-CT, 09-03-2026', 3],
  ]);
  // Beside a paper the scan says only that it is there: the paper keeps its own name and date.
  const mixed = await reader.read(zipSync({ 'lab.jpg': scan, ...series('CD', slice('CT', '20260302')) }), {
    today: TODAY,
  });
  expect(mixed).toMatchObject({ type: 'lab' });
  expect(mixed.facts.filter((f) => f.page === 2).map((f) => [f.path, f.value])).toEqual([
    ['imaging.study', 'CT, 02-03-2026'],
  ]);
}, 90_000);

/** A scan's own file: the preamble, then little tagged fields in order. */
function dicom(
  fields: readonly (readonly [group: number, element: number, vr: string, value: string])[],
): Buffer {
  const field = ([group, element, vr, value]: (typeof fields)[number]) => {
    const body = Buffer.from(value.length % 2 ? `${value} ` : value);
    const head = Buffer.alloc(8);
    head.writeUInt16LE(group, 0);
    head.writeUInt16LE(element, 2);
    head.write(vr, 4);
    head.writeUInt16LE(body.length, 6);
    return Buffer.concat([head, body]);
  };
  const syntax = field([2, 0x10, 'UI', '1.2.840.10008.1.2.1\0']);
  return Buffer.concat([Buffer.alloc(128), Buffer.from('DICM'), syntax, ...fields.map(field)]);
}

test('a scan’s own file tells what, when and whose, and is not looked into', async () => {
  const bytes = dicom([
    [0x08, 0x20, 'DA', '20260302'],
    [0x08, 0x60, 'CS', 'CT'],
    [0x08, 0x1030, 'LO', 'CECT Abdomen'],
    [0x10, 0x10, 'PN', 'DEVI^SUSHILA'],
    [0x10, 0x40, 'CS', 'F'],
    [0x10, 0x1010, 'AS', '054Y'],
  ]);
  const read = await readDicom(bytes);
  if (read === 'damaged') throw new Error(read);
  expect(read.type).toBe('radiology');
  expect(read.facts.map((f) => [f.path, f.normal])).toEqual([
    ['imaging.study', 'CT'],
    ['report.date', '2026-03-02'],
    ['patient.name', 'DEVI SUSHILA'],
    ['patient.sex', 'female'],
    ['patient.age', 54],
  ]);
  expect(await readDicom(bytes.subarray(0, 140))).toBe('damaged');
});

test.each([
  ['WHOLE BODY 18F-FDG PET-CT SCAN', 'PET-CT'],
  ['CECT THORAX, ABDOMEN AND PELVIS', 'CT'],
  ['MRI BRAIN WITH CONTRAST', 'MRI'],
  ['BILATERAL SONOMAMMOGRAPHY', 'Mammogram'],
  ['USG WHOLE ABDOMEN', 'USG'],
  ['X-RAY CHEST PA VIEW', 'X-ray'],
])('%s is %s', (title, study) => {
  expect(studyOf(title)).toBe(study);
});
