import { expect, test } from '@jest/globals';
import { answers, arrived, happen, setOut, willing, type Walk } from '../../src/commands/walk.ts';
import { loadContent } from '../../src/content.ts';
import { adopt } from '../../src/engine/adopt.ts';
import { faultsOf } from '../../src/engine/check.ts';
import { compile, type Flow } from '../../src/engine/flow.ts';
import { factOf } from '../../src/engine/known.ts';
import type { Numbered } from '../../src/engine/types.ts';
import { seeded, type Random } from '../../src/simulator/random.ts';
import { EDITS, type RawFlow } from './edits.ts';

const PEOPLE = 1_000;
const CHANGES = 50;
/** So many of all changes are walked to the end by each conversation; all of them are adopted by each. */
const WALKED = 2;

const { flow: old, words, packs } = loadContent();
const raw = JSON.parse(old.body) as RawFlow;

/** The facts of a conversation, the newest of each path. */
type Facts = Map<string, string>;
const learn = (facts: Facts, effects: readonly Numbered[]): void => {
  for (const effect of effects)
    if (effect.kind === 'learn') facts.set(effect.fact.path, String(effect.fact.normal ?? effect.fact.value));
};

interface Frozen {
  walk: Walk;
  facts: Facts;
}

/** Somebody who answered some of the questions and then put the phone away. */
function frozen(seed: number): Frozen {
  const random = seeded(seed);
  const walk = setOut(old);
  const facts: Facts = new Map();
  for (let left = 1 + random.below(45); left > 0 && !arrived(walk.state); left -= 1)
    learn(facts, happen(old, walk, willing(old, walk.state, random)));
  return { walk, facts };
}

/** Answers that are worth keeping: what became, or will become, a fact. Numbered questions are told by their words. */
function given(flow: Flow, { state }: Walk): [path: string, value: string][] {
  return flow.steps.flatMap((step): [string, string][] => {
    const answer = state.answers[step.name];
    return answer && step.learn && !step.learn.endsWith('.n') ? [[step.learn, answer.value]] : [];
  });
}

/** Walks to the end; tells which questions were put again though they had an answer, and what was learnt. */
function finish(
  flow: Flow,
  walk: Walk,
  facts: Facts,
  random: Random,
): { again: string[]; back: boolean; done: boolean } {
  const again: string[] = [];
  let back = false;
  const answered = new Set(flow.steps.filter(({ name }) => walk.state.answers[name]).map(({ name }) => name));
  for (let i = 0; i < 300 && !arrived(walk.state); i += 1) {
    const before = walk.state;
    const asked = flow.steps.find(({ name }) => name === before.at);
    const act =
      asked && before.asked && !before.hold
        ? answers(flow, before, asked, random)
        : willing(flow, before, random);
    learn(facts, happen(flow, walk, act));
    // Somebody who goes back wants to be asked again.
    const here = asked?.reopen && Object.keys(asked.reopen).length > 0;
    back ||= !!here;
    if (here) for (const name of answered) if (!walk.state.answers[name]) answered.delete(name);
    const { at } = walk.state;
    if (at !== null && at !== before.at && answered.has(at)) again.push(at);
  }
  return { again, back, done: arrived(walk.state) };
}

/** Changes of every kind, each at a place where it is sound. */
function soundChanges(): { flow: Flow; did: string }[] {
  const found: { flow: Flow; did: string }[] = [];
  for (let seed = 1; found.length < CHANGES; seed += 1) {
    const edited = EDITS[found.length % EDITS.length]!(raw, seeded(seed));
    const flow = edited && attempt(edited.flow);
    if (flow && flow.hash !== old.hash) found.push({ flow, did: edited.did });
  }
  return found;
}

function attempt(source: RawFlow): Flow | undefined {
  try {
    const flow = compile(source, words, packs);
    // Words of the new steps and options are not there; that is another test.
    return faultsOf(flow).every((fault) => fault.endsWith(' is missing.')) ? flow : undefined;
  } catch {
    return undefined;
  }
}

test(`${CHANGES} sound changes under ${PEOPLE} conversations: nobody is stranded or asked twice, nothing said is lost`, () => {
  const changes = soundChanges();
  const people = Array.from({ length: PEOPLE }, (_, i) => frozen(i + 1));
  const wrong: string[] = [];
  let moved = 0;
  for (const [n, { flow, did }] of changes.entries())
    for (const [i, { walk, facts }] of people.entries()) {
      const next = adopt([flow, old], old.hash, walk.state);
      if (next.flow === flow) moved += 1;
      const then = given(old, walk);
      const lost = then.filter(
        ([path]) => factOf(next.flow, next.state, path) !== factOf(old, walk.state, path),
      );
      const tell = (what: string) => wrong.push(`${did}; conversation ${i} at ${walk.state.at}: ${what}`);
      if (lost.length) tell(`lost ${lost.join(' ')}`);
      if ((i + n) % (CHANGES / WALKED) !== 0) continue;
      const own = { events: [...walk.events], state: next.state };
      const all = new Map(facts);
      const { again, back, done } = finish(next.flow, own, all, seeded(n * PEOPLE + i));
      if (!done) tell(`stranded at ${own.state.at}`);
      if (again.length) tell(`asked again ${again.join(' ')}`);
      if (back) continue;
      const unlearnt = then.filter(
        ([path]) => !all.has(path) || all.get(path) !== factOf(old, walk.state, path),
      );
      if (unlearnt.length)
        tell(`never learnt ${unlearnt.join(' ')}, but ${unlearnt.map(([path]) => all.get(path)).join()}`);
    }
  expect(wrong.slice(0, 20)).toEqual([]);
  // Most go on in the newest version at once; the rest ends on the old one.
  expect(moved / (CHANGES * PEOPLE)).toBeGreaterThan(0.5);
  console.log(`${moved} of ${CHANGES * PEOPLE} adoptions move at once`);
});
