import type { Lexicon, Sense } from './lexicon.ts';
import { plain } from './plain.ts';

/** One piece of what was said: a number, a word with its senses, or a mark. */
export interface Token {
  said: string;
  senses: readonly Sense[];
  number?: number;
  /** The digits as typed; absent where the number was said in words. */
  digits?: string;
  mark?: true;
}

const PIECES = /\d+(?:\.\d+)?|[\p{L}\p{M}]+|[^\s\p{L}\p{M}\d]/gu;
/** Marks that change nothing; others ("+", "-", "?") do. */
const QUIET = /^(?:[.,;:!।()[\]{}~*_=…#@|]|\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Cf}|\p{So})$/u;
const ENDING = /^(?:st|nd|rd|th)$/;

/** Cuts a text into numbers, words (the longest phrases first) and the marks that matter. */
export function tokensOf(text: string, lexicon: Lexicon): Token[] {
  const written = plain(text)
    .replace(/(?<=\p{L})'(?=\p{L})/gu, '')
    // "செ.மீ", "k.g.": letters that stand for words.
    .replace(/(?<=[\p{L}\p{M}])\.(?=\p{L})/gu, ' ');
  const pieces = [...written.matchAll(PIECES)].map(([piece]) => piece);
  const tokens: Token[] = [];
  for (let i = 0; i < pieces.length;) {
    const piece = pieces[i]!;
    if (/^\d/.test(piece)) {
      const place = ENDING.test(pieces[i + 1] ?? '');
      const senses: Sense[] = place ? [{ of: 'ordinal', is: piece }] : [];
      tokens.push({ said: piece, senses, number: Number(piece), digits: piece });
      i += place ? 2 : 1;
    } else if (!/^\p{L}|^\p{M}/u.test(piece)) {
      if (!QUIET.test(piece)) tokens.push({ said: piece, senses: [], mark: true });
      i += 1;
    } else {
      const said = phraseAt(pieces, i, lexicon);
      tokens.push(...(lexicon.apart(said.said) ?? [said]));
      i += said.said.split(' ').length;
    }
  }
  return compose(tokens);
}

function phraseAt(pieces: readonly string[], at: number, lexicon: Lexicon): Token {
  for (let length = lexicon.longest; length > 1; length -= 1) {
    const said = pieces.slice(at, at + length).join(' ');
    const senses = at + length <= pieces.length ? lexicon.find(said) : [];
    if (senses.length) return { said, senses };
  }
  return { said: pieces[at]!, senses: lexicon.find(pieces[at]!) };
}

/** The value of a sense of this group, or undefined. */
export function sense(token: Token | undefined, of: Sense['of']): string | undefined {
  return token?.senses.find((one) => one.of === of)?.is;
}

/** Whether a token only stands around an answer of this kind: "is", "about", "years old". */
export function idle(token: Token, kind: string): boolean {
  return (
    token.number === undefined &&
    token.senses.some(({ of, is }) => of === 'filler' && (is === 'any' || is === kind))
  );
}

/** Numbers said in words become numbers: "fifty four", "sadhe teen", "do hazaar chaubis". */
function compose(tokens: readonly Token[]): Token[] {
  const out: Token[] = [];
  for (const [i, token] of tokens.entries()) {
    const fraction = sense(token, 'fraction');
    const word = sense(token, 'number');
    const last = out.at(-1);
    if (fraction === 'and_half' && last?.number !== undefined) last.number += 0.5;
    else if (fraction && SIMPLE[fraction] !== undefined)
      out.push({ said: token.said, senses: [], number: SIMPLE[fraction] });
    // "৪ বার": after a number it is the unit, not a twelve.
    else if (word !== undefined && isCopula(token, last, i === tokens.length - 1)) out.push({ ...token });
    else if (word !== undefined && !(sense(token, 'unit') && last?.number !== undefined))
      joinNumber(out, { said: token.said, senses: [], number: Number(word) });
    else if (token.digits !== undefined && last && sense(last, 'fraction') && PART[sense(last, 'fraction')!])
      joinNumber(out, { ...token });
    else {
      // "Sava saal" is a year and a quarter.
      const part = last && sense(token, 'unit') ? PART[sense(last, 'fraction') ?? ''] : undefined;
      if (part !== undefined && part !== 0.5) out.splice(-1, 1, { ...last!, senses: [], number: 1 + part });
      out.push({ ...token });
    }
  }
  return out;
}

/** Gujarati "che" (is) and Hindi "che" (six): after a measure and at the end it is the verb. Five foot six may end in it. */
function isCopula(token: Token, last: Token | undefined, ends: boolean): boolean {
  const unit = sense(last, 'unit');
  return ends && unit !== undefined && unit !== 'foot' && unit !== 'time' && idle(token, 'any');
}

const SIMPLE: Record<string, number> = {
  half: 0.5,
  one_half: 1.5,
  two_half: 2.5,
  three_half: 3.5,
  four_half: 4.5,
  five_half: 5.5,
  six_half: 6.5,
};
const PART: Record<string, number> = { plus_half: 0.5, plus_quarter: 0.25, minus_quarter: -0.25 };

function joinNumber(out: Token[], token: Token): void {
  const hyphen = out.at(-1)?.said === '-' ? out.pop() : undefined;
  const last = out.at(-1);
  const part = last && PART[sense(last, 'fraction') ?? ''];
  const added = part ?? grown(last, token);
  if (added === null) {
    if (hyphen) out.push(hyphen);
    out.push(token);
  } else if (part !== undefined) {
    out.pop();
    out.push({ said: token.said, senses: [], number: token.number! + part });
  } else last!.number = added;
}

/** What a number becomes with the next word: 50 and 4, 2 and 1000, 19 and 71. Null when they are two numbers. */
function grown(last: Token | undefined, { number: next, digits }: Token): number | null {
  const before = last?.number;
  if (before === undefined || next === undefined || digits !== undefined || before % 1) return null;
  if ((next === 100 && before < 100) || (next === 1000 && before < 100))
    return before > 0 ? before * next : null;
  if (last!.digits !== undefined) return null;
  if (before >= 20 && before < 100 && before % 10 === 0 && next > 0 && next < 10) return before + next;
  if (before >= 100 && before % 100 === 0 && next > 0 && next < (before % 1000 === 0 ? 1000 : 100))
    return before + next;
  if (before > 1000 && before % 100 >= 20 && before % 10 === 0 && next > 0 && next < 10) return before + next;
  if ((before === 19 || before === 20) && next >= 10 && next < 100) return before * 100 + next;
  return null;
}
