import { frame } from './raster.ts';
import type { Quad, Raster } from './raster.ts';

/** A photo as a grid of small squares: what share of each is what. */
export interface Tiles {
  wide: number;
  high: number;
  /** Whether a line of text crosses the square. */
  text: boolean[];
  /** Share of pixels on an edge. */
  edges: number[];
  /** Whether it is burnt white, or of the colour of skin, all over. */
  burnt: boolean[];
  skin: boolean[];
  /** Its lightest and darkest tone, 0 to 255. */
  paper: number[];
  ink: number[];
}

/** Pixels of a square's side, on the small copy of the photo. */
const SIZE = 12;

/** Cuts the small copy into squares; `scale` takes the photo's own pixels, in which the lines are, to the copy's. */
export function tilesOf(copy: Raster, quads: readonly Quad[], scale: number): Tiles {
  const [wide, high] = [Math.ceil(copy.width / SIZE), Math.ceil(copy.height / SIZE)];
  const tiles: Tiles = { wide, high, text: [], edges: [], burnt: [], skin: [], paper: [], ink: [] };
  for (let r = 0; r < high; r++) for (let c = 0; c < wide; c++) measure(copy, r * SIZE, c * SIZE, tiles);
  for (const quad of quads) {
    const [x, y, w, h] = frame(quad).map((n) => (n * scale) / SIZE) as [number, number, number, number];
    // The box of a line is taller than its letters.
    for (let r = Math.floor(y + h * 0.3); r <= y + h * 0.7; r++)
      for (let c = Math.floor(x); c <= x + w; c++)
        if (r >= 0 && c >= 0 && r < high && c < wide) tiles.text[r * wide + c] = true;
  }
  return tiles;
}

function measure({ width, height, data }: Raster, top: number, left: number, tiles: Tiles): void {
  let [n, edges, burnt, skin, paper, ink] = [0, 0, 0, 0, 0, 255];
  for (let y = top; y < Math.min(top + SIZE, height); y++)
    for (let x = left; x < Math.min(left + SIZE, width); x++) {
      const p = (y * width + x) * 3;
      const [r, g, b] = [data[p]!, data[p + 1]!, data[p + 2]!];
      n++;
      paper = Math.max(paper, g);
      ink = Math.min(ink, g);
      if (g >= 252 && r >= 252) burnt++;
      if (r > 70 && r - g > 18 && g >= b && r - b > 35 && r - b < 130) skin++;
      if (x > 0 && x < width - 1 && Math.abs(data[p + 4]! - data[p - 2]!) > 24) edges++;
    }
  tiles.text.push(false);
  tiles.edges.push(edges / n);
  tiles.burnt.push(burnt > 0.9 * n);
  tiles.skin.push(skin > 0.85 * n);
  tiles.paper.push(paper);
  tiles.ink.push(ink);
}

/** Squares of one kind that hang together, with the frame round them. */
export function blobs(mask: readonly boolean[], { wide, high }: Tiles) {
  const seen = new Uint8Array(mask.length);
  const out: { cells: number[]; size: number; x: number; y: number; w: number; h: number }[] = [];
  mask.forEach((is, start) => {
    if (!is || seen[start]) return;
    const cells = [start];
    seen[start] = 1;
    for (let i = 0; i < cells.length; i++) {
      const [x, y] = [cells[i]! % wide, Math.floor(cells[i]! / wide)];
      for (const [dx, dy] of [
        [1, 0],
        [-1, 0],
        [0, 1],
        [0, -1],
      ] as const) {
        const [nx, ny] = [x + dx, y + dy];
        const next = ny * wide + nx;
        if (nx < 0 || ny < 0 || nx >= wide || ny >= high || seen[next] || !mask[next]) continue;
        seen[next] = 1;
        cells.push(next);
      }
    }
    const [xs, ys] = [cells.map((c) => c % wide), cells.map((c) => Math.floor(c / wide))];
    const [x, y] = [xs.reduce((a, b) => Math.min(a, b)), ys.reduce((a, b) => Math.min(a, b))];
    const [w, h] = [xs.reduce((a, b) => Math.max(a, b)) - x + 1, ys.reduce((a, b) => Math.max(a, b)) - y + 1];
    out.push({ cells, size: cells.length, x, y, w, h });
  });
  return out;
}
