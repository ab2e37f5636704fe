import type { Lexicon } from './lexicon.ts';
import { idle, sense, tokensOf, type Token } from './tokens.ts';

/** A value that was understood. */
export interface Measured {
  value: number;
  /** It may as well be something else: shown back for a yes. */
  doubt?: true;
  /** As it is shown, where that is more than the value: months of a baby, feet. */
  months?: number;
  feet?: { feet: number; inches: number };
}

/** One piece of a measure: a number, a unit, or a word that decides. */
type Shape = { pattern: string; numbers: Token[] };

/**
 * The tokens of an answer as a pattern of letters, without the words that say nothing: `n` a number, and the first letters
 * below for units. Null when a word is not known: a number out of a sentence is no answer.
 */
function shapeOf(
  text: string,
  kind: string,
  lexicon: Lexicon,
  letters: Readonly<Record<string, string>>,
): Shape | null {
  let pattern = '';
  const numbers: Token[] = [];
  for (const token of tokensOf(text, lexicon)) {
    // "The 4th is going on" is no four.
    if (sense(token, 'ordinal')) return null;
    if (token.number !== undefined) {
      pattern += 'n';
      numbers.push(token);
      continue;
    }
    const letter = letterOf(token, letters);
    if (letter) pattern += letter;
    else if (!idle(token, kind)) return null;
  }
  return { pattern, numbers };
}

function letterOf(token: Token, letters: Readonly<Record<string, string>>): string | undefined {
  if (token.mark) return letters[token.said];
  for (const { of, is } of token.senses) {
    const letter = letters[`${of}.${is}`];
    if (letter) return letter;
  }
  return undefined;
}

const AGE = {
  'unit.year': 'y',
  'unit.month': 'm',
  'unit.week': 'w',
  'unit.day': 'd',
  'when.born': 'b',
};

/** Years: "54", "54 saal", "sadhe teen saal", "1 year 3 months", "born in 1971". `year`: the present one. */
export function ageIn(text: string, lexicon: Lexicon, year: number): Measured | null {
  const shape = shapeOf(text, 'age', lexicon, AGE);
  const [first, second] = shape?.numbers.map(({ number }) => number!) ?? [];
  if (!shape || first === undefined) return null;
  const born = first >= year - 115 && first <= year && first % 1 === 0;
  // "8 m" is a baby; "54 m" may be a man.
  const letter = shape.pattern === 'nm' && /\d ?m\b/i.test(text) && first > 11;
  switch (shape.pattern) {
    case 'bn':
    case 'nb':
    case 'ynb':
    case 'nyb':
    case 'byn':
    case 'bny':
      return born ? { value: year - first } : null;
    case 'n':
    case 'ny':
    case 'yn':
      if (born) return shape.pattern === 'n' ? { value: year - first } : null;
      return first >= 1 && first <= 115 ? { value: first } : first > 0 && first < 1 ? baby(first * 12) : null;
    case 'nm':
      return letter ? null : baby(first);
    case 'nynm':
    case 'nyn':
      if (!(second! < 12) || shape.pattern === 'nyn') return null;
      return first < 20 ? baby(first * 12 + second!) : first <= 115 ? { value: Math.floor(first) } : null;
    case 'nw':
    case 'nd':
      return first > 0 && first <= (shape.pattern === 'nw' ? 104 : 730) ? { value: 0.1 } : null;
    default:
      return null;
  }
}

function baby(months: number): Measured | null {
  if (!(months > 0 && months <= 240)) return null;
  return { value: Math.round((months / 12) * 100) / 100, months };
}

/** Kilos: "58 kilo", "58.5". Pounds are shown back. Above and below what is usual is for the caller to doubt. */
export function weightIn(text: string, lexicon: Lexicon): Measured | null {
  const shape = shapeOf(text, 'weight', lexicon, { 'unit.kilo': 'k', 'unit.pound': 'p' });
  const given = shape?.numbers[0]?.number ?? 0;
  if (!shape || !/^(?:n[kp]?|kn)$/.test(shape.pattern)) return null;
  const pounds = shape.pattern === 'np';
  const value = pounds ? Math.round(given * 4.5359237) / 10 : given;
  if (value < 2 || value > 250) return null;
  return pounds ? { value, doubt: true } : { value };
}

const HEIGHT = {
  'unit.foot': 'f',
  "'": 'f',
  'unit.inch': 'i',
  '"': 'i',
  'unit.metre': 'm',
  'unit.centimetre': 'c',
};

/** Centimetres: "160", "1.6 m", "5'3", "paanch foot teen inch". "5.3" is five feet three by habit, so it is shown back. */
export function heightIn(text: string, lexicon: Lexicon): Measured | null {
  const shape = shapeOf(text, 'height', lexicon, HEIGHT);
  const [first, second] = shape?.numbers ?? [];
  if (!shape || !first) return null;
  const pattern = shape.pattern.replace(/ff/g, 'f').replace(/if$/, 'i');
  const { number, digits } = first;
  const point = digits?.includes('.');
  switch (pattern) {
    case 'n':
      if (point && number! >= 4 && number! < 8) return doubtful(digits!);
      if (point && number! < 2.2) return centimetres(number! * 100);
      return number! >= 90 ? centimetres(number!) : null;
    case 'nc':
      return centimetres(number!);
    case 'nm':
      return centimetres(number! * 100);
    case 'nmnc':
      return centimetres(number! * 100 + second!.number!);
    case 'nf':
      return point ? doubtful(digits!) : feet(Math.floor(number!), (number! % 1) * 12);
    case 'nfn':
    case 'nfni':
      return number! % 1 ? null : feet(number!, second!.number!);
    default:
      return null;
  }
}

function centimetres(value: number): Measured | null {
  const whole = Math.round(value);
  return whole >= 40 && whole <= 220 ? { value: whole } : null;
}

function feet(whole: number, inches: number): Measured | null {
  if (whole < 1 || whole > 7 || inches >= 12) return null;
  const measured = centimetres((whole * 12 + inches) * 2.54);
  return measured && { ...measured, feet: { feet: whole, inches } };
}

/** "5.3": the digits after the point are read as inches. */
function doubtful(digits: string): Measured | null {
  const [whole, inches] = digits.split('.').map(Number);
  const measured = feet(whole!, inches!);
  return measured && { ...measured, doubt: true };
}

const PARTS = { 'outof.of': 'o', '/': 'o', 'unit.time': 't' };

/** A whole number from 0 to 10: "7", "7/10", "10 me se 7". */
export function scaleIn(text: string, lexicon: Lexicon): Measured | null {
  const shape = shapeOf(text, 'scale', lexicon, PARTS);
  const numbers = shape?.numbers.map(({ number }) => number!) ?? [];
  if (shape?.pattern === 'n') return whole(numbers[0]!, 10);
  if (shape?.pattern !== 'non' || !numbers.includes(10)) return null;
  return whole(Math.min(...numbers), 10);
}

/** How many: "4", "4 cycles", "6 me se 4" (the part of a whole is what was given). */
export function countIn(text: string, lexicon: Lexicon): Measured | null {
  const shape = shapeOf(text, 'count', lexicon, PARTS);
  const numbers = shape?.numbers.map(({ number }) => number!) ?? [];
  const pattern = shape?.pattern.replace(/t+/g, 't') ?? '';
  if (/^t?nt?$/.test(pattern)) return whole(numbers[0]!, 99);
  return /^nt?ont?$/.test(pattern) ? whole(Math.min(...numbers), 99) : null;
}

/** Any one number, whatever it counts. */
export function numberIn(text: string, lexicon: Lexicon): Measured | null {
  const shape = shapeOf(text, 'count', lexicon, { 'unit.time': 't' });
  return shape && /^nt?$/.test(shape.pattern) ? { value: shape.numbers[0]!.number! } : null;
}

function whole(value: number, most: number): Measured | null {
  return value % 1 === 0 && value >= 0 && value <= most ? { value } : null;
}
