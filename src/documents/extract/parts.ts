import type { Row } from '../rows.ts';

/** What a row of a report speaks of. */
export interface Part {
  /** Which specimen, tumour or side of several: `A`, `2`, `left`. Empty where the paper has only one. */
  of: string;
  /** It tells of another day or another place: a history, an earlier report. */
  before: boolean;
}

/** Heads of specimens by letter, of tumours by number, of sides by the side alone. */
const HEADS: readonly ((text: string) => { of: string; length: number } | undefined)[] = [
  (text) =>
    head(
      text,
      /^\W*(?:(?:[Ss]pecimen|SPECIMEN|[Pp]art|PART|[Cc]ontainer|CONTAINER|[Jj]ar|JAR)\s*[-:]?\s*)?\(?([A-H])\s*[).:–-]+\s*(?=\S)/,
    ),
  (text) =>
    head(
      text,
      /^\W*(?:specimen|tumou?r|lesion|container|part)\s*[-:#]?\s*([1-4])(?=\s*(?:\([^)]*\)\s*)?[).:–-]|\s*$)[\s).:–-]*/i,
    ),
  (text) =>
    head(text, /^\W*(right|left)(?:\s+(?:breast|ovary|kidney|lung|testis|lobe|side|axilla)){0,2}\W*$/i),
];

function head(text: string, pattern: RegExp): { of: string; length: number } | undefined {
  const m = pattern.exec(text);
  if (!m) return undefined;
  const of = m[1]!.length > 1 ? m[1]!.toLowerCase() : m[1]!;
  return { of, length: m[0].length };
}

/** Where what is said of one specimen ends. */
const GENERAL =
  /^\W*(?:gross|macroscop|microscop|(?:final |histopath\w+ )?(?:diagnosis|impression|opinion|conclusion)|comments?|note|advi[cs]e|synoptic|specimens?|reported|dr\b|end of report|page\b|patient|name\b)/i;
/** What tumours of one specimen have in common. */
const COMMON =
  /^\W*(?:(?:axillary|lymph|sentinel|regional|resection|surgical) ?)*(?:nodes?|margins?)\b|^\W*y?p ?[TN]\d/i;
/** A stage of the whole illness, wherever it stands. */
const WHOLE = /^\W*(?:overall |final |figo |stage group|(?:figo )?stage\b)/i;

/** Heads under which the past, the family or a suspicion is told. */
const PAST_HEAD =
  /^\W*(?:(?:relevant |brief |past |previous |family |personal |treatment |clinical |medical )+(?:history|details|notes|data|information|profile|diagnosis|findings|impression|indication|summary|features|reports?)|history|h\/o|indications?|provisional diagnosis|clin(?:ical)?\.? (?:diag\w*|query|question|suspicion)|(?:previous|prior|earlier|old|outside) (?:biopsy|report|specimen))\b|^\W*clinical(?:ly)?\s*[:-]/i;
/** Words that put a whole row into the past. What was seen during the operation is settled by the paraffin section. */
const PAST =
  /^\W*(?:intra-?operative|frozen sections?|imprint|squash)\b|\b(?:previous(?:ly)?|prior|earlier|outside|pre-?(?:treatment|nact|chemo\w*|op(?:erative)?)|at (?:initial )?presentation|h\/o|history of|k\/c\/o|known case|last report|old report|elsewhere)\b/i;
/** A row that begins with a label or is a heading ends what stood above. */
const LABELLED = /^\W*[A-Za-z][A-Za-z /()&.'-]{1,40}?\s*[:=]|^[A-Z][A-Z /&()-]{3,45}$/;
const MOST_PAST = 5;

/** For each row which specimen it is about, and whether it tells of the past. Pure. */
export function partsOf(rows: readonly Row[]): Part[] {
  const ofs = specimensOf(rows);
  const out: Part[] = [];
  let left = 0;
  rows.forEach((row, i) => {
    if (PAST_HEAD.test(row.text)) left = MOST_PAST;
    else if (LABELLED.test(row.text) || GENERAL.test(row.text) || ofs[i] !== ofs[i - 1]) left = 0;
    out.push({ of: ofs[i]!, before: left > 0 || PAST.test(row.text) });
    if (left > 0) left -= 1;
  });
  return out;
}

function specimensOf(rows: readonly Row[]): string[] {
  for (const headOf of HEADS) {
    const heads = rows.map((row) => headOf(row.text)?.of ?? '');
    const names = [...new Set(heads.filter(Boolean))];
    // A lone "A." is the first point of a list, and a list that does not begin with its first is none of specimens.
    const first = names.includes('A') || names.includes('1') || names.includes('left');
    const second = names.includes('B') || names.includes('2') || names.includes('right');
    if (!first || !second) continue;
    // One stage below all specimens is of the illness and not of the last of them.
    const tumours =
      rows.some((row, i) => heads[i] && /^\W*(?:tumou?r|lesion)/i.test(row.text)) ||
      rows.filter(({ text }) => /\by?p ?T\d/i.test(text)).length === 1;
    let of = '';
    return rows.map((row, i) => {
      if (heads[i]) of = heads[i];
      else if (GENERAL.test(row.text)) of = '';
      return WHOLE.test(row.text) || (tumours && !heads[i] && COMMON.test(row.text)) ? '' : of;
    });
  }
  return rows.map(() => '');
}

/** The words of a specimen's head after its letter. */
export function headLength(text: string): number {
  for (const headOf of HEADS) {
    const met = headOf(text);
    if (met) return met.length;
  }
  return 0;
}
