import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomFillSync,
} from 'node:crypto';

/** A sealed value that does not open: wrong key, changed bytes, or moved to another row. */
export class Broken extends Error {
  override name = 'Broken';
}

const VERSION = 1;

/** A key ready for use: made once from its bytes, it seals four times as cheaply as the bytes do. */
export type Key = KeyObject;

export function keyOf(bytes: Uint8Array): Key {
  return createSecretKey(bytes);
}

/** Chance is asked for in larger pieces than twelve bytes; each byte is used once. */
const chance = Buffer.alloc(4_080);
let used = chance.length;

function nonceOf(): Buffer {
  if (used >= chance.length) {
    randomFillSync(chance);
    used = 0;
  }
  return chance.subarray(used, (used += 12));
}

/**
 * AES-256-GCM. Layout: one byte of version, 12 of nonce, 16 of tag, the rest ciphertext.
 * `place` says where it belongs (`inbox/<id>`), so that a box moved to another row does not open.
 */
export function seal(key: Uint8Array | Key, place: string, value: Uint8Array): Buffer {
  const nonce = nonceOf();
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(place));
  const body = [cipher.update(value), cipher.final()];
  return Buffer.concat([Uint8Array.of(VERSION), nonce, cipher.getAuthTag(), ...body]);
}

/** @throws Broken */
export function open(key: Uint8Array | Key, place: string, box: Uint8Array): Buffer {
  if (box.length < 29 || box[0] !== VERSION) throw new Broken(`not a sealed value: ${place}`);
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, box.subarray(1, 13)).setAAD(Buffer.from(place));
    decipher.setAuthTag(box.subarray(13, 29));
    return Buffer.concat([decipher.update(box.subarray(29)), decipher.final()]);
  } catch {
    throw new Broken(`does not open: ${place}`);
  }
}

/** The master key as given (32 bytes, hex or base64) and its short name, by which wrapped keys know it. */
export function masterKey(text: string): { key: Key; name: string } {
  const key = /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64');
  if (key.length !== 32) throw new Error('MASTER_KEY must be 32 bytes, as 64 hex digits or as base64');
  // The key used is derived, so that the same secret can serve other purposes without touching this one.
  const wrapping = Buffer.from(hkdfSync('sha256', key, '', 'doosri-rai wrapping key', 32));
  return { key: keyOf(wrapping), name: createHash('sha256').update(wrapping).digest('hex').slice(0, 8) };
}

/** A keyed hash by which something can be found again without being kept in the open. */
export function fingerprint(key: Key, ...parts: (string | Uint8Array)[]): string {
  const mac = createHmac('sha256', key);
  for (const part of parts) mac.update(typeof part === 'string' ? `${part.length}:${part}` : part);
  return mac.digest('base64url');
}
