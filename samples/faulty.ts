import fs from 'node:fs';
import path from 'node:path';
import { diceOf } from './dice.ts';
import type { Dice } from './dice.ts';
import { draw, NOTO, pixels } from './draw.ts';
import { invent, KINDS } from './invent.ts';
import { careful, FAULTS, HARMLESS, photograph } from './mishaps.ts';
import { press } from './sheets.ts';
import type { Press } from './sheets.ts';
import { turn } from '../src/documents/raster.ts';

/**
 * `node samples/faulty.ts FOLDER SEED COUNT [--browser]`: photos with every fault at every strength, and photos that only
 * look bad, with `manifest.json` saying what stands on the sheet. With `--browser` the sheets have other letters and layouts.
 */
const [folder = 'faulty', seed = '1', count = '16'] = process.argv.slice(2);
const browser = process.argv.includes('--browser') ? await press() : undefined;
fs.mkdirSync(folder, { recursive: true });

const SIZES = [
  [1200, 1600],
  [1200, 1600],
  [1500, 2000],
  [1536, 2048],
  [960, 1280],
] as const;

const items: unknown[] = [];
const names = [
  ...Object.keys(FAULTS),
  ...Object.keys(FAULTS),
  ...Object.keys(HARMLESS),
  'careful',
  'careful',
];
for (let n = 0; n < Number(count); n++) {
  const dice = diceOf(Number(seed) * 100_003 + n);
  const { report } = invent(KINDS[n % KINDS.length]!, dice, `A${n}`);
  const { page, lines } = await sheetOf(browser, report, dice);
  const fault = names[n % names.length]!;
  const strength = dice();
  const minor = dice.chance(30) ? dice.pick(Object.keys(HARMLESS)) : '';
  const how = {
    ...careful(dice),
    ...HARMLESS[minor]?.(dice.between(0, 0.5), dice),
    ...(FAULTS[fault] ?? HARMLESS[fault])?.(strength, dice),
  };
  const sheet = { ...page, data: page.data };
  const turned = dice.chance(12) ? dice.pick([90, 180, 270]) : 0;
  const size = dice.pick(SIZES);
  const [w, h] = turned === 90 || turned === 270 ? [size[1], size[0]] : size;
  const bytes = await photograph(turn(sheet, turned), how, [w, h], dice);
  const file = `A${String(n).padStart(3, '0')}_${fault}.jpg`;
  fs.writeFileSync(path.join(folder, file), bytes);
  items.push({ file, fault, strength, minor, turned, how, text: lines.join('\n'), lines });
}
await browser?.close();
fs.writeFileSync(path.join(folder, 'manifest.json'), JSON.stringify({ set: 'faulty', seed, items }, null, 1));

async function sheetOf(own: Press | undefined, report: Parameters<Press['sheet']>[0], dice: Dice) {
  if (own) return own.sheet(report, dice);
  const [plain, bold] = dice.pick([
    NOTO,
    ['Helvetica', 'Helvetica-Bold'],
    ['Times-Roman', 'Times-Bold'],
  ] as const);
  const { pdf, lines } = await draw(report, {
    plain,
    bold,
    size: dice.pick([9.5, 10.5, 11.5]),
    header: dice.pick(['pairs', 'columns', 'single', 'inline']),
    boxed: dice.chance(35),
    mark: dice.pick([': ', '']),
    align: dice.pick(['left', 'center']),
  });
  return { page: await pixels(pdf), lines };
}
