import fs from 'node:fs';
import path from 'node:path';
import { createReader } from '../documents/reader.ts';
import type { Reading } from '../documents/reading.ts';

/** `npm run read -- [--json] FILE…`: reads files as the service would, and prints what it took from them. */
const args = process.argv.slice(2);
const files = args.filter((a) => !a.startsWith('--'));
const reader = createReader({
  processes: Math.min(2, files.length),
  timeoutMs: 60_000,
  memoryMb: 1500,
  typesFolder: path.join(import.meta.dirname, '../../flows/documents'),
});
const readings = await Promise.all(
  files.map(async (file) => ({ file, reading: await reader.read(fs.readFileSync(file)) })),
);
await reader.close();
console.log(JSON.stringify(readings.map(({ file, reading }) => contract(file, reading))));

function contract(file: string, reading: Reading) {
  return {
    file,
    type: reading.type,
    typeConfidence: reading.typeConfidence,
    quality: reading.quality,
    ...(reading.failure ? { failure: reading.failure } : {}),
    pages: reading.pages.map(({ image: _image, number: _number, ...page }) => page),
    facts: reading.facts.map(({ sure, ...fact }) => ({ ...fact, confidence: sure ?? 1 })),
    ms: reading.ms,
  };
}
