import { randomBytes } from 'node:crypto';
import { access, mkdir, open as openFile, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Tx } from './connect.ts';
import { open, seal } from './seal.ts';
import type { Vault } from './vault.ts';

/** Papers and pages on disk, each sealed with its case's key and named by a keyed hash of its bytes. */
export interface Files {
  /** Stores bytes and returns their name, `<case id>/<hash>`. The same bytes of a case get the same name. */
  put(tx: Tx, caseId: string, keyId: string, bytes: Uint8Array): Promise<string>;
  /** @throws Broken when the file was changed, Erased when its key is gone, ENOENT when there is none. */
  get(tx: Tx, keyId: string, name: string): Promise<Buffer>;
  /** Whether there is such a file, whole or not. */
  has(name: string): Promise<boolean>;
}

const NAME = /^[0-9a-z]{26}\/[\w-]{43}$/;

export function files(folder: string, vault: Vault): Files {
  const pathOf = (name: string) => {
    if (!NAME.test(name)) throw new Error('not a name of a stored file');
    return join(folder, name);
  };
  return {
    async put(tx, caseId, keyId, bytes) {
      const name = `${caseId}/${vault.lookup('file', caseId, bytes)}`;
      await write(pathOf(name), seal(await vault.key(tx, keyId), `files/${name}`, bytes));
      return name;
    },
    async get(tx, keyId, name) {
      const box = await readFile(pathOf(name));
      return open(await vault.key(tx, keyId), `files/${name}`, box);
    },
    has: (name) =>
      access(pathOf(name)).then(
        () => true,
        () => false,
      ),
  };
}

/** Whole or not at all: a crash half way leaves only a temporary name behind. */
async function write(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const half = `${path}.${randomBytes(4).toString('hex')}`;
  try {
    const file = await openFile(half, 'wx', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(half, path);
  } catch (error) {
    await rm(half, { force: true });
    throw error;
  }
}
