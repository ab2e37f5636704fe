import { RESULTS } from '../cases/paper.ts';
import { reportsOf } from '../cases/report.ts';
import { bandOf, packOf, scaleOf } from '../cases/site.ts';
import { conditionIn, holds } from '../cases/condition.ts';
import type { Pack } from '../cases/missing.ts';
import type { Case } from '../cases/case.ts';
import type { Fact } from '../cases/facts.ts';
import type { Flow, Step } from './flow.ts';
import type { State } from './state.ts';

/** Whether the conversation needs to remember a value of this path from a paper. */
export function inner(flow: Flow, path: string): boolean {
  return (
    Object.values(RESULTS).includes(path) ||
    flow.steps.some((step) => (step.papers && step.learn === path) || step.unless.includes(path)) ||
    Object.values(flow.packs).some((pack) =>
      pack.needs.some(
        (need) => need.facts?.includes(path) || (need.when && conditionIn(need.when)?.path === path),
      ),
    )
  );
}

/** Keeps what a paper or the desk says, so that the next ask follows from it. */
export function remember(state: State, fact: Pick<Fact, 'path' | 'value' | 'normal' | 'accepted'>): void {
  const normal = String(fact.normal ?? fact.value).slice(0, 60);
  state.known[fact.path] = { value: fact.value.slice(0, 60), normal, sure: fact.accepted };
}

/** The value of a fact as far as this conversation knows it; `patient.band` and `patient.scale` follow from the age. */
export function factOf(flow: Flow, state: State, path: string): string | undefined {
  if (path === 'patient.band' || path === 'patient.scale') {
    const age = Number(factOf(flow, state, 'patient.age') ?? Number.NaN);
    return path === 'patient.band' ? bandOf(age) : scaleOf(age);
  }
  for (const step of sources(flow, path)) {
    const answer = state.answers[step.name];
    if (!answer) continue;
    if (step.learn === path) return answer.value;
    if (step.also === path && flow.packs[answer.value]) return answer.value;
  }
  // What a step asked for that is no longer in the flow waits under its path.
  return state.answers[path]?.value ?? state.known[path]?.normal;
}

const asking = new WeakMap<Flow, Map<string, Step[]>>();

/** The steps that learn a fact, in their order. A flow never changes, so they are looked up once. */
function sources(flow: Flow, path: string): readonly Step[] {
  let paths = asking.get(flow);
  if (!paths) {
    paths = new Map();
    for (const step of flow.steps)
      for (const one of new Set([step.learn, step.also]))
        if (one) paths.set(one, [...(paths.get(one) ?? []), step]);
    asking.set(flow, paths);
  }
  return paths.get(path) ?? [];
}

/** Whether the conditions of a step hold now. */
export function relevant(flow: Flow, state: State, step: Step): boolean {
  if (step.story && !state.story?.found.length) return false;
  if (!step.only.length) return true;
  const value = (path: string) => factOf(flow, state, path);
  return step.only.every((condition) => holds(condition, value));
}

/** Whether a paper already tells what a step would ask: it is not asked, and an answer that is there stays. */
export function toldByPapers(state: State, step: Step): boolean {
  return step.unless.some((path) =>
    path.startsWith('papers.') ? (state.papers[path.slice(7)] ?? 0) > 0 : state.known[path]?.sure === true,
  );
}

/** What a case of this cancer needs; undefined until the cancer is known. */
export function packFor(flow: Flow, state: State): Pack | undefined {
  return packOf(flow.packs, caseOf(flow, state, PACK_BY));
}

/** The facts by which the list of needs is chosen. */
const PACK_BY = ['cancer.site', 'patient.age'];

/** The conversation's knowledge in the form of a case, for the planner of what is missing. */
export function knownCase(flow: Flow, state: State): Case {
  const paths = new Set([...PACK_BY, ...Object.keys(state.known)]);
  for (const step of flow.steps) if (step.learn) paths.add(step.learn);
  return caseOf(flow, state, paths);
}

function caseOf(flow: Flow, state: State, paths: Iterable<string>): Case {
  const current: Case['current'] = {};
  for (const path of paths) {
    const value = factOf(flow, state, path);
    if (value === undefined) continue;
    const sure = state.known[path]?.sure ?? true;
    const from = { kind: 'message', message: '', speaker: 'unknown' } as const;
    current[path] = { id: path, path, value, normal: value, at: '', from, accepted: sure };
  }
  return { current, history: {}, conflicts: [] };
}

/** How many papers people would count: the photographed pages of one report are one. */
export function reportCount({ papers, shelf = [] }: State): number {
  const all = Object.values(papers).reduce((sum, n) => sum + n, 0);
  const files = new Set(shelf.map((paper) => paper.id ?? paper));
  return Math.max(1, all - files.size + reportsOf(shelf).length) * Math.sign(all);
}
