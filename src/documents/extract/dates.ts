const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const ISO = /\b((?:19|20)\d{2})-(\d{2})-(\d{2})\b/;
const INDIAN =
  /\b(\d{1,2})(?:st|nd|rd|th)?(?:[\s./-]{1,3}(\d{1,2})[\s./-]{1,3}|[\s./-]{0,3}([A-Za-z]{3,9})[\s.,/-]{0,3})(\d{4}|\d{2})\b/;

/** The first date of a text, day first as Indian reports write it, as yyyy-mm-dd; and how it was printed. */
export function dateIn(text: string): { iso: string; words: string; at: number } | undefined {
  const iso = ISO.exec(text);
  const m = iso ?? INDIAN.exec(text);
  if (!m) return undefined;
  const [year, month, day] = iso
    ? [Number(m[1]), Number(m[2]), Number(m[3])]
    : [yearOf(m[4]!), monthOf((m[2] ?? m[3])!), Number(m[1])];
  const made = new Date(Date.UTC(year, month - 1, day));
  // 31/02 rolls over: such a date was not printed, it was misread.
  if (month < 1 || made.getUTCMonth() !== month - 1 || made.getUTCDate() !== day) return undefined;
  return { iso: made.toISOString().slice(0, 10), words: tidy(m[0]), at: m.index };
}

const monthOf = (text: string): number =>
  /\d/.test(text) ? Number(text) : MONTHS.indexOf(text.slice(0, 3).toLowerCase()) + 1;

/** Two digits: above 40 is the last century, as in birth dates. */
const yearOf = (text: string): number =>
  text.length === 4 ? Number(text) : Number(text) + (Number(text) > 40 ? 1900 : 2000);

/** Spaces that stand beside a mark were never printed: "16 -Sep- 2026". */
const tidy = (words: string): string =>
  words.replace(/\s*([./-])\s*/g, '$1').replace(/(?<=\d)(?=[a-z]{3})/i, ' ');
