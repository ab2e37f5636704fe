import { grow } from './quads.ts';
import { heightOf, widthOf } from './raster.ts';
import type { Quad, Raster } from './raster.ts';
import { cut } from './recognise.ts';
import { scriptOdds, SCRIPTS } from './scripts.ts';
import type { Script } from './scripts.ts';
import type { Said, Second } from './second.ts';
import type { Spelled } from './spaces.ts';

/** Tesseract's languages of each script; where there are two, what is read decides. */
const LANGUAGES: Record<Exclude<Script, 'Latin'>, readonly string[]> = {
  Devanagari: ['hin', 'mar'],
  Bengali: ['ben'],
  Telugu: ['tel'],
  Tamil: ['tam'],
  Gujarati: ['guj'],
  Kannada: ['kan'],
  Malayalam: ['mal'],
  Gurmukhi: ['pan'],
  Oriya: ['ori'],
  Arabic: ['urd'],
};

/** The first reader knows Latin letters only: surer of a line than this, and that is what it is. */
const LATIN = 0.85;
/** So many lines tell script and language. */
const TASTE = 4;
/** A reading that its reader believes less is none. */
const BELIEVED = 0.55;
/** How high the second reader sees a line: vowel signs above and below make letters smaller than Latin ones. */
const HIGH = 44;
/** Scripts that look alike are tried in turn. */
const TRIES = 2;

/** Lines in another script than Latin, by their place among the quads, as one more language reads them. */
export async function readForeign(
  second: Second,
  image: Raster,
  quads: readonly Quad[],
  read: readonly Spelled[],
): Promise<Map<number, Said>> {
  const lines = quads.flatMap((quad, at) => (unread(quad, read[at]!) ? [lineOf(image, quad, at)] : []));
  const foreign = lines.filter(({ odds }) => odds[0]! < Math.log(0.5));
  if (foreign.length === 0) return new Map();
  const longest = foreign.toSorted((a, b) => b.print.width - a.print.width).slice(0, TASTE);
  for (const script of likeliest(foreign)) {
    const language = await languageOf(second, script, longest);
    if (!language) continue;
    const said = await second.read(
      foreign.map((l) => l.print),
      language,
    );
    return new Map(
      foreign.flatMap(({ at }, n) => (isIn(script, said[n]!) ? [[at, plain(script, said[n]!)]] : [])),
    );
  }
  return new Map();
}

interface Line {
  at: number;
  print: Raster;
  odds: number[];
}

function unread(quad: Quad, { sure }: Spelled): boolean {
  const mean = sure.reduce((a, b) => a + b, 0) / (sure.length || 1);
  return mean < LATIN && widthOf(quad) > 1.2 * heightOf(quad);
}

function lineOf(image: Raster, quad: Quad, at: number): Line {
  const high = heightOf(quad);
  return {
    at,
    // Signs above and below the letters are easily left outside by the finder.
    print: cut(image, grow(quad, high * 0.12), { high: HIGH }),
    odds: scriptOdds(cut(image, grow(quad, 1))),
  };
}

/** The scripts that the lines together look like most. */
function likeliest(lines: readonly Line[]): Exclude<Script, 'Latin'>[] {
  return SCRIPTS.map((script, k) => ({ script, odds: lines.reduce((s, l) => s + l.odds[k]!, 0) }))
    .filter((s): s is { script: Exclude<Script, 'Latin'>; odds: number } => s.script !== 'Latin')
    .toSorted((a, b) => b.odds - a.odds)
    .slice(0, TRIES)
    .map((s) => s.script);
}

/** The language in which some lines make the most sense, if they do at all. */
async function languageOf(
  second: Second,
  script: Exclude<Script, 'Latin'>,
  lines: readonly Line[],
): Promise<string | undefined> {
  let best: { language: string; sure: number } | undefined;
  for (const language of LANGUAGES[script]) {
    const said = await second.read(
      lines.map((l) => l.print),
      language,
    );
    const sure = said.reduce((s, one) => s + (isIn(script, one) ? one.sure : 0), 0) / said.length;
    if (sure > (best?.sure ?? BELIEVED)) best = { language, sure };
  }
  return best?.language;
}

/** Whether a reading is believed and mostly in the letters of a script. */
function isIn(script: Script, { text, sure }: Said): boolean {
  const letters = text.match(/[\p{L}\p{M}]/gu) ?? [];
  const own = letters.filter((c) => new RegExp(`\\p{Script=${script}}|\\p{M}`, 'u').test(c));
  return sure >= BELIEVED && letters.length >= 2 && own.length > 0.6 * letters.length;
}

/** Without the marks against joining, which Tesseract sets where nobody types them. In Urdu they part words. */
function plain(script: Script, { text, sure }: Said): Said {
  return { text: script === 'Arabic' ? text : text.replace(/[\u200b\u200c]/g, ''), sure };
}
