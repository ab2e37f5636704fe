import type { Fact } from './facts.ts';
import { sheetsOf, type Paper } from './paper.ts';

/** One page of one file. */
export interface Leaf {
  document: string;
  page: number;
}

/** Somebody at the desk put pages together, each list one document in its order; or took such an act back. */
export interface Arrangement {
  id: string;
  groups: readonly (readonly Leaf[])[];
  undoes?: string;
}

/** Pages that people put together. */
export interface Group {
  key: string;
  leaves: readonly Leaf[];
}

const nameOf = ({ document, page }: Leaf): string => `${document}/${page}`;

/** The acts that stand: an act that was taken back does not count, unless the taking back was taken back. */
export function standingActs(acts: readonly Arrangement[]): Arrangement[] {
  const undone = new Set<string>();
  const stand: Arrangement[] = [];
  for (const act of acts.toReversed()) {
    if (undone.has(act.id)) continue;
    if (act.undoes) undone.add(act.undoes);
    else stand.unshift(act);
  }
  return stand;
}

/** What people put together, the newest word on each page counting. What an older act leaves over stays together. */
export function groupsOf(acts: readonly Arrangement[]): Group[] {
  const owner = new Map<string, string>();
  const groups = standingActs(acts).flatMap(({ id, groups: all }) =>
    all.map((leaves, i): Group => ({ key: `${id}/${i}`, leaves })),
  );
  for (const { key, leaves } of groups) for (const leaf of leaves) owner.set(nameOf(leaf), key);
  return groups
    .map(({ key, leaves }) => ({ key, leaves: leaves.filter((leaf) => owner.get(nameOf(leaf)) === key) }))
    .filter(({ leaves }) => leaves.length > 0);
}

/** A file of the case as far as arranging needs it. */
interface File {
  id: string;
  type: string;
  pages: readonly { number: number }[];
}

/** The sheets of one file: those of its pages that people put somewhere stand there, the others as the machine finds. */
export function sheetsIn(file: File, facts: readonly Fact[], groups: readonly Group[]): Paper[] {
  const own = facts.filter(({ from }) => from.kind === 'page' && from.document === file.id);
  const numbers = file.pages.map(({ number }) => number);
  const put = groups.flatMap(({ key, leaves }) => {
    const mine = leaves.filter(({ document }) => document === file.id).map(({ page }) => page);
    return mine.length ? [{ key, mine, rank: leaves.findIndex(({ document }) => document === file.id) }] : [];
  });
  if (!put.length) return sheetsOf(file.type, own, numbers.length, { id: file.id });
  const on = (pages: readonly number[]) =>
    sheetsOf(
      file.type,
      own.filter(({ from }) => from.kind === 'page' && pages.includes(from.page)),
      pages.length,
      { id: file.id },
    );
  const loose = numbers.filter((number) => !put.some(({ mine }) => mine.includes(number)));
  return [
    ...(loose.length ? on(loose) : []),
    ...put.flatMap(({ key, mine, rank }) => on(mine).map((sheet) => ({ ...sheet, together: key, rank }))),
  ];
}

/** The pages of a report in their order: as people put them, else file by file. */
export function leavesOf(
  sheets: readonly Paper[],
  files: readonly File[],
  groups: readonly Group[],
): readonly Leaf[] {
  const put = groups.find(({ key }) => key === sheets[0]?.together);
  if (put) return put.leaves;
  const taken = new Set(groups.flatMap(({ leaves }) => leaves.map(nameOf)));
  return [...new Set(sheets.map(({ id }) => id))].flatMap((id) =>
    (files.find((file) => file.id === id)?.pages ?? [])
      .map(({ number }): Leaf => ({ document: id!, page: number }))
      .filter((leaf) => !taken.has(nameOf(leaf))),
  );
}
