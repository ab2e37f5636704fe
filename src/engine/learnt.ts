import { isPath } from './carry.ts';
import type { Step } from './flow.ts';
import type { Reply } from './kinds/kind.ts';
import type { Answer, State } from './state.ts';
import { learn, words, type Turn } from './turn.ts';

type Given = Extract<Reply, { is: 'answer' }>;

/** Facts may be learnt once the service was agreed to; what was answered before is learnt then. */
export function learnAnswers(turn: Turn, step: Step, given: Given): void {
  if (turn.state.consents.service !== true) return;
  const open = openAnswers(turn.state);
  for (const other of turn.flow.steps) {
    if (!other.learn || (other !== step && !open.has(other.name))) continue;
    const answer = turn.state.answers[other.name];
    if (!answer || answer.paper) continue;
    if (other === step) answer.facts = learnOne(turn, step, given, answer.message, answer.facts);
    else answer.facts = learnOne(turn, other, answer, answer.message);
  }
  for (const [path, answer] of open)
    if (isPath(path))
      answer.facts = [
        learn(turn, { path, value: answer.said || answer.value, normal: answer.value }, answer.message),
      ];
}

/** Answers that were given, and not learnt yet. Nearly all are: the few others are picked out first. */
function openAnswers({ answers }: State): Map<string, Answer> {
  const open = new Map<string, Answer>();
  for (const name in answers) {
    const answer = answers[name]!;
    if (!answer.facts && !answer.paper) open.set(name, answer);
  }
  return open;
}

/** An answer that no longer counts. Its facts are withdrawn, unless another answer speaks of the same thing. */
export function forget(turn: Turn, step: Step): void {
  const { state, flow } = turn;
  const answer = state.answers[step.name];
  delete state.answers[step.name];
  if (!answer?.facts || !step.learn) return;
  if (step.learn.endsWith('.n')) return void learnNumbered(turn, step.learn, turn.event.id);
  for (const [i, path] of [step.learn, step.also].entries()) {
    const corrects = answer.facts[i];
    const said = flow.steps.some(
      (one) => state.answers[one.name] && (one.learn === path || one.also === path),
    );
    if (!path || !corrects || said) continue;
    learn(turn, { path, value: words(turn, 'said.withdrawn'), normal: 'withdrawn', corrects }, turn.event.id);
  }
}

function learnOne(
  turn: Turn,
  step: Step,
  given: { value: string; said: string; normal?: string | number },
  message: string,
  before?: string[],
): string[] {
  if (step.learn!.endsWith('.n')) return learnNumbered(turn, step.learn!, message);
  const fact = { value: given.said || given.value, normal: given.normal ?? given.value };
  const corrects = (i: number) => (before?.[i] ? { corrects: before[i] } : {});
  const ids = [learn(turn, { path: step.learn!, ...fact, ...corrects(0) }, message)];
  if (step.also && turn.flow.packs[given.value])
    ids.push(learn(turn, { path: step.also, ...fact, ...corrects(1) }, message));
  return ids;
}

/** Questions for the expert, over all steps that ask for them: `question.1` … in words, with the code where one was chosen. */
function learnNumbered(turn: Turn, path: string, message: string): string[] {
  const { flow, state } = turn;
  const all = flow.steps
    .filter(
      (step) =>
        step.learn === path && state.answers[step.name] && state.answers[step.name]!.value !== 'unknown',
    )
    .flatMap((step) => {
      const { value, said } = state.answers[step.name]!;
      if (!step.options.length) return [{ value: said }];
      const codes = value.split(',').filter((code) => code !== 'own_words');
      return codes.map((code) => ({ value: words(turn, `steps.${step.name}.asks.${code}`), normal: code }));
    });
  const known = state.questions;
  for (let i = 0; i < Math.max(all.length, known.length); i += 1) {
    const now = all[i] ?? { value: words(turn, 'said.withdrawn'), normal: 'withdrawn' };
    const before = known[i];
    if (before?.value === now.value) continue;
    const id = learn(
      turn,
      { path: `${path.slice(0, -1)}${i + 1}`, ...now, ...(before ? { corrects: before.id } : {}) },
      message,
    );
    known[i] = { value: now.value.slice(0, 200), id };
  }
  return [];
}
