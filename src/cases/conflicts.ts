import type { Fact } from './facts.ts';
import { sameAge, sameName } from './name.ts';
import { standing } from './timeline.ts';

/** Something two sources say differently and nobody has settled. No side of it is preferred. */
export interface Conflict {
  /** `her2`, `stage`, `side` … a path, where the path says what it is. */
  topic: string;
  /** Each thing that is said, with the ids of the facts that say it. */
  sides: { says: string; facts: string[] }[];
  /** The word of somebody who has seen these very sides and says what they make of them: the fact it is. */
  seen: string | null;
}

/** Where a word on a conflict stands. It settles nothing: both sides stay, and who signs has seen them. */
export function placeOfWord(topic: string): { path: string; of?: string } {
  const [path = '', of] = topic.split('@');
  return { path: `conflict.${path}`, ...(of ? { of } : {}) };
}

/** What a word on a conflict is about: its sides as they stand. Where another comes, it has to be seen anew. */
export const sidesAs = ({ sides }: Pick<Conflict, 'sides'>): string =>
  sides.map(({ says }) => says).join(' | ');

/** What one fact says on a topic, as it is compared. */
interface Claim {
  topic: string;
  says: string;
  fact: Fact;
}

/** Where a second value cannot be just a later one: who the patient is, what the tumour is, how far it has gone. */
const COMPARED =
  /^(?:patient\.(?:birth|age|sex|name)|stage\.\w+|ihc\.\w+|gene\.\w+|pathology\.(?:histology|grade|gleason|grade_group))$/;
const NOTHING = new Set(['unknown', 'unsure', 'not_done', 'not_told', 'withdrawn']);

/**
 * Accepted facts that disagree. What a person confirmed or wrote at the desk settles all that was known before it; a later paper
 * that says otherwise opens it anew. The order of the facts does not matter.
 */
export function conflictsIn(facts: readonly Fact[]): Conflict[] {
  const claims = standing(facts).flatMap(claimsOf);
  const topics = Map.groupBy(claims, ({ topic }) => topic);
  return [...topics]
    .map(([topic, all]) => ({ topic, sides: sidesOf(topic, unsettled(all)) }))
    .filter(({ sides }) => sides.length > 1)
    .map((conflict) => ({ ...conflict, seen: wordOn(conflict, facts) }))
    .sort((a, b) => (a.topic < b.topic ? -1 : 1));
}

/** The newest word on these very sides. */
function wordOn(conflict: Pick<Conflict, 'topic' | 'sides'>, facts: readonly Fact[]): string | null {
  const { path, of } = placeOfWord(conflict.topic);
  const about = sidesAs(conflict);
  const words = facts.filter((fact) => fact.path === path && fact.of === of && fact.normal === about);
  const newest = words.toSorted((a, b) => (a.at === b.at ? (a.id < b.id ? 1 : -1) : a.at < b.at ? 1 : -1));
  return newest[0]?.id ?? null;
}

/** A fact may speak to several topics: a group of stages is one by itself, and a number that was told. */
function claimsOf(fact: Fact): Claim[] {
  const { path, of } = fact;
  const says = String(fact.normal ?? fact.value)
    .trim()
    .toLowerCase();
  if (!says || NOTHING.has(says)) return [];
  const claim = (topic: string, what: string | undefined): Claim[] =>
    what ? [{ topic, says: what, fact }] : [];
  return [
    ...(COMPARED.test(path)
      ? claim(of ? `${path}@${of}` : path, path === 'patient.name' ? fact.value : says)
      : []),
    ...claim('side', sideIn(path, `${says} ${fact.value.toLowerCase()}`)),
    ...claim('spread', spreadIn(path, says)),
    ...claim('stage', stageIn(path, says)),
  ];
}

/** Right or left, where a path is about the side of the tumour and names just one. */
function sideIn(path: string, words: string): string | undefined {
  if (!/^(?:diagnosis\.side|pathology\.specimen|treatment\.procedure)$/.test(path)) return undefined;
  const [right, left] = [/\b(?:right|rt)\b/.test(words), /\b(?:left|lt)\b/.test(words)];
  return right === left ? undefined : right ? 'right' : 'left';
}

/** Whether it has spread: as told, or as M of a stage says. */
function spreadIn(path: string, says: string): string | undefined {
  if (path === 'diagnosis.spread_told')
    return says === 'spread' ? 'yes' : says === 'local' ? 'no' : undefined;
  if (!/^stage\.[cp]M$/.test(path)) return undefined;
  return /m1/.test(says) ? 'yes' : /m0/.test(says) ? 'no' : undefined;
}

const ROMAN: readonly (readonly [RegExp, string])[] = [
  [/^(?:stage\s*)?(?:iv|4)/, '4'],
  [/^(?:stage\s*)?(?:iii|3)/, '3'],
  [/^(?:stage\s*)?(?:ii|2)/, '2'],
  [/^(?:stage\s*)?(?:i|1)/, '1'],
];

/** The number of the stage, 1 to 4, as told and as printed. */
function stageIn(path: string, says: string): string | undefined {
  if (!/^(?:diagnosis\.stage_told|stage\.(?:group|figo))$/.test(path)) return undefined;
  return ROMAN.find(([form]) => form.test(says))?.[1];
}

function unsettled(claims: readonly Claim[]): Claim[] {
  const settled = claims
    .filter(({ fact }) => fact.confirmed?.kind === 'staff' || fact.from.kind === 'staff')
    .map(({ fact }) => fact.confirmed?.at ?? fact.at)
    .sort()
    .at(-1);
  return settled ? claims.filter(({ fact }) => (fact.confirmed?.at ?? fact.at) >= settled) : [...claims];
}

/** Claims that may mean the same stand together, also where only a third one joins them. */
function sidesOf(topic: string, claims: readonly Claim[]): Conflict['sides'] {
  const sides: Claim[][] = [];
  for (const claim of claims.toSorted((a, b) => (a.fact.id < b.fact.id ? -1 : 1))) {
    const met = sides.filter((side) => side.some((other) => agree(topic, other.says, claim.says)));
    for (const side of met) sides.splice(sides.indexOf(side), 1);
    sides.push([...met.flat(), claim]);
  }
  return sides
    .map((side) => ({
      says: side.map(({ says }) => says).sort()[0]!,
      facts: [...new Set(side.map(({ fact }) => fact.id))].sort(),
    }))
    .sort((a, b) => (a.says < b.says ? -1 : 1));
}

function agree(topic: string, a: string, b: string): boolean {
  if (topic === 'patient.name') return sameName(a, b);
  if (topic === 'patient.age') return sameAge(Number.parseFloat(a), Number.parseFloat(b)) || a === b;
  const plain = (text: string) => text.replace(/[^\p{L}\p{N}+<>%./-]/gu, '');
  return plain(a) === plain(b);
}
