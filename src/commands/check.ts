import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { checkFlows } from './check-flows.ts';
import { wordFaults } from './check-words.ts';
import { confirm } from './words/translated.ts';

const root = join(import.meta.dirname, '..', '..');

/** Runs one tool of node_modules; its own words go to the terminal. */
function passes(title: string, tool: string, ...options: string[]): boolean {
  console.log(`\n${title}`);
  const program = join(root, 'node_modules', '.bin', tool);
  return spawnSync(program, options, { cwd: root, stdio: 'inherit' }).status === 0;
}

/** Prints faults in plain sentences. */
function tell(title: string, faults: readonly string[]): boolean {
  console.log(`\n${title}`);
  for (const fault of faults) console.log(`- ${fault}`);
  if (!faults.length) console.log('All is well.');
  return !faults.length;
}

/** All that can be said about the project without running it. Everything is looked at, even after a fault. */
function everything(): boolean {
  const results = [
    passes('Format', 'prettier', '--check', '.'),
    passes('Lint and walls', 'oxlint', '--type-aware'),
    passes('Types', 'tsc', '--noEmit'),
    passes('Nothing unused', 'knip'),
    tell('Flows and words', checkFlows()),
    tell('Languages', wordFaults()),
  ];
  return results.every(Boolean);
}

/** `--translated ta steps.sex`: these sentences say what the English says now. `--words ta`: only what is wrong with one language. */
const [order, language = '', ...keys] = process.argv.slice(2);
const ok =
  order === '--translated'
    ? confirm(join(root, 'locales'), language, keys) > 0
    : order === '--words'
      ? tell(
          'Languages',
          [...checkFlows(), ...wordFaults()].filter((fault) => fault.startsWith(language)),
        )
      : everything();
process.exitCode = ok ? 0 : 1;
