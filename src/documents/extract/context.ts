import type { Row } from '../rows.ts';
import { sentences } from './sentences.ts';
import { rowsUnder } from './spans.ts';
import type { Found } from './spans.ts';

/** What is read from sentences and figures; a specimen and a diagnosis are kept as printed, with all that is said in them. */
const JUDGED = /^(?:pathology\.(?!specimen|diagnosis)|stage\.|ihc\.|gene\.)/;
/** Answers that are themselves a doubt. */
const OPEN = /^(?:uncertain|not_assessed|equivocal|not_done)$/;

/**
 * Words by which a sentence speaks of somebody else, of another day, or of what a word means. A rule may have understood
 * them; where it has not, nobody should have to find out by harm.
 */
const ELSEWHERE =
  /\b(?:examples?|e\.g\.?|means?|defin(?:ed|ition)|criteri\w+|abbreviations?|legend|glossary|if|would|unless|mother|maternal|father|paternal|sister|brother|aunt|uncle|cousin|sibling|relatives?|previous(?:ly)?|prior to|earlier|elsewhere|outside|old|originally|formerly|initial(?:ly)?|differentials?|versus|vs|as against|unlike|whereas|in contrast|rather than|instead|cut-?offs?|risk (?:of|is)|according to|history|compared|control|wrongly|expected|surgeon\w*|clinician\w*|clinical(?:ly)?|doctor|observers?|consensus|second opinion|changed|referred|was|were|(?:biopsy|cone|fnac|frozen|curettage|scan|mri|ct|pet|mammogram|report|slides?)(?: \([^)]*\))? (?:had )?(?:showed|shown|revealed|reported|suggested))\b|\((?:core|initial|primary|first)\b|^\W*(?:keys?|codes?|grading|scoring|scale)\b|->|→/i;
/** The number or the day of another report: "Cone (H/118/26)", "on 12/03/2025". */
const OTHER_REPORT = /\b[A-Z]{1,4}[/-]\d{2,5}[/-]\d{2,4}\b|\b\d{1,2}[./-]\d{1,2}[./-](?:20)?\d{2}\b/;
/** Words by which a clause says less than it seems to. */
const HEDGED =
  /\b(?:may|might|could|cannot|should|suspect\w*|suspicious|suggest\w*|consider\w*|likely|unlikely|possibl[ey]|probabl[ey]|query|awaited|pending|repeat\w*|neither|nor|none of|interpretable|insufficient|inadequate|failed|limit)\b/i;
/** Words of those that are said of the finding itself. */
export const HARMLESS =
  /\([^)]*\bcontrols?\b[^)]*\)|\baddendum\W{0,4}\d[\d./-]+|\blikely (?:pathogenic|benign)|\bclinical(?:ly)? correlat\w*|\bcorrelate clinically|\b(?:was|were) (?:not )?(?:detected|identified|found|seen|noted|examined|dissected|received|recovered|retrieved|isolated|involved|positive|negative|free|uninvolved)\b/gi;

/** A word that was parted at the end of its line. */
const PARTED = /[a-z]-\s*$/;

/** A fact that begins or ends in the middle of a word. */
function isTorn(f: Found, rows: readonly Row[], r: number): boolean {
  const { text } = rows[r]!;
  const at = text.indexOf(f.span.text);
  const begins = at >= 0 && /^\W*$/.test(text.slice(0, at)) && /^[a-z]/.test(f.span.text);
  return PARTED.test(f.span.text) || (begins && PARTED.test(rows[r - 1]?.text ?? ''));
}

/** Facts out of such a sentence are left to a person. */
export function outOfContext(facts: readonly Found[], rows: readonly Row[]): void {
  for (const f of facts) {
    if (f.doubt) continue;
    const under = rowsUnder(f.span, rows);
    const r = under[0] ? rows.indexOf(under[0]) : -1;
    if (r >= 0 && isTorn(f, rows, r)) f.doubt = 'low_confidence';
    if (!JUDGED.test(f.path) || OPEN.test(String(f.normal))) continue;
    const row = under.find(({ text }) => text.includes(f.span.text));
    if (!row) continue;
    const at = row.text.indexOf(f.span.text);
    const touches = ({ text, start }: { text: string; start: number }) =>
      start < at + f.span.text.length && start + text.length > at;
    const own = sentences(row.text).filter(touches);
    const said = own.map(({ text }) => text.replace(HARMLESS, ' ')).join(' ');
    const clauses = own
      .flatMap(({ text, start }) => clausesOf(text, start))
      .filter(touches)
      .map(({ text, start }) => inCells(row, f, text, start).replace(HARMLESS, ' '));
    if (ELSEWHERE.test(said) || OTHER_REPORT.test(said) || clauses.some((text) => HEDGED.test(text)))
      f.doubt = 'uncertain';
  }
}

/** Of a clause what stands in the cells that the fact was read from: the next column says something else. */
function inCells(row: Row, { span }: Found, text: string, start: number): string {
  const at = row.text.indexOf(span.text);
  let from = 0;
  const cells = row.cells.map((cell) => {
    const own = { from, to: from + cell.text.length };
    from = own.to + 1;
    return own;
  });
  const own = cells.filter((c) => c.from < at + span.text.length && c.to > at);
  if (own.length === 0) return text;
  return text.slice(Math.max(0, own[0]!.from - start), Math.max(0, own.at(-1)!.to - start));
}

/** The parts of a sentence between its commas. */
function clausesOf(sentence: string, start: number): { text: string; start: number }[] {
  let at = start;
  return sentence.split(/(?<=,)\s/).map((text) => {
    const clause = { text, start: at };
    at += text.length + 1;
    return clause;
  });
}
