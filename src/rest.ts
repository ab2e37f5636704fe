import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** What starting leaves over is clear a moment after the last of it. */
const AFTER_MS = 1_000;

type Collect = (how: { type: 'major'; flavor: 'last-resort' }) => void;

/**
 * Gives back what starting took. Space for young objects grows while everything is loaded, and a process that is asked nothing
 * would keep it: some 40 MB. It holds everything up for 0.15 s, and is done once: a process under load takes the space again, and should.
 */
export function settleDown(): void {
  setTimeout(() => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as Collect;
    setFlagsFromString('--no-expose-gc');
    collect({ type: 'major', flavor: 'last-resort' });
  }, AFTER_MS).unref();
}
