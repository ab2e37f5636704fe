import { adopt } from '../engine/adopt.ts';
import type { Flow } from '../engine/flow.ts';
import { factOf } from '../engine/known.ts';
import type { Numbered } from '../engine/types.ts';
import { seeded, type Random } from '../simulator/random.ts';
import { answers, arrived, happen, setOut, willing, type Walk } from './walk.ts';

/** The facts of a case by path, the newest of each. */
export type Facts = Map<string, string>;

/** A conversation that stopped somewhere, and what was learnt until then. */
export interface Frozen {
  walk: Walk;
  facts: Facts;
}

/** How one conversation fared under a newer version. */
export interface Outcome {
  moved: boolean;
  /** Set when the intake could not be finished: the step it hangs at. */
  stranded?: string;
  /** Questions that were put again though they had an answer. */
  again: string[];
  /** Paths of facts that were said and are not known any more. */
  lost: string[];
}

/** Somebody who answered some of the questions and then put the phone away. */
export function frozen(flow: Flow, seed: number): Frozen {
  const random = seeded(seed);
  const walk = setOut(flow);
  const facts: Facts = new Map();
  for (let left = 1 + random.below(45); left > 0 && !arrived(walk.state); left -= 1)
    note(facts, happen(flow, walk, willing(flow, walk.state, random)));
  return { walk, facts };
}

/** Whether the newest, or the own, version still knows what was said, right after the choice between them. */
export function adopted(
  own: Flow,
  newest: Flow,
  { walk }: Frozen,
): { flow: Flow; walk: Walk; lost: string[] } {
  const { flow, state } = adopt([newest, own], own.hash, walk.state);
  const known = (path: string) => factOf(flow, state, path) === factOf(own, walk.state, path);
  return {
    flow,
    walk: { state, events: [...walk.events] },
    lost: said(own, walk).filter((path) => !known(path)),
  };
}

/** Lets a stopped conversation meet a newer version, and walks it to the end. */
export function meet(own: Flow, newest: Flow, one: Frozen, seed: number): Outcome {
  const { flow, walk, lost } = adopted(own, newest, one);
  const facts = new Map(one.facts);
  const { again, back } = finish(flow, walk, facts, seeded(seed));
  // Who went back to an earlier question wanted to say something else.
  const unlearnt = back
    ? []
    : said(own, one.walk).filter((path) => facts.get(path) !== factOf(own, one.walk.state, path));
  return {
    moved: flow === newest,
    ...(arrived(walk.state) ? {} : { stranded: walk.state.at ?? 'the end' }),
    again,
    lost: [...new Set([...lost, ...unlearnt])],
  };
}

function finish(flow: Flow, walk: Walk, facts: Facts, random: Random): { again: string[]; back: boolean } {
  const again: string[] = [];
  let back = false;
  const answered = new Set(flow.steps.map(({ name }) => name).filter((name) => walk.state.answers[name]));
  for (let i = 0; i < 300 && !arrived(walk.state); i += 1) {
    const before = walk.state;
    const asked = flow.steps.find(({ name }) => name === before.at);
    const plain = asked && before.asked && !before.hold && !before.aside;
    const act = plain ? answers(flow, before, asked, random) : willing(flow, before, random);
    note(facts, happen(flow, walk, act));
    if (asked && Object.keys(asked.reopen).length > 0) {
      back = true;
      for (const name of answered) if (!walk.state.answers[name]) answered.delete(name);
    }
    const { at } = walk.state;
    if (at !== null && at !== before.at && answered.has(at)) again.push(at);
  }
  return { again, back };
}

/** Paths of what was said and became, or will become, a fact. Numbered questions are told apart by their words only. */
function said(flow: Flow, { state }: Walk): string[] {
  return flow.steps.flatMap(({ name, learn }) =>
    learn && !learn.endsWith('.n') && state.answers[name] ? [learn] : [],
  );
}

function note(facts: Facts, effects: readonly Numbered[]): void {
  for (const effect of effects)
    if (effect.kind === 'learn') facts.set(effect.fact.path, String(effect.fact.normal ?? effect.fact.value));
}
