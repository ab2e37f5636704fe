import fs from 'node:fs';
import path from 'node:path';
import PDFDocument from 'pdfkit';
import sharp from 'sharp';
import { parse } from 'yaml';
import { findText } from '../src/documents/detect.ts';
import { loadModels } from '../src/documents/models.ts';
import { cut } from '../src/documents/recognise.ts';
import { grow } from '../src/documents/quads.ts';
import { heightOf, widthOf } from '../src/documents/raster.ts';
import type { Raster } from '../src/documents/raster.ts';
import { looksOf, SCRIPTS } from '../src/documents/scripts.ts';
import type { Script } from '../src/documents/scripts.ts';
import { diceOf } from './dice.ts';
import { NOTO, pixels } from './draw.ts';
import { drawable, lettersFor } from './letters.ts';

/**
 * `node samples/scripts.ts`: learns what the scripts of our languages look like from the sentences of `locales`, printed
 * and photographed badly, and writes `src/documents/scripts.json`. The same seed gives the same file.
 */
const LANGUAGES: Record<string, Script> = {
  en: 'Latin',
  hi: 'Devanagari',
  mr: 'Devanagari',
  bn: 'Bengali',
  te: 'Telugu',
  ta: 'Tamil',
  gu: 'Gujarati',
  kn: 'Kannada',
  ml: 'Malayalam',
  pa: 'Gurmukhi',
  or: 'Oriya',
  ur: 'Arabic',
};
const LATIN = ['Helvetica', 'Times-Roman', 'Courier', 'Helvetica-Bold', 'Times-Bold', NOTO[0], NOTO[1]];
const PAGES = 5;
const LINES = 40;
const ROUNDS = 40;

interface Example {
  script: number;
  looks: number[];
}

const home = path.join(import.meta.dirname, '..');
const dice = diceOf(11);
const models = await loadModels();
const examples: Example[] = [];
for (const [language, script] of Object.entries(LANGUAGES))
  for (let page = 0; page < PAGES; page++) examples.push(...(await pageOf(language, script)));
fs.writeFileSync(path.join(home, 'src/documents/scripts.json'), `${JSON.stringify(learned(examples))}\n`);

/** Words of a language as people will read them, without what is filled in. */
function wordsOf(language: string): string[] {
  const strings = (o: unknown): string[] =>
    typeof o === 'string' ? [o] : o && typeof o === 'object' ? Object.values(o).flatMap(strings) : [];
  const all = strings(parse(fs.readFileSync(path.join(home, `locales/${language}.yaml`), 'utf8'))).join(' ');
  const own = language === 'en' ? /^[\w.,%/()-]+$/ : /^[^A-Za-z{}#*_]*[^\p{ASCII}][^A-Za-z{}#*_]*$/u;
  return all
    .replace(/\{[^{}]*\}/g, ' ')
    .split(/[\s{}#*_]+/)
    .filter((w) => own.test(w) && drawable(w));
}

/** A page of a language's words, and what its lines look like where the finder of text sees them. */
async function pageOf(language: string, script: Script): Promise<Example[]> {
  const words = wordsOf(language);
  const doc = new PDFDocument({ size: 'A4', margin: 0 });
  const chunks: Buffer[] = [];
  doc.on('data', (c: Buffer) => chunks.push(c));
  const letters = lettersFor(doc);
  const size = dice.between(8, 15);
  for (let n = 0, y = 20; n < LINES && y < 800; n++, y += size * 1.9) {
    const at = dice.whole(0, words.length - 8);
    letters.put(words.slice(at, at + dice.whole(1, 7)).join(' '), 20, y, dice.pick(LATIN), size);
  }
  const done = new Promise<void>((resolve) => doc.on('end', resolve));
  doc.end();
  await done;
  const sheet = await worn(await pixels(Buffer.concat(chunks)));
  const quads = (await findText(models, sheet)).filter((q) => widthOf(q) > heightOf(q));
  return quads.map((quad) => {
    const line = cut(sheet, grow(quad, dice.between(0, 2)), { stretch: dice.between(0.85, 1.15) });
    return { script: SCRIPTS.indexOf(script), looks: looksOf(line) };
  });
}

/** The sheet as a worse camera sees it: small, soft, pale, its strokes grown or worn. */
async function worn(page: Raster): Promise<Raster> {
  const raw = (r: Raster) => ({ raw: { width: r.width, height: r.height, channels: 3 as const } });
  const width = Math.round(page.width * dice.between(0.55, 1));
  const soft = sharp(page.data, raw(page)).resize(width).blur(dice.between(0.4, 1.6));
  // A blur and then more contrast makes strokes thicker or thinner, as other fonts and pens would.
  const [steep, shift] = [dice.between(0.6, 2), dice.between(-90, 40)];
  const image = soft.linear(steep, 255 * (1 - steep) + shift * (steep - 0.5));
  const jpeg = await image.jpeg({ quality: dice.whole(35, 85) }).toBuffer();
  const { data, info } = await sharp(jpeg).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}

/** Softmax regression by stochastic descent; weights are kept as small whole numbers. */
function learned(all: readonly Example[]) {
  const size = all[0]!.looks.length;
  const mean = Array.from({ length: size }, (_, i) => sum(all, (e) => e.looks[i]!) / all.length);
  const scale = mean.map(
    (m, i) => 1 / (Math.sqrt(sum(all, (e) => (e.looks[i]! - m) ** 2) / all.length) + 0.02),
  );
  const inputs = all.map(({ script, looks }) => ({
    script,
    x: looks.map((v, i) => (v - mean[i]!) * scale[i]!),
  }));
  const weights = SCRIPTS.map(() => new Float64Array(size + 1));
  for (let round = 0, rate = 0.02; round < ROUNDS; round++, rate *= 0.94)
    for (let n = 0; n < inputs.length; n++) descend(weights, dice.pick(inputs), rate);
  // The scaling of the looks goes into the weights, so that reading needs neither mean nor scale.
  return Object.fromEntries(
    SCRIPTS.map((script, k) => {
      const own = weights[k]!;
      const plain = mean.map((_, i) => own[i]! * scale[i]!);
      const bias = own[size]! - sum(mean, (m, i) => m * plain[i]!);
      return [script, { bias: Number(bias.toFixed(3)), weights: plain.map((w) => Math.round(w * 100)) }];
    }),
  );
}

function descend(
  weights: readonly Float64Array[],
  { script, x }: { script: number; x: number[] },
  rate: number,
) {
  const size = x.length;
  const said = weights.map((w) => x.reduce((s, v, i) => s + v * w[i]!, w[size]!));
  const most = Math.max(...said);
  const odds = said.map((s) => Math.exp(s - most));
  const whole = odds.reduce((a, b) => a + b, 0);
  weights.forEach((w, k) => {
    const off = odds[k]! / whole - (k === script ? 1 : 0);
    for (let i = 0; i < size; i++) w[i]! -= rate * (off * x[i]! + 0.002 * w[i]!);
    w[size]! -= rate * off;
  });
}

function sum<T>(of: readonly T[], what: (x: T, i: number) => number): number {
  return of.reduce((s, x, i) => s + what(x, i), 0);
}
