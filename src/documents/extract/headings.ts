import type { Vocabulary } from '../catalogue.ts';
import type { Row } from '../rows.ts';
import { familyOf, isKnown, wordsIn } from './explained.ts';
import { rowsUnder } from './spans.ts';
import type { Found } from './spans.ts';

/** A sheet that shows how a report looks, that nobody has signed yet, or that is about an animal: nothing on it is a patient's. */
const NOBODYS =
  /\b(?:sample|specimen|dummy|mock|draft|template|demo|trial) (?:report|copy|format|sheet)\b|\bname\W+(?:mrs?\.?\s)?(?:sample|dummy|test) patient\b|\bnot for (?:clinical|patient|medical) use\b|\bfor (?:training|teaching|demonstration)\b|\b(?:unsigned|unverified|unauthori[sz]ed|cancelled|void) report\b|\b(?:animal|species|breed|owner'?s? name|owner|veterinary|canine|feline)\b\s*[:(-]|^\W*(?:draft|cancelled|void|unsigned)\W*$/i;

/** Words by which a page takes all of its results back. */
const RECALLED =
  /\b(?:withdrawn|retracted|mix(?:ed)?-?\s?up|mislabel\w*|wrong (?:patient|sample|name)|(?:fresh|another|new) sample (?:is )?(?:requested|required|advised|needed)|(?:results?|report) (?:is |are |stands? )?(?:invalid|void|cancelled|not valid))\b/i;
/** Words by which a treatment is not over, or was not given as it was meant. */
const UNFINISHED =
  /\b(?:on break|so far|till (?:date|today|\d)|up ?to date|ongoing|interrupted|incomplete|default(?:ed)?|discontinued|abandoned|refused|declined|remaining|balance|in progress|stopped)\b/i;

const LONGEST = 50;
/** The header ends about here where nobody's name says where it does. */
const HEADER = 4;

/** A row of capitals, or one that ends in a colon: what stands below is what it says. */
const isHeading = ({ text, cells }: Row): boolean =>
  cells.length < 3 &&
  text.length <= LONGEST &&
  !/\d/.test(text) &&
  (/^\W{0,3}(?=.*[A-Z]{5})[A-Z][A-Z /&().,'-]{3,}:?\W*$/.test(text) || /[A-Za-z]{3}\s*:-?\s*$/.test(text));

/** Above medicines any short row without a figure is a heading, such as "Stopped on admission". */
const isShort = ({ text, cells }: Row): boolean =>
  cells.length < 3 &&
  text.length <= LONGEST &&
  !/[\d:]/.test(text) &&
  /^\W*[A-Za-z]/.test(text) &&
  !/[.]\s*$/.test(text);

/** Facts under a heading with a word that we do not know, and all of a page that is nobody's, are left to a person. */
export function onlyUnderKnown(facts: readonly Found[], rows: readonly Row[], known: Vocabulary): void {
  const nobodys = rows.some(({ text }) => NOBODYS.test(text) || RECALLED.test(text));
  const unfinished = rows.some(({ text }) => UNFINISHED.test(text));
  const name = rows.findIndex(({ text }) => /\bname\b/i.test(text));
  const from = Math.max(name, name < 0 ? HEADER : 0);
  for (const f of facts) {
    const family = familyOf(f.path);
    if (f.doubt || (!family && !nobodys)) continue;
    if (nobodys) f.doubt = 'uncertain';
    else if (unfinished && /^treatment\.(?:dose|fractions)$/.test(f.path)) f.doubt = 'uncertain';
    else if (family && !underKnown(f, family, rows, from, known)) f.doubt = 'unexplained';
  }
}

function underKnown(
  f: Found,
  family: string,
  rows: readonly Row[],
  from: number,
  known: Vocabulary,
): boolean {
  const at = rows.indexOf(rowsUnder(f.span, rows)[0]!);
  const above = rows.slice(from + 1, Math.max(from + 1, at));
  const heading = above.findLast((row) => isHeading(row) || (f.path.startsWith('medicine.') && isShort(row)));
  const words = new Set([...(known.get(family) ?? []), ...(known.get('headings') ?? [])]);
  return heading === undefined || wordsIn(heading.text).every((word) => isKnown(word, words));
}
