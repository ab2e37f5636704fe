import type { Analyte } from '../catalogue.ts';
import { rowFrom } from '../rows.ts';
import type { Row } from '../rows.ts';
import { fluidsOf, methodLength, withoutPrevious } from './columns.ts';
import { nearest } from './near.ts';
import { numberIn, rangeIn } from './numbers.ts';
import { spanOf } from './spans.ts';
import type { Found } from './spans.ts';

const VALUE =
  /^\.?\s*[:=-]?\s*([<>]=?)?\s*([\dOolIS][\dOolISB.,]*)(?=\s|$|[*%HL])\s*(x\s?10\s?(?:[\^*]?\s?\d|[³⁶⁹]))?/i;
const WORDS =
  /^\.?\s*[:=-]?\s*(non[\s-]*reactive|reactive|negative|positive|not detected|detected|nil|absent|present)\b/i;
const FLAG = /^\s*(\*|\(?(?:high|low|[HL])\)?(?![a-z\d])|[↑↓])/i;
const UNIT =
  /^\s*([([]?(?:x\s?10\s?[\^*]?\s?\d+\s?\/?\s?[µμu]?l|[a-zA-Zµμ%/.^\d]*(?:\/|%|g|L|l|sec|fL|pg|ratio|mm|lakh|cumm|million)[a-zA-Zµμ%/.^\d']*(?:\s?(?:1st )?hr?)?)[)\]]?)(?=\s|$|[(<\d])/;

/** Rows of a laboratory table: test, result, flag, unit, range, in the orders laboratories use. */
export function labFacts(
  rows: readonly Row[],
  page: number,
  analytes: readonly Analyte[],
  known = false,
): Found[] {
  const fluids = fluidsOf(rows);
  const all = withoutPrevious(rows).map(unnumbered);
  const named = new Set(all.map((row) => longest(row.text, analytes)?.key));
  const found = all.flatMap((row, i) => {
    const analyte = longest(row.text, analytes);
    const fact = analyte
      ? rowFact(row, page, analyte.match, analyte.key, fluids[i] ? undefined : analyte.limits)
      : known
        ? undefined
        : (misread(row, page, analytes, named) ?? strange(row, page));
    if (!fact) return [];
    // The name goes on below, "Lactate" and "dehydrogenase": another test than it seems.
    if (rows[i + 1]?.cells.length === 1 && /^[a-z][a-z -]{3,40}$/.test(rows[i + 1]!.text))
      fact.doubt ??= 'ambiguous';
    // A flag that stands before the test's name.
    const lead = /^[HL*↑↓](?=\s)/.exec(rows[i]!.text)?.[0];
    if (row.cells.length < rows[i]!.cells.length) fact.flag ??= flagOf(lead);
    if (fluids[i]) fact.path = `lab.${fluids[i]}_${fact.path.slice(4)}`;
    else if (analyte) settle(fact, analyte);
    return [{ fact, whole: fluids[i] ? undefined : analyte?.whole }];
  });
  judgeFlags(found.map((f) => f.fact));
  judgeTwice(found.map((f) => f.fact));
  judgeWhole(found);
  return found.map((f) => f.fact);
}

/** A row without what some laboratories print before a test's name: its number, its code, the flag. */
function unnumbered(row: Row): Row {
  const lead = row.cells.findIndex((c) => !/^(?:\d{1,5}[.)]?|[HL*↑↓])$/.test(c.text));
  return lead > 0 && lead < 3 && row.cells.length > lead + 1 && /^[A-Za-z]/.test(row.cells[lead]!.text)
    ? rowFrom(row.cells.slice(lead))
    : row;
}

/** What the name alone leaves open the unit may settle: a cell's percentage, or how many there are. */
function settle(fact: Found, analyte: Analyte): void {
  if (analyte.ambiguous || isOtherUnit(fact, analyte)) fact.doubt ??= 'ambiguous';
  const absolute = ABSOLUTE[analyte.key];
  if (absolute && /\/|x\s?10|cells|cumm/i.test(fact.unit ?? '')) {
    fact.path = `lab.${absolute}`;
    fact.doubt = fact.doubt === 'not_in_range' ? undefined : fact.doubt;
  }
}

/** A unit that this test is not measured in, or a figure that nothing shows to be one of a laboratory. */
function isOtherUnit({ unit, reference, normal }: Found, analyte: Analyte): boolean {
  if (typeof normal !== 'number' || !analyte.unit) return false;
  const printed = (unit ?? '').toLowerCase().replace(/[\s()[\]]/g, '');
  return printed === '' ? reference === undefined : !analyte.unit.test(printed);
}

const ABSOLUTE: Readonly<Record<string, string>> = {
  neutrophils: 'anc',
  lymphocytes: 'alc',
  eosinophils: 'aec',
  monocytes: 'amc',
};

function longest(text: string, analytes: readonly Analyte[]): (Analyte & { match: string }) | undefined {
  const hits = analytes.flatMap((a) => {
    const m = a.names.exec(text);
    return m ? [{ ...a, match: m[0] }] : [];
  });
  return hits.sort((a, b) => b.match.length - a.match.length)[0];
}

/** A row of a table whose test has a letter or two misread; a person is asked whether it is that test. */
function misread(
  row: Row,
  page: number,
  analytes: readonly Analyte[],
  named: ReadonlySet<string | undefined>,
): Found | undefined {
  const label = row.cells[0]?.text ?? '';
  const met = row.cells.length > 1 ? nearest(label, analytes) : undefined;
  if (!met || named.has(met.analyte.key)) return undefined;
  const { key, limits } = met.analyte;
  const fact = rowFact(row, page, label, key, limits);
  if (!fact?.reference && !fact?.unit) return undefined;
  const name = met.name.replace(/^./, (c) => c.toUpperCase());
  return { ...fact, label: name, doubt: 'repaired' };
}

/** A test we do not know by name: its row still has the shape of one, with a range. */
function strange(row: Row, page: number): Found | undefined {
  const name = row.cells[0]?.text ?? '';
  if (row.cells.length < 3 || !/^[A-Za-z][\w\s()/,.+-]{1,45}$/.test(name)) return undefined;
  const fact = rowFact(
    row,
    page,
    name,
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/^_|_$/g, ''),
  );
  return fact?.reference ? fact : undefined;
}

function rowFact(
  row: Row,
  page: number,
  name: string,
  key: string,
  limits?: readonly [number, number],
): Found | undefined {
  // The name's own tail, such as a method in brackets, is not the value.
  const tail = /^\s*\((?![\d<>\s.-]*\))[^)]*\)/.exec(row.text.slice(name.length))?.[0].length ?? 0;
  let at = name.length + tail;
  const label = row.text
    .slice(0, at)
    .replace(/[\s:*]+$/, '')
    .trim();
  const path = `lab.${key}`;
  at += methodLength(row, at);
  const early = FLAG.exec(row.text.slice(at));
  if (early && VALUE.test(row.text.slice(at + early[0].length))) at += early[0].length;
  const rest = row.text.slice(at);
  const words = WORDS.exec(rest);
  if (words)
    return {
      path,
      label,
      span: spanOf(row, page, at, at + words[0].length),
      normal: /^(?:non|neg|not|nil|abs)/i.test(words[1]!) ? 'negative' : 'positive',
      // A second column has a result as well, of somebody or some day else.
      doubt: WORDS.test(rest.slice(words[0].length)) ? 'ambiguous' : undefined,
    };
  const m = VALUE.exec(rest);
  const number = m && numberIn(m[2]!.replace(/[.,]$/, ''));
  if (!m || !number) return undefined;
  const begin = at + m[0].indexOf(m[1] ?? m[2]!);
  const end = at + m[0].indexOf(m[2]!) + m[2]!.length;
  const after = row.text.slice(at + m[0].length);
  const more = behind(after, early?.[1]);
  // A second number before the unit, or a range with a hole: a point or a digit was lost on this row.
  const torn = more.torn || /^\s+[\d.]+\s+(?!-|–|to\b)[a-z%/]/i.test(row.text.slice(end));
  // Limits are per decilitre.
  const litres = /^g\/l$/i.test(more.unit.trim()) ? 10 : 1;
  const impossible =
    limits &&
    !more.unit.includes('x') &&
    !m[3] &&
    (number.value < limits[0] * litres || number.value > limits[1] * litres);
  const doubt = number.repaired
    ? 'repaired'
    : impossible
      ? 'not_in_range'
      : torn || wholeCells(m[2]!, `${m[3] ?? ''}${more.unit}`)
        ? 'low_confidence'
        : CHANGED.test(after) || ASKED.test(after) || PER_DAY.test(`${more.unit} ${after.slice(0, 20)}`)
          ? 'ambiguous'
          : undefined;
  return {
    path,
    label,
    span: spanOf(row, page, begin, end),
    normal: number.value,
    unit: `${m[3] ?? ''}${more.unit}`.replace(/\s/g, '') || undefined,
    reference: more.reference,
    flag: more.flag,
    doubt,
  };
}

/** What is lost in a day is measured in urine. */
const PER_DAY = /\/\s?(?:24|day\b|d\b)/i;

/** Cells are counted whole: "4.300 /uL" are 4300, written as in some other countries, or a point that is none. */
const wholeCells = (value: string, unit: string): boolean =>
  /^\s*(?:cells?\s?)?\/\s?(?:[µu]l|cu\.?\s?mm|cumm|mm3)/i.test(unit) && /\./.test(value);

/** What stands behind the value: flag, unit and range in any order. */
function behind(
  text: string,
  early: string | undefined,
): { unit: string; reference?: string; flag?: string; torn: boolean } {
  let [rest, flag, unit] = [text, early, ''];
  const take = (p: RegExp) => {
    const m = p.exec(rest);
    if (m) rest = rest.slice(m[0].length);
    return m?.[1];
  };
  flag ??= take(FLAG);
  unit = take(UNIT) ?? '';
  flag ??= take(FLAG);
  if (GROUPED.test(rest)) return { unit, reference: rest.trim(), torn: false, flag: flagOf(flag) };
  const range =
    /[([]?\s*((?:<=?|>=?|≤|≥|up\s?to|less than|below|more than|above)?\s*[\d.,]+(?:\s*(?:-|–|to)\s*[\d.,]+)?)\s*[)\]]?/i.exec(
      rest,
    );
  const torn = range
    ? !/[-–<>≤≥]|to|than|below|above/i.test(range[1]!) ||
      /^\s?[\d.,]/.test(rest.slice(range.index + range[0].length))
    : false;
  const after = range ? rest.slice(range.index + range[0].length) : rest;
  flag ??= FLAG.exec(after)?.[1];
  if (!unit && range) unit = UNIT.exec(after)?.[1] ?? '';
  return {
    unit,
    reference: torn ? undefined : range?.[1]?.trim(),
    torn,
    flag: flagOf(flag),
  };
}

const flagOf = (flag: string | undefined): string | undefined =>
  flag && (/^[(*]?(?:h|↑)/i.test(flag) ? 'H' : /^\(?(?:l|↓)/i.test(flag) ? 'L' : flag);

/** A range that differs by who is measured: none of its parts can be held against a value. */
const GROUPED =
  /\b(?:non[\s-]?)?(?:smokers?|pregnan\w*|males?|females?|men|women|adults?|child\w*|deficien\w*|insufficien\w*|sufficien\w*|follicular|luteal|desirable|borderline|fasting)\b[^\d]{0,6}\d/i;

/** Value, range and flag of a row must agree; where a table flags at all, an outlier without a flag was misread. */
function judgeFlags(facts: readonly Found[]): void {
  const flagging = facts.some((f) => f.flag);
  for (const f of facts) {
    const range = f.reference && !GROUPED.test(f.reference) ? rangeIn(f.reference) : undefined;
    if (!range || typeof f.normal !== 'number') continue;
    const side =
      range.high !== undefined && f.normal > range.high
        ? 'H'
        : range.low !== undefined && f.normal < range.low
          ? 'L'
          : undefined;
    // Far beyond the range, unflagged and without a point: the point was lost, or a person should see it anyway.
    const pointless =
      !f.flag && range.high !== undefined && f.normal >= 5 * range.high && !/[.,]/.test(f.span.text);
    // The range is printed with a point and the value, far above it, without: the point was lost.
    const bare =
      !f.flag &&
      range.high !== undefined &&
      f.normal >= 3 * range.high &&
      /\.\d/.test(f.reference!) &&
      !/[.,]/.test(f.span.text);
    const upsideDown = range.low !== undefined && range.high !== undefined && range.low >= range.high;
    const agrees = f.flag
      ? f.flag === '*'
        ? side !== undefined
        : f.flag === side
      : side === undefined || !flagging;
    if (!agrees || upsideDown || pointless || bare) f.doubt ??= 'not_in_range';
  }
}

/** One test with two results on a page: of two hours, two samples or two people. Which is meant a person says. */
function judgeTwice(facts: readonly Found[]): void {
  const clear = facts.filter((f) => !f.doubt);
  for (const f of clear)
    if (clear.some((other) => other.path === f.path && other.normal !== f.normal)) f.doubt ??= 'ambiguous';
}

/** Nobody was sure of it. */
const ASKED = /^\s*\(?\?/;

/** A result that was changed on the paper, or is told beside an earlier one. */
const CHANGED =
  /->|→|=>|\b(?:corrected|revised|amended|previous(?:ly)?|earlier|repeat(?:ed)? (?:value|result))\b/i;

/** The parts of a differential count come to a hundred. */
function judgeWhole(found: readonly { fact: Found; whole?: string }[]): void {
  const parts = found.filter(
    (f) =>
      f.whole === 'differential' &&
      typeof f.fact.normal === 'number' &&
      /%/.test(f.fact.unit ?? '%') &&
      !/^lab\.a[nlem]c$/.test(f.fact.path),
  );
  const sum = parts.reduce((n, p) => n + (p.fact.normal as number), 0);
  // Less than a hundred where all five are named: one of them lost a digit.
  const short = parts.length >= 5 && sum < 95;
  if (parts.length >= 4 && (sum > 105 || short)) for (const p of parts) p.fact.doubt ??= 'arithmetic';
}
