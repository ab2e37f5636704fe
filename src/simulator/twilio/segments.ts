const BASIC = new Set(
  '\n\r !"#$%&\'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz' +
    '¡£¤¥§¿ÄÅÆÇÉÑÖØÜßàäåæèéìñòöøùüΓΔΘΛΞΠΣΦΨΩ',
);
const EXTENDED = new Set('\f[\\]^{|}~€');

/** How many units each character takes; null when the text needs UCS-2. */
function septets(text: string): number[] | null {
  const units: number[] = [];
  for (const c of text) {
    if (!BASIC.has(c) && !EXTENDED.has(c)) return null;
    units.push(EXTENDED.has(c) ? 2 : 1);
  }
  return units;
}

/** How many SMS a text is: 160 GSM-7 units or 153 each when split, 70 or 67 UTF-16 units when it needs UCS-2. */
export function segments(text: string): number {
  const gsm = septets(text);
  const units = gsm ?? [...text].map((c) => c.length);
  const [whole, part] = gsm ? [160, 153] : [70, 67];
  if (units.reduce((a, b) => a + b, 0) <= whole) return 1;
  let count = 1;
  let filled = 0;
  // A character of two units is never cut in half by the end of a segment.
  for (const unit of units) {
    if (filled + unit > part) {
      count += 1;
      filled = 0;
    }
    filled += unit;
  }
  return count;
}
