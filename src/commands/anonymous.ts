import { isInput } from './script.ts';

/** Invented names, in the order in which they stand in for the real ones; none is a word of the conversation. */
const LATIN =
  'Meera Kumari Ramesh Prasad Lata Verma Iqbal Ansari Gopal Tiwari Rekha Bano Vinod Soren Kamla Oraon Tarun Munda'.split(
    ' ',
  );
const DEVANAGARI =
  'मीरा कुमारी रमेश प्रसाद लता वर्मा इक़बाल अंसारी गोपाल तिवारी रेखा बानो विनोद सोरेन कमला उरांव तरुण मुंडा'.split(' ');
/** What stands before a name when people write about themselves and others. */
const BEFORE_NAME =
  /(?:\b(?:my|her|his|patient'?s?) name is|\b(?:mera|meri|unka|patient ka) naam|\bnaam|\b(?:mr|mrs|ms|smt|shri|dr|doctor)\b\.?|मेरा नाम|उनका नाम|मरीज़? का नाम|डॉ\.?|श्री(?:मती)?)\s+((?:\p{Lu}[\p{L}\p{M}]+|[\p{Script=Devanagari}]{2,})(?:\s+\p{Lu}[\p{L}\p{M}]+)?)/giu;
const DESK = /^! (?:taken by|handed back by|waved by|said) ([^:]+)|^! signed (?:Dr )?([^|]+)/u;
const ON_PAPER = /\bpatient\.name ([^|]+)/u;
/** Words beside a name that are no name. */
const TITLES = new Set([
  'dr',
  'mr',
  'mrs',
  'ms',
  'smt',
  'shri',
  'hai',
  'h',
  'है',
  'the',
  'and',
  'doctor',
  'md',
  'डॉ',
]);

/**
 * The inputs of a transcript with invented persons in it, each real one replaced by the same invented one everywhere:
 * names that were asked for (`names`), that stand on papers, at the desk or behind "my name is"; phones; long numbers and
 * ids; e-mail addresses; photos as p1, p2 … A name in the middle of a sentence that nothing announces cannot be known:
 * whoever keeps a story reads it first.
 */
export function anonymised(lines: readonly string[], names: readonly string[]): string[] {
  const inputs = lines.filter((line) => isInput(line) || line.startsWith('#'));
  const told = inputs.flatMap((line) => [
    ...[...line.matchAll(BEFORE_NAME)].map(([, name]) => name!),
    ...[DESK.exec(line)?.[1], DESK.exec(line)?.[2], ON_PAPER.exec(line)?.[1]].filter(
      (one) => one !== undefined,
    ),
  ]);
  const persons = invented([...names, ...told]);
  const media = numbered(inputs);
  const digits = new Map<string, string>();
  return inputs.map((line) => {
    const plain = line
      .replace(/[\w.+-]+@[\w-]+\.\w[\w.]*/g, 'person@example.org')
      .replace(/[\p{L}\p{M}]+/gu, (word) => persons.get(word.toLowerCase()) ?? word)
      .replace(/(?<![\p{L}\d-])\+?\d[\d -]{6,}\d(?!\d)|\b[A-Z]{2,}[-/ ]?\d{4,}\b/gu, (one) =>
        otherDigits(one, digits),
      );
    return withMedia(plain, media);
  });
}

/** Each part of a name gets an invented part, in its own script. */
function invented(names: readonly string[]): Map<string, string> {
  const parts = names
    .flatMap((name) => name.match(/[\p{L}\p{M}]+/gu) ?? [])
    .map((part) => part.toLowerCase());
  const real = [...new Set(parts)].filter((part) => part.length > 1 && !TITLES.has(part));
  const list = (part: string) => (/\p{Script=Devanagari}/u.test(part) ? DEVANAGARI : LATIN);
  return new Map(real.map((part, i) => [part, list(part)[i % LATIN.length]!]));
}

/** Numbers of the same form: a date stays one, a phone stays one that can be called, and every digit of it is another. */
function otherDigits(text: string, known: Map<string, string>): string {
  const digits = text.replace(/\D/g, '');
  if (/^\d{1,2}[-/ ]\d{1,2}[-/ ]\d{4}$/.test(text.trim())) return text;
  const key = digits.slice(-10);
  if (!known.has(key)) {
    const n = known.size + 1;
    const phone = digits.length >= 10 && digits.length <= 13 && /^[6-9]/.test(key);
    known.set(
      key,
      phone ? `98765${String(43_200 + n)}` : key.replace(/\d/g, (_, i: number) => String(((i + n) % 9) + 1)),
    );
  }
  const fresh = known.get(key)!;
  let left = digits.length;
  // Country code and signs between stay; of the rest each place gets its new digit.
  return text.replace(/\d/g, (digit) => {
    const place = fresh.length - left;
    left -= 1;
    return place >= 0 ? fresh[place]! : digit;
  });
}

const MEDIA = /^> \((?:photo|file|voice) (\S+?)\)|^= (\S+)/;

function numbered(inputs: readonly string[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const line of inputs) {
    const [, sent, read] = MEDIA.exec(line) ?? [];
    const id = sent ?? read;
    if (id && !found.has(id)) found.set(id, `p${found.size + 1}`);
  }
  return found;
}

function withMedia(line: string, media: ReadonlyMap<string, string>): string {
  return line
    .replace(/^(> \((?:photo|file|voice) )(\S+?)\)/, (all, start: string, id: string) =>
      media.has(id) ? `${start}${media.get(id)})` : all,
    )
    .replace(/^= (\S+)/, (all, id: string) => (media.has(id) ? `= ${media.get(id)}` : all));
}
