import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Db } from '../../src/db/connect.ts';

/** One place where something is kept, and its bytes. */
export interface Trace {
  where: string;
  bytes: Buffer;
}

/** Every row of every table: each value as text, and as bytes where it is bytes. */
export async function tables(db: Db): Promise<Trace[]> {
  const { rows: names } = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = 'public'`.execute(db);
  const traces: Trace[] = [];
  for (const { name } of names) {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(name)}`.execute(db);
    for (const row of rows)
      for (const [column, value] of Object.entries(row)) {
        const bytes = Buffer.isBuffer(value)
          ? value
          : Buffer.from(typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));
        traces.push({ where: `${name}.${column}`, bytes });
      }
  }
  return traces;
}

/** Every file below a folder, and its name. */
export async function filesBelow(folder: string): Promise<Trace[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const traces: Trace[] = [];
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    traces.push({ where: `name of ${path}`, bytes: Buffer.from(path) });
    if (entry.isFile()) traces.push({ where: path, bytes: await readFile(path) });
  }
  return traces;
}

/** A word in every form in which it could have been written down: as it is, UTF-16, hex, base64, escaped. */
export function forms(word: string): { form: string; bytes: Buffer }[] {
  const plain = Buffer.from(word);
  const utf16 = Buffer.from(word, 'utf16le');
  const all: { form: string; bytes: Buffer }[] = [
    { form: 'plain', bytes: plain },
    { form: 'UTF-16', bytes: utf16 },
    { form: 'UTF-16 swapped', bytes: Buffer.from(utf16).swap16() },
    { form: 'hex', bytes: Buffer.from(plain.toString('hex')) },
    { form: 'HEX', bytes: Buffer.from(plain.toString('hex').toUpperCase()) },
    { form: 'percent', bytes: Buffer.from(encodeURIComponent(word)) },
    { form: 'escaped', bytes: Buffer.from(escaped(word)) },
  ];
  // Base64 looks different at each of three places; the characters that neighbours have a share in are left out.
  for (const shift of [0, 1, 2]) {
    const text = Buffer.concat([Buffer.alloc(shift), plain])
      .toString('base64')
      .replace(/=+$/, '');
    const inner = text.slice(shift ? shift + 1 : 0, -1);
    all.push({ form: `base64+${shift}`, bytes: Buffer.from(inner) });
    all.push({
      form: `base64url+${shift}`,
      bytes: Buffer.from(inner.replaceAll('+', '-').replaceAll('/', '_')),
    });
  }
  return all;
}

const escaped = (word: string) =>
  [...word]
    .map((c) => (c.charCodeAt(0) < 128 ? c : `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`))
    .join('');

/** Where any of the words can be read, in any form. Empty when nowhere. */
export function found(words: readonly string[], traces: readonly Trace[]): string[] {
  const sought = words.flatMap((word) => forms(word).map((one) => ({ ...one, word })));
  return traces.flatMap(({ where, bytes }) =>
    sought
      .filter((one) => bytes.includes(one.bytes))
      .map(({ word, form }) => `${word} (${form}) in ${where}`),
  );
}
