import { hkdfSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A master key for development, made once and kept beside the data it opens. */
export function madeKey(dataDir: string): string {
  const path = join(dataDir, 'master-key');
  mkdirSync(dataDir, { recursive: true });
  if (!existsSync(path)) writeFileSync(path, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' });
  return readFileSync(path, 'utf8').trim();
}

/** A secret of its own for one purpose, derived from the master key, as 64 hex digits. */
export function derived(masterKey: string, purpose: string): string {
  return Buffer.from(hkdfSync('sha256', masterKey, '', `doosri-rai ${purpose}`, 32)).toString('hex');
}
