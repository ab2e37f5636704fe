import { createRequire } from 'node:module';
import path from 'node:path';
import { createWorker, PSM } from 'tesseract.js';
import type { Raster } from './raster.ts';

/** A reader built in another way than the first: Tesseract, in a thread of its own that dies with the process. */
export interface Second {
  /** One line of dark print on light paper, about 36 pixels high. */
  read(line: Raster): Promise<string>;
}

const ROOM = 12;

/** Starts Tesseract with the letters that its npm package carries; nothing is downloaded. Throws where it cannot start. */
export async function startSecond(): Promise<Second> {
  const home = path.dirname(createRequire(import.meta.url).resolve('@tesseract.js-data/eng'));
  const worker = await createWorker('eng', undefined, {
    langPath: path.join(home, '4.0.0_best_int'),
    cacheMethod: 'none',
    // An error comes back through the promise as well; the library would print it, and what a file held with it.
    errorHandler: () => undefined,
  });
  await worker.setParameters({ tessedit_pageseg_mode: PSM.SINGLE_LINE, user_defined_dpi: '150' });
  return {
    read: async (line) => {
      const { data } = await worker.recognize(Buffer.from(greymap(line)), {}, { text: true });
      return data.text.trim();
    },
  };
}

/** The line in grey with its paper spread white and room round it, as a portable greymap. */
function greymap({ width, height, data }: Raster): Uint8Array {
  const grey = new Uint8Array(width * height);
  for (let i = 0, p = 0; i < grey.length; i++, p += 3)
    grey[i] = 0.3 * data[p]! + 0.59 * data[p + 1]! + 0.11 * data[p + 2]!;
  const sorted = grey.slice().sort();
  const dark = sorted[Math.floor(sorted.length * 0.01)]!;
  const light = Math.max(dark + 1, sorted[Math.floor(sorted.length * 0.8)]!);
  const [w, h] = [width + 2 * ROOM, height + 2 * ROOM];
  const head = new TextEncoder().encode(`P5\n${w} ${h}\n255\n`);
  const out = new Uint8Array(head.length + w * h).fill(255);
  out.set(head);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const value = ((grey[y * width + x]! - dark) * 255) / (light - dark);
      out[head.length + (y + ROOM) * w + x + ROOM] = Math.max(0, Math.min(255, value));
    }
  return out;
}
