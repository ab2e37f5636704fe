/** A piece of a drawing: how high it is, and its SVG at a place. Lengths are in pixels. */
export interface Piece {
  height: number;
  at(x: number, y: number): string;
}

const LINE = 1.35;
/** Widths of letters as shares of the size, for a humanist sans: near enough to wrap by, a little wide to be safe. */
const NARROW = /[iljtf.,:;'’|!()[\] ]/;
const WIDE = /[mwMW@%—]/;

/** Text with what XML needs escaped. */
export function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

/** How wide a line of text will be about. */
export function widthOf(text: string, size: number): number {
  let shares = 0;
  for (const letter of text) {
    const capital = letter !== letter.toLowerCase();
    shares += NARROW.test(letter) ? 0.33 : WIDE.test(letter) ? 0.9 : capital ? 0.68 : 0.57;
  }
  return shares * size;
}

/** WhatsApp's marks for bold and italic; not the underscore inside of a word. */
const MARKS = /(?<![\p{L}\p{N}])[*_]|[*_](?![\p{L}\p{N}])/gu;

/** Text in lines that fit; after the last one allowed an ellipsis says that there is more. */
export function wrapped(text: string, width: number, size: number, most = 99): string[] {
  const lines: string[] = [];
  for (const paragraph of text.replace(MARKS, '').split('\n').filter(Boolean)) {
    let line = '';
    for (const word of paragraph.split(' ')) {
      const longer = line ? `${line} ${word}` : word;
      if (line && widthOf(longer, size) > width) {
        lines.push(line);
        line = word;
      } else line = longer;
    }
    lines.push(line);
  }
  return lines.length > most ? [...lines.slice(0, most - 1), `${lines[most - 1]} …`] : lines;
}

/** A paragraph. */
export function paragraph(lines: readonly string[], size: number, fill: string, weight = 400): Piece {
  const step = size * LINE;
  return {
    height: lines.length * step,
    at: (x, y) =>
      lines
        .map(
          (line, i) =>
            `<text x="${round(x)}" y="${round(y + size + i * step)}" font-size="${size}" font-weight="${weight}" fill="${fill}">${escaped(line)}</text>`,
        )
        .join(''),
  };
}

/** Labels in rounded frames, side by side, as many in a row as fit. */
export function chips(
  labels: readonly { text: string; fill: string; ink: string }[],
  width: number,
  size: number,
): Piece {
  const [high, gap, pad] = [size * 1.75, 5, 9];
  const placed: { x: number; y: number; wide: number; text: string; fill: string; ink: string }[] = [];
  let [x, y] = [0, 0];
  for (const { text, fill, ink } of labels) {
    const wide = Math.min(width, widthOf(text, size) + 2 * pad);
    if (x > 0 && x + wide > width) [x, y] = [0, y + high + gap];
    placed.push({ x, y, wide, text, fill, ink });
    x += wide + gap;
  }
  return {
    height: labels.length ? y + high : 0,
    at: (left, top) =>
      placed
        .map(
          (one) =>
            rect(left + one.x, top + one.y, one.wide, high, high / 2, one.fill) +
            `<text x="${round(left + one.x + one.wide / 2)}" y="${round(top + one.y + high * 0.68)}" font-size="${size}" text-anchor="middle" fill="${one.ink}">${escaped(one.text)}</text>`,
        )
        .join(''),
  };
}

/** A rounded frame. */
export function rect(
  x: number,
  y: number,
  width: number,
  height: number,
  radius: number,
  fill: string,
  stroke = 'none',
): string {
  return `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="${round(radius)}" fill="${fill}" stroke="${stroke}"/>`;
}

/** Pieces below each other, with room between those that are there. */
export function stacked(pieces: readonly Piece[], gap: number): Piece {
  const here = pieces.filter(({ height }) => height > 0);
  return {
    height: here.reduce((sum, { height }) => sum + height + gap, -gap),
    at(x, y) {
      let top = y;
      return here
        .map((piece) => {
          const drawn = piece.at(x, top);
          top += piece.height + gap;
          return drawn;
        })
        .join('');
    },
  };
}

function round(n: number): string {
  return String(Math.round(n * 10) / 10);
}
