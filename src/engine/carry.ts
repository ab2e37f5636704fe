import type { Flow, Step } from './flow.ts';
import { relevant } from './known.ts';
import type { Answer, State } from './state.ts';

/**
 * The answers of one version as the newest holds them. A step that only has another name is found by what it asks for.
 * What no step asks for any more stays under the path of its fact (`patient.sex`), so that conditions still see it and
 * it is learnt once that is allowed. `own` is undefined where the version is lost.
 */
export function carry(own: Flow | undefined, newest: Flow, state: State): State {
  const answers: Record<string, Answer> = {};
  const rest: [string, Answer][] = [];
  for (const [name, answer] of Object.entries(state.answers)) {
    const now = newest.steps.find((step) => step.name === name);
    const then = own?.steps.find((step) => step.name === name);
    if (now && accepts(now, answer) && (!own || (then && role(then) === role(now)))) answers[name] = answer;
    else rest.push([name, answer]);
  }
  for (const [name, answer] of rest) {
    const then = own?.steps.find((step) => step.name === name);
    const wanted = isPath(name) ? `learn ${name}` : then && role(then);
    const heir = newest.steps.find(
      (step) => role(step) === wanted && isNew(own, step) && accepts(step, answer) && !answers[step.name],
    );
    if (heir) answers[heir.name] = answer;
    else for (const [path, orphan] of orphans(own, newest, name, answer)) answers[path] ??= orphan;
  }
  return { ...state, answers };
}

/** Whether a name is the path of a fact: the key of an answer whose step is gone. Names of steps have no dot. */
export function isPath(name: string): boolean {
  return name.includes('.');
}

/** Whether the newest flow still has, or still needs to know, what was answered at a step. */
export function keptWhole(own: Flow, newest: Flow, step: Step, before: State, after: State): boolean {
  const answer = before.answers[step.name]!;
  const now = newest.steps.find((one) => after.answers[one.name] === answer);
  // It would be thrown away, or it was already of no importance.
  if (now) return relevant(newest, after, now) || !relevant(own, before, step);
  // The same question under the same name that cannot take the answer would be asked again.
  const same = (one: Step) => role(one) !== undefined && role(one) === role(step) && isNew(own, one);
  const asks = (one: Step) => one.name === step.name || same(one);
  if (newest.steps.some(asks)) return false;
  // Numbered answers (`question.n`) are counted over all their steps: without the step they would be withdrawn.
  return !step.learn?.endsWith('.n');
}

/** What a step is for: the fact, the consent, the papers, the last check. Undefined where only its name tells. */
function role(step: Step): string | undefined {
  if (step.learn) return `learn ${step.learn}`;
  if (step.purpose) return `consent ${step.purpose}`;
  if (step.summary) return 'summary';
  return step.kind === 'documents' ? 'documents' : undefined;
}

/** Several steps may learn one fact (the part of the body, of each group of cancers): only a new one can be the old one renamed. */
function isNew(own: Flow | undefined, step: Step): boolean {
  return !own?.steps.some((one) => one.name === step.name);
}

/** Whether an answer given elsewhere could have been given at this step. */
function accepts(step: Step, { value }: Answer): boolean {
  if (value === 'unknown') return true;
  if (step.kind === 'choice')
    return value.split(',').every((code) => step.options.includes(code) && !step.reopen[code]);
  if (step.kind === 'number') return /^\d+(?:\.\d+)?$/.test(value);
  if (step.kind === 'date') return /^\d{4}(?:-\d\d){0,2}$/.test(value);
  return step.kind !== 'consent' || value === 'agree' || value === 'refuse';
}

/** An answer without a step, under the paths of its facts. What was no fact (papers, a way to a person) is done with. */
function orphans(own: Flow | undefined, newest: Flow, name: string, answer: Answer): [string, Answer][] {
  if (isPath(name)) return [[name, answer]];
  const then = own?.steps.find((step) => step.name === name);
  // Of a lost version nothing is known: its answers wait under their names, unless they are asked anew.
  if (!own) return newest.steps.some((step) => step.name === name) ? [] : [[name, answer]];
  if (!then?.learn || then.learn.endsWith('.n')) return [];
  const { facts, ...given } = answer;
  const also = then.also && own.packs[answer.value] ? then.also : undefined;
  return [
    [then.learn, answer],
    ...(also
      ? [[also, facts?.[1] ? { ...given, facts: [facts[1]] } : given] satisfies [string, Answer]]
      : []),
  ];
}
