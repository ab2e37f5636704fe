import type { Response } from 'express';
import type { World } from './world.ts';

/** Answers that are never given are held open so many at a time. */
const MOST_HELD = 200;

export type Fate = 'answer' | 'fail' | 'hang';

export interface Trouble {
  /** What happens to this call, by chance. */
  fate(): Fate;
  /** Takes the call and never answers it. */
  hold(response: Response): void;
  close(): void;
}

/** The provider's bad days: errors, and answers that never come. */
export function createTrouble(world: World): Trouble {
  const held: Response[] = [];
  return {
    fate() {
      const { fail, hang } = world.behaviour();
      const draw = fail || hang ? world.random.next() : 1;
      return draw < hang ? 'hang' : draw < hang + fail ? 'fail' : 'answer';
    },
    hold(response) {
      held.push(response);
      if (held.length > MOST_HELD) held.shift()?.destroy();
    },
    close() {
      for (const response of held.splice(0)) response.destroy();
    },
  };
}
