import type { Hit, Lexicon } from './lexicon.ts';
import { written } from './spell.ts';

/** A part of what was said, between stops, commas and "but", with the concepts found in it. */
export interface Piece {
  words: readonly string[];
  hits: readonly Hit[];
  /** It goes on from the piece before by a comma. */
  listed: boolean;
  /** It ends in a question mark. */
  asks: boolean;
  /** Where the second begins, when it is two pieces in one. */
  seam?: number;
}

const WORDS = /\d+(?:\.\d+)?|[\p{L}\p{M}]+/gu;
const HARD = /(?<!\d)\.|\.(?!\d)|[!;:\n\r।॥|۔؛]+|(?<=[?؟])/u;
const COMMA = /[,،]|(?<=\s)[-–—](?=\s)/u;
const BUT =
  /(?<![\p{L}\p{M}])(?:but|however|lekin|magar|kintu|aanaal|kaani|aadare|pakshe)(?![\p{L}\p{M}])|(?<=\s)(?:लेकिन|मगर|किंतु|কিন্তু|ஆனால்|కానీ|కాని|ಆದರೆ|પરંતુ|പക്ഷെ|പക്ഷേ|ਪਰ|କିନ୍ତୁ|لیکن|مگر)(?=\s)/u;
/** So many pieces of one message are looked at. */
const MOST = 200;

/** Cuts a text into pieces and finds the concepts in each. */
export function piecesOf(text: string, lexicon: Lexicon, tongue?: string): Piece[] {
  const parts: Omit<Piece, 'hits'>[] = [];
  for (const sentence of written(text).split(HARD))
    for (const clause of sentence.split(BUT))
      for (const [i, part] of clause.split(COMMA).entries()) {
        const words = part.match(WORDS) ?? [];
        if (words.length && parts.length < MOST)
          parts.push({ words, listed: i > 0, asks: /[?؟]\s*$/u.test(part) });
      }
  const found = lexicon.find(
    parts.map(({ words }) => words),
    tongue,
  );
  return parts.map((part, i) => ({ ...part, hits: withFigures(part.words, found[i]!) }));
}

/** Each piece with the one its comma goes on from: "she fell, and cannot get up" is one thing. */
export function acrossCommas(pieces: readonly Piece[]): Piece[] {
  return pieces.flatMap((piece, i): Piece[] => {
    const before = pieces[i - 1];
    if (!piece.listed || !before?.hits.length || !piece.hits.length) return [];
    // "Oxygen 98, pulse 80": the figure is of something else.
    if (piece.hits.some(({ concept }) => concept === 'else')) return [];
    const seam = before.words.length;
    const moved = piece.hits.map((one) => ({ ...one, from: one.from + seam, to: one.to + seam }));
    const words = [...before.words, ...piece.words];
    return [{ words, hits: [...before.hits, ...moved], listed: false, asks: piece.asks, seam }];
  });
}

/** Words that may follow a number which is no temperature. */
const UNIT =
  /^(?:day|din|hafte|week|month|mahin|year|yr|saal|sal|age|kg|kilo|cm|mg|ml|tab|mm|hr|hour|ghant|minute|cycle|th|st|nd|rd|lakh|rs|rup|दिन|हफ्त|महीन|साल|किलो|घंट|বছর|দিন|মাস|நாள்|நாட்|வயது|மாத|రోజ|దివ|दिवस|वर्ष|દિવસ|ದಿನ|ദിവസ|ਦਿਨ|ଦିନ|دن)/u;

const ADULT = 16;
/** So many tablets at once are no dose. */
const MANY = 6;

/** The concepts of figures: a temperature of 38 °C (100.4 °F) or more, one below, a saturation below 92 (it counts beside a word for oxygen only), pain from 8 of 10, a year, many tablets. */
function withFigures(words: readonly string[], hits: readonly Hit[]): Hit[] {
  const figures = words.flatMap((word, at): Hit[] => {
    if (!/^\d/.test(word)) return [];
    const n = Number(word);
    const of = (concept: string): Hit => ({ concept, from: at, to: at, languages: ['en'] });
    const score = [words[at - 1], words[at + 1]].some((near) => /^\d/.test(near ?? ''));
    if (
      !score &&
      n >= MANY &&
      n < 500 &&
      hits.some((one) => one.concept === 'pills' && one.from > at && one.from <= at + 2)
    )
      return [of('many')];
    if (n < ADULT && /^y(?:ea)?rs?$/.test(words[at + 1] ?? '') && words[at + 2] === 'old')
      return [of('child')];
    if (UNIT.test(words[at + 1] ?? '')) return [];
    if (/^(?:19[5-9]|20[0-4])\d$/.test(word)) return [of('year')];
    if ((n >= 38 && n < 43) || (n >= 100.4 && n < 110)) return [of('hot')];
    if (n >= 50 && n < 92) return [of('low')];
    if ((n >= 35 && n < 37.6) || (n >= 95 && n < 99.6)) return [of('cool')];
    // The last number of "3 of 10" is no pain of ten.
    const scale = n === 10 && words.slice(0, at).some((one) => /^\d/.test(one));
    return n >= 8 && n <= 10 && !scale ? [of('eight')] : [];
  });
  return [...hits.map((one) => ahead(one, words, hits)), ...figures].sort((a, b) => a.from - b.from);
}

/** "Na bukhar na khansi": these small words deny what comes after them, where they begin a piece and no verb follows. */
const NEITHER = /^(?:na|n|न|ना|না|ના|ਨਾ|نہ|نا)$/u;

function ahead(hit: Hit, words: readonly string[], hits: readonly Hit[]): Hit {
  if (hit.concept !== 'not' || hit.from !== hit.to || !NEITHER.test(words[hit.from]!)) return hit;
  const first =
    hit.from === 0 ||
    hits.some((one) => one.concept === 'no' || (one !== hit && one.to === 0 && one.concept === 'not'));
  return first && words.length > hit.to + 1 ? { ...hit, concept: 'no' } : hit;
}
