import type { Catalogue, Kind, Label } from './catalogue.ts';
import { crossCheck, doubtOf } from './extract/checks.ts';
import { comparedRows, ofOtherSample, OTHER_TISSUE, withoutPrevious } from './extract/columns.ts';
import { outOfContext } from './extract/context.ts';
import { contradicted } from './extract/echoes.ts';
import { editionFacts } from './extract/edition.ts';
import { onlyExplained } from './extract/explained.ts';
import { geneFacts, isMolecular } from './extract/genes.ts';
import { onlyUnderKnown } from './extract/headings.ts';
import { headerFacts } from './extract/header.ts';
import { imagingFacts } from './extract/imaging.ts';
import { labFacts } from './extract/lab.ts';
import { parted } from './extract/labels.ts';
import { headLength, partsOf } from './extract/parts.ts';
import { severalPeople } from './extract/people.ts';
import { pathologyFacts } from './extract/pathology.ts';
import { pdl1Facts } from './extract/pdl1.ts';
import { receptorFacts } from './extract/receptors.ts';
import { onlyOneValue } from './extract/rivals.ts';
import { scoreFacts } from './extract/scores.ts';
import { sheetFacts } from './extract/sheet.ts';
import { siteIn } from './extract/site.ts';
import { rowsUnder, spanOf } from './extract/spans.ts';
import type { Found } from './extract/spans.ts';
import { stageFacts } from './extract/stage.ts';
import { isPlan, treatmentFacts } from './extract/treatment.ts';
import { takenBack, tickedRows } from './extract/undone.ts';
import type { ReadFact } from './reading.ts';
import type { Row } from './rows.ts';

/** Facts of which a document has only one: a later page's header repeats them. */
const ONCE = /^(?:patient|report|pathology|stage|ihc|gene)\.|^imaging\.study$/;

/**
 * Takes the facts from a document's rows. Pure: the same rows always give the same facts. `today` (yyyy-mm-dd) is what
 * its dates are held against; `flawed` says of each page whether it should be photographed again: nothing on such a page
 * is accepted in silence.
 */
export function extract(
  type: string,
  pages: readonly (readonly Row[])[],
  catalogue: Catalogue,
  today: string,
  flawed: readonly boolean[] = [],
): ReadFact[] {
  // Bills and identity cards are put aside unread.
  if (type === 'other') return [];
  const found = pages.flatMap((rows, i) => pageFacts(type, rows, i + 1, catalogue));
  const seen = new Map<string, Found>();
  const facts = found.filter((f) => {
    if (!ONCE.test(f.path)) return true;
    const key = `${f.path}@${f.of ?? ''}`;
    const before = seen.get(key);
    if (!before) seen.set(key, f);
    // The same thing said otherwise on another page of one paper: a person decides. The past settles nothing.
    else if (before.normal !== undefined && before.normal !== f.normal && f.doubt !== 'history')
      before.doubt ??= 'arithmetic';
    return !before;
  });
  crossCheck(facts, today, siteIn(pages.flat()));
  // Last, for it says least of why.
  pages.forEach((rows, i) => {
    const own = facts.filter((f) => f.span.page === i + 1);
    contradicted(own, rows);
    onlyOneValue(own, type === 'lab' ? withoutPrevious(rows) : rows);
    onlyExplained(own, rows, catalogue.understood);
    onlyUnderKnown(own, rows, catalogue.understood);
  });
  return facts.filter((f) => !UNKEPT.has(f.path)).map((f) => factFrom(f, flawed[f.span.page - 1]));
}

/** Read to check other facts by, and not kept: a case needs the age, not the birthday. */
const UNKEPT = new Set(['patient.birth']);

/** The facts of one page; where it is about several people, whose each of them is a person must see. */
function pageFacts(type: string, rows: readonly Row[], page: number, catalogue: Catalogue): Found[] {
  const facts = readPage(type, rows, page, catalogue);
  if (severalPeople(rows, page, catalogue.header)) for (const f of facts) f.doubt ??= 'ambiguous';
  return facts;
}

function readPage(type: string, rows: readonly Row[], page: number, catalogue: Catalogue): Found[] {
  const header = [
    ...headerFacts(rows, page, catalogue.header),
    ...sheetFacts(rows, page),
    ...editionFacts(rows, page),
  ];
  const kind = catalogue.kinds.find((k) => k.type === type);
  if (!kind) return header;
  switch (type) {
    case 'lab':
      return [...header, ...sampleFacts(rows, page, catalogue)];
    case 'radiology':
      return [...header, ...pictureFacts(rows, page, kind)];
    case 'histopathology':
    case 'ihc_molecular':
    case 'cytology':
      return [...header, ...statedFacts(rows, page, kind.labels)];
    default: {
      const labelled = pathologyFacts(parted(rows, kind.labels), page, kind.labels, false);
      const said = new Set(labelled.map((f) => f.path));
      const parts = partsOf(rows);
      const now = treatmentFacts(
        rows.filter((_, i) => !parts[i]!.before),
        page,
      );
      const past = treatmentFacts(
        rows.filter((_, i) => parts[i]!.before),
        page,
      ).map((f): Found => ({ ...f, doubt: 'history' }));
      if (isPlan(rows))
        for (const f of labelled) if (f.path.startsWith('treatment.')) f.doubt ??= 'uncertain';
      const more = [...now, ...past].filter((f) => !said.has(f.path));
      return [...header, ...labelled, ...stageFacts(rows, page), ...more];
    }
  }
}

/** A laboratory's figures; where something else than the patient's blood was sent, a person says of what they are. */
function sampleFacts(rows: readonly Row[], page: number, { analytes }: Catalogue): Found[] {
  const facts = labFacts(rows, page, analytes);
  if (ofOtherSample(rows)) for (const f of facts) f.doubt ??= 'ambiguous';
  return facts;
}

/** What a report on pictures says, but for what it takes back. */
function pictureFacts(rows: readonly Row[], page: number, kind: Kind): Found[] {
  const facts = [...imagingFacts(rows, page, kind), ...scoreFacts(rows, page), ...stageFacts(rows, page)];
  takenBack(facts, rows);
  outOfContext(facts, rows);
  return facts;
}

/** What the words of a tissue report say for themselves, but for what they take back. */
function statedFacts(rows: readonly Row[], page: number, labels: readonly Label[]): Found[] {
  const ticked = new Set(tickedRows(rows));
  const own = rows.filter((row) => !ticked.has(row));
  const facts = tissueFacts(parted(own, labels), page, labels);
  takenBack(facts, own);
  outOfContext(facts, own);
  const table = comparedRows(own, OTHER_TISSUE);
  const compared = own.filter((_, i) => table[i]);
  for (const f of facts) if (rowsUnder(f.span, compared).length > 0) f.doubt ??= 'ambiguous';
  return facts;
}

/** A tissue report: each specimen for itself, and what it tells of the past only as the past. */
function tissueFacts(rows: readonly Row[], page: number, labels: readonly Label[]): Found[] {
  const parts = partsOf(rows);
  const from = (own: readonly Row[]) => [
    ...pathologyFacts(own, page, labels),
    ...stageFacts(own, page),
    ...withoutTwice(receptorFacts(own, page, isMolecular(rows)), pdl1Facts(own, page)),
    ...geneFacts(own, page, isMolecular(rows)),
  ];
  const now = [...new Set(parts.map((p) => p.of))].sort().flatMap((of) => {
    const own = rows.filter((_, i) => parts[i]!.of === of && !parts[i]!.before);
    const facts = from(own);
    return of === '' ? facts : [...specimenFact(own, page, of), ...facts.map((f) => ({ ...f, of }))];
  });
  const told = new Set(now.map((f) => f.path));
  const past = from(rows.filter((_, i) => parts[i]!.before));
  return [
    ...now,
    ...past.flatMap((f): Found[] =>
      told.has(f.path) || LABELLED_ONLY.has(f.path) ? [] : [{ ...f, doubt: 'history' }],
    ),
  ];
}

/** The second only where the first has no such stain. */
const withoutTwice = (first: Found[], second: readonly Found[]): Found[] => [
  ...first,
  ...second.filter(({ path }) => !first.some((f) => f.path.startsWith(path))),
];

/** Of the past only figures are worth a look; what a label says there is said in the case's own words. */
const LABELLED_ONLY = new Set(['pathology.specimen', 'pathology.diagnosis']);

function specimenFact(rows: readonly Row[], page: number, of: string): Found[] {
  const [row] = rows;
  const span = row && spanOf(row, page, headLength(row.text));
  return span?.text
    ? [
        {
          path: 'pathology.specimen',
          of,
          label: of,
          span: { ...span, text: span.text.replace(/[:.\s]+$/, '') },
        },
      ]
    : [];
}

function factFrom(found: Found, flawed = false): ReadFact {
  const { path, span, normal, label, unit, of, reference, flag } = found;
  const doubt = doubtOf(found) ?? (flawed ? 'low_confidence' : undefined);
  const sure = Math.round(Math.min(span.sure, span.digits) * 1000) / 1000;
  return {
    path,
    value: span.text,
    normal,
    label,
    unit,
    ...(of ? { of } : {}),
    reference,
    flag,
    sure,
    accepted: doubt === undefined,
    doubt,
    page: span.page,
    box: span.box,
  };
}
