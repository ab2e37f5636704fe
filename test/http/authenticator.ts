import { createHmac } from 'node:crypto';

/**
 * The code an authenticator app shows (RFC 6238, 30 seconds, 6 digits), or the one some steps later. A code one step ahead is
 * taken, so a test that needs two gives this one and the next: half a minute that ends meanwhile does no harm.
 */
export function totp(secret: string, later = 0): string {
  const bits = [...secret].map((c) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0'),
  );
  const key = Buffer.from((bits.join('').match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + later));
  const hash = createHmac('sha1', key).update(counter).digest();
  const offset = hash[19]! & 15;
  return String((hash.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** The cookies a browser would keep from this answer. */
export function cookieOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .filter((one) => !/max-age=0/i.test(one))
    .map((one) => one.split(';')[0])
    .join('; ');
}
