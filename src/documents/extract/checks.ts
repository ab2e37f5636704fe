import type { Found } from './spans.ts';
import type { Site } from './site.ts';
import { groupFits, nodesFit, sizeFits } from './stages.ts';
import { addUp } from './sums.ts';

/** Below these a machine was unsure: of the words as a whole, and of any single digit. */
const SURE = 0.93;
const SURE_DIGIT = 0.85;

/** What is enough where a second reader, built otherwise, saw the very same. */
const ENOUGH = 0.6;

/** What is needed where a second reader saw other letters. */
const CERTAIN = 0.985;

const TORN = /^(?:pathology\.|stage\.|ihc\.|lab\.|imaging\.(?:measurement|suvmax)|patient\.age)/;

/** What several facts of one document say against each other: each one touched is left to a person. */
export function crossCheck(facts: readonly Found[], today: string, site?: Site): void {
  // What is told of the past or of another specimen is held against nothing.
  const now = facts.filter((f) => f.doubt !== 'history');
  for (const of of new Set(now.map((f) => f.of ?? '')))
    staging(
      now.filter((f) => (f.of ?? '') === of),
      site,
    );
  const one = (path: string) => facts.find((f) => f.path === path);
  inOrder(one('report.collected'), one('report.received'));
  inOrder(one('report.received') ?? one('report.collected'), one('report.date'));
  for (const path of ['report.date', 'report.collected', 'report.received']) notAfter(one(path), today);
  ofAge(one('patient.age'), one('patient.birth'), String(one('report.date')?.normal ?? today));
  addUp(now);
  sides(now.filter((f) => !f.of));
  for (const [part, whole] of PARTS) within(one(part), one(whole));
  for (const path of ['treatment.dose', 'treatment.fractions']) onlyOne(facts.filter((f) => f.path === path));
}

/** The one side a text names. */
function sideIn(text: string): string | undefined {
  const [left, right] = [/\b(?:left|lt)\b/i.test(text), /\b(?:right|rt)\b/i.test(text)];
  return left === right ? undefined : left ? 'left' : 'right';
}

/** What was taken, what was found in it and what was operated on are of one side. */
function sides(facts: readonly Found[]): void {
  const sided = facts.filter((f) =>
    /^(?:pathology\.(?:specimen|diagnosis)|treatment\.procedure)$/.test(f.path),
  );
  const named = new Set(sided.flatMap((f) => sideIn(f.span.text) ?? []));
  if (named.size > 1) odd(...sided.filter((f) => sideIn(f.span.text)));
}

/** What is a part of something cannot be more than it. */
const PARTS = [
  ['lab.bilirubin_direct', 'lab.bilirubin_total'],
  ['lab.psa_free', 'lab.psa'],
] as const;

function within(part: Found | undefined, whole: Found | undefined): void {
  if (part && whole && part.unit === whole.unit && Number(part.normal) > Number(whole.normal))
    odd(part, whole);
}

/** Parts of a treatment, such as a boost: which figure is the whole, a person says. */
function onlyOne(facts: readonly Found[]): void {
  if (new Set(facts.map((f) => f.normal)).size > 1) for (const f of facts) f.doubt ??= 'ambiguous';
}

/** Nodes counted, size, T, N, M and the group they make. */
function staging(facts: readonly Found[], site: Site | undefined): void {
  const one = (path: string) => facts.find((f) => f.path === path);
  const [t, n, m] = [one('stage.pT'), one('stage.pN'), one('stage.pM')];
  const [nodes, size] = [one('pathology.nodes'), one('pathology.tumour_size')];
  const positive = /^(\d+)\//.exec(String(nodes?.normal ?? ''))?.[1];
  if (n && nodes && positive !== undefined && !nodesFit(String(n.normal), Number(positive), site))
    odd(n, nodes);
  else if (n?.doubt === 'repaired' && nodes && positive !== undefined && !doubtOf(nodes)) n.doubt = undefined;
  // After chemotherapy the size is of the bed, not of the tumour.
  const treated = /^y|yp/i.test(t?.span.text ?? '');
  if (t && size && !treated && !sizeFits(String(t.normal), Number(size.normal), site)) odd(t, size);
  const group = one('stage.group');
  for (const kind of ['p', 'c']) {
    const [tt, nn, mm] = ['T', 'N', 'M'].map((part) => one(`stage.${kind}${part}`));
    if (!group || !tt || !nn) continue;
    const metastasis = (mm ?? m)?.normal;
    if (
      !groupFits(
        String(group.normal),
        String(tt.normal),
        String(nn.normal),
        metastasis === undefined ? undefined : String(metastasis),
        site,
      )
    )
      odd(group, tt, nn);
    break;
  }
}

const odd = (...facts: Found[]): void => {
  for (const f of facts) f.doubt ??= 'arithmetic';
};

/** A paper of tomorrow was misread. India's day begins before the clock's own, so one day is no error. */
function notAfter(date: Found | undefined, today: string): void {
  if (date && daysBetween(today, String(date.normal)) > 1) date.doubt ??= 'not_in_range';
}

/** The age printed against the birthday printed; ages are often rounded or a birthday old, so a year is no error. */
function ofAge(age: Found | undefined, birth: Found | undefined, then: string): void {
  if (typeof age?.normal !== 'number' || !birth) return;
  const years = daysBetween(String(birth.normal), then) / 365.25;
  if (years < 0 || Math.abs(years - age.normal) > 2) age.doubt ??= 'arithmetic';
}

const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;

function inOrder(first: Found | undefined, then: Found | undefined): void {
  if (!first || !then || String(first.normal) <= String(then.normal)) return;
  first.doubt ??= 'arithmetic';
  then.doubt ??= 'arithmetic';
}

/** Why a fact is not accepted, if it is not: what it contradicts, what two readings disagree on, what was hard to see. */
export function doubtOf({ path, span, doubt }: Found): string | undefined {
  if (doubt) return doubt;
  // A number torn by a blank has lost a point or a digit.
  if (/\d\s+\.?\d|\d\.\s\d|\d\s+\.(?=\s|$)/.test(span.text) && TORN.test(path)) return 'low_confidence';
  if (span.disputed) return 'two_readings';
  if (span.confirmed) return span.sure < ENOUGH || span.digits < ENOUGH ? 'low_confidence' : undefined;
  if (span.reworded && span.sure < CERTAIN) return 'low_confidence';
  return span.sure < SURE || span.digits < SURE_DIGIT ? 'low_confidence' : undefined;
}
