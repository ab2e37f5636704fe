import type { Catalogue } from './catalogue.ts';
import type { ReadFact } from './reading.ts';
import type { Row } from './rows.ts';

/** Takes the facts from a document's rows. Pure: the same rows always give the same facts. */
export function extract(
  _type: string,
  _pages: readonly (readonly Row[])[],
  _catalogue: Catalogue,
): ReadFact[] {
  return [];
}
