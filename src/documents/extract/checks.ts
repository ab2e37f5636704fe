import type { Found } from './spans.ts';
import { nodesFit } from './stage.ts';

/** Below these a machine was unsure: of the words as a whole, and of any single digit. */
const SURE = 0.93;
const SURE_DIGIT = 0.85;

/** What is enough where a second reader, built otherwise, saw the very same. */
const ENOUGH = 0.6;

/** What is needed where a second reader saw other letters. */
const CERTAIN = 0.985;

const TORN = /^(?:pathology\.|stage\.|ihc\.|lab\.|imaging\.(?:measurement|suvmax)|patient\.age)/;

/** What several facts of one document say against each other: each one touched is left to a person. */
export function crossCheck(facts: readonly Found[], today: string): void {
  const one = (path: string) => facts.find((f) => f.path === path);
  const [n, nodes] = [one('stage.pN'), one('pathology.nodes')];
  const positive = /^(\d+)\//.exec(String(nodes?.normal ?? ''))?.[1];
  if (n && nodes && positive !== undefined && !nodesFit(String(n.normal), Number(positive))) {
    n.doubt ??= 'arithmetic';
    nodes.doubt ??= 'arithmetic';
  } else if (n?.doubt === 'repaired' && nodes && positive !== undefined && !doubtOf(nodes))
    n.doubt = undefined;
  inOrder(one('report.collected'), one('report.received'));
  inOrder(one('report.received') ?? one('report.collected'), one('report.date'));
  for (const path of ['report.date', 'report.collected', 'report.received']) notAfter(one(path), today);
  ofAge(one('patient.age'), one('patient.birth'), String(one('report.date')?.normal ?? today));
}

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
