import { bendOf, leansOf } from './bend.ts';
import { apply, inverse } from './homography.ts';
import type { Flat } from './flatten.ts';
import { gapsOf, partOf, quadOf } from './gaps.ts';
import type { Gap } from './gaps.ts';
import type { Quad, Raster } from './raster.ts';
import { cut } from './recognise.ts';
import type { Cell, Row } from './rows.ts';
import type { Spelled } from './spaces.ts';
import { HIGH, isDash, isLetter, specksOf } from './specks.ts';
import type { Speck } from './specks.ts';

/** Rows of a table are no farther apart than so many heights of a line. */
const NEIGHBOURS = 8;
/** More in one gap are a dotted line. */
const FEW = 2;
/** No page has more of them than this. */
const MOST = 60;
/** As sure as a reading can be that nothing else bears out: a person looks at what is taken from it. */
const ONCE = 0.9;
const READ = 0.9;
/** A letter that stands alone on a report is a flag, a score or a sign of a unit. Figures are never read from so little. */
const ALONE = /^(?:[A-Z]|%)$/;

/**
 * Marks that the finder of lines overlooks because they are so small: a dash in an empty cell of a table or before a point of a list,
 * a lonely H or L. Looked for where rows have gaps.
 */
export async function overlooked(
  read: (print: Raster) => Promise<Pick<Spelled, 'text' | 'sure'>>,
  image: Raster,
  flat: Flat,
  rows: readonly Row[],
): Promise<Cell[]> {
  const cells = rows.flatMap((row) => row.cells);
  const right = Math.max(...rows.map((row) => row.box[0] + row.box[2]));
  const bend = bendOf(leansOf(cells));
  const back = inverse(flat.to);
  const found = rows
    .flatMap((row) => gapsOf(row, right, bend))
    .flatMap((gap) => {
      const print = cut(image, quadOf(gap).map((p) => apply(back, p)) as unknown as Quad, { high: HIGH });
      const specks = specksOf(print).filter((speck) => isDash(speck) || isLetter(speck));
      const scale = gap.wide / print.width;
      return specks.length > FEW ? [] : specks.map((speck) => ({ gap, speck, scale }));
    })
    .filter(({ gap, speck, scale }) => inColumn(cells, gap, speck, scale))
    .slice(0, MOST);
  const out: Cell[] = [];
  for (const { gap, speck, scale } of found) {
    const at = partOf(gap, speck, scale);
    const box = [at.x, at.y - at.high / 2, at.wide, at.high].map(Math.round) as unknown as Cell['box'];
    if (isDash(speck)) out.push({ text: '-', box, confidence: ONCE, sure: [ONCE] });
    else {
      const quad = quadOf(at).map((p) => apply(back, p)) as unknown as Quad;
      const letter = await read(cut(image, quad));
      if (ALONE.test(letter.text) && letter.sure[0]! >= READ)
        out.push({ text: letter.text, box, confidence: ONCE, sure: [Math.min(ONCE, letter.sure[0]!)] });
    }
  }
  return out;
}

/** Whether other text of the page begins at the same place, or stands above or below it: a column, the margin. */
function inColumn(cells: readonly Cell[], gap: Gap, { left, right }: Speck, scale: number): boolean {
  const [from, to] = [gap.x + left * scale, gap.x + right * scale];
  return cells.some(({ box: [x, y, w, h] }) => {
    const near = Math.abs(y + h / 2 - gap.y);
    if (near < h / 2 || near > NEIGHBOURS * gap.high) return false;
    return Math.abs(x - from) < gap.high / 2 || Math.abs(x + w / 2 - (from + to) / 2) < gap.high / 2;
  });
}
