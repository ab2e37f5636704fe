import type { Figures } from './measures.ts';

/** Figures of every round, by name of what was measured and of whom. */
export type Rounds = Map<string, Map<string, number[]>>;

export function keep(rounds: Rounds, who: string, figures: Figures): void {
  for (const [what, value] of Object.entries(figures)) {
    const all = rounds.get(what) ?? new Map<string, number[]>();
    rounds.set(what, all);
    all.set(who, [...(all.get(who) ?? []), value]);
  }
}

/** Medians with the least and the most, and what ours is of each other: the median of the rounds' own ratios. */
export function table(rounds: Rounds, who: readonly string[], ours: string): string {
  const others = who.filter((one) => one !== ours);
  const head = ['', ...who, ...others.map((one) => `of ${one}`)];
  const rows = [...rounds].map(([what, all]) => [
    what,
    ...who.map((one) => show(all.get(one))),
    ...others.map((one) => ratio(all.get(ours), all.get(one))),
  ]);
  return [head, head.map((_, n) => (n ? '--:' : '---')), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

function show(numbers: readonly number[] | undefined): string {
  if (!numbers?.length) return '';
  const digits = median(numbers) < 10 ? 2 : median(numbers) < 100 ? 1 : 0;
  const say = (n: number) => n.toFixed(digits);
  return `${say(median(numbers))} (${say(Math.min(...numbers))}–${say(Math.max(...numbers))})`;
}

function ratio(ours: readonly number[] | undefined, other: readonly number[] | undefined): string {
  if (!ours?.length || !other?.length) return '';
  return show(ours.map((value, round) => value / (other[round] ?? Number.NaN)));
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}
