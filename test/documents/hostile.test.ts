import { deflateSync } from 'node:zlib';
import { afterAll, expect, test } from '@jest/globals';
import { strToU8, zipSync } from 'fflate';
import PDFDocument from 'pdfkit';
import sharp from 'sharp';
import { readFile } from '../../src/documents/read.ts';
import { createReader } from '../../src/documents/reader.ts';
import { catalogue, TODAY } from './paper.ts';

const read = (bytes: Uint8Array) => readFile(bytes, catalogue, TODAY, () => undefined);
const text = (s: string) => new TextEncoder().encode(s);

/** A PNG that claims a size it has no pixels for. */
function claims(width: number, height: number): Uint8Array {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const chunk = (kind: string, data: Buffer) => {
    const size = Buffer.alloc(4);
    size.writeUInt32BE(data.length);
    return Buffer.concat([size, Buffer.from(kind), data, Buffer.alloc(4)]);
  };
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.alloc(100))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function pdf(options: PDFKit.PDFDocumentOptions, pages = 1): Promise<Buffer> {
  const doc = new PDFDocument(options);
  const chunks: Buffer[] = [];
  doc.on('data', (c: Buffer) => chunks.push(c));
  for (let i = 1; i < pages; i++) doc.addPage();
  doc.text('HISTOPATHOLOGY REPORT');
  return new Promise((resolve) => {
    doc.on('end', () => resolve(Buffer.concat(chunks)));
    doc.end();
  });
}

const jpeg = await sharp({ create: { width: 300, height: 400, channels: 3, background: '#fff' } })
  .jpeg()
  .toBuffer();

const files: [what: string, make: () => Uint8Array | Promise<Uint8Array>, failure: string][] = [
  ['nothing at all', () => new Uint8Array(), 'empty'],
  ['noise', () => Uint8Array.from({ length: 5000 }, (_, i) => (i * 7919) % 251), 'unsupported'],
  [
    'a program that calls itself a photo',
    () => Buffer.concat([Buffer.from('4d5a90000300000004000000ffff0000', 'hex'), Buffer.alloc(500)]),
    'unsupported',
  ],
  ['a torn ZIP', () => Buffer.from('504b0304140000000800', 'hex'), 'damaged'],
  ['a web page', () => text('<!doctype html><p>report</p>'), 'unsupported'],
  ['half a photo', () => jpeg.subarray(0, jpeg.length >> 1), 'damaged'],
  ['a photo of 60 000 by 60 000 pixels', () => claims(60_000, 60_000), 'too_big'],
  ['a PNG without its pixels', () => claims(500, 500), 'damaged'],
  ['a PDF with a password', () => pdf({ userPassword: 'secret' }), 'encrypted'],
  ['a PDF of 40 pages', () => pdf({}, 40), 'too_many_pages'],
  ['a PDF as large as a field', () => pdf({ size: [200_000, 200_000] }), 'too_big'],
  ['half a PDF', async () => (await pdf({})).subarray(0, 300), 'damaged'],
  ['a PDF in name only', () => text('%PDF-1.7\nhello'), 'damaged'],
  ['a PDF of ten thousand pages', () => tree('3 0 R '.repeat(10_000), 10_000), 'too_many_pages'],
  ['a PDF that claims a million pages', () => tree('3 0 R', 1_000_000), 'too_many_pages'],
  ['a PDF whose pages are their own parents', () => tree('2 0 R', 1), 'damaged'],
  ['a PDF whose page is not there', () => tree('9 0 R', 1), 'damaged'],
  ['a drawing in words (SVG)', () => text('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'unsupported'],
  ['a TIFF of forty pages', () => sheets(40), 'too_many_pages'],
  ['a ZIP in a ZIP', () => zipSync({ 'a.zip': zipSync({ 'a.jpg': jpeg }) }), 'unsupported'],
  [
    'a ZIP in a ZIP that calls itself a photo',
    () => zipSync({ 'a.jpg': zipSync({ 'a.jpg': jpeg }) }),
    'unsupported',
  ],
  [
    'a ZIP of names that lead out of it',
    () => zipSync({ '../../etc/a.jpg': jpeg, '/etc/b.txt': jpeg }),
    'unsupported',
  ],
  ['a ZIP of which one photo is torn', () => zipSync({ '1.jpg': jpeg.subarray(0, 400) }), 'damaged'],
  ['a ZIP that lies about what it holds', () => lying(), 'unsupported'],
  ['a ZIP with a password', () => locked(), 'unsupported'],
  ['a Word file of macros and no photo', () => word({ 'word/vbaProject.bin': strToU8('x') }), 'unsupported'],
  [
    'a Word file whose photo is elsewhere',
    () => word({ 'word/_rels/document.xml.rels': strToU8(LINK) }),
    'unsupported',
  ],
  [
    'the head of a scan’s file and no more',
    () => Buffer.concat([Buffer.alloc(128), Buffer.from('DICM')]),
    'damaged',
  ],
];

/** A PDF whose pages are what is said, by the number of their parts: 3 is an empty page. */
function tree(kids: string, count: number): Uint8Array {
  const parts = [
    '<</Type/Catalog/Pages 2 0 R>>',
    `<</Type/Pages/Kids[${kids}]/Count ${count}>>`,
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>',
  ].map((part, i) => `${i + 1} 0 obj\n${part}\nendobj\n`);
  let at = 9;
  const places = parts.map(
    (part) => `${String((at += part.length) - part.length).padStart(10, '0')} 00000 n \n`,
  );
  const table = `xref\n0 4\n0000000000 65535 f \n${places.join('')}trailer <</Size 4/Root 1 0 R>>`;
  return text(`%PDF-1.7\n${parts.join('')}${table}\nstartxref\n${at}\n%%EOF`);
}

const sheets = (count: number): Promise<Buffer> =>
  sharp(
    Array.from({ length: count }, () => jpeg),
    { join: { animated: true } },
  )
    .tiff()
    .toBuffer();

/** Each page of a TIFF says where the next is, the last says 0. */
function looped(tiff: Buffer): Buffer {
  const first = tiff.readUInt32LE(4);
  for (let at = first; ;) {
    const link = at + 2 + tiff.readUInt16LE(at) * 12;
    at = tiff.readUInt32LE(link);
    if (at) continue;
    tiff.writeUInt32LE(first, link);
    return tiff;
  }
}

/** Its list says ten bytes where there are many. */
function lying(): Uint8Array {
  const zip = Buffer.from(zipSync({ 'a.jpg': new Uint8Array(20_000_000) }));
  zip.writeUInt32LE(10, zip.indexOf('504b0102', 'hex') + 24);
  return zip;
}

/** Its notes say that what it holds is locked. */
function locked(): Uint8Array {
  const zip = Buffer.from(zipSync({ 'a.jpg': jpeg }));
  zip[6]! |= 1;
  zip[zip.indexOf('504b0102', 'hex') + 8]! |= 1;
  return zip;
}

const LINK =
  '<Relationships><Relationship Id="1" Type="image" Target="http://127.0.0.1:9/a.jpg" TargetMode="External"/></Relationships>';
const word = (parts: Record<string, Uint8Array>): Uint8Array =>
  zipSync({
    '[Content_Types].xml': strToU8(
      '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    ),
    'word/document.xml': strToU8('<w:document/>'),
    ...parts,
  });

test.each(files)('%s ends as a failure', async (_what, make, failure) => {
  expect(await read(await make())).toMatchObject({ failure, pages: [], facts: [], quality: { ok: false } });
});

const reader = createReader({
  processes: 1,
  timeoutMs: 60_000,
  memoryMb: 1500,
  typesFolder: new URL('../../flows/documents', import.meta.url).pathname,
});
afterAll(() => reader.close());
const readApart = (bytes: Uint8Array, password = '') => reader.read(bytes, { today: TODAY, password });

test('a PDF opens with its password, and not with another', async () => {
  const file = await pdf({ userPassword: 'secret', ownerPassword: 'other' });
  expect((await readApart(file, 'wrong')).failure).toBe('encrypted');
  expect((await readApart(file, 'secret')).pages[0]?.text).toMatch(/HISTOPATHOLOGY\s?REPORT/);
}, 60_000);

test('a PDF that may only not be changed is read', async () => {
  const kept = await pdf({ ownerPassword: 'other', permissions: { copying: false } });
  expect((await readApart(kept)).pages[0]?.text).toMatch(/HISTOPATHOLOGY\s?REPORT/);
}, 60_000);

test('a TIFF whose last page is followed by its first has as many pages as it has', async () => {
  expect((await readApart(looped(await sheets(2)))).pages).toHaveLength(2);
}, 60_000);

test.each([
  [1, 1],
  [9, 9],
  [1, 6000],
  [6000, 1],
  [40, 9000],
])(
  'a picture of %i by %i pixels is a page without words, and asked for again',
  async (width, height) => {
    const made = { create: { width, height, channels: 3 as const, background: '#fff' } };
    const bytes = await sharp(made).png().toBuffer();
    const reading = await readApart(bytes);
    expect([reading.failure, reading.pages.length, reading.facts]).toEqual([undefined, 1, []]);
    expect(reading.quality.ok).toBe(false);
    expect((await reader.look(bytes)).faults).toHaveLength(1);
  },
  60_000,
);
