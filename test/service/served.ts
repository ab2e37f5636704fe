import { afterAll, beforeAll } from '@jest/globals';
import { freshDatabase, type Fresh } from '../database.ts';
import { run, type Running } from './running.ts';
import { raise, type Stage } from './stage.ts';

export interface Served {
  stage: Stage;
  fresh: Fresh;
  running: Running;
}

/**
 * Both providers, an empty database and the whole service for the tests of one file; `keep` gets them once they stand.
 * With `jumps` the providers live by the service's clock: when it jumps, their windows shut as well.
 */
export function served(
  seed: number,
  keep: (all: Served) => void,
  { env = {}, jumps = false }: { env?: Record<string, string>; jumps?: boolean } = {},
): void {
  const all: Partial<Served> = {};
  beforeAll(async () => {
    const clock = jumps ? () => all.running?.service.clock.now() ?? new Date() : undefined;
    const stage = (all.stage = await raise(seed, clock));
    Object.assign(stage.env, env);
    const fresh = (all.fresh = await freshDatabase(new Date()));
    const running = (all.running = await run(stage, fresh));
    keep({ stage, fresh, running });
  });
  afterAll(async () => {
    await all.running?.stop();
    await all.stage?.sim.close();
    await all.fresh?.drop();
  });
}

/** The way of somebody who writes for themselves up to the question of age. */
export const UNTIL_AGE = [
  ['hello', 'language:en'],
  ['language:en', 'who:patient'],
  ['who:patient', 'notice:agree'],
  ['notice:agree', 'reading:agree'],
  ['reading:agree', 'sharing:agree'],
  ['sharing:agree', 'safety:none'],
  ['safety:none', /full name/],
  ['Lakshmi Iyer', /How old/],
] as const;
