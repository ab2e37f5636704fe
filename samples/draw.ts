import path from 'node:path';
import PDFDocument from 'pdfkit';
import { openPdf } from '../src/documents/pdf.ts';
import type { Raster } from '../src/documents/raster.ts';
import { lettersFor } from './letters.ts';
import type { Report } from './reports.ts';

/** How a house prints: letters, where the header's values stand, lines round its tables. */
export interface Print {
  plain: string;
  bold: string;
  size: number;
  header: 'pairs' | 'columns' | 'single' | 'inline';
  boxed: boolean;
  /** What stands between a label and its value. */
  mark: string;
  align: 'left' | 'center';
  /** Lines of a table that are not boxed: a thin rule under each, or every other one on grey. */
  rows?: 'ruled' | 'striped';
  /** The house's name stands white on a dark bar. */
  bar?: boolean;
}

const fonts = path.join(import.meta.dirname, '../node_modules/@fontsource/noto-sans/files');
export const NOTO = [
  path.join(fonts, 'noto-sans-latin-400-normal.woff'),
  path.join(fonts, 'noto-sans-latin-700-normal.woff'),
] as const;
export const PLAIN_PRINT: Print = {
  plain: NOTO[0],
  bold: NOTO[1],
  size: 10.5,
  header: 'pairs',
  boxed: false,
  mark: ': ',
  align: 'left',
};

const LEFT = 45;
const RIGHT = 550;

/** Sets a report on A4 and returns the PDF and its lines, top to bottom, as they were printed. */
export async function draw(report: Report, print: Print): Promise<{ pdf: Buffer; lines: string[] }> {
  const doc = new PDFDocument({ size: 'A4', margin: LEFT, info: { CreationDate: new Date(0) } });
  const chunks: Buffer[] = [];
  doc.on('data', (c: Buffer) => chunks.push(c));
  const done = new Promise<Buffer>((resolve) => doc.on('end', () => resolve(Buffer.concat(chunks))));
  const pen = penOf(doc, print);
  for (const [i, line] of report.house.entries())
    pen.line(line, i === 0 ? print.bold : print.plain, i === 0 ? 17 : 9.5, print.align, i === 0 && print.bar);
  pen.rule();
  pen.line(report.title, print.bold, 13, 'center');
  doc.moveDown(0.4);
  header(pen, report, print);
  pen.rule();
  for (const part of report.parts) {
    if (part.head) pen.line(part.head, print.bold);
    if ('text' in part) pen.text(part.text);
    else
      part.rows.forEach((cells, i) =>
        pen.row(
          part.columns,
          cells,
          i === 0 && cells.includes('Result') ? print.bold : print.plain,
          print.boxed,
        ),
      );
    doc.moveDown(0.5);
  }
  doc.moveDown(1);
  for (const line of report.foot) pen.line(line);
  doc.end();
  return { pdf: await done, lines: pen.lines };
}

function header(pen: ReturnType<typeof penOf>, report: Report, print: Print): void {
  const pairs = report.header.flatMap(([a, b, c, d]) => [
    [a, b],
    [c, d],
  ]) as [string, string][];
  if (print.header === 'single')
    for (const [label, value] of pairs) pen.row([0, 130], [label, `${print.mark}${value}`]);
  else if (print.header === 'inline')
    for (let i = 0; i < pairs.length; i += 2)
      pen.row(
        [0, 270],
        pairs.slice(i, i + 2).map(([l, v]) => `${l}: ${v}`),
      );
  else if (print.header === 'columns')
    for (let i = 0; i < pairs.length; i += 3) {
      const part = pairs.slice(i, i + 3);
      pen.row(
        [0, 180, 350],
        part.map(([l]) => l),
        print.bold,
      );
      pen.row(
        [0, 180, 350],
        part.map(([, v]) => v),
      );
    }
  else
    for (const [a, b, c, d] of report.header)
      pen.row([0, 95, 285, 375], [a, `${print.mark}${b}`, c, `${print.mark}${d}`], print.plain, print.boxed);
}

function penOf(doc: PDFKit.PDFDocument, print: Print) {
  const lines: string[] = [];
  const letters = lettersFor(doc);
  let shade = false;
  return {
    lines,
    line(
      text: string,
      font = print.plain,
      size = print.size,
      align: 'left' | 'center' = 'left',
      onBar = false,
    ) {
      const free = RIGHT - LEFT - letters.width(text, font, size);
      if (onBar)
        doc
          .rect(LEFT - 6, doc.y - 3, RIGHT - LEFT + 12, size * 1.7)
          .fill('#1d3a5f')
          .fillColor('#fff');
      letters.put(text, align === 'center' ? LEFT + free / 2 : LEFT, doc.y, font, size);
      doc.fillColor('#000');
      doc.y += size * (onBar ? 1.9 : 1.4);
      doc.x = LEFT;
      lines.push(text);
    },
    /** Running text, broken here so that the lines are known. */
    text(text: string) {
      let line = '';
      const put = () => {
        letters.put(line, LEFT, doc.y, print.plain, print.size);
        doc.y += print.size * 1.4;
        lines.push(line);
      };
      for (const word of text.split(' ')) {
        if (letters.width(`${line} ${word}`, print.plain, print.size) > RIGHT - LEFT) {
          put();
          line = word;
        } else line = line ? `${line} ${word}` : word;
      }
      put();
      doc.x = LEFT;
    },
    row(columns: readonly number[], cells: readonly string[], font = print.plain, boxed = false) {
      const y = doc.y;
      const high = print.size * 1.65;
      shade = !shade;
      if (!boxed && print.rows === 'striped' && shade)
        doc
          .rect(LEFT - 4, y - 3, RIGHT - LEFT + 4, high)
          .fill('#e6eaee')
          .fillColor('#000');
      cells.forEach((cell, i) => cell && letters.put(cell, LEFT + columns[i]!, y, font, print.size));
      if (boxed) {
        doc
          .lineWidth(0.6)
          .rect(LEFT - 4, y - 3, RIGHT - LEFT + 4, high)
          .stroke();
        for (const x of columns.slice(1))
          doc
            .moveTo(LEFT + x - 4, y - 3)
            .lineTo(LEFT + x - 4, y - 3 + high)
            .stroke();
      } else if (print.rows === 'ruled')
        doc
          .lineWidth(0.4)
          .moveTo(LEFT - 4, y + high - 3)
          .lineTo(RIGHT, y + high - 3)
          .stroke();
      doc.y = y + high;
      doc.x = LEFT;
      lines.push(cells.filter(Boolean).join(' '));
    },
    rule() {
      doc
        .lineWidth(1)
        .moveTo(LEFT, doc.y + 4)
        .lineTo(RIGHT, doc.y + 4)
        .stroke()
        .moveDown(0.8);
    },
  };
}

/** The first page as pixels. */
export async function pixels(pdf: Buffer): Promise<Raster> {
  const opened = await openPdf(pdf);
  if (typeof opened === 'string') throw new Error(opened);
  const page = await opened.draw(0);
  opened.close();
  return page;
}
