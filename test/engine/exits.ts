import type { Flow, Step } from '../../src/engine/flow.ts';
import type { State } from '../../src/engine/state.ts';
import type { Event, Numbered } from '../../src/engine/types.ts';

/** Ways out of a step that somebody took, as `<step>:<exit>`. */
export type Exits = Set<string>;

/** All ways out of a step: each option, and each kind of reply that its kind knows. */
export function exitsOf(step: Step): string[] {
  if (step.kind === 'say') return [];
  const fixed = { consent: ['agree', 'refuse'], documents: ['all_sent', 'later', 'none'] };
  const options = step.kind === 'consent' || step.kind === 'documents' ? fixed[step.kind] : step.options;
  return [
    ...(options.length ? options : ['answered']),
    'unclear',
    ...(options.includes('person') ? [] : ['person']),
    ...(step.skip ? ['skip'] : []),
    // What is no fact is not listed, so it cannot be changed; red flags are not answers one corrects.
    ...(step.learn && !step.flags ? ['reopened'] : []),
  ];
}

/** The way out that one event took, if the conversation was open to it. */
export function exitTaken(
  flow: Flow,
  before: State,
  event: Event,
  effects: readonly Numbered[],
  after: State,
): string[] {
  const found: string[] = [];
  if (after.at !== null && after.at !== before.at && before.answers[after.at])
    found.push(`${after.at}:reopened`);
  const step = flow.steps.find(({ name }) => name === before.at);
  const open = before.asked && before.voice === 'bot' && !before.stopped && !before.ended && !before.hold;
  if (!step || !open || event.kind !== 'message') return found;
  const task = effects.some((effect) => effect.kind === 'task' && effect.what === 'wants_person');
  const answered =
    after.answers[step.name]?.message === event.id ? after.answers[step.name]!.value : undefined;
  const [tapped, option] = (event.choice ?? '').split(':');
  if (tapped === step.name && option && exitsOf(step).includes(option)) found.push(`${step.name}:${option}`);
  else if (answered === 'unknown') found.push(`${step.name}:skip`);
  else if (answered !== undefined)
    found.push(
      ...(step.kind === 'choice' ? answered.split(',') : ['answered']).map((one) => `${step.name}:${one}`),
    );
  else if (task || (event.text === 'person' && before.open.includes('wants_person')))
    found.push(`${step.name}:person`);
  else if (after.at === step.name && after.tries !== before.tries) found.push(`${step.name}:unclear`);
  return found;
}
