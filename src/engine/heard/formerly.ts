import { fold, prepare } from '../match.ts';
import type { Words } from '../words.ts';
import { longest } from './apart.ts';

/** A part of what was said: its words without those that say that it is over, and whether there were such. */
export interface Part {
  text: string;
  over: boolean;
}

/**
 * A text in its parts, with what is over told apart from what goes on: "bidi pite the, ab gutkha khate hain" is "bidi", over, and
 * "gutkha khate hain". A part that says nothing but that it is over belongs to the one before it. Empty where nothing is over.
 */
export function apartByTime(text: string, words: Words): Part[] {
  const over = prepare(words.everywhere('lists.formerly')).exact;
  const still = prepare(words.everywhere('lists.still')).exact;
  const parts: Part[] = [];
  for (const clause of text.split(/[,;.!\n।|]+/u)) {
    const said = fold(clause).split(' ').filter(Boolean);
    let part: string[] = [];
    let past = false;
    const end = () => {
      const before = parts.at(-1);
      if (part.length) parts.push({ text: part.join(' '), over: past });
      else if (past && before) before.over = true;
      part = [];
      past = false;
    };
    for (let i = 0; i < said.length;) {
      const length = longest(said, i, over);
      if (length) past = true;
      else if (still.has(said[i]!)) end();
      else part.push(said[i]!);
      i += length || 1;
    }
    end();
  }
  return parts.some((part) => part.over) ? parts : [];
}
