import { shared } from './agree.ts';
import { digital } from './extract/stage.ts';
import { untorn } from './torn.ts';

/** A line's words and how sure each character is. */
interface Words {
  text: string;
  sure: readonly number[];
}

/** How sure a character is that the second reader put in the first one's place: never enough by itself. */
const GUESSED = 0.5;

/** What two readers together make of a line: blanks as the second has them, a stage's digits, and a lost percent sign. */
export function settled(first: Words, again: string): Words {
  return percentOf(stagesOf(blanksOf(unlined(first, again), again), again), again);
}

/** Where both saw the same characters the second knows better where words end: it knows words. */
function blanksOf(first: Words, again: string): Words {
  const bare = (text: string) => text.replace(/\s/g, '').toLowerCase();
  if (bare(first.text) !== bare(again)) return first;
  const [own, theirs] = [blanksIn(first.text), blanksIn(again)];
  const chars = [...first.text.replace(/\s/g, '')];
  const parts = (n: number) => (WORDLY.test(`${chars[n - 1]}${chars[n]}`) ? theirs.has(n) : own.has(n));
  const before = (at: number) => first.text.slice(0, at).replace(/\s/g, '').length;
  const sure = untorn(first.text, first.sure, (at) => first.text[at] === ' ' && !parts(before(at)));
  const seen = [...first.text].flatMap((char, i) => (char.trim() ? [{ char, sure: sure[i] ?? 1 }] : []));
  const both = seen.flatMap((mark, n) => (n > 0 && parts(n) ? [{ char: ' ', sure: 1 }, mark] : [mark]));
  return { text: both.map((b) => b.char).join(''), sure: both.map((b) => b.sure) };
}

/** Between these the second reader's blanks count: not round hyphens, slashes and units, which it likes to close up. */
const WORDLY = /^(?:\p{L}\p{L}|\d\d|[(.,;].|.[).,;])$/u;

/** Before which of its characters, blanks not counted, a text has a blank. */
function blanksIn(text: string): Set<number> {
  const out = new Set<number>();
  let n = 0;
  for (const char of text.trim())
    if (char.trim()) n++;
    else out.add(n);
  return out;
}

/** A heading has no full stop; what looks like one is the end of the line drawn under it. */
function unlined(first: Words, again: string): Words {
  const stop = HEADING.test(first.text) && first.sure.at(-1)! < FAINT && !again.endsWith('.');
  return stop ? { text: first.text.slice(0, -1), sure: first.sure.slice(0, -1) } : first;
}

const HEADING = /^\p{Lu}[\p{L} ]{4,40}\.$/u;
const FAINT = 0.9;

/** Letters that stand for a stage's digits (`pNla`), put right; as sure as before only where the second reader saw those very digits. */
function stagesOf({ text, sure }: Words, again: string): Words {
  const meant = digital(text);
  if (meant === text) return { text, sure };
  const agreed = shared(meant, again);
  const changed = [...meant].flatMap((c, i) => (c === text[i] ? [] : [i]));
  if (changed.every((i) => agreed[i])) return { text: meant, sure };
  const certain = changed.every((i) => STAGE.test(text.slice(0, i)));
  return certain
    ? { text: meant, sure: sure.map((s, i) => (changed.includes(i) ? Math.min(s, GUESSED) : s)) }
    : { text, sure };
}

/** So begins nothing but a stage; a bare `PTO` may be something else. */
const STAGE = /(?:^|[^A-Za-z])(?:(?:yp|yc|[cpr])(?:T\d[a-d]?)?(?:N\d[a-c]?)?|T\d[a-d]?(?:N\d[a-c]?)?)[TNM]$/;

/** "448" where the second reader saw "44%": a sign read as a digit. A person looks at it all the same. */
function percentOf({ text, sure }: Words, again: string): Words {
  const m = /(?<!\d)(\d{2})[89]\W*$/.exec(text);
  if (!m || !new RegExp(`(?<!\\d)${m[1]}\\s?%`).test(again)) return { text, sure };
  const at = m.index + 2;
  return {
    text: `${text.slice(0, at)}%${text.slice(at + 1)}`,
    sure: sure.map((s, i) => (i >= m.index && i <= at ? Math.min(s, GUESSED) : s)),
  };
}
