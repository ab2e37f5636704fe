import type { Catalogue } from './catalogue.ts';
import { crossCheck, doubtOf } from './extract/checks.ts';
import { geneFacts } from './extract/genes.ts';
import { headerFacts } from './extract/header.ts';
import { imagingFacts } from './extract/imaging.ts';
import { labFacts } from './extract/lab.ts';
import { pathologyFacts } from './extract/pathology.ts';
import { receptorFacts } from './extract/receptors.ts';
import { sheetFacts } from './extract/sheet.ts';
import type { Found } from './extract/spans.ts';
import { stageFacts } from './extract/stage.ts';
import { treatmentFacts } from './extract/treatment.ts';
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
    const before = seen.get(f.path);
    if (!before) seen.set(f.path, f);
    // The same thing said otherwise on another page of one paper: a person decides.
    else if (before.normal !== undefined && before.normal !== f.normal) before.doubt ??= 'arithmetic';
    return !before;
  });
  crossCheck(facts, today);
  return facts.filter((f) => !UNKEPT.has(f.path)).map((f) => factFrom(f, flawed[f.span.page - 1]));
}

/** Read to check other facts by, and not kept: a case needs the age, not the birthday. */
const UNKEPT = new Set(['patient.birth']);

function pageFacts(type: string, rows: readonly Row[], page: number, catalogue: Catalogue): Found[] {
  const header = [...headerFacts(rows, page, catalogue.header), ...sheetFacts(rows, page)];
  const kind = catalogue.kinds.find((k) => k.type === type);
  if (!kind) return header;
  switch (type) {
    case 'lab':
      return [...header, ...labFacts(rows, page, catalogue.analytes)];
    case 'radiology':
      return [...header, ...imagingFacts(rows, page, kind), ...stageFacts(rows, page)];
    case 'histopathology':
    case 'ihc_molecular':
    case 'cytology':
      return [
        ...header,
        ...pathologyFacts(rows, page, kind.labels),
        ...stageFacts(rows, page),
        ...receptorFacts(rows, page),
        ...geneFacts(rows, page),
      ];
    default:
      return [
        ...header,
        ...pathologyFacts(rows, page, kind.labels, false),
        ...stageFacts(rows, page),
        ...treatmentFacts(rows, page),
      ];
  }
}

function factFrom(found: Found, flawed = false): ReadFact {
  const { path, span, normal, label, unit, reference, flag } = found;
  const doubt = doubtOf(found) ?? (flawed ? 'low_confidence' : undefined);
  const sure = Math.round(Math.min(span.sure, span.digits) * 1000) / 1000;
  return {
    path,
    value: span.text,
    normal,
    label,
    unit,
    reference,
    flag,
    sure,
    accepted: doubt === undefined,
    doubt,
    page: span.page,
    box: span.box,
  };
}
