import { createRequire } from 'node:module';
import path from 'node:path';
import { createWorker, PSM } from 'tesseract.js';
import type { Worker } from 'tesseract.js';
import { greymap, printed } from './greymap.ts';
import type { Raster } from './raster.ts';
import type { Said } from './second.ts';

const ENGLISH = 'eng';
const require = createRequire(import.meta.url);

/**
 * Tesseract as a library, in threads that die with the process: one for English, and one for the last other language that
 * was asked for. Its letters come from npm packages; nothing is downloaded.
 */
export function startLibrary() {
  const workers = new Map<string, Promise<Worker>>();
  async function workerFor(language: string): Promise<Worker> {
    const known = workers.get(language);
    if (known) return known;
    for (const [other, worker] of workers)
      if (other !== ENGLISH && language !== ENGLISH) {
        workers.delete(other);
        await (await worker).terminate();
      }
    const started = start(language);
    workers.set(language, started);
    return started;
  }
  return {
    async read(lines: readonly Raster[], language = ENGLISH): Promise<Said[]> {
      const worker = await workerFor(language);
      return Promise.all(
        lines.map(async (line) => {
          const { data } = await worker.recognize(greymap(printed(line)), {}, { text: true });
          return { text: data.text.trim(), sure: data.confidence / 100 };
        }),
      );
    },
  };
}

async function start(language: string): Promise<Worker> {
  const home = path.dirname(require.resolve(`@tesseract.js-data/${language}`));
  const worker = await createWorker(language, undefined, {
    langPath: path.join(home, '4.0.0_best_int'),
    cacheMethod: 'none',
    // An error comes back through the promise as well; the library would print it, and what a file held with it.
    errorHandler: () => undefined,
  });
  await worker.setParameters({ tessedit_pageseg_mode: PSM.SINGLE_LINE, user_defined_dpi: '150' });
  return worker;
}
