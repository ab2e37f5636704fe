import { readConfig } from '../../src/config.ts';
import { startService } from '../../src/main.ts';

/**
 * The service as `main.ts` starts it, with shorter patience for a dead worker's messages: a test cannot wait for minutes.
 * Arguments: milliseconds of a send's lease, and until a lost answer is given up.
 */
const [lease, settle] = process.argv.slice(2).map(Number);
const { url } = await startService(readConfig(), { times: { lease: lease!, settle: settle! } });
process.stdout.write(`Ready at ${url}\n`);
