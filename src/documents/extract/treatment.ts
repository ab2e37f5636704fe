import type { Row } from '../rows.ts';
import { rowsUnder, spanOf } from './spans.ts';
import type { Found } from './spans.ts';

const MEDICINE =
  /^\W*(?:\d{1,2}[.)]\s*)?(?:tab|cap|inj|syp|syr|susp|drops?|oint|sachet)[a-z]*[.\s]\s*([A-Za-z][A-Za-z -]+?)(?=\s*\d|\s*$|\s*\()/i;
const DRUG =
  '(?:paclitaxel|docetaxel|gemcitabine|pemetrexed|etoposide|vinorelbine|irinotecan|doxorubicin|cyclophosphamide|trastuzumab|bevacizumab|capecitabine|oxaliplatin|carboplatin|cisplatin)';
const REGIMEN = new RegExp(
  `\\b(?:R-?CHOP|m?FOLFOX(?:-?6)?|FOLFIRI(?:NOX)?|CAPOX|XELOX|FLOT|ABVD|VRd|AC-?TH?|TCHP?|FEC|FAC|CAF|EC|CMF|BEP|DCF|GemCis|R-?CVP|VAC|${DRUG}\\s?(?:\\/|\\+|and|&)\\s?${DRUG})\\b`,
  'i',
);
/** What may come after: given, or only meant to be. */
const LATER = /\b(?:then|next|due|to be|will|subsequently|thereafter)\b/i;
/** A heading under which nothing was done yet. */
const AHEAD =
  /^\W*(?:follow[\s-]?up|(?:further |future |treatment )?plan|advi[cs]e|recommendations?|to do)\b[^:]{0,25}:?\s*$/i;
/** Only wished for, or weighed. */
const PLANNED =
  /\b(?:planned|advi[sc]ed?|plan|consider\w*|proposed?|suggest\w*|recommend\w*|options?|counsell?ed|to start|for further|if)\b|\?/i;
const DONE =
  /\b(?:underwent|s\/p)\s+(?!\d|neo|adj|nact|chemo|rt\b|ct\b|radi|ccrt)([A-Za-z][^.;,]{2,80}?)(?=\s+(?:on|in|at|for|followed)\b|[.;,]|$)/i;
const CYCLE =
  /\b(?:cycles?|C)\s*(?:no\.?)?\s*[-:#]?\s*(\d{1,2})(?:\s*(?:of|\/)\s*(\d{1,2}))?\b|(?<![\d.])(\d{1,2})\s*(?:cycles?)(?!\s*(?:no\b|[-:#])|\s*\d)\b(?:\s*(?:of|out of)\s*(\d{1,2}))?/i;
const FRACTIONS = /\b(\d{1,2})\s*(?:#|fx\b|frs?\b|fractions?\b)/i;
/** A dose with its fractions, without a label that says so. */
const WHOLE = /(\d{1,4}(?:\.\d{1,2})?\s*c?Gy)\s*(?:\/|in|@)\s*\d{1,2}\s*(?:#|fx\b|frs?\b|fractions?\b)/i;
/** "7 Gy x 4 fractions" is the dose of each. */
const TIMES = /\d{1,4}(?:\.\d{1,2})?\s*c?Gy\s*[x×]\s*(\d{1,2})\s*(?:#|fx\b|frs?\b|fractions?\b)/i;
const EACH = /(\d{1,3}(?:\.\d{1,2})?)\s*(c?)Gy\s*(?:\/|per)\s*(?:#|fx|fr|fraction)/i;

/**
 * Medicines as printed, one a row; regimens by their names, cycles, operations and the parts of a radiation dose. Plans and
 * advice are not treatment given.
 */
export function treatmentFacts(rows: readonly Row[], page: number): Found[] {
  const facts = onRows(rows, page);
  const given = rows.filter(({ text }) => /\b(?:deliver|complet|receiv)/i.test(text));
  if (isPlan(rows)) for (const f of facts) if (rowsUnder(f.span, given).length === 0) f.doubt ??= 'uncertain';
  return facts;
}

/** A paper whose title says that it is a plan. */
export const isPlan = (rows: readonly Row[]): boolean =>
  rows
    .slice(0, 6)
    .some(
      ({ text }) =>
        text.length < 60 && !/:/.test(text) && /\bplan(?:ning)?(?: sheet| note)?\b\W*$/i.test(text),
    );

function onRows(rows: readonly Row[], page: number): Found[] {
  let ahead = false;
  return rows.flatMap((row): Found[] => {
    if (AHEAD.test(row.text)) ahead = true;
    else if (/^[A-Z][A-Z ]{4,40}:?$|^\W*[A-Z][A-Za-z ]{2,30}\s*:/.test(row.text)) ahead = false;
    const medicines = medicinesOn(row, page);
    if (medicines.length > 0 && MEDICINE.test(row.text)) return medicines;
    if (PLANNED.test(row.text)) return medicines;
    const part = (path: string, m: RegExpExecArray | null, word = 0): Found[] => {
      if (!m) return [];
      const start = word > 0 ? m.index + m[0].lastIndexOf(m[word]!) : m.index;
      const end = word > 0 ? start + m[word]!.length : m.index + m[0].length;
      return [{ path, span: spanOf(row, page, start, end) }];
    };
    const regimen = REGIMEN.exec(row.text);
    const cycle = /\b(?:chemo\w*|cycles?|regimen|protocol)\b/i.test(row.text) ? CYCLE.exec(row.text) : null;
    const given: Found[] = [
      ...part('treatment.regimen', regimen).map((f) =>
        CHANGED.test(row.text) ? { ...f, doubt: 'ambiguous' } : f,
      ),
      ...part('treatment.cycles', cycle).map((f) => ({
        ...f,
        ...cyclesIn(f.span.text),
        // "4 cycles" may be how many a protocol has; given are those that somebody received.
        ...((/^\d/.test(f.span.text) && !GIVEN.test(row.text)) ||
        /\d\s?(?:-|–|to)\s?\d/.test(row.text.slice(cycle!.index, cycle!.index + cycle![0].length + 4))
          ? { doubt: 'uncertain' }
          : {}),
      })),
      ...part('treatment.procedure', DONE.exec(row.text), 1),
      ...dose(row, part),
    ];
    if (ahead || LATER.test(row.text)) for (const f of given) f.doubt ??= 'uncertain';
    return [...medicines, ...given];
  });
}

/** One regimen after another on one row. */
const CHANGED = /\b(?:changed|switched|converted)\b/i;
const GIVEN =
  /\b(?:received|complet\w+|given|taken|s\/p|post|after|underwent|had|administered|finished|over|tolerated|status)\b/i;

const FORM = /(?:^|[:,;+]\s*)(?=(?:tab(?:let)?s?|cap(?:sule)?s?|inj(?:ection)?|syp|syrup)[.\s])/gi;

/** One medicine a row, or several behind a label: "Premedication: Inj. A 16 mg, Inj. B 8 mg". */
function medicinesOn(row: Row, page: number): Found[] {
  const starts = [...row.text.matchAll(FORM)].map((m) => m.index + m[0].length);
  const left = STOPPED.test(row.text);
  const from = starts.length > 0 && !left ? starts : [0];
  const doubt = left ? 'uncertain' : undefined;
  return from.flatMap((start, i): Found[] => {
    // Behind a label others follow, and what else was given.
    const next = start > 0 ? row.text.slice(start).search(/[,;+](?=\s|$)/) : -1;
    const end = next < 0 ? (from[i + 1] ?? row.text.length) : start + next;
    const medicine = MEDICINE.exec(row.text.slice(start, end));
    if (!medicine) return [];
    const label = medicine[1]!.split(/\s-|\b(?:auc|hold|stop|continue|given)\b/i)[0]!.trim();
    if (label === '') return [];
    const name = label.toLowerCase().replace(/[^a-z]+/g, '_');
    const span = spanOf(row, page, start, end);
    return [
      { path: `medicine.${name}`, span: { ...span, text: span.text.replace(/[,;\s]+$/, '') }, label, doubt },
    ];
  });
}

/** What is no longer taken, or only thought of. */
const STOPPED =
  /\b(?:d\/c|escalated|changed|switched|replaced|not required|error|for (?:his |her )?(?:wife|husband|mother|father|attendant)|no longer|hold|stop(?:ped)?|discontinued?|withh[eo]ld|held|on hold|omit(?:ted)?|skip(?:ped)?|not (?:given|taken|to be|done)|deferred|cancelled|allerg\w*|avoid|planned?|consider|if|switch)\b/i;

/** Of "70 Gy in 35 fractions, 2 Gy per fraction" the parts that stand behind the whole. */
function dose(row: Row, part: (path: string, m: RegExpExecArray | null, word?: number) => Found[]): Found[] {
  if (!/Gy\b/.test(row.text)) return [];
  const each = EACH.exec(row.text);
  const fractions = FRACTIONS.exec(row.text);
  const whole = WHOLE.exec(row.text);
  const times = TIMES.exec(row.text);
  // Phases, sites or what was planned beside what was given: no figure of the row is the whole.
  const several = [...row.text.matchAll(new RegExp(WHOLE, 'gi'))].length > 1;
  const facts = [
    ...part('treatment.dose', whole, 1).map((f) => ({ ...f, normal: doseIn(f.span.text), unit: 'Gy' })),
    ...part('treatment.dose', times).map((f) => ({
      ...f,
      normal: (doseIn(f.span.text) ?? 0) * Number(times![1]),
      unit: 'Gy',
    })),
    ...part('treatment.fractions', fractions).map((f) => ({ ...f, normal: Number(fractions![1]) })),
    ...part('treatment.dose_per_fraction', each).map((f) => ({
      ...f,
      normal: Number(each![1]) / (each![2] ? 100 : 1),
      unit: 'Gy',
    })),
  ];
  return several ? facts.map((f) => ({ ...f, doubt: 'ambiguous' })) : facts;
}

/** The whole dose in gray: 7000 cGy are 70. */
export function doseIn(text: string): number | undefined {
  const m = /(\d{1,4}(?:\.\d{1,2})?)\s*(c?)Gy\b/i.exec(text);
  return m ? Number(m[1]) / (m[2] ? 100 : 1) : undefined;
}

/** Which cycle, and more cycles than there are is an error: "3 of 8", "6". */
export function cyclesIn(text: string): { normal?: number; doubt?: string } {
  const m = /(\d{1,2})(?:\s*(?:of|\/|out of)\s*(\d{1,2}))?/i.exec(text);
  if (!m) return {};
  const beyond = m[2] !== undefined && Number(m[1]) > Number(m[2]);
  return { normal: Number(m[1]), ...(beyond ? { doubt: 'arithmetic' } : {}) };
}
