import type { Fact } from './facts.ts';

/** What the family answered after the opinion, as codes that may be counted; null for any other fact. */
export function outcomeOf({
  path,
  normal,
}: Pick<Fact, 'path' | 'normal'>): { what: string; code: string } | null {
  const [, what] = /^followup\.([a-z]{1,20})$/.exec(path) ?? [];
  const code = String(normal ?? '');
  return what && /^[a-z0-9_]{1,20}$/.test(code) ? { what, code } : null;
}
