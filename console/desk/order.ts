/** The cases as they stood in the list that was last shown, so that "next" means the same as it did there. */
let order: readonly string[] = [];

export function rememberOrder(cases: readonly string[]): void {
  if (cases.length) order = cases;
}

/** The case before or after this one; undefined at the ends, or where no list was shown. */
export function besideInOrder(id: string, by: 1 | -1): string | undefined {
  const at = order.indexOf(id);
  return at < 0 ? undefined : order[at + by];
}
