import fs from 'node:fs';
import path from 'node:path';
import { createReader } from '../documents/reader.ts';
import type { Reading } from '../documents/reading.ts';
import { readCorrections } from './read-corrections.ts';

/**
 * `npm run read -- [--json] FILE|FOLDER…`: reads files as the service would, and prints what it took from them.
 * `npm run read -- --against corrections`: what this code makes of the papers that the desk corrected.
 */
const args = process.argv.slice(2);
const against = args.includes('--against') && args[args.indexOf('--against') + 1] === 'corrections';
const named = against ? [] : args.filter((a) => !a.startsWith('--'));
if (named.length === 0 && !against) {
  console.error('Usage: npm run read -- [--json] FILE|FOLDER… | --against corrections');
  process.exit(2);
}
/** So many files are read or wait to be at any time. */
const AHEAD = 4;
const READABLE = /\.(?:jpe?g|png|webp|tiff?|gif|avif|heic|heif|pdf|zip|docx|dcm)$/i;
const files = named.flatMap((name) =>
  fs.statSync(name, { throwIfNoEntry: false })?.isDirectory()
    ? fs
        .readdirSync(name, { recursive: true, encoding: 'utf8' })
        .filter((file) => READABLE.test(file))
        .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
        .map((file) => path.join(name, file))
    : [name],
);
const reader = createReader({
  processes: Math.max(1, Math.min(2, files.length)),
  timeoutMs: 60_000,
  memoryMb: 1500,
  typesFolder: path.join(import.meta.dirname, '../../flows/documents'),
});
if (against) {
  const wrong = await readCorrections(reader).finally(() => reader.close());
  process.exit(wrong ? 1 : 0);
}
const today = new Date().toISOString().slice(0, 10);
const json = args.includes('--json');
let first = true;
for await (const { file, reading } of readings()) {
  const text = json ? JSON.stringify(contract(file, reading)) : table(file, reading);
  process.stdout.write(json ? `${first ? '[' : ',\n'}${text}` : `${text}\n`);
  first = false;
}
if (json) process.stdout.write(first ? '[]\n' : ']\n');
await reader.close();

/** In the order of the files; a few are under way at any time, for a folder may hold thousands. */
async function* readings() {
  const under: Promise<{ file: string; reading: Reading }>[] = [];
  for (let next = 0; next < files.length || under.length > 0;) {
    while (under.length < AHEAD && next < files.length) under.push(readOne(files[next++]!));
    yield await under.shift()!;
  }
}

async function readOne(file: string) {
  const bytes = await fs.promises.readFile(file).catch(() => new Uint8Array());
  return { file, reading: await reader.read(bytes, { today }) };
}

/** What other programs rely on: everything but the pictures. */
function contract(file: string, { type, typeConfidence, quality, pages, facts, failure, ms }: Reading) {
  return {
    file,
    type,
    typeConfidence,
    quality,
    pages: pages.map(({ width, height, rotation, text, lines }) => ({
      width,
      height,
      rotation,
      text,
      lines,
    })),
    facts: facts.map(
      ({ path: name, label, value, normal, unit, page, box, sure, accepted, doubt, ...more }) => ({
        path: name,
        label: label ?? null,
        value,
        normal: normal ?? null,
        unit: unit ?? null,
        page,
        box,
        confidence: sure ?? 1,
        accepted,
        doubt: doubt ?? null,
        ...more,
      }),
    ),
    ...(failure ? { failure } : {}),
    ms,
  };
}

/** For people: one line a fact, with a mark and the reason where a person has to look. */
function table(file: string, { type, typeConfidence, quality, pages, facts, failure, ms }: Reading): string {
  const state =
    failure ?? (quality.ok ? 'good enough' : `please photograph again: ${quality.faults.join(', ')}`);
  const sure = Math.round(typeConfidence * 100);
  const head = `${file}\n  ${type} (${sure} %), ${pages.length} page${pages.length === 1 ? '' : 's'}, ${ms} ms, ${state}`;
  const rows = facts.map((f) => {
    const unit = f.unit && !f.value.endsWith(f.unit) ? f.unit : '';
    const value = [f.value, unit, f.flag, f.reference && `(${f.reference})`].filter(Boolean).join(' ');
    return [
      f.accepted ? ' ' : '?',
      f.path,
      value,
      f.doubt ? `[${f.doubt.replaceAll('_', ' ')}]` : '',
    ] as const;
  });
  const wide = (at: 1 | 2) => Math.min(60, Math.max(0, ...rows.map((row) => row[at].length)));
  const lines = rows.map(([mark, name, value, doubt]) =>
    `  ${mark} ${name.padEnd(wide(1))}  ${value.padEnd(wide(2))}  ${doubt}`.trimEnd(),
  );
  return [head, ...lines, ''].join('\n');
}
