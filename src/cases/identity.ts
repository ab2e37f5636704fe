import type { Box, Fact } from './facts.ts';
import { distance, nameWords } from './name.ts';

/** A line of a page, and the pieces it was read in; older pages have none. */
export interface PrintedLine {
  text: string;
  box: Box;
  cells?: readonly { text: string; box: Box }[];
}

/** Facts that say who somebody is. Whoever reviews knows age and sex, and the number of a report, which names a slide. */
const IDENTITY = /^(?:patient\.(?:name|hospital_id|birth|address|email|abha|aadhaar)|family\.\w+)$|phone/;

/** Whether a fact tells who the patient or a relative is. */
export const isIdentity = ({ path }: Pick<Fact, 'path'>): boolean => IDENTITY.test(path);

/** With a plus sign, or an Indian mobile number. Not more: numbers of a blood test must stay as they are. */
export const PHONE = /\+\d(?:[ -]?\d){7,14}|(?<![\d.])(?:0|91[ -]?)?[6-9]\d{4}[ -]?\d{5}(?!\.?\d)/g;

/** Numbers that name a person wherever they stand: ABHA, Aadhaar (also half covered), PAN, an address of mail or of ABHA. */
const NUMBERS = [
  PHONE,
  /(?<!\d)\d{2}[ -]\d{4}[ -]\d{4}[ -]\d{4}(?!\d)/g,
  /(?<![\dX])(?:[2-9]\d{3}|[Xx*]{4})[ -]?(?:\d{4}|[Xx*]{4})[ -]?\d{4}(?!\d)/g,
  /\b[A-Z]{5}\d{4}[A-Z]\b/g,
  /[\w.+-]{2,}@[\w.-]{2,}/g,
];

/** Labels behind which an identity stands. The loose ones are words of a sentence as well, and need their mark. */
const LABEL = new RegExp(
  `(?<![\\p{L}\\p{M}])(?:${[
    "(?:patient'?s?|pt\\.?)[ .]*name",
    'name of (?:the )?patient',
    "(?:father|mother|husband|guardian|attendant|relative|spouse)'?s?(?:[ /]+husband'?s?)? *(?:name)?(?=[^\\p{L}]*[:.-])",
    '[swdch] *\\/ *o',
    'u\\.?h\\.?i\\.?d\\.?(?: *no)?',
    'm\\.?r\\.? ?d?\\.? ?no',
    'mrn',
    '(?:hospital|registration|regn?|c\\.?r|i\\.?p\\.?d?|o\\.?p\\.?d?)\\.? *(?:no|number|id)',
    'patient *id',
    'mobile|(?:tele)?phone|contact *(?:no|number)|e-?mail|address|aadha+r|abha',
    'date of birth|d\\.?o\\.?b|birth *date',
    'नाम|पता|मोबाइल|फ़?ोन|आधार',
  ].join('|')})(?![\\p{L}\\p{M}])`,
  'giu',
);
const LOOSE = /\b(?:name|patient|ph|tel|mob|cell|uid|residence|r *\/ *o)\b(?= *\.? *[:.-])/gi;
/** Labels of something else: a value ends before them. */
const ELSE =
  /\b(?:age|sex|gender|date|dated|ref(?:erred)?\b\.?(?: *by| *dr)?|referring|consultant|doctor|dr|sample|specimen|lab|bill|report(?:ed)?|received|collect(?:ed|ion)|ward|bed|dept|department|page|status|visit|admi(?:tted|ssion)|discharge[d]?|client|centre|branch|barcode|accession|biopsy|diagnosis|test|time|history)\b[^:]{0,18}:|\b(?:age|sex|gender|ref(?:erred)? by|sample|collected|received|reported|report date|date of)\b/gi;
/** So many pieces of one page are covered at most; what is beyond is covered with its whole line. */
const MOST = 300;

/** Where the page says who somebody is, in pixels of that page: behind labels, as numbers, and wherever a known name stands. */
export function identityBoxes(
  lines: readonly PrintedLine[],
  facts: readonly Fact[],
  names: readonly string[],
): Box[] {
  const read = facts.flatMap(({ from, ...fact }) =>
    from.kind === 'page' && isIdentity(fact) ? [padded(from.box)] : [],
  );
  const words = [...new Set(names.flatMap(nameWords))].filter((word) => [...word].length >= 3);
  const found = lines.flatMap((line, i) => {
    const spans = [...behindLabels(line.text), ...numbersIn(line), ...namesIn(line.text, words)];
    const own = spans.flatMap((span) => boxesOf(line, span));
    return [...own, ...goesOn(lines, i)];
  });
  return unlike([...read, ...found]).slice(0, MOST);
}

type Span = readonly [start: number, end: number];

function behindLabels(text: string): Span[] {
  const labels = [...text.matchAll(LABEL), ...text.matchAll(LOOSE)].map((m): Span => [
    m.index,
    m.index + m[0].length,
  ]);
  const ends = [...labels.map(([start]) => start), ...[...text.matchAll(ELSE)].map((m) => m.index)];
  return labels.flatMap(([, from]): Span[] => {
    const start = from + /^[\s:.)-]*/.exec(text.slice(from))![0].length;
    const end = Math.min(text.length, ...ends.filter((at) => at >= start));
    return end > start ? [[start, end]] : [];
  });
}

/** Piece by piece: two figures of a table side by side are no phone. */
function numbersIn({ text, cells }: PrintedLine): Span[] {
  let at = 0;
  return (cells ?? [{ text }]).flatMap((cell): Span[] => {
    const from = at;
    at += cell.text.length + 1;
    return NUMBERS.flatMap((pattern) =>
      [...cell.text.matchAll(pattern)]
        // Without its pieces a line may be two figures of a table.
        .filter(([number]) => cells !== undefined || !/^\d+ \d+$/.test(number))
        .map((m): Span => [from + m.index, from + m.index + m[0].length]),
    );
  });
}

/** Words of a known name, one misread letter forgiven in a longer one. */
function namesIn(text: string, names: readonly string[]): Span[] {
  if (!names.length) return [];
  return [...text.matchAll(/[\p{L}\p{M}][\p{L}\p{M}'’]+/gu)]
    .filter(([word]) => names.some((name) => sameLetters(word.toLowerCase(), name)))
    .map((m): Span => [m.index, m.index + m[0].length]);
}

const sameLetters = (word: string, name: string): boolean =>
  word === name || (name.length >= 5 && word[0] === name[0] && distance(word, name, 1) <= 1);

/** What stands under a label that ends its line, and the further lines of an address: pieces below it that bear no label. */
function goesOn(lines: readonly PrintedLine[], at: number): Box[] {
  const line = lines[at]!;
  const last = [...line.text.matchAll(LABEL), ...line.text.matchAll(LOOSE)].at(-1);
  if (!last) return [];
  const rest = line.text.slice(last.index + last[0].length).replace(/^[\s:.)-]+/, '');
  const address = /address|पता/i.test(last[0]);
  if (rest && !address) return [];
  const [x, y, width, height] =
    boxesOf(
      line,
      rest ? [line.text.length - rest.length, line.text.length] : [last.index, line.text.length],
    )[0] ?? line.box;
  const below = lines.slice(at + 1, at + (address ? 3 : 2));
  let low = y + height;
  const out: Box[] = [];
  for (const { text, box, cells = [{ text, box }] } of below) {
    const own = cells.filter(
      (cell) => cell.box[0] + cell.box[2] > x && cell.box[0] < x + width && isBare(cell.text),
    );
    if (box[1] - low > 1.6 * height || !own.length) break;
    out.push(...own.map((cell) => padded(cell.box)));
    low = box[1] + box[3];
  }
  return out;
}

const isBare = (text: string): boolean =>
  !text.includes(':') && text.search(ELSE) < 0 && text.search(LABEL) < 0;

/** The places of some letters of a line: exact at the ends of each piece, and between them as if all letters were as wide. */
function boxesOf({ box, cells, text }: PrintedLine, [start, end]: Span): Box[] {
  if (!cells) return [padded(box)];
  let at = 0;
  return cells.flatMap((cell): Box[] => {
    const length = cell.text.length;
    const [from, to] = [Math.max(start - at, 0), Math.min(end - at, length)];
    at += length + 1;
    if (from >= to || !text.slice(start, end).trim()) return [];
    const [x, y, w, h] = cell.box;
    const step = w / Math.max(1, length);
    return [padded([x + step * from, y, step * (to - from), h])];
  });
}

/** A letter is about half as wide as it is high: two letters to either side are given to it. */
function padded([x, y, width, height]: Box): Box {
  const [side, over] = [height, 0.2 * height];
  return [
    Math.max(0, Math.floor(x - side)),
    Math.max(0, Math.floor(y - over)),
    Math.ceil(width + 2 * side),
    Math.ceil(height + 2 * over),
  ];
}

/** Without those that lie inside of another. */
function unlike(boxes: readonly Box[]): Box[] {
  const inside = ([x, y, w, h]: Box, [X, Y, W, H]: Box) =>
    x >= X && y >= Y && x + w <= X + W && y + h <= Y + H;
  return boxes.filter(
    (box, i) => !boxes.some((other, j) => i !== j && inside(box, other) && (!inside(other, box) || j < i)),
  );
}

/** A text with the known words of a name left out, for those who need not know whose it is. */
export function withoutNames(text: string, names: readonly string[]): string {
  const words = names.flatMap(nameWords).filter((word) => [...word].length >= 3);
  const spans = namesIn(text, words);
  return spans.reduceRight((left, [start, end]) => `${left.slice(0, start)}•••${left.slice(end)}`, text);
}
