import type { Response } from 'express';
import type { World } from './world.ts';

/** Answers that are never given are held open so many at a time. */
const MOST_HELD = 200;

export type Fate = 'answer' | 'fail' | 'hang';

export interface Trouble {
  /** What happens to this call, by chance. */
  fate(): Fate;
  /** Takes the call, and never answers it or breaks off in the middle. */
  hold(response: Response): void;
  close(): void;
}

/** The head of an answer, half of its body, and then nothing: the message was taken all the same. */
function breakOff(response: Response): void {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': 400 });
  response.write('{"messaging_product":"what');
  setTimeout(() => response.destroy(), 20);
}

/** The provider's bad days: errors, and answers that never come. */
export function createTrouble(world: World): Trouble {
  const held: Response[] = [];
  return {
    fate() {
      const { fail, hang, cut } = world.behaviour();
      const draw = fail || hang || cut ? world.random.next() : 1;
      return draw < hang + cut ? 'hang' : draw < hang + cut + fail ? 'fail' : 'answer';
    },
    hold(response) {
      const { hang, cut } = world.behaviour();
      if (cut && world.random.chance(cut / (hang + cut))) return breakOff(response);
      held.push(response);
      if (held.length > MOST_HELD) held.shift()?.destroy();
    },
    close() {
      for (const response of held.splice(0)) response.destroy();
    },
  };
}
