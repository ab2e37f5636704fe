import fs from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { carefulShot, shoot } from './camera.ts';
import type { Shot } from './camera.ts';
import { diceOf } from './dice.ts';
import type { Dice } from './dice.ts';
import { draw, NOTO, pixels } from './draw.ts';
import type { Print } from './draw.ts';
import { invent, KINDS } from './invent.ts';

/**
 * `node samples/fresh.ts FOLDER [SEED] [COUNT]`: invents reports nobody has tuned anything to, and writes each as a
 * clean scan, a usual photo and a bad one, with `manifest.json` saying what stands on them.
 */
const [folder = 'fresh', seed = '1', count = '12'] = process.argv.slice(2);
fs.mkdirSync(folder, { recursive: true });

const LETTERS = [
  NOTO,
  ['Helvetica', 'Helvetica-Bold'],
  ['Times-Roman', 'Times-Bold'],
  ['Courier', 'Courier-Bold'],
] as const;

function printOf(dice: Dice): Print {
  const [plain, bold] = dice.pick(LETTERS);
  return {
    plain,
    bold,
    size: plain === 'Courier' ? 9 : dice.pick([9.5, 10.5, 11]),
    header: dice.pick(['pairs', 'pairs', 'columns', 'single', 'inline']),
    boxed: dice.chance(35),
    mark: dice.pick([': ', ': ', '']),
    align: dice.pick(['left', 'center']),
  };
}

/** One thing that goes wrong, and which still leaves a page that can be read. */
const TROUBLES: Record<string, (dice: Dice) => Partial<Shot>> = {
  blur: (d) => ({ blur: d.between(1.3, 1.9) }),
  motion: (d) => ({ motion: d.between(3, 5.5) }),
  small: () => ({ width: 900, height: 1200 }),
  tilt: (d) => ({ tilt: d.pick([-1, 1]) * d.between(6, 14), fill: 0.8 }),
  curl: (d) => ({ curl: d.between(0.008, 0.014) }),
  shadow: (d) => ({ shadow: d.between(0.45, 0.65) }),
  dark: (d) => ({ light: d.between(0.3, 0.42), grain: 10 }),
  glare: (d) => ({ glare: d.between(0.06, 0.1) }),
  moire: (d) => ({ moire: d.between(0.08, 0.16) }),
  jpeg: (d) => ({ jpeg: d.whole(22, 32) }),
  askew: (d) => ({ askew: d.between(0.05, 0.08), fill: 0.82 }),
};

const items: unknown[] = [];
for (let n = 0; n < Number(count); n++) {
  const dice = diceOf(Number(seed) * 1000 + n);
  const type = KINDS[n % KINDS.length]!;
  const print = printOf(dice);
  const made = invent(type, dice, `F${n}`);
  const { pdf, lines } = await draw(made.report, print);
  const page = await pixels(pdf);
  const trouble = dice.pick(Object.keys(TROUBLES));
  const shots: [severity: string, profile: string, bytes: Buffer][] = [
    ['clean', 'clean', await scan(page)],
    ['mild', 'mild', await shoot(page, carefulShot(dice), dice)],
    ['hard', trouble, await shoot(page, { ...carefulShot(dice), ...TROUBLES[trouble]!(dice) }, dice)],
  ];
  for (const [severity, profile, bytes] of shots) {
    const file = `F${String(n).padStart(2, '0')}_${type}_${severity === profile ? severity : `${severity}-${profile}`}.jpg`;
    fs.writeFileSync(path.join(folder, file), bytes);
    const { fields, lab } = made;
    items.push({
      file,
      severity,
      profile,
      doc: `F${n}`,
      type,
      print,
      text: lines.join('\n'),
      lines,
      fields,
      lab,
    });
  }
}
fs.writeFileSync(path.join(folder, 'manifest.json'), JSON.stringify({ set: 'fresh', seed, items }, null, 1));

function scan({ width, height, data }: Awaited<ReturnType<typeof pixels>>): Promise<Buffer> {
  return sharp(data, { raw: { width, height, channels: 3 } })
    .greyscale()
    .jpeg({ quality: 75 })
    .toBuffer();
}
