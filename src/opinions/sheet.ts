import PDFDocument from 'pdfkit';
import { wrap } from './lines.ts';
import { fontFiles, type Weight } from './faces.ts';
import { hasLeftward } from './order.ts';
import { printable, runsOnPaper } from './runs.ts';
import { shapedByHarfBuzz, type Opened } from './shape.ts';

const MARGIN = 56;
const TOP = 64;
const BOTTOM = 64;
/** From the top of a line to where its letters stand, as Noto Sans has it, in sizes. */
const ASCENT = 1.069;

/**
 * Words from right to left are shaped in one piece, or they would stand in the wrong order. All others are shaped word by
 * word, which remembers the words and is many times faster.
 */
function shaped(text: string): { features?: PDFKit.Mixins.OpenTypeFeatures[] } {
  return hasLeftward(text) ? { features: [] } : {};
}

interface Style {
  size?: number;
  weight?: Weight;
  colour?: string;
  indent?: number;
  /** Space above, in points. */
  above?: number;
}

/** An A4 sheet that is written from top to bottom, in every script we print, and turned by itself when it is full. */
export class Sheet {
  readonly #doc: PDFKit.PDFDocument;
  readonly #done: Promise<Buffer>;
  readonly #leftward: boolean;
  #y = TOP;

  /** @param title neutral, for it is shown by viewers. */
  constructor(title: string, language: string, at: Date) {
    this.#leftward = language.startsWith('ur');
    this.#doc = new PDFDocument({
      size: 'A4',
      margin: 0,
      bufferPages: true,
      lang: language,
      info: { Title: title, Author: 'Doosri Rai', CreationDate: at, ModDate: at },
    });
    for (const [name, bytes] of fontFiles) this.#doc.registerFont(name, bytes);
    const chunks: Buffer[] = [];
    this.#done = new Promise((resolve, reject) => {
      this.#doc.on('data', (chunk: Buffer) => chunks.push(chunk));
      this.#doc.on('end', () => resolve(Buffer.concat(chunks)));
      this.#doc.on('error', reject);
    });
  }

  /** Paragraphs, wrapped. Line breaks of the writer are kept. */
  text(text: string, style: Style = {}): this {
    const { size = 10.5, weight = 'plain', colour = '#1d2433', indent = 0, above = 0 } = style;
    this.#y += above;
    const width = this.#doc.page.width - 2 * MARGIN - indent;
    const measure = (line: string) => this.#width(line, size, weight);
    for (const paragraph of printable(text).split('\n')) {
      for (const line of wrap(paragraph, width, measure)) {
        this.room(size * 1.5);
        this.#doc.fillColor(colour);
        this.#draw(line, indent, this.#y, size, weight);
        this.#y += size * 1.5;
      }
    }
    return this;
  }

  /** A small heading that never stands alone at the foot of a page. */
  heading(text: string): this {
    this.room(64);
    return this.text(text, { size: 12, weight: 'bold', colour: '#1f5f4a', above: 14 });
  }

  /** A label and its value, the value wrapped beside it. */
  pair(label: string, value: string): this {
    this.room(16);
    const y = this.#y;
    const pages = this.#doc.bufferedPageRange().count;
    this.#doc.fillColor('#5b6577');
    this.#draw(printable(label), 0, y, 9.5, 'plain');
    this.text(value, { indent: 130, weight: 'bold', size: 10 });
    if (this.#doc.bufferedPageRange().count === pages) this.#y = Math.max(this.#y, y + 15);
    return this;
  }

  rule(): this {
    this.#y += 6;
    const right = this.#doc.page.width - MARGIN;
    this.#doc.moveTo(MARGIN, this.#y).lineTo(right, this.#y).lineWidth(0.7).strokeColor('#c9d1dc').stroke();
    this.#y += 8;
    return this;
  }

  /** Begins a new page when less than this is left. */
  room(height: number): void {
    if (this.#y + height <= this.#doc.page.height - BOTTOM) return;
    this.#doc.addPage();
    this.#y = TOP;
  }

  /** Writes the foot of every page and gives the bytes. */
  finish(foot: (page: number, of: number) => string): Promise<Buffer> {
    const { count } = this.#doc.bufferedPageRange();
    for (let n = 0; n < count; n += 1) {
      this.#doc.switchToPage(n);
      this.#doc.fillColor('#5b6577');
      this.#draw(printable(foot(n + 1, count)), 0, this.#doc.page.height - 44, 8.5, 'plain');
    }
    this.#doc.end();
    return this.#done;
  }

  #width(text: string, size: number, weight: Weight): number {
    this.#doc.fontSize(size);
    return this.#runs(text, weight).reduce(
      (sum, run) => sum + this.#font(run.font).widthOfString(run.text, shaped(run.text)),
      0,
    );
  }

  readonly #shaped = new Set<string>();

  #font(name: string): PDFKit.PDFDocument {
    this.#doc.font(name);
    if (this.#shaped.has(name)) return this.#doc;
    this.#shaped.add(name);
    // PDFKit shows the font it opened nowhere in its types.
    shapedByHarfBuzz((this.#doc as unknown as { _font: { font: Opened } })._font.font, name);
    return this.#doc;
  }

  /** Inside a sheet from right to left only what holds no such letter at all runs the other way. */
  #runs(text: string, weight: Weight) {
    return runsOnPaper(text, weight, this.#leftward && hasLeftward(text) ? 'rtl' : 'ltr');
  }

  /** @param indent from the side where lines begin. */
  #draw(text: string, indent: number, y: number, size: number, weight: Weight): void {
    if (!text) return;
    const begin = MARGIN + indent;
    // Fonts of other scripts are higher: all stand on one line.
    const baseline = y + size * ASCENT;
    let at = this.#leftward ? this.#doc.page.width - begin - this.#width(text, size, weight) : begin;
    this.#doc.fontSize(size);
    // Shaped glyphs stand in another order than the letters: the words themselves go along, for search and for reading aloud.
    this.#doc.markContent('Span', { actual: text });
    for (const run of this.#runs(text, weight)) {
      this.#font(run.font).text(run.text, at, baseline, {
        lineBreak: false,
        baseline: 'alphabetic',
        ...shaped(run.text),
      });
      at += this.#doc.widthOfString(run.text, shaped(run.text));
    }
    this.#doc.endMarkedContent();
  }
}
