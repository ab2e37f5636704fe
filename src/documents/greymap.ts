import type { Raster } from './raster.ts';

/** A picture in one shade, a byte a pixel. */
export interface Grey {
  width: number;
  height: number;
  data: Uint8Array;
}

const ROOM = 12;

/** A line in grey with its paper spread white and room round it, as Tesseract likes it. */
export function printed(line: Raster): Grey {
  const { width, height } = line;
  const { grey, dark, light } = onPaper(line);
  const [w, h] = [width + 2 * ROOM, height + 2 * ROOM];
  const out = new Uint8Array(w * h).fill(255);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const value = ((grey[y * width + x]! - dark) * 255) / (light - dark);
      out[(y + ROOM) * w + x + ROOM] = Math.max(0, Math.min(255, value));
    }
  return { width: w, height: h, data: out };
}

/** A line in grey, dark on light, with what is its ink and what its paper. Print on a dark bar is turned over. */
export function onPaper({ width, height, data }: Raster): { grey: Uint8Array; dark: number; light: number } {
  const grey = new Uint8Array(width * height);
  for (let i = 0, p = 0; i < grey.length; i++, p += 3)
    grey[i] = 0.3 * data[p]! + 0.59 * data[p + 1]! + 0.11 * data[p + 2]!;
  const sorted = grey.slice().sort();
  const at = (part: number) => sorted[Math.floor((sorted.length - 1) * part)]!;
  // More of a line is paper than ink.
  if (at(0.5) - at(0.02) < at(0.98) - at(0.5)) {
    const light = 255 - at(0.2);
    return { grey: grey.map((v) => 255 - v), dark: Math.min(light - 1, 255 - at(0.99)), light };
  }
  const light = Math.max(1, at(0.8));
  return { grey, dark: Math.min(light - 1, at(0.01)), light };
}

/** As a portable greymap. */
export function greymap({ width, height, data }: Grey): Buffer {
  return Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`), data]);
}

const ENTRIES = 9;

/** Several as one TIFF of so many pages, unpacked. */
export function tiff(pages: readonly Grey[]): Buffer {
  const head = Buffer.from([0x49, 0x49, 42, 0, 0, 0, 0, 0]);
  const parts = [head];
  let [at, link] = [head.length, { in: head, at: 4 }];
  for (const { width, height, data } of pages) {
    const picture = Buffer.concat([data, Buffer.alloc(data.length & 1)]);
    const directory = Buffer.alloc(2 + ENTRIES * 12 + 4);
    directory.writeUInt16LE(ENTRIES, 0);
    const fields = [
      [256, width],
      [257, height],
      [258, 8], // bits a sample
      [259, 1], // unpacked
      [262, 1], // 0 is black
      [273, at],
      [277, 1], // samples a pixel
      [278, height],
      [279, data.length],
    ] as const;
    fields.forEach(([tag, value], i) => {
      directory.writeUInt16LE(tag, 2 + i * 12);
      directory.writeUInt16LE(4, 4 + i * 12);
      directory.writeUInt32LE(1, 6 + i * 12);
      directory.writeUInt32LE(value, 10 + i * 12);
    });
    at += picture.length;
    link.in.writeUInt32LE(at, link.at);
    link = { in: directory, at: directory.length - 4 };
    at += directory.length;
    parts.push(picture, directory);
  }
  return Buffer.concat(parts);
}
