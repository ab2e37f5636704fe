import type { Step } from './flow.ts';
import { relevant, reportCount } from './known.ts';
import { words, type Turn } from './turn.ts';

/** Steps whose answers can be seen and changed by number, in the order of the list. */
export function changeable(turn: Turn): Step[] {
  return turn.flow.steps.filter((step) => {
    const answer = turn.state.answers[step.name];
    return (
      answer && step.learn && !step.flags && relevant(turn.flow, turn.state, step) && step.kind !== 'say'
    );
  });
}

/** All answers, numbered, each on one line. */
export function summaryOf(turn: Turn): string {
  const lines = changeable(turn).map((step, i) => `${i + 1}. ${line(turn, step)}`);
  const papers = reportCount(turn.state);
  const count = papers ? `\n${words(turn, 'change.papers', { count: papers })}` : '';
  return `${words(turn, 'change.title')}\n\n${lines.join('\n')}${count}\n\n${words(turn, 'change.how')}`.slice(
    0,
    4000,
  );
}

function line(turn: Turn, step: Step): string {
  const { value, said, paper } = turn.state.answers[step.name]!;
  const options = step.options.length > 0 && value !== 'unknown';
  const shown =
    value === 'unknown'
      ? words(turn, 'said.unknown')
      : options
        ? value
            .split(',')
            .map((id) => words(turn, `steps.${step.name}.options.${id}`))
            .join(', ')
        : said;
  const short = shown.length > 70 ? `${shown.slice(0, 69)}…` : shown;
  return `${words(turn, `steps.${step.name}.short`)}: ${short}${paper ? ` ${words(turn, 'said.paper')}` : ''}`;
}
