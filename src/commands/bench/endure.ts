import fs from 'node:fs';
import path from 'node:path';
import { loadavg } from 'node:os';
import PDFDocument from 'pdfkit';
import sharp from 'sharp';
import { diceOf } from '../../../samples/dice.ts';
import { draw, PLAIN_PRINT } from '../../../samples/draw.ts';
import { invent } from '../../../samples/invent.ts';
import { papers } from '../../../samples/set.ts';
import type { Paper } from '../../../samples/set.ts';
import { Worker } from '../../documents/worker.ts';
import { memoryOf } from './cpu.ts';
import { children } from './read.ts';

const SEED = 20261125;
const REPORTS = 8;
/** Pages after which its memory is told, and the most it held since the last time. */
const STEP = 100;
const IPHONE = path.join(import.meta.dirname, '../../../samples/sushila-lab.heic');

/**
 * So many pages in one process that nobody replaces: photos as WhatsApp sends them and of twelve megapixels, heads of pages,
 * PDFs with words and PDFs of scans, an iPhone's photo. A service replaces its processes after sixty pages whatever they
 * hold; this shows whether it would have to.
 */
export async function benchEndure(most: number, say: (text: string) => void): Promise<void> {
  const files: Buffer[] = [fs.readFileSync(IPHONE)];
  for await (const paper of papers(SEED, REPORTS)) files.push(await HOW[files.length % HOW.length]!(paper));
  const before = new Set(children());
  const worker = new Worker(
    new URL('../../documents/process.ts', import.meta.url),
    path.join(import.meta.dirname, '../../../flows/documents'),
    { timeoutMs: 300_000, memoryMb: 4000 },
  );
  const pid = children().find((one) => !before.has(one))!;
  const begun = performance.now();
  say('pages read in one process: megabytes it holds, the most it held since the line before, minutes, load');
  for (let page = 1; page <= most; page++) {
    const ending = await worker.run({ bytes: files[page % files.length]!, today: '2026-11-25' });
    if (!('answer' in ending)) throw new Error(`page ${page}: ${JSON.stringify(ending)}`);
    if (page !== files.length && page % STEP && page !== most) continue;
    const minutes = (performance.now() - begun) / 60_000;
    const figures = [
      memoryOf(pid).toFixed(0),
      mostOf(pid).toFixed(0),
      minutes.toFixed(1),
      loadavg()[0]!.toFixed(1),
    ];
    say(`${page}: ${figures.join(', ')}`);
  }
  await worker.kill();
}

/** What is made of a paper, in turn. */
const HOW: readonly ((paper: Paper) => Promise<Buffer>)[] = [
  async ({ bytes }) => bytes,
  ({ bytes }) => headOf(bytes),
  ({ bytes }) => sharp(bytes).rotate().resize(3000, 4000, { fit: 'fill' }).jpeg().toBuffer(),
  ({ bytes }) => headOf(bytes),
  async ({ type, file }) => (await draw(invent(type, diceOf(SEED), file).report, PLAIN_PRINT)).pdf,
  ({ bytes }) => headOf(bytes),
  ({ bytes }) => scanned(bytes),
  ({ bytes }) => headOf(bytes),
];

/** The uppermost lines of a page. */
async function headOf(bytes: Buffer): Promise<Buffer> {
  const { data, info } = await sharp(bytes).rotate().resize(900).toBuffer({ resolveWithObject: true });
  return sharp(data)
    .extract({ left: 0, top: 0, width: info.width, height: Math.min(260, info.height) })
    .jpeg()
    .toBuffer();
}

/** A PDF whose only page is a picture. */
function scanned(picture: Buffer): Promise<Buffer> {
  const doc = new PDFDocument({ size: 'A4', margin: 0 });
  const chunks: Buffer[] = [];
  doc.on('data', (chunk: Buffer) => chunks.push(chunk));
  doc.image(picture, 0, 0, { fit: [595, 842] }).end();
  return new Promise((resolve) => doc.on('end', () => resolve(Buffer.concat(chunks))));
}

/** The most megabytes a process held since it was asked last, where the system tells (Linux). */
function mostOf(pid: number): number {
  const found = /^VmHWM:\s+(\d+)/m.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  fs.writeFileSync(`/proc/${pid}/clear_refs`, '5');
  return Number(found ?? 0) / 1024;
}
