import { createRequire } from 'node:module';
import sharp from 'sharp';
import type { Raster } from '../src/documents/raster.ts';
import { carefulShot, shoot } from './camera.ts';
import type { Shot } from './camera.ts';
import { diceOf } from './dice.ts';
import type { Dice } from './dice.ts';
import { draw, NOTO, pixels } from './draw.ts';
import type { Print } from './draw.ts';
import { invent, KINDS } from './invent.ts';
import type { Invented } from './invent.ts';

/** One picture of an invented report, and what stands on it. */
export interface Paper extends Pick<Invented, 'type' | 'fields' | 'lab'> {
  file: string;
  severity: 'clean' | 'mild' | 'hard';
  /** What went wrong with a hard one. */
  profile: string;
  /** Pictures of one report share it. */
  doc: string;
  languages: string[];
  print: Print;
  text: string;
  lines: string[];
  bytes: Buffer;
}

const require = createRequire(import.meta.url);
const face = (name: string) =>
  [400, 700].map((weight) =>
    require.resolve(`@fontsource/${name}/files/${name}-latin-${weight}-normal.woff`),
  ) as [string, string];

const LETTERS = [
  NOTO,
  ['Helvetica', 'Helvetica-Bold'],
  ['Times-Roman', 'Times-Bold'],
  ['Courier', 'Courier-Bold'],
  face('carlito'),
  face('pt-serif'),
  face('ubuntu-mono'),
] as const;

function printOf(dice: Dice): Print {
  const [plain, bold] = dice.pick(LETTERS);
  const wide = /courier|mono/i.test(plain);
  return {
    plain,
    bold,
    size: wide ? 9 : dice.pick([9.5, 10.5, 11]),
    header: dice.pick(['pairs', 'pairs', 'columns', 'single', 'inline']),
    boxed: dice.chance(30),
    rows: dice.pick([undefined, 'ruled', 'striped'] as const),
    bar: dice.chance(25),
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
  thermal: () => ({}),
  turned: () => ({}),
};

/** Invents reports that nobody has tuned anything to, each as a clean scan, a usual photo and a bad one. The same seed gives the same. */
export async function* papers(seed: number, count: number): AsyncGenerator<Paper> {
  for (let n = 0; n < count; n++) {
    const dice = diceOf(seed * 1000 + n);
    const type = KINDS[n % KINDS.length]!;
    const print = printOf(dice);
    const made = invent(type, dice, `F${n}`);
    const { pdf, lines } = await draw(made.report, print);
    const page = await pixels(pdf);
    const trouble = dice.pick(Object.keys(TROUBLES));
    const about = {
      doc: `F${n}`,
      type,
      languages: ['eng', ...(made.language ? [made.language] : [])],
      print,
      text: lines.join('\n'),
      lines,
      fields: made.fields,
      lab: made.lab,
    };
    const name = `F${String(n).padStart(2, '0')}_${type}`;
    yield {
      file: `${name}_clean.jpg`,
      severity: 'clean',
      profile: 'clean',
      ...about,
      bytes: await scan(page),
    };
    const mild = await shoot(page, carefulShot(dice), dice);
    yield { file: `${name}_mild.jpg`, severity: 'mild', profile: 'mild', ...about, bytes: mild };
    const hard = await troubled(page, trouble, dice);
    yield { file: `${name}_hard-${trouble}.jpg`, severity: 'hard', profile: trouble, ...about, bytes: hard };
  }
}

function scan({ width, height, data }: Raster): Promise<Buffer> {
  return sharp(data, { raw: { width, height, channels: 3 } })
    .greyscale()
    .jpeg({ quality: 75 })
    .toBuffer();
}

async function troubled(page: Raster, trouble: string, dice: Dice): Promise<Buffer> {
  const shot = { ...carefulShot(dice), ...TROUBLES[trouble]!(dice) };
  const photo = await shoot(trouble === 'thermal' ? faded(page, dice) : page, shot, dice);
  if (trouble !== 'turned') return photo;
  return sharp(photo)
    .rotate(dice.pick([90, 180, 270]))
    .jpeg({ quality: shot.jpeg })
    .toBuffer();
}

/** Old thermal print: grey, and in stripes down the paper nearly gone. */
function faded({ width, height, data }: Raster, dice: Dice): Raster {
  const out = new Uint8Array(data.length);
  const [ink, waves, phase] = [dice.between(0.45, 0.6), dice.between(5, 14), dice.between(0, 6)];
  for (let y = 0, p = 0; y < height; y++)
    for (let x = 0; x < width; x++, p += 3) {
      const left = ink * (0.8 + 0.2 * Math.sin((x / width) * waves * 2 + phase));
      for (let c = 0; c < 3; c++) out[p + c] = 255 - (255 - data[p + c]!) * left;
    }
  return { width, height, data: out };
}
