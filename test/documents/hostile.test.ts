import { deflateSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import PDFDocument from 'pdfkit';
import sharp from 'sharp';
import { readFile } from '../../src/documents/read.ts';
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
];

test.each(files)('%s ends as a failure', async (_what, make, failure) => {
  expect(await read(await make())).toMatchObject({ failure, pages: [], facts: [], quality: { ok: false } });
});
