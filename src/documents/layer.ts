import type { Cell } from './rows.ts';
import type { Glyph } from './pdf.ts';

/** Fewer letters than this on a page and its text layer is no layer: a scan with a stamp, a footer. */
const LETTERS = 50;

/** Vowel signs that stand to the right of their letter, in the Indian scripts that have them. */
const BESIDE = /[\u093e\u0940\u094b\u094c\u09be\u09c0\u0a3e\u0a40\u0abe\u0ac0\u0acb]/;
/** With fewer of them nobody can tell, and where more than such a share of them end a word they end it everywhere. */
const [SIGNS, ENDING] = [20, 0.8];

/** Whether a page's text layer can be trusted to be what is printed. */
export function goodLayer(glyphs: readonly Glyph[]): boolean {
  const seen = glyphs.filter((g) => g.char.trim() !== '' && g.right > g.left);
  const letters = seen.filter((g) => /[\p{L}\p{N}]/u.test(g.char)).length;
  const broken = seen.filter((g) => /[\uFFFD\uE000-\uF8FF]/u.test(g.char)).length;
  return letters >= LETTERS && broken < 0.02 * seen.length && !torn(glyphs);
}

/**
 * Whether blanks stand in the middle of words. What browsers print in an Indian script has its vowel signs in places of their
 * own, and a gap after each looks like the end of a word: of a page where none is torn three to seven of ten end a word.
 * A picture is read in one such script only, and figures are surer in the layer: pages in two of them, or mostly in English, keep it.
 */
function torn(glyphs: readonly Glyph[]): boolean {
  const signs = glyphs.flatMap(({ char }, at) => (BESIDE.test(char) ? [at] : []));
  const ending = signs.filter((at) => !/[\p{L}\p{M}]/u.test(glyphs[at + 1]?.char ?? ' '));
  if (signs.length < SIGNS || ending.length <= ENDING * signs.length) return false;
  const scripts = new Set(signs.map((at) => blockOf(glyphs[at]!)));
  const letters = glyphs.filter(({ char }) => /\p{L}/u.test(char));
  return scripts.size === 1 && letters.filter((g) => scripts.has(blockOf(g))).length > 0.5 * letters.length;
}

/** The Indian scripts have 128 characters each in Unicode. */
const blockOf = ({ char }: Glyph): number => char.codePointAt(0)! >> 7;

/** Joins a text layer's characters to cells: a new one where the line ends or the gap is wider than a space. */
export function cellsOf(glyphs: readonly Glyph[]): Cell[] {
  const cells: Cell[] = [];
  let run: Glyph[] = [];
  let space = false;
  const flush = () => {
    if (run.length > 0) cells.push(cellFrom(run));
    run = [];
    space = false;
  };
  for (const glyph of glyphs) {
    if (/[\r\n]/.test(glyph.char)) flush();
    else if (glyph.char.trim() === '') space = true;
    else {
      const last = run.findLast((g) => g.char !== ' ');
      if (last) {
        const high = Math.max(last.bottom - last.top, glyph.bottom - glyph.top, 12);
        const gap = glyph.left - last.right;
        const level = Math.abs((glyph.top + glyph.bottom) / 2 - (last.top + last.bottom) / 2) < 0.9 * high;
        if (!level || gap > 1.6 * high || gap < -2 * high) flush();
        else if (space || gap > high) run.push({ ...glyph, char: ' ', right: glyph.left });
      }
      space = false;
      run.push(glyph);
    }
  }
  flush();
  return cells;
}

function cellFrom(run: readonly Glyph[]): Cell {
  const left = Math.min(...run.map((g) => g.left));
  const top = Math.min(...run.map((g) => g.top));
  const right = Math.max(...run.map((g) => g.right));
  const low = Math.max(...run.map((g) => g.bottom));
  return {
    text: run
      .map((g) => g.char)
      .join('')
      .normalize('NFKC'),
    box: [left, top, right - left, low - top],
    confidence: 1,
  };
}
