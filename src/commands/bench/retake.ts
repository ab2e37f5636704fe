import { loadavg } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import sharp from 'sharp';
import { papers } from '../../../samples/set.ts';
import type { Service } from '../../main.ts';
import type { SimMessage } from '../../simulator/contract.ts';
import { thrownAway } from '../thrown-away.ts';

const SEED = 20261126;
const REPORTS = 8;
/** Pixels of blur that leave no word on a page 1,500 pixels wide. */
const BLURRED = 7;
/** Who has not heard by then is counted as having heard nothing. */
const PATIENCE = 20_000;
/** Options that are tapped, one after the other, until papers may come. */
const WAY = ['language:en', 'who:patient', 'notice:agree', 'reading:agree', 'sharing:agree', 'safety:none'];

/** Somebody who waits, and for how many milliseconds they waited; the first has to wait for the process that looks. */
type Waits = (number | undefined)[];

/**
 * For how long a person waits who sent a photo that nobody can read: from the sending, through webhook, download, look and
 * turn, to the message at the simulated Graph, by the whole service with its database. Once with nothing else to do, once
 * while two other pages are being read.
 */
export async function benchRetake(): Promise<string> {
  const sharpOnes: Buffer[] = [];
  for await (const { bytes } of papers(SEED, REPORTS)) sharpOnes.push(bytes);
  const bad = await Promise.all(sharpOnes.map((bytes) => sharp(bytes).blur(BLURRED).jpeg().toBuffer()));
  const { service, end } = await thrownAway('bench', { log: () => undefined });
  try {
    const calm = await inTurn(service, bad, 0);
    const reading = readOn(service, sharpOnes);
    const busy = await inTurn(service, bad, bad.length);
    await reading.stop();
    return told([
      ['nothing else to do', calm],
      ['two pages being read', busy],
    ]);
  } finally {
    await end();
  }
}

/** One person after the other, each with one photo; their readings end before the next begins. */
async function inTurn(service: Service, photos: readonly Buffer[], from: number): Promise<Waits> {
  const waits: Waits = [];
  for (const [n, bytes] of photos.entries()) {
    const phone = `+9190001${String(from + n).padStart(5, '0')}`;
    const hands = service.simulator!.whatsapp(phone);
    hands.text('hello');
    for (const option of WAY) {
      const asking = await heard(service, phone, ({ options }) => options.some(({ id }) => id === option));
      hands.tap(asking!.id, option);
    }
    // The next question: what was tapped is done with.
    await heard(service, phone, ({ text }) => /full name/.test(text));
    const sent = performance.now();
    hands.media({ bytes, mime: 'image/jpeg' });
    const answer = await heard(service, phone, ({ kind }) => kind === 'image');
    waits.push(answer && performance.now() - sent);
    process.stderr.write(`\r${n + 1} of ${photos.length} photos `);
    while (from === 0 && service.world.reader.health().waiting) await pause(50);
  }
  process.stderr.write('\n');
  return waits;
}

/** The first message from the service that fits. */
async function heard(
  { simulator }: Service,
  phone: string,
  fits: (message: SimMessage) => boolean,
): Promise<SimMessage | undefined> {
  for (const until = performance.now() + PATIENCE; performance.now() < until; await pause(5)) {
    const found = simulator!.chat(phone).messages.find((one) => one.from === 'service' && fits(one));
    if (found) return found;
  }
  return undefined;
}

/** Keeps both reading processes busy until it is told to stop. */
function readOn({ world }: Service, pages: readonly Buffer[]): { stop(): Promise<void> } {
  let stopped = false;
  const lane = async (from: number) => {
    for (let n = from; !stopped; n += 2)
      await world.reader.read(pages[n % pages.length]!, { today: '2026-11-26' });
  };
  const lanes = [lane(0), lane(1)];
  return {
    async stop() {
      stopped = true;
      await Promise.all(lanes);
    },
  };
}

function told(rounds: readonly [string, Waits][]): string {
  const row = ([name, [first, ...others]]: readonly [string, Waits]) => {
    const known = others.filter((ms) => ms !== undefined).toSorted((a, b) => a - b);
    const figures = [first, known[known.length >> 1], known.at(-1)].map((ms) => ms?.toFixed(0) ?? 'never');
    const late = others.filter((ms) => ms === undefined || ms > 2_000).length;
    return `| ${[name, others.length, known.length, ...figures, late].join(' | ')} |`;
  };
  return [
    `From a photo nobody can read to the message that says so, ms; load of the machine ${loadavg()[0]!.toFixed(1)}:\n`,
    '| | photos | asked for again | the very first | median | worst | later than 2 s |',
    `|---|${'--:|'.repeat(6)}`,
    ...rounds.map(row),
    '',
  ].join('\n');
}
