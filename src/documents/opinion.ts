import type { Models } from './models.ts';
import { grow } from './quads.ts';
import { READABLE } from './quality.ts';
import { heightOf } from './raster.ts';
import type { Quad, Raster } from './raster.ts';
import { cut, recognise } from './recognise.ts';
import type { Second } from './second.ts';
import type { Spelled } from './spaces.ts';

/** Below this the words of a line get a second opinion too; lines with digits always do. */
const SURE = 0.95;
/** A page whose letters are less sure than this on average is hard to read as a whole. */
const CLEAR = 0.975;
/** Heights at which the second reader sees a line: what it cannot make out at one it may at another. */
const HEIGHTS = [36, 48, 30];

/** A word that seems to have lost a letter to a blank, or a blank where no printer puts one. */
const TORN = /[a-z]{2} [b-hj-z](?![a-z])|[a-z] [A-Z](?![A-Za-z.])|\( | \)| [,;.] ?/;

/**
 * Which lines get one: all of a page that is hard to read, otherwise those with digits, torn words or doubtful letters. A
 * page that has to be photographed again anyway gets none.
 */
export function opinionsNeeded(lines: readonly Spelled[]): boolean[] {
  const all = lines.flatMap((l) => l.sure);
  const mean = all.reduce((a, b) => a + b, 0) / (all.length || 1);
  return lines.map((line) => line.text !== '' && mean >= READABLE && (mean < CLEAR || needsOpinion(line)));
}

const needsOpinion = ({ text, sure }: Spelled): boolean =>
  /\d/.test(text) || TORN.test(text) || sure.reduce((a, b) => a + b, 0) < SURE * sure.length;

/**
 * What an independent reader makes of a line. Where it sees as many digits but others, that stands. Where it sees more
 * or fewer it could not make the line out, and looks again at another size. It often overlooks decimal points: a point
 * that the first reader sees in two different cuts of the line is there.
 */
export async function opinionOn(
  models: Models,
  second: Second,
  image: Raster,
  quad: Quad,
  first: string,
): Promise<string> {
  let said = '';
  for (const high of HEIGHTS) {
    const again = await second.read(cut(image, grow(quad, heightOf(quad) * 0.05), 1, high));
    if (numbers(again) === numbers(first)) return again;
    if (said === '') said = again;
    if (digits(again).length === digits(first).length) {
      said = again;
      break;
    }
  }
  if (digits(said) !== digits(first) || points(said) > points(first)) return said;
  const [once] = await recognise(models, [cut(image, grow(quad, heightOf(quad) * 0.06), 0.9)]);
  return numbers(once!.text) === numbers(first) ? first : said;
}

/** The figures of a text in order, for comparing two readings. */
const numbers = (text: string): string => (text.match(/\d+/g) ?? []).join(' ');
const digits = (text: string): string => (text.match(/\d/g) ?? []).join('');
const points = (text: string): number => (text.match(/\d[.,]\d/g) ?? []).length;
