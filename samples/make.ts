import fs from 'node:fs';
import path from 'node:path';
import PDFDocument from 'pdfkit';
import sharp from 'sharp';
import { between, warp } from '../src/documents/homography.ts';
import { openPdf } from '../src/documents/pdf.ts';
import type { Quad, Raster } from '../src/documents/raster.ts';
import { histopathology, lab, mammogram, someoneElse } from './reports.ts';
import type { Report } from './reports.ts';

/** `node samples/make.ts`: draws the invented reports again, as PDF, scan and phone photos. The same seed gives the same noise. */
const here = import.meta.dirname;
const fonts = path.join(here, '../node_modules/@fontsource/noto-sans/files');
const PLAIN = path.join(fonts, 'noto-sans-latin-400-normal.woff');
const BOLD = path.join(fonts, 'noto-sans-latin-700-normal.woff');

function draw(report: Report): Promise<Buffer> {
  const doc = new PDFDocument({ size: 'A4', margin: 45, info: { CreationDate: new Date(0) } });
  const chunks: Buffer[] = [];
  doc.on('data', (c: Buffer) => chunks.push(c));
  const done = new Promise<Buffer>((resolve) => doc.on('end', () => resolve(Buffer.concat(chunks))));
  doc.font(BOLD).fontSize(17).text(report.house[0]!);
  doc.font(PLAIN).fontSize(9.5);
  for (const line of report.house.slice(1)) doc.text(line);
  rule(doc);
  doc.font(BOLD).fontSize(13).text(report.title, { align: 'center' }).moveDown(0.4);
  for (const [a, b, c, d] of report.header) row(doc, [0, 85, 285, 375], [a, `: ${b}`, c, `: ${d}`], PLAIN);
  rule(doc);
  for (const part of report.parts) {
    if (part.head) doc.font(BOLD).fontSize(10.5).text(part.head, 45).moveDown(0.1);
    if ('text' in part) doc.font(PLAIN).fontSize(10.5).text(part.text, 45, doc.y, { width: 505 });
    else
      part.rows.forEach((cells, i) =>
        row(doc, part.columns, cells, i === 0 && cells.includes('Result') ? BOLD : PLAIN),
      );
    doc.moveDown(0.5);
  }
  doc.moveDown(1).font(PLAIN).fontSize(10.5);
  for (const line of report.foot) doc.text(line, 45);
  doc.end();
  return done;
}

function row(
  doc: PDFKit.PDFDocument,
  columns: readonly number[],
  cells: readonly string[],
  font: string,
): void {
  const y = doc.y;
  doc.font(font).fontSize(10.5);
  cells.forEach((cell, i) => cell && doc.text(cell, 45 + columns[i]!, y, { lineBreak: false }));
  doc.y = y + 17;
  doc.x = 45;
}

const rule = (doc: PDFKit.PDFDocument) =>
  doc
    .moveTo(45, doc.y + 4)
    .lineTo(550, doc.y + 4)
    .stroke()
    .moveDown(0.8);

async function raster(pdf: Buffer): Promise<Raster> {
  const opened = await openPdf(pdf);
  if (typeof opened === 'string') throw new Error(opened);
  return opened.draw(0);
}

/** A sheet on a table, seen a little from the side under one lamp. */
function phone(page: Raster, seed: number): Raster {
  const [w, h] = [1500, 2000];
  const sheet: Quad = [
    [90, 70],
    [1420, 130],
    [1370, 1930],
    [40, 1870],
  ];
  const flat: Quad = [
    [0, 0],
    [page.width, 0],
    [page.width, page.height],
    [0, page.height],
  ];
  const back = between(sheet, flat);
  const seen = warp(page, back, w, h);
  const noise = dice(seed);
  for (let y = 0, p = 0; y < h; y++) {
    for (let x = 0; x < w; x++, p += 3) {
      const k = back[6]! * x + back[7]! * y + back[8]!;
      const [u, v] = [
        (back[0]! * x + back[1]! * y + back[2]!) / k,
        (back[3]! * x + back[4]! * y + back[5]!) / k,
      ];
      const paper = u >= 0 && v >= 0 && u < page.width && v < page.height;
      const light = 0.95 - 0.25 * Math.hypot(x / w - 0.35, y / h - 0.3);
      const grain = (noise() - 0.5) * 14;
      for (let c = 0; c < 3; c++)
        seen.data[p + c] = Math.max(
          0,
          Math.min(255, (paper ? seen.data[p + c]! * [1, 0.98, 0.92][c]! : [96, 72, 52][c]!) * light + grain),
        );
    }
  }
  return seen;
}

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
function dice(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const photo = (image: Raster) =>
  sharp(image.data, { raw: { width: image.width, height: image.height, channels: 3 } });
const save = (name: string, bytes: Uint8Array) => fs.writeFileSync(path.join(here, name), bytes);

for (const report of [histopathology, lab]) {
  const pdf = await draw(report);
  if (report === histopathology) save(`${report.name}.pdf`, pdf);
  const page = await raster(pdf);
  save(`${report.name}-scan.jpg`, await photo(page).greyscale().jpeg({ quality: 70 }).toBuffer());
  save(`${report.name}-phone.jpg`, await photo(phone(page, 7)).blur(0.6).jpeg({ quality: 72 }).toBuffer());
  if (report === lab)
    save(
      `${report.name}-blurred.jpg`,
      await photo(phone(page, 9)).resize(900).blur(6).jpeg({ quality: 60 }).toBuffer(),
    );
}
save(
  `${mammogram.name}-phone.jpg`,
  await photo(phone(await raster(await draw(mammogram)), 13))
    .blur(0.6)
    .jpeg({ quality: 72 })
    .toBuffer(),
);
save(
  `${someoneElse.name}.jpg`,
  await photo(phone(await raster(await draw(someoneElse)), 11))
    .jpeg({ quality: 72 })
    .toBuffer(),
);
