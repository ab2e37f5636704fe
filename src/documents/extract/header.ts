import type { Label } from '../catalogue.ts';
import type { Row } from '../rows.ts';
import { dateIn } from './dates.ts';
import { headerValues } from './labels.ts';
import type { Labelled } from './labels.ts';
import { spanOf } from './spans.ts';
import type { Found } from './spans.ts';

const HONORIFIC = /^(?:mrs?|ms|miss|smt|shri|sri|kum|km|master|baby(?! of\b)|mst|dr|late)\b\.?\s*/i;
const GUARDIAN = /\s*\b[swdch]\s*\/\s*o\b.*$/i;
const HOUSE =
  /hospital|institut|cent(?:re|er)\b|\blabs?\b|laborator|diagnos|clinic|\bscans\b|scan cent|imaging|patholog|cancer|medical|research|nursing|health|foundation|trust/i;

/** Whose name it is, where it is not the patient's. */
const OTHERS =
  /\b(?:father|mother|husband|wife|guardian|attendant|relative|doctor|consultant|surgeon|insured|donor)\W{0,2}s?\W*name\W*$/i;
const before = (text: string, { span }: Labelled): string =>
  text.slice(0, Math.max(0, text.indexOf(span.text)));

/** A doctor's own number in the council's register. */
const DOCTOR = /^\W*(?:dr\b|prof\b)|\b(?:M\.?D|MBBS|M\.?S|D\.?M|DNB|M\.?Ch|FRCS|FRCPath)\b(?!\s*(?:no|[:#]))/;

/** Who the paper is about, who made it and when. Only the first of each counts: page two repeats page one. */
export function headerFacts(rows: readonly Row[], page: number, labels: readonly Label[]): Found[] {
  const met = headerValues(rows, page, labels).filter((l) => l.span.text !== '');
  const first = (path: string) => met.find((l) => l.path === path);
  return [
    ...nameFact(met.filter((l) => l.path === 'patient.name' && !OTHERS.test(before(rows[l.row]!.text, l)))),
    ...withRest(ageSex(met), ageSexAnywhere(rows, page)),
    ...idFact(
      'patient.hospital_id',
      met.find((l) => l.path === 'patient.hospital_id' && !DOCTOR.test(rows[l.row]!.text)),
    ),
    ...idFact('report.id', first('report.id')),
    ...dateFact('report.date', met, labels),
    ...dateFact('report.collected', met, labels),
    ...dateFact('report.received', met, labels),
    ...dateFact('patient.birth', met, labels),
    ...referrer(first('report.referrer')),
    ...facility(rows, page),
  ];
}

const withRest = (facts: readonly Found[], more: readonly Found[]): Found[] => [
  ...facts,
  ...more.filter((m) => !facts.some((f) => f.path === m.path)),
];

function nameFact(met: readonly Labelled[]): Found[] {
  for (const { span } of met) {
    // A name that seems to begin with a small l begins with a capital I.
    const words = span.text.replace(/\bl(?=[a-z])/g, 'I');
    const name = words
      .replace(HONORIFIC, '')
      .replace(GUARDIAN, '')
      // "(64Y/M)" behind it.
      .replace(/\s*[(,/]\s*\d{1,3}\s*(?:y|m\b|d\b|\/).*$/i, '')
      .trim();
    // A label torn in two is no name.
    if (/^(?:nam?|of|pat|ient|id|no)\b/i.test(name)) continue;
    if (/^[A-Za-z][A-Za-z .'()]{2,60}$/.test(name))
      return [{ path: 'patient.name', span: { ...span, text: words.replace(GUARDIAN, '') }, normal: name }];
  }
  return [];
}

const AGE = /(\d{1,3})\s*(years?|yrs?|y|months?|mths?|m(?=\s*\/)|days?|d)?(?![a-z])/i;
const SEX = /(?<![a-z])(female|male|f|m)(?![a-z])/i;

const BOTH = /\b(\d{1,3})\s*(?:years?|yrs?|y)\.?\s*[/,]?\s*(female|male|f|m)\b/i;

/** Where the label itself was misread: "54 Y / F" near the top says what it is. */
function ageSexAnywhere(rows: readonly Row[], page: number): Found[] {
  for (const row of rows.slice(0, 12)) {
    const m = BOTH.exec(row.text);
    if (!m) continue;
    const span = spanOf(row, page, m.index, m.index + m[0].length);
    return [
      {
        path: 'patient.age',
        span: { ...span, text: m[0].slice(0, -m[2]!.length).replace(/[\s/,]+$/, '') },
        normal: Number(m[1]),
        doubt: 'low_confidence',
      },
      { path: 'patient.sex', span: { ...span, text: m[2]! }, normal: /^f/i.test(m[2]!) ? 'female' : 'male' },
    ];
  }
  return [];
}

function ageSex(met: readonly Labelled[]): Found[] {
  const out: Found[] = [];
  const ageAt = met.find((l) => l.path.startsWith('patient.age') && AGE.test(l.span.text));
  const ages = ageAt ? [...ageAt.span.text.matchAll(new RegExp(AGE, 'gi'))] : [];
  // A mark read as a digit may stand before the age: the number that has years after it is meant.
  const age = ages.find((m) => m[2] !== undefined) ?? ages[0];
  const unclear = age !== ages[0] || (ages.length > 1 && age?.[2] === undefined);
  if (ageAt && age) {
    const years = /^[md]/i.test(age[2] ?? 'y') ? 0 : Number(age[1]);
    out.push({
      path: 'patient.age',
      span: { ...ageAt.span, text: age[0].trim() },
      normal: years,
      doubt:
        years > 110
          ? 'not_in_range'
          : // A bare figure where age and sex are asked for: the rest was cut off.
            unclear || (ageAt.path === 'patient.agesex' && /^\W*\d{1,3}\W*$/.test(ageAt.span.text))
            ? 'low_confidence'
            : undefined,
    });
  }
  const sexAt = met.find(
    (l) =>
      ['patient.agesex', 'patient.sex'].includes(l.path) && SEX.test(l.span.text.replace(/^\d+\s*m\b/i, '')),
  );
  const sex =
    sexAt && SEX.exec(sexAt.span.text.replace(/\d+\s*[a-z]+/gi, (m) => (/(?:fe)?male/i.test(m) ? m : ' ')));
  if (sexAt && sex)
    out.push({
      path: 'patient.sex',
      span: { ...sexAt.span, text: sex[0] },
      normal: /^f/i.test(sex[0]) ? 'female' : 'male',
    });
  return out;
}

const idFact = (path: string, met: Labelled | undefined): Found[] => {
  const id = met && /^[A-Z0-9][\w/.-]*/i.exec(met.span.text.replace(/\s*([/-])\s*/g, '$1'))?.[0];
  // A letter between digits may be a digit that was misread.
  const doubt = id && /\d[GOIlSBZQDo]\d/.test(id) ? 'low_confidence' : undefined;
  return id && /\d/.test(id) && id.length > 2 ? [{ path, span: { ...met.span, text: id }, doubt }] : [];
};

/** Labels are in order of trust: `Report Date` in the header before `Reported on` at the foot, a bare `Date` last. */
function dateFact(path: string, met: readonly Labelled[], labels: readonly Label[]): Found[] {
  const order = labels.filter((l) => l.path === path).map((l) => new RegExp(`^(?:${l.pattern})$`, 'i'));
  const rank = (l: Labelled) => order.findIndex((p) => p.test(l.label));
  const dated = met.filter((l) => l.path === path).sort((a, b) => rank(a) - rank(b));
  for (const [i, { span }] of dated.entries()) {
    const date = dateIn(span.text);
    // A better label stood there with a date that could not be read: another date is only a guess.
    const doubt = i > 0 ? 'low_confidence' : undefined;
    if (date) return [{ path, span: { ...span, text: date.words }, normal: date.iso, doubt }];
  }
  return [];
}

const referrer = (met: Labelled | undefined): Found[] =>
  met && /^(?:dr\b\.?\s*)?[A-Za-z][A-Za-z .]{2,50}$/i.test(met.span.text) && !/^[a-z]{3,}/.test(met.span.text)
    ? [{ path: 'report.referrer', span: met.span }]
    : [];

/** What kind of paper it is, and nobody's name. */
const NO_HOUSE =
  /^\W*(?:(?:department|dept\.?|division|of|and|final|surgical|clinical|anatomic(?:al)?|onco|cyto|histo|neuro|haemato|hemato|molecular|medical|patholog(?:y|ical)|histopathology|cytopathology|neuropathology|diagnos(?:is|tics?)|radio|imaging|laboratory|nuclear|medicine|cancer|examination|investigations?|germline|somatic|hereditary|genetic|gene|genes|panel|profile|screening|markers?|mutation|analysis|testing|tests?|breast|lung|prostate|colon|ovarian|receptors?|tumou?r|summary|form|card|record|chart|blocks?|issue|slip|receipt)\W*)+$/i;

/** The letterhead: among the first lines the one that names a house; failing that, the tallest. */
function facility(rows: readonly Row[], page: number): Found[] {
  const top = rows.slice(0, 5).filter((r) => !/\d{3}|@|report|:/i.test(r.text) && /[a-z]{3}/i.test(r.text));
  const row = top.find(
    (r) => HOUSE.test(r.text) && !NO_HOUSE.test(r.text) && !/[a-z]{3}[.]\s*$/.test(r.text),
  );
  return row ? [{ path: 'report.facility', span: spanOf(row, page) }] : [];
}
