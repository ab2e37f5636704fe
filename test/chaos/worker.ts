import { readConfig } from '../../src/config.ts';
import { startService } from '../../src/main.ts';

/**
 * The service as `main.ts` starts it, with shorter patience for a dead worker's work: a test cannot wait for minutes.
 * Arguments, in milliseconds: a send's lease, until a lost answer is given up, a file's lease.
 */
const [lease, settle, reading] = process.argv.slice(2).map(Number);
const { url } = await startService(readConfig(), {
  times: { lease: lease!, settle: settle!, reading: reading! },
});
process.stdout.write(`Ready at ${url}\n`);
