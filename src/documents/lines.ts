import type { Lines } from './detect.ts';
import { readForeign } from './foreign.ts';
import type { Models } from './models.ts';
import { needsOpinion, opinionsOn, pageNeeds } from './opinion.ts';
import type { Raster } from './raster.ts';
import { cut, recognise } from './recognise.ts';
import type { Said, Second } from './second.ts';
import type { Spelled } from './spaces.ts';

/** A line as its readers see it. */
export interface ReadLine {
  /** The line cut out and laid straight. */
  print: Raster;
  first: Spelled;
  /** What the second reader sees, where it was asked. */
  again?: Said;
  /** Where the line is in another script than Latin, which the first reader cannot read. */
  foreign?: Said;
}

/** So many lines go to the second reader at a time; it reads them while the first goes on with the next. */
const PART = 24;

/** Reads all lines of a page, each by as many readers as it needs. */
export async function readLines(
  { models, second }: { models: Models; second: Second },
  image: Raster,
  { quads, bows }: Lines,
): Promise<ReadLine[]> {
  const lines: ReadLine[] = [];
  const opinions: Promise<unknown>[] = [];
  const ask = (from: number, to: number, needed: (line: Spelled) => boolean) => {
    const which = lines.flatMap(({ first }, i) => (i >= from && i < to && needed(first) ? [i] : []));
    const asked = which.map((i) => ({
      quad: quads[i]!,
      bow: bows.get(quads[i]!),
      first: lines[i]!.first.text,
    }));
    const told = opinionsOn(models, second, image, asked);
    opinions.push(told.then((all) => all.forEach((again, n) => (lines[which[n]!]!.again = again))));
  };
  for (let from = 0; from < quads.length; from += PART) {
    const part = quads.slice(from, from + PART).map((quad) => cut(image, quad, { bow: bows.get(quad) }));
    const read = await recognise(models, part);
    read.forEach((first, i) => lines.push({ print: part[i]!, first }));
    ask(from, from + PART, needsOpinion);
  }
  const firsts = lines.map((l) => l.first);
  const foreign = await readForeign(second, image, quads, firsts);
  for (const [at, said] of foreign) lines[at]!.foreign = said;
  const latin = firsts.filter((_, at) => !foreign.has(at));
  ask(0, lines.length, (line) => latin.includes(line) && !needsOpinion(line) && pageNeeds(latin, line));
  await Promise.all(opinions);
  return lines;
}
