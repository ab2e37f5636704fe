import type { Bow } from './bow.ts';
import type { Models } from './models.ts';
import { grow } from './quads.ts';
import { READABLE } from './quality.ts';
import { heightOf } from './raster.ts';
import type { Quad, Raster } from './raster.ts';
import { cut, recognise } from './recognise.ts';
import type { Said, Second } from './second.ts';
import type { Spelled } from './spaces.ts';

/** Below this the words of a line get a second opinion too; lines with digits always do. */
const SURE = 0.95;
/** One letter less sure than this may be another. */
const DOUBTFUL = 0.9;
/** A page whose letters are less sure than this on average is hard to read as a whole. */
const CLEAR = 0.975;
/** Below this a line is not Latin print but a signature, a logo, another script. */
export const LEGIBLE = 0.6;
/** Heights at which the second reader sees a line: what it cannot make out at one it may at another. */
const HEIGHTS = [36, 48, 30];

/** A word that seems to have lost a letter to a blank, or a blank where no printer puts one. */
const TORN = /[a-z]{2} [b-hj-z](?![a-z])|[a-z] [A-Z](?![A-Za-z.])|\( | \)| [,;.] ?/;

/** A line gets one where it has digits, torn words or a doubtful letter. What is no line of print at all gets none. */
export function needsOpinion({ text, sure }: Spelled): boolean {
  const mean = meanOf(sure);
  if (text === '' || mean < LEGIBLE) return false;
  return /\d/.test(text) || TORN.test(text) || mean < SURE || Math.min(...sure) < DOUBTFUL;
}

/** All lines of a page that is hard to read get one; of one that has to be photographed again anyway, no more. */
export function pageNeeds(page: readonly Spelled[], { text }: Spelled): boolean {
  const mean = meanOf(page.flatMap((l) => l.sure));
  return text !== '' && mean >= READABLE && mean < CLEAR;
}

const meanOf = (sure: readonly number[]): number => sure.reduce((a, b) => a + b, 0) / (sure.length || 1);

/** A line that a second reader is asked about, and what the first made of it. */
export interface Asked {
  quad: Quad;
  bow: Bow | undefined;
  first: string;
}

/**
 * What an independent reader makes of some lines. Where it sees as many digits but others, that stands. Where it sees more
 * or fewer it could not make the line out, and looks again at another size. It often overlooks decimal points: a point
 * that the first reader sees in two different cuts of the line is there.
 */
export async function opinionsOn(
  models: Models,
  second: Second,
  image: Raster,
  asked: readonly Asked[],
): Promise<Said[]> {
  const said: Said[] = asked.map(() => ({ text: '', sure: 0 }));
  let open = asked.map((_, i) => i);
  for (const high of HEIGHTS) {
    const cuts = open.map((i) => {
      const { quad, bow } = asked[i]!;
      return cut(image, grow(quad, heightOf(quad) * 0.05), { high, bow });
    });
    const again = await second.read(cuts);
    open = open.filter((i, n) => {
      const as = digits(again[n]!.text).length === digits(asked[i]!.first).length;
      if (said[i]!.text === '' || as) said[i] = again[n]!;
      return !as;
    });
  }
  return Promise.all(asked.map((one, i) => pointed(models, image, one, said[i]!)));
}

async function pointed(
  models: Models,
  image: Raster,
  { quad, bow, first }: Asked,
  said: Said,
): Promise<Said> {
  const { text } = said;
  if (numbers(text) === numbers(first)) return said;
  if (digits(text) !== digits(first) || points(text) > points(first)) return said;
  const [once] = await recognise(models, [
    cut(image, grow(quad, heightOf(quad) * 0.06), { stretch: 0.9, bow }),
  ]);
  return numbers(once!.text) === numbers(first) ? { ...said, text: first } : said;
}

/** The figures of a text in order, for comparing two readings. */
const numbers = (text: string): string => (text.match(/\d+/g) ?? []).join(' ');
const digits = (text: string): string => (text.match(/\d/g) ?? []).join('');
const points = (text: string): number => (text.match(/\d[.,]\d/g) ?? []).length;
