import fs from 'node:fs';
import path from 'node:path';
import { createReader } from '../documents/reader.ts';
import type { Reading } from '../documents/reading.ts';
import { readCorrections } from './read-corrections.ts';

/**
 * `npm run read -- [--json] FILE…`: reads files as the service would, and prints what it took from them.
 * `npm run read -- --against corrections`: what this code makes of the papers that the desk corrected.
 */
const args = process.argv.slice(2);
const against = args[args.indexOf('--against') + 1] === 'corrections' && args.includes('--against');
const files = against ? [] : args.filter((a) => !a.startsWith('--'));
if (files.length === 0 && !against) {
  console.error('Usage: npm run read -- [--json] FILE… | --against corrections');
  process.exit(2);
}
const reader = createReader({
  processes: against ? 1 : Math.min(2, files.length),
  timeoutMs: 60_000,
  memoryMb: 1500,
  typesFolder: path.join(import.meta.dirname, '../../flows/documents'),
});
if (against) {
  const wrong = await readCorrections(reader).finally(() => reader.close());
  process.exit(wrong ? 1 : 0);
}
const today = new Date().toISOString().slice(0, 10);
const readings = await Promise.all(
  files.map(async (file) => ({
    file,
    reading: await reader.read(fs.existsSync(file) ? fs.readFileSync(file) : new Uint8Array(), { today }),
  })),
);
await reader.close();
if (args.includes('--json'))
  console.log(JSON.stringify(readings.map(({ file, reading }) => contract(file, reading))));
else for (const { file, reading } of readings) console.log(table(file, reading));

/** What other programs rely on: everything but the pictures. */
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

/** For people: one line a fact, with a mark where a person has to look. */
function table(file: string, reading: Reading): string {
  const faults =
    reading.quality.faults.length > 0
      ? `please photograph again: ${reading.quality.faults.join(', ')}`
      : 'good enough';
  const head = `${file}\n  ${reading.type} (${Math.round(reading.typeConfidence * 100)} %), ${reading.pages.length} page(s), ${reading.ms} ms, ${reading.failure ?? faults}`;
  const wide = Math.max(0, ...reading.facts.map((f) => f.path.length));
  const lines = reading.facts.map((f) => {
    const value = [
      f.value,
      f.value.endsWith(f.unit ?? '') ? '' : f.unit,
      f.flag,
      f.reference && `(${f.reference})`,
    ]
      .filter(Boolean)
      .join(' ');
    return `  ${f.accepted ? ' ' : '?'} ${f.path.padEnd(wide)}  ${value}${f.doubt ? `   [${f.doubt}]` : ''}`;
  });
  return [head, ...lines, ''].join('\n');
}
