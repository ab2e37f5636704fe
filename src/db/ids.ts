import { randomFillSync } from 'node:crypto';

const DIGITS = '0123456789abcdefghjkmnpqrstvwxyz';

/** A new id, 26 characters, sorted by the time it was made: 48 bits of milliseconds, 80 of chance. */
export function newId(at: Date): string {
  let time = at.getTime();
  let head = '';
  for (let i = 0; i < 10; i++) {
    head = DIGITS[time % 32] + head;
    time = Math.floor(time / 32);
  }
  return head + letters(16, DIGITS);
}

/** A case's reference for people: six characters that cannot be mistaken for each other on paper or by phone. */
export function newReference(): string {
  return letters(6, 'ACDEFHJKLMNPQRTUVWXY34679');
}

function letters(length: number, alphabet: string): string {
  // Bytes past the last whole multiple would favour the first letters.
  const fair = 256 - (256 % alphabet.length);
  let out = '';
  while (out.length < length) {
    const byte = anyByte();
    if (byte < fair) out += alphabet[byte % alphabet.length];
  }
  return out;
}

/** Chance is asked for in larger pieces; each byte is used once. */
const chance = Buffer.alloc(4_096);
let used = chance.length;

function anyByte(): number {
  if (used >= chance.length) {
    randomFillSync(chance);
    used = 0;
  }
  return chance[used++]!;
}
