import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { checkFlows } from './check-flows.ts';

const root = join(import.meta.dirname, '..', '..');

/** Runs one tool of node_modules; its own words go to the terminal. */
function passes(title: string, tool: string, ...options: string[]): boolean {
  console.log(`\n${title}`);
  const program = join(root, 'node_modules', '.bin', tool);
  return spawnSync(program, options, { cwd: root, stdio: 'inherit' }).status === 0;
}

/** All that can be said about the project without running it. Everything is looked at, even after a fault. */
const results = [
  passes('Format', 'prettier', '--check', '.'),
  passes('Lint and walls', 'oxlint', '--type-aware'),
  passes('Types', 'tsc', '--noEmit'),
  passes('Nothing unused', 'knip'),
];

console.log('\nFlows and words');
const faults = checkFlows();
for (const fault of faults) console.log(`- ${fault}`);
if (!faults.length) console.log('All is well.');
process.exitCode = results.every(Boolean) && !faults.length ? 0 : 1;
