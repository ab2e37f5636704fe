import type { Fact } from './facts.ts';

/** Why a person at the desk sets a fact aside: it is not on its paper, or the paper is of somebody else. */
export type Rejection = 'rejected' | 'other_person';

/** Whether this fact is no value, but somebody's word that another one does not count. */
export const isRejection = ({ accepted, doubt, confirmed, corrects }: Fact): boolean =>
  !accepted &&
  corrects !== undefined &&
  confirmed?.kind === 'staff' &&
  (doubt === 'rejected' || doubt === 'other_person');

/** What somebody at the desk set aside, and nobody took back since: by the fact it was said of. */
export function rejections(facts: readonly Fact[]): Map<string, Rejection> {
  const said = facts.filter(isRejection).filter((word) => !facts.some((later) => takesBack(later, word)));
  return new Map(said.map(({ corrects, doubt }) => [corrects!, doubt as Rejection]));
}

/** The papers that are of another person, as somebody at the desk said. */
export function othersPapers(facts: readonly Fact[]): Set<string> {
  const gone = rejections(facts);
  return new Set(
    facts.flatMap(({ id, from }) =>
      from.kind === 'page' && gone.get(id) === 'other_person' ? [from.document] : [],
    ),
  );
}

/**
 * The papers that are kept apart, because who is named there may be somebody else, and nobody has said yet whose they are. A
 * word of the desk on any value of one is a word on whose it is.
 */
export function heldPapers(facts: readonly Fact[]): Set<string> {
  const corrected = new Set(facts.map(({ corrects }) => corrects));
  const held = new Set<string>();
  const known = new Set<string>();
  for (const { id, from, accepted, doubt, confirmed } of facts) {
    if (from.kind !== 'page') continue;
    if (accepted || confirmed) known.add(from.document);
    else if (doubt === 'other_person' && !corrected.has(id)) held.add(from.document);
  }
  return new Set([...held].filter((document) => !known.has(document)));
}

/** The facts that may count: without what was set aside, what that had corrected, and what stands on papers of somebody else. */
export function standing(facts: readonly Fact[]): readonly Fact[] {
  if (!facts.some(isRejection)) return facts;
  const byId = new Map(facts.map((fact) => [fact.id, fact]));
  const gone = new Set<string>();
  for (const first of rejections(facts).keys())
    for (let id: string | undefined = first; id && !gone.has(id); id = byId.get(id)?.corrects) gone.add(id);
  const others = othersPapers(facts);
  return facts.filter(
    (fact) =>
      !isRejection(fact) &&
      !gone.has(fact.id) &&
      !(fact.from.kind === 'page' && others.has(fact.from.document)),
  );
}

/** A later word on the same fact, or on the rejection itself. */
function takesBack(later: Fact, word: Fact): boolean {
  if (later.corrects === word.id) return true;
  if (later.corrects !== word.corrects || isRejection(later)) return false;
  return later.at > word.at || (later.at === word.at && later.id > word.id);
}
