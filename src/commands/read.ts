import fs from 'node:fs';
import path from 'node:path';
import { failed } from '../documents/failure.ts';
import { createReader } from '../documents/reader.ts';
import type { Reading } from '../documents/reading.ts';
import { readCorrections } from './read-corrections.ts';
import { find } from './read/find.ts';
import { contract, plain, table } from './read/show.ts';

/**
 * `npm run read -- [--json [--whole]] FILE|FOLDER…`: reads files as the service would, and prints what it took from them. Exits with 1
 * where one could not be opened at all, and with 2 where none was named.
 * `npm run read -- --against corrections`: what this code makes of the papers that the desk corrected.
 */
const args = process.argv.slice(2);
const against = args.includes('--against') && args[args.indexOf('--against') + 1] === 'corrections';
const named = against ? [] : args.filter((a) => !a.startsWith('--'));
if (named.length === 0 && !against) {
  console.error('Usage: npm run read -- [--json [--whole]] FILE|FOLDER… | --against corrections');
  process.exit(2);
}
/** So many files are read or wait to be at any time. */
const AHEAD = 4;
const { files, left } = await find(named);
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
const [json, whole] = [args.includes('--json'), args.includes('--whole')];
let first = true;
for await (const { file, reading } of readings()) {
  const text = json ? JSON.stringify(contract(file, reading, whole)) : table(file, reading);
  process.stdout.write(json ? `${first ? '[' : ',\n'}${text}` : `${text}\n`);
  first = false;
}
if (json) process.stdout.write(first ? '[]\n' : ']\n');
if (left.length) console.error(`Left out, for these are no papers: ${left.map(plain).join(', ')}`);
if (!files.length) console.error('There is no paper in it.');
await reader.close();

/** In the order of the files; a few are under way at any time, for a folder may hold thousands. */
async function* readings() {
  const under: Promise<{ file: string; reading: Reading }>[] = [];
  for (let next = 0; next < files.length || under.length > 0;) {
    while (under.length < AHEAD && next < files.length) under.push(readOne(files[next++]!));
    yield await under.shift()!;
  }
}

async function readOne(file: string): Promise<{ file: string; reading: Reading }> {
  try {
    return { file, reading: await reader.read(await fs.promises.readFile(file), { today }) };
  } catch (error) {
    console.error(`${plain(file)} cannot be opened: ${(error as { code?: string }).code ?? 'error'}`);
    process.exitCode = 1;
    return { file, reading: { ...failed('application/octet-stream', 'empty'), ms: 0 } };
  }
}
