import type { Flow, Step } from './flow.ts';
import type { State } from './state.ts';

/**
 * Which version of the flow answers. `flows` holds the newest first. A conversation keeps the version it began with
 * until the step it waits at is the same in the newest; a version that is lost is replaced by the newest.
 */
export function adopt(flows: readonly Flow[], hash: string, state: Pick<State, 'at'>): Flow {
  const newest = flows[0]!;
  const own = flows.find((flow) => flow.hash === hash);
  if (!own || own === newest || state.at === null) return newest;
  const [then, now] = [at(own, state.at), at(newest, state.at)];
  return then && now && JSON.stringify(then) === JSON.stringify(now) ? newest : own;
}

function at(flow: Flow, name: string): Step | undefined {
  return flow.steps.find((step) => step.name === name);
}
