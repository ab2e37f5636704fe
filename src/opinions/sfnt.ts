import { inflateSync } from 'node:zlib';

/**
 * A WOFF file as the plain font inside it (W3C WOFF 1.0, 4 and 5): the same tables, unpacked, behind another directory.
 * HarfBuzz reads no WOFF, and npm's packages of Noto hold nothing else.
 */
export function unpacked(woff: Buffer): Uint8Array {
  const count = woff.readUInt16BE(12);
  const tables = Array.from({ length: count }, (_, i) => {
    const [at, length, size] = [4, 8, 12].map((field) => woff.readUInt32BE(44 + 20 * i + field)) as [
      number,
      number,
      number,
    ];
    const bytes = woff.subarray(at, at + length);
    return { entry: 44 + 20 * i, bytes: length < size ? inflateSync(bytes) : bytes };
  });
  const head = Buffer.alloc(12 + 16 * count);
  woff.copy(head, 0, 4, 8);
  head.writeUInt16BE(count, 4);
  const parts: Buffer[] = [head];
  let at = head.length;
  tables.forEach(({ entry, bytes }, i) => {
    const row = 12 + 16 * i;
    woff.copy(head, row, entry, entry + 4);
    woff.copy(head, row + 4, entry + 16, entry + 20);
    head.writeUInt32BE(at, row + 8);
    head.writeUInt32BE(bytes.length, row + 12);
    // Every table begins at a multiple of four.
    const padded = Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);
    parts.push(padded);
    at += padded.length;
  });
  return Buffer.concat(parts);
}
