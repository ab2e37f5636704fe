import path from 'node:path';
import sharp from 'sharp';
import { papers } from '../../../samples/set.ts';
import { Worker } from '../../documents/worker.ts';
import { memoryOf } from './cpu.ts';
import { children } from './read.ts';

const SEED = 20261125;
const PICTURES = 25;
const MOST = 1000;
/** Pixels of what is cut from the head of each page: small, for there are many. */
const [WIDE, HIGH] = [640, 110];

/**
 * The same small pictures again and again in one process that nobody replaces, for so many minutes at most. A service replaces
 * its processes after sixty pages whatever they hold; this shows whether it would have to.
 */
export async function benchEndure(minutes: number, say: (text: string) => void): Promise<void> {
  const pictures: Buffer[] = [];
  for await (const { bytes } of papers(SEED, Math.ceil(PICTURES / 3)))
    if (pictures.length < PICTURES) pictures.push(await headOf(bytes));
  const before = new Set(children());
  const worker = new Worker(
    new URL('../../documents/process.ts', import.meta.url),
    path.join(import.meta.dirname, '../../../flows/documents'),
    { timeoutMs: 120_000, memoryMb: 4000 },
  );
  const pid = children().find((one) => !before.has(one))!;
  const until = performance.now() + 60_000 * minutes;
  let pages = 0;
  say('pages read in one process, megabytes it holds:');
  for (; pages < MOST && performance.now() < until; pages++) {
    const ending = await worker.run({ bytes: pictures[pages % PICTURES]!, today: '2026-11-25' });
    if (!('answer' in ending)) throw new Error(`page ${pages + 1}: ${JSON.stringify(ending)}`);
    if (pages === PICTURES - 1 || (pages + 1) % 100 === 0) say(`${pages + 1}: ${memoryOf(pid).toFixed(0)}`);
  }
  say(`in the end, ${pages}: ${memoryOf(pid).toFixed(0)}`);
  await worker.kill();
}

async function headOf(bytes: Buffer): Promise<Buffer> {
  const upright = await sharp(bytes).rotate().resize(WIDE).toBuffer({ resolveWithObject: true });
  return sharp(upright.data)
    .extract({ left: 0, top: 0, width: upright.info.width, height: Math.min(HIGH, upright.info.height) })
    .jpeg()
    .toBuffer();
}
