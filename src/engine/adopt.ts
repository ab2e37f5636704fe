import { carry, keptWhole } from './carry.ts';
import type { Flow, Step } from './flow.ts';
import { nextStep } from './ask.ts';
import { relevant } from './known.ts';
import type { State } from './state.ts';
import { upgrade } from './upgrade.ts';

/** The flow that answers, and the conversation as it stands in it. */
export interface Adopted {
  flow: Flow;
  state: State;
}

/** Why a conversation finishes on the version it is in: at its step, or because of what was answered at a step. */
export interface Stay {
  because: 'gone' | 'changed' | 'not_asked' | 'answer';
  step: string;
}

/**
 * Which version of the flow answers. `flows` holds the newest first. A conversation keeps the version it is in until the
 * newest asks the waiting question in the same way and can take all that was answered: nobody is asked twice, nothing
 * said is lost. Where its own version is lost, the newest asks its question anew: an old "2" must not answer a new list.
 */
export function adopt(flows: readonly Flow[], hash: string, stored: State): Adopted {
  const newest = flows[0]!;
  if (hash === newest.hash) return { flow: newest, state: stored };
  const state = upgrade(stored);
  const own = flows.find((flow) => flow.hash === hash);
  if (!own) return { flow: newest, state: anew(newest, carry(undefined, newest, state)) };
  if (stays(own, newest, state)) return { flow: own, state };
  return { flow: newest, state: carry(own, newest, state) };
}

/** What keeps a conversation on its own version; null when it can move with its next event. */
export function stays(own: Flow, newest: Flow, state: State): Stay | null {
  const moved = carry(own, newest, state);
  const [then, now] = [named(own, state.at), named(newest, state.at)];
  if (then && !now) return { because: 'gone', step: then.name };
  if (then && now && !sameQuestion(then, now)) return { because: 'changed', step: then.name };
  if (now && !relevant(newest, moved, now)) return { because: 'not_asked', step: now.name };
  const lost = own.steps.find(
    (step) => state.answers[step.name] && !keptWhole(own, newest, step, state, moved),
  );
  return lost ? { because: 'answer', step: lost.name } : null;
}

/** Whether an answer to the one is an answer to the other: what only orders, counts or checks the flow may differ. */
export function sameQuestion(one: Step, other: Step): boolean {
  return essence(one) === essence(other);
}

/** What of a step a person did not see and does not answer: its place, what is checked or done before it is asked. */
const BESIDE = new Set(['part', 'certain', 'task', 'papers', 'only', 'unless']);

function essence(step: Step): string {
  const seen = Object.entries(step).filter(([key]) => !BESIDE.has(key));
  return JSON.stringify(seen.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function named(flow: Flow, name: string | null): Step | undefined {
  return flow.steps.find((step) => step.name === name);
}

/** Puts a conversation before its question, as if that had not been asked yet. */
export function anew(flow: Flow, state: State): State {
  if (state.at === null) return state;
  const at = named(flow, state.at) ?? nextStep(flow, state);
  return { ...state, at: at?.name ?? null, asked: false, tries: 0, picked: [], aside: null };
}
