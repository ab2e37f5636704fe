import fs from 'node:fs';
import path from 'node:path';
import { sniff } from '../../documents/open.ts';

/** So much of a file tells what it is. */
const BEGINNING = 4_100;
/** What is called a paper is read, and told of where it is none. */
const NAMED = /\.(?:jpe?g|png|webp|tiff?|gif|avif|heic|heif|pdf|zip|docx|dcm)$/i;

/** What there is to read, and what of a folder was left out because it is no paper. */
export interface Found {
  files: string[];
  left: string[];
}

/**
 * The files of these names; of a folder all that are called papers, or look like one by their first bytes, in the order in which
 * people number them.
 */
export async function find(names: readonly string[]): Promise<Found> {
  const found: Found = { files: [], left: [] };
  const seen = new Set<string>();
  for (const name of names) {
    if (fs.statSync(name, { throwIfNoEntry: false })?.isDirectory()) await walk(name, found, seen);
    else found.files.push(name);
  }
  return found;
}

/** A folder that a link leads back to is walked once. What is hidden is not looked at, nor what is no file, such as a pipe. */
async function walk(folder: string, found: Found, seen: Set<string>): Promise<void> {
  const real = fs.realpathSync(folder);
  if (seen.has(real)) return;
  seen.add(real);
  const names = fs.readdirSync(folder).filter((name) => !name.startsWith('.'));
  for (const name of names.sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))) {
    const file = path.join(folder, name);
    const about = fs.statSync(file, { throwIfNoEntry: false });
    if (about?.isDirectory()) await walk(file, found, seen);
    else if (await isPaper(file, about)) found.files.push(file);
    else found.left.push(file);
  }
}

/** A link that leads nowhere is read as well, so that it is told of. */
async function isPaper(file: string, about: fs.Stats | undefined): Promise<boolean> {
  if (about && !about.isFile()) return false;
  if (NAMED.test(file)) return true;
  return about !== undefined && (await sniff(await beginning(file))).failure === undefined;
}

async function beginning(file: string): Promise<Uint8Array> {
  const open = await fs.promises.open(file).catch(() => undefined);
  if (!open) return new Uint8Array();
  try {
    const { buffer, bytesRead } = await open.read(new Uint8Array(BEGINNING), 0, BEGINNING, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await open.close();
  }
}
