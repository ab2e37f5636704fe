import type { Box, Fact } from './facts.ts';

/** What a machine read at one place, and what a person who looked said that it says. */
export interface Correction {
  document: string;
  path: string;
  of?: string;
  page: number;
  box: Box;
  read: string;
  said: string;
  /** Whether the machine had been sure. */
  accepted: boolean;
}

/** How a reading ends for one place. `wrong` is what must never be: sure, and not what it says. */
export type Verdict = 'right' | 'doubted' | 'missed' | 'wrong';

/** The example that an answer of the desk makes; undefined where it is not about a place on a page. */
export function correctionOf(about: Fact | undefined, said: string): Correction | undefined {
  if (about?.from.kind !== 'page') return undefined;
  const { path, of, value, accepted, from } = about;
  const { document, page, box } = from;
  return { document, path, ...(of ? { of } : {}), page, box, read: value, said, accepted };
}

/** How the machine did when the desk looked. */
export function verdictThen({ read, said, accepted }: Correction): Verdict {
  return accepted ? (alike(read, said) ? 'right' : 'wrong') : 'doubted';
}

type Seen = Pick<Fact, 'path' | 'of' | 'value' | 'normal' | 'accepted'> & { page: number; box: Box };

/** How today's code does at the same place: of several facts of the path, the nearest one. */
export function verdictNow(correction: Correction, facts: readonly Seen[]): Verdict {
  const { path, of, page, said } = correction;
  const own = facts.filter((f) => f.path === path && (f.of ?? '') === (of ?? ''));
  const near = own
    .filter((f) => f.page === page)
    .toSorted((a, b) => apart(a.box, correction.box) - apart(b.box, correction.box));
  const fact = near[0] ?? own[0];
  if (!fact) return 'missed';
  if (!fact.accepted) return 'doubted';
  return alike(fact.value, said) || alike(String(fact.normal ?? ''), said) ? 'right' : 'wrong';
}

const apart = ([ax, ay, aw, ah]: Box, [bx, by, bw, bh]: Box): number =>
  Math.hypot(ax + aw / 2 - bx - bw / 2, ay + ah / 2 - by - bh / 2);

/** The same words but for blanks, capitals and marks that carry no meaning. */
function alike(a: string, b: string): boolean {
  const tight = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{M}\p{N}.+<>%]/gu, '');
  return tight(a) === tight(b);
}
