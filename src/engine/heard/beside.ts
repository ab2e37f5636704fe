import { fold, prepare } from '../match.ts';

/** A phrase beside an answer has so many words at the most. */
const MOST = 6;

/**
 * A text without a phrase that begins or ends it and changes nothing ("no other problem", "as I told you"), the longest that
 * fits; the text as it is where nothing would be left, or where it asks.
 */
export function without(text: string, phrases: readonly string[]): string {
  if (text.includes('?')) return text;
  const words = text.split(/\s+/).filter(Boolean);
  if (words.length < 2) return text;
  const said = words.map(fold);
  const { exact } = prepare(phrases);
  for (let length = Math.min(MOST, words.length - 1); length > 0; length -= 1) {
    if (exact.has(said.slice(-length).join(' '))) return words.slice(0, -length).join(' ');
    if (exact.has(said.slice(0, length).join(' '))) return words.slice(length).join(' ');
  }
  return text;
}
