import { createRequire } from 'node:module';
import path from 'node:path';
import { createWorker } from 'tesseract.js';

/** Stands beside our reading in the bench: tesseract.js as its manual shows it, a whole photo at a time. Photos come over the pipe. */
const home = path.dirname(createRequire(import.meta.url).resolve('@tesseract.js-data/eng'));
const worker = await createWorker('eng', undefined, {
  langPath: path.join(home, '4.0.0_best_int'),
  cacheMethod: 'none',
});
process.on('message', (bytes: Uint8Array) => {
  void worker.recognize(Buffer.from(bytes)).then(({ data }) => process.send!(data.text));
});
process.on('disconnect', () => process.exit(0));
process.send!('ready');
