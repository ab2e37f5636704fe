/**
 * The basic alphabet of GSM 03.38 (3GPP TS 23.038 6.2.1): one unit each. The escape itself is no letter.
 */
const BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** The extension table (6.2.1.1), each behind an escape, the single shift: two units, never parted. */
const EXTENDED = new Set('\f^{}\\[~]|€');

/** How a text travels as SMS: units are septets (GSM-7) or UTF-16 units (UCS-2). */
export interface Segments {
  encoding: 'GSM-7' | 'UCS-2';
  segments: number;
  units: number;
}

/**
 * Counts the parts a text is sent and billed in: 160 units in one or 153 each of several (GSM-7), 70 or 67 (UCS-2).
 * One letter outside the GSM alphabet, such as any Indian script, ₹ or an emoji, makes the whole text UCS-2.
 *
 * TS 23.038 Annex A also has national shift tables, ten of them for Indian scripts, that would make such texts half as
 * long. They are not counted because they are not used: Twilio sends GSM-7 by the default table or UCS-2, and a
 * header must name the table, which its API has no word for.
 */
export function segments(text: string): Segments {
  const letters = [...text];
  const plain = letters.every((letter) => BASIC.has(letter) || EXTENDED.has(letter));
  const sizes = letters.map((letter) => (plain ? (EXTENDED.has(letter) ? 2 : 1) : letter.length));
  const units = sizes.reduce((sum, size) => sum + size, 0);
  const [single, part] = plain ? [160, 153] : [70, 67];
  const encoding = plain ? 'GSM-7' : 'UCS-2';
  return { encoding, segments: units <= single ? Math.min(units, 1) : packed(sizes, part), units };
}

/** A letter of two units that does not fit into what is left goes to the next part. */
function packed(sizes: number[], part: number): number {
  let parts = 1;
  let used = 0;
  for (const size of sizes) {
    if (used + size > part) {
      parts += 1;
      used = 0;
    }
    used += size;
  }
  return parts;
}
