import { randomBytes } from 'node:crypto';
import { mkdir, open as openFile, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { open, seal } from './seal.ts';

/** Where genuine requests wait while the database is away: sealed, written through to the disk, in order. */
export interface Spool {
  /** Resolves once it is on the disk. @throws when the disk refuses, such as ENOSPC. */
  append(value: unknown): Promise<void>;
  /** Hands out everything in order and forgets each once `take` has resolved. Stops at the first that throws. */
  drain(take: (value: unknown) => Promise<void>): Promise<void>;
  waiting(): number;
  /** Files that no key opens, or that the disk spoiled. They stay, and hold nobody up. */
  broken(): number;
}

/**
 * One file a request, named by order: a torn write can only spoil a request that was never acknowledged.
 * Sealed with the first key; older ones still open what waited while the master key was changed.
 */
export async function spool(folder: string, keys: Uint8Array[], now: () => Date): Promise<Spool> {
  await mkdir(folder, { recursive: true });
  let names = (await readdir(folder)).filter((name) => name.endsWith('.box')).sort();
  // Later than what is there already, also when the clock was set back meanwhile.
  let last = Number(names.at(-1)?.slice(0, 15) ?? 0);
  let broken = (await readdir(folder)).filter((name) => name.endsWith('.broken')).length;
  let draining: Promise<void> | undefined;

  async function drainAll(take: (value: unknown) => Promise<void>): Promise<void> {
    while (names[0]) {
      const name = names[0];
      const path = join(folder, name);
      const value = openWith(keys, name, await readFile(path));
      if (value === undefined) {
        // Nobody can open it: kept for an operator, and those behind it go on.
        await rename(path, `${path}.broken`);
        broken += 1;
      } else {
        await take(JSON.parse(value));
        await rm(path);
      }
      names = names.slice(1);
    }
  }

  return {
    async append(value) {
      last = Math.max(last + 1, now().getTime());
      const name = `${String(last).padStart(15, '0')}-${randomBytes(4).toString('hex')}.box`;
      const file = await openFile(join(folder, `${name}.half`), 'wx', 0o600);
      try {
        await file.writeFile(seal(keys[0]!, `spool/${name}`, Buffer.from(JSON.stringify(value))));
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(join(folder, `${name}.half`), join(folder, name));
      names = [...names, name];
    },
    drain(take) {
      draining ??= drainAll(take).finally(() => (draining = undefined));
      return draining;
    },
    waiting: () => names.length,
    broken: () => broken,
  };
}

function openWith(keys: Uint8Array[], name: string, box: Buffer): string | undefined {
  for (const key of keys) {
    try {
      return open(key, `spool/${name}`, box).toString('utf8');
    } catch {
      // Perhaps sealed before the master key was changed.
    }
  }
  return undefined;
}
