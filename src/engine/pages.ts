import type { Step } from './flow.ts';
import type { Turn } from './turn.ts';

/** A WhatsApp list holds ten rows: nine options, and the way to the others. */
const ROWS = 10;

/** The row that leads on to the next page of a long list, and from the last one back to the first. */
export const FURTHER = 'further';

/** All options of a step in the order they are offered: the languages somebody seems to write come first. */
export function offered(turn: Turn, step: Step): readonly string[] {
  if (step.name !== 'language' || !turn.state.likely) return step.options;
  const likely = turn.state.likely.filter((id) => step.options.includes(id));
  return [...likely, ...step.options.filter((id) => !likely.includes(id))];
}

/** The rows shown now. */
export function rowsOf(turn: Turn, step: Step): readonly string[] {
  return pageOf(turn, offered(turn, step));
}

/** The page of these options that is shown now. */
export function pageOf(turn: Turn, options: readonly string[]): readonly string[] {
  const pages = pagesOf(options);
  return pages[(turn.state.page ?? 0) % pages.length]!;
}

/** The row a typed number means: one of the rows shown, or, counted on over all pages, one of the others. */
export function rowNumbered(turn: Turn, step: Step, number: number): string | null {
  return rowsOf(turn, step)[number - 1] ?? pagesOf(offered(turn, step)).flat()[number - 1] ?? null;
}

/** Shows the next page when the question is asked again. */
export function turnPage(turn: Turn): void {
  turn.state.page = (turn.state.page ?? 0) + 1;
}

function pagesOf(options: readonly string[]): (readonly string[])[] {
  if (options.length <= ROWS) return [options];
  const pages: string[][] = [];
  for (let i = 0; i < options.length; i += ROWS - 1) pages.push([...options.slice(i, i + ROWS - 1), FURTHER]);
  return pages;
}
