import type { Row } from '../rows.ts';
import { fishConclusion, fishCounts, judgeFish } from './fish.ts';
import { cellStart } from './labels.ts';
import { markersInSentence } from './sentence.ts';
import { rowsUnder, spanOf } from './spans.ts';
import type { Found } from './spans.ts';

const HER2 = 'her\\s?-?\\s?[2zZ](?:\\s?[-/]?\\s?neu)?';
const NAMES: readonly (readonly [string, string])[] = [
  ['er', '(?:o?estrogen receptors?(?: \\(er\\))?|\\bER\\b|\\bOR\\b)'],
  ['pr', '(?:progesterone receptors?(?: \\(pr\\))?|\\bPg?R\\b)'],
  // The gene's count on the same paper is another test than the protein's score: the longer name comes first.
  [
    'her2fish',
    `(?:${HER2}(?: gene)?(?: amplification)?(?: by| \\()? ?(?:d-?ish|[cf]?ish)\\)?|${HER2}\\s?[/:]\\s?ce[pn]\\s?-?17|[cf]ish (?:for )?${HER2})`,
  ],
  ['her2', `(?:${HER2}|c\\s?-?erb\\s?-?b\\s?-?2)`],
  ['ar', '(?:androgen receptors?(?: \\(ar\\))?|\\bAR\\b)'],
  [
    'ki67',
    '(?:ki\\s?-?\\s?[6G]7(?:\\s?\\(?mib\\s?-?1\\)?)?(?: (?:labell?ing |proliferation )?index)?|mib\\s?-?1(?: (?:labell?ing |proliferation )?index)?)',
  ],
];
const PROTEIN =
  '(?:MLH1|MSH2|MSH6|PMS2|p\\s?53|p\\s?16|p\\s?40|p\\s?63|TTF\\s?-?1|Napsin\\s?-?A|CK\\s?-?\\d{1,2}(?:/\\d)?|CDX\\s?-?2|GATA\\s?-?3|AMACR|PSA|PAX\\s?-?8|WT\\s?-?1|CD\\s?\\d{1,3}[a-z]?|BCL\\s?-?[26]|MUM1|C\\s?-?MYC|cyclin\\s?-?D1|TdT|MPO|c\\s?-?KIT|DOG\\s?-?1|ATRX|Hep\\s?-?Par\\s?-?1|glypican\\s?-?3|SMA|EMA|NSE|LCA|TLE\\s?-?1|SATB\\s?-?2|NKX\\s?-?(?:2\\.2|3\\.1)|INSM\\s?-?1|STAT\\s?-?6|MDM\\s?-?2|CDK\\s?-?4|PAX\\s?-?[25]|INI\\s?-?1|BRG\\s?-?1|SALL\\s?-?4|OCT\\s?-?(?:3/4|[34])|PLAP|GFAP|Olig\\s?-?2|myogenin|MyoD1|Ber\\s?-?EP4|MOC\\s?-?31|D2-40|HHV\\s?-?8|AE1/AE3|synaptophysin|chromogranin(?:\\s?-?A)?|melan\\s?-?A|ERG|arginase\\s?-?1|pan\\s?-?CK|GCDFP\\s?-?15|mammaglobin|beta\\s?-?catenin|FLI\\s?-?1|BAP\\s?-?1|SF\\s?-?1|TRPS\\s?-?1|calcitonin|thyroglobulin|RCC|CA\\s?-?IX|p\\s?504s|S\\s?-?100|HMB\\s?-?45|SOX\\s?-?10|vimentin|desmin|E\\s?-?cadherin|AR|EGFR|ALK(?:\\s?\\(D5F3\\))?|ROS\\s?-?1|PD\\s?-?L1(?:\\s?\\([^)]*\\))?|34\\s?[bβ]E12|calretinin|inhibin|HER2)';
const RESULT =
  /(?:(?:strong(?:ly)?|weak(?:ly)?|moderate(?:ly)?|focal(?:ly)?|diffuse(?:ly)?|patchy|low)\s+)?(?:positive|negative|equivocal|intact|retained|loss\b|lost\b|preserved|wild[\s-]?type|mutant|mutated|aberrant|over\s?-?expressed|amplified|not amplified|non[\s-]?(?:reactive|amplified)|ratio\b|reactive|expressed|not (?:done|performed|expressed|detected)|detected|absent|present)|\bscore\b|\bTPS\b|\bCPS\b|[<>]?\s?\d{1,3}(?:\s?-\s?\d{1,3})?\s?%|\b[0-3]\s?\+|approx|H-?score|allred/i;
const SKIP =
  /\b(?:advi[sc]ed?|recommend|guideline|scoring|interpretation criteria|control|reference|is considered|defined as)\b/i;

/** A whole row that says what scores mean, or what somebody asks. */
const TAUGHT =
  /^\W*(?:legend|key|scoring|score (?:guide|interpretation)|reference|criteria|cut-?offs?)\b|^\W*notes?\b.*(?:\b[0-3]\+.*\b[0-3]\+|\d\s?-\s?\d+\s?%|[<>≥≤])/i;

/** Any marker we know by name. */
const MARKER = `(?:${NAMES.map(([, p]) => p).join('|')}|${PROTEIN})`;

/** Antibodies and their results: rows of a table, or "ER : Positive" and its like in the text. */
export function receptorFacts(rows: readonly Row[], page: number, molecular = false): Found[] {
  const out = new Map<string, Found>();
  const table = rows.map((row) =>
    /^\W*(?:marker|antibody|immuno ?marker|antigen|ihc marker)\b.*\bresults?\b/i.test(row.text),
  );
  let inTable = false;
  rows.forEach((row, r) => {
    if (table[r]) {
      inTable = true;
      return;
    }
    const taught = withoutTeaching(row);
    const clauses = markersOn(taught, page, inTable).filter((f) => !isGene(f, row, molecular));
    const inside = markersInSentence(taught, page, MARKER, judged, keyOf);
    const found = [...clauses, ...inside.filter((f) => !clauses.some((c) => c.path === f.path))];
    if (found.length === 0) inTable = false;
    for (const fact of found) {
      const before = out.get(fact.path);
      if (!before) out.set(fact.path, fact);
      else if (fact.normal !== undefined && before.normal !== undefined && fact.normal !== before.normal)
        before.doubt ??= 'arithmetic';
    }
  });
  for (const f of out.values()) if (!f.doubt && saidElsewhere(f, rows)) f.doubt = 'ambiguous';
  const concluded = fishConclusion(rows, page);
  const fish = out.get('ihc.her2fish');
  if (concluded && fish?.normal === undefined)
    out.set('ihc.her2fish', judged('her2fish', 'HER2 FISH', concluded));
  const counts = fishCounts(rows, page);
  judgeFish(out.get('ihc.her2fish'), counts);
  return [...out.values(), ...counts];
}

/** A row about one of several pieces of tissue. */
const BLOCK = /^\W*(?:block|specimen|sample|site|biopsy|right|left|node)\b/i;

/** The same marker with a result on another row, which was not understood: a second block, another day. */
function saidElsewhere(f: Found, rows: readonly Row[]): boolean {
  const key = f.path.slice(4);
  const name = NAMES.find(([known]) => known === key)?.[1];
  if (!name || key === 'her2fish') return false;
  const said = new RegExp(
    `(?<!\\w)${name}\\s*(?:[:=-]\\s*)?(?:score\\s*)?(?:[0-3]\\s?\\+|[0-3](?![\\d.%])|\\d{1,3}\\s?%|positive|negative)`,
    'i',
  );
  return rows.some(
    (row) =>
      rowsUnder(f.span, [row]).length === 0 && BLOCK.test(row.text) && said.test(withoutTeaching(row).text),
  );
}

/** A gene that happens to be stained as well: what was detected or mutated is the gene's, not the protein's. */
const isGene = ({ path, span }: Found, row: Row, molecular: boolean): boolean =>
  /^ihc\.(?:egfr|alk|ros1)$/.test(path) &&
  !/\bIHC\b|immuno|D5F3/i.test(row.text) &&
  (molecular || /detected|mutat|exon|fusion|rearrang|wild|variant/i.test(span.text));

/** A row up to the sentence that advises or teaches: such sentences speak of "3+ positive" without meaning this patient. */
function withoutTeaching(row: Row): Row {
  if (TAUGHT.test(row.text)) return { ...row, text: '' };
  const word = SKIP.exec(row.text);
  if (!word) return row;
  // "Negative (internal control positive)": only the bracket teaches.
  const bracket = /\s*\([^)]*\bcontrols?\b[^)]*\)/i.exec(row.text);
  if (bracket) {
    const rest = row.text.slice(bracket.index + bracket[0].length);
    if (!SKIP.test(row.text.slice(0, bracket.index) + rest))
      return { ...row, text: row.text.slice(0, bracket.index) };
  }
  const before = row.text.slice(0, word.index);
  // "HER2: 2+ (equivocal), FISH advised": the advice is a clause, a definition the whole sentence.
  const end = before.search(/^(?:advi|recommend)/i.test(word[0]) ? /[.;,(][^.;,(]*$/ : /[.;][^.;]*$/);
  return { ...row, text: row.text.slice(0, Math.max(0, end)) };
}

/** Each clause names one or more markers that share the result after them: "MLH1, PMS2: loss; MSH2: intact". */
function markersOn(row: Row, page: number, inTable: boolean): Found[] {
  const start = new RegExp(
    `(?:^|[;.,]\\s*|\\band\\s+|\\s[-–]\\s|\\s(?=${MARKER}\\s*[:=])|\\)\\s*:\\s*)\\W?(${MARKER}(?:\\s*(?:,|/|&|and)\\s*${MARKER})*)(?![\\w])`,
    'gi',
  );
  const clauses = [...row.text.matchAll(start)].filter(
    (m) =>
      m.index === 0 ||
      (/^[,;]/.test(m[0]) && RESULT.test(row.text.slice(0, m.index))) ||
      /[;:.]/.test(row.text.slice(0, m.index + Math.max(1, m[0].length - m[1]!.length))) ||
      /^\s*[:=]/.test(row.text.slice(m.index + m[0].length)),
  );
  if (clauses.length === 0 && inTable && row.cells.length > 1 && RESULT.test(row.text))
    return oddMarker(row, page);
  return clauses.flatMap((m, i) => {
    const from = m.index + m[0].length;
    const rest = row.text.slice(from, clauses[i + 1]?.index ?? row.text.length);
    const result = RESULT.exec(rest);
    const sep = MARK.test(rest) || row.cells.length > 1 || result?.index === undefined || result.index < 4;
    if (!result || !sep || result.index > 45) return [];
    const begin = from + afterMark(rest, result.index);
    const end = from + rest.replace(/[;\s]+$/, '').length;
    const start = Math.max(from, cellStart(row, begin));
    // Words that are neither a method before the colon nor a clone: part of the result, misread.
    const skipped = row.text.slice(Math.max(start, from + (MARK.exec(rest)?.[0].length ?? 0)), begin);
    const lost = /[A-Za-z]{3}/.test(skipped) && !/clone/i.test(skipped);
    const span = spanOf(row, page, lost ? start : begin, end);
    return m[1]!
      .split(new RegExp(`\\s*(?:,|&|\\band\\b|/(?!\\s?neu|\\d|\\s?ce[pn]))\\s*`, 'i'))
      .flatMap((one) =>
        one && !isCriterion(one, span.text) ? [judged(keyOf(one), one.trim(), span, lost)] : [],
      );
  });
}

/** The colon after a name, with the method or clone before it: "HER2 (by IHC): 2+". */
const MARK = /^\s*(?:by \w+\s*|ihc\s*)?(?:\([^)]*\)\s*)?[:=-]\s*/i;

/** Where the result begins: just after the colon if there is one near, else at its first word (a clone stands between). */
const afterMark = (rest: string, result: number): number => {
  const colon = MARK.exec(rest);
  return colon && colon[0].length <= result ? colon[0].length : result;
};

/** "HER2/CEP17 ratio ≥ 2.0: positive" teaches what positive means. */
const isCriterion = (name: string, result: string): boolean =>
  keyOf(name) === 'her2fish' && /[<>≥≤]/.test(result);

/** A row of the table whose marker is none we know: its first cell is the marker. */
function oddMarker(row: Row, page: number): Found[] {
  const name = row.cells[0]!.text;
  const rest = row.text.slice(name.length + 1);
  const result = RESULT.exec(rest);
  if (!result || name.length > 30) return [];
  return [judged(keyOf(name), name, spanOf(row, page, name.length + 1 + result.index))];
}

export function keyOf(name: string): string {
  const known = NAMES.find(([, p]) => new RegExp(`^(?:${p})$`, 'i').test(name.trim()));
  return known
    ? known[0]
    : name
        .replace(/\s*\(D5F3\)/i, '')
        .toLowerCase()
        .replace(/β/g, 'b')
        .replace(/[^a-z0-9]/g, '');
}

/** `lost`: words stand before the result in its cell that could not be understood. */
function judged(key: string, label: string, span: Found['span'], lost = false): Found {
  return {
    path: `ihc.${key}`,
    label,
    span,
    normal: resultOf(key, span.text),
    doubt: conflict(key, span.text) ?? (lost ? 'low_confidence' : undefined),
  };
}

/** What the words mean, for display and comparison: ASCO/CAP (ER and PR from 1 %; HER2 0/1+, 2+, 3+). */
export function resultOf(key: string, text: string): string | number | undefined {
  const percent = percentIn(text);
  if (/not (?:done|performed)/i.test(text)) return 'not_done';
  if (key === 'ki67')
    return percent !== undefined && new RegExp(`[<≤]\\s?${percent}\\s?%`).test(text)
      ? `<${percent}`
      : percent;
  if (key === 'p53' && /wild[\s-]?type/i.test(text)) return 'wild_type';
  if (key === 'p53' && /mutant|mutated|aberrant/i.test(text)) return 'mutant';
  if (/equivocal/i.test(text)) return 'equivocal';
  if (
    /\b(?:negative|loss|lost|absent|not (?:expressed|detected|amplified)|non[\s-]?(?:reactive|amplified))\b/i.test(
      text,
    )
  )
    return 'negative';
  if (/\b(?:positive|intact|retained|preserved|expressed|amplified|detected|present)\b/i.test(text))
    return 'positive';
  const score = key === 'her2' ? her2Scores(text)[0] : undefined;
  if (score !== undefined) return score === 3 ? 'positive' : score === 2 ? 'equivocal' : 'negative';
  if (key === 'er' || key === 'pr') return hormone(text, percent);
  // Below one in a hundred is another answer than one.
  if (/<\s?1\s?%/.test(text)) return '<1';
  return percent ?? combined(text);
}

/** ER and PR without words: from one cell in a hundred they are positive. */
function hormone(text: string, percent: number | undefined): string | undefined {
  if (percent !== undefined) return percent >= 1 && !/</.test(text) ? 'positive' : 'negative';
  const score = /(?<![\d+])([0-3])\s?\+|h-?score\D{0,4}(\d{1,3})/i.exec(text);
  if (!score) return undefined;
  return Number(score[1] ?? score[2]) > 0 ? 'positive' : 'negative';
}

/** Scores of HER2 as printed: "2+", "Score 3", "Score: 0". */
const her2Scores = (text: string): number[] =>
  [...text.matchAll(/(?<![\d+.])([0-3])\s?\+|\bscore\s*[:=-]?\s*([0-3])(?![\d+/%.])/gi)].map((m) =>
    Number(m[1] ?? m[2]),
  );

/** A combined positive score, which has no sign of percent. */
const combined = (text: string): number | undefined => {
  const m = /\b(?:CPS|TPS|IC)\b\D{0,6}(\d{1,3})\b/i.exec(text) ?? /^\W*(\d{1,3})\W*$/.exec(text);
  return m ? Number(m[1]) : undefined;
};

const percentIn = (text: string): number | undefined => {
  const m = /(\d{1,3})(?:\s?(?:-|–|to)\s?\d{1,3})?\s?%/.exec(text);
  return m ? Number(m[1]) : undefined;
};

/** A stain that nobody is sure of. */
const HEDGED =
  /\?|\b(?:sub-?clonal|heterogen\w*|patchy loss|partial loss|doubtful|inconclusive|suspicious|possibl[ey]|probabl[ey]|cannot be)\b/i;

/** Words and numbers that cannot both be true: "Positive, 0%", "Negative (3+)", 130 %, Allred 9/8. */
function conflict(key: string, text: string): string | undefined {
  const [percent, result] = [percentIn(text), resultOf(key, text)];
  // A percentage whose sign is gone may have lost a digit with it.
  if ((key === 'er' || key === 'pr') && /\(\s*\d{1,3}\s*[,)]/.test(text)) return 'low_confidence';
  const allred = /allred\D{0,10}(\d)\s?\/\s?(\d)/i.exec(text);
  const scores = her2Scores(text);
  if (percent !== undefined && percent > 100) return 'arithmetic';
  // "Positive in the invasive part, negative in situ": two results in one cell.
  const plain = text.replace(/\b(?:non|triple|false|not)[\s-]+\w+/gi, '');
  if (/\bpositive\b/i.test(plain) && /\bnegative\b/i.test(plain)) return 'ambiguous';
  // Several figures: of areas, of observers, or of what is low and what is high.
  if (key === 'ki67' && new Set([...text.matchAll(/(\d{1,3})\s?%/g)].map((m) => m[1])).size > 1) {
    if (!/^\W*\d{1,3}\s?%?\s?(?:-|–|to)\s?\d{1,3}\s?%[^%]*$/i.test(text)) return 'ambiguous';
  }
  if (HEDGED.test(text)) return 'uncertain';
  if (/equivocal|borderline/i.test(text) && /amplified|positive|negative/i.test(text) && key === 'her2fish')
    return 'ambiguous';
  if (key === 'her2' && new Set(scores).size > 1) return 'ambiguous';
  if (allred && (Number(allred[2]) !== 8 || Number(allred[1]) > 8 || Number(allred[1]) === 1))
    return 'arithmetic';
  if ((key === 'er' || key === 'pr') && percent !== undefined && !/[<]/.test(text)) {
    if (result === 'positive' && percent < 1) return 'arithmetic';
    if (result === 'negative' && percent >= 1) return 'arithmetic';
  }
  if (key === 'her2' && scores[0] !== undefined) {
    const fits = scores[0] === 3 ? 'positive' : scores[0] === 2 ? 'equivocal' : 'negative';
    if (result !== fits) return 'arithmetic';
  }
  return undefined;
}
