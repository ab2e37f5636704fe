import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { against } from './against.ts';
import { checkFlows } from './check-flows.ts';
import { wordFaults } from './check-words.ts';
import { writeGraph } from './graph.ts';
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

/** What a new version does to the people who are in the one of this folder. */
function compared(folder: string): boolean {
  const { lines, harm } = against(folder);
  for (const line of lines) console.log(line);
  return !harm;
}

const [order = '', first = '', ...rest] = process.argv.slice(2);
/** What may be asked for instead of everything. */
const orders: Record<string, () => boolean> = {
  /** `--against FOLDER`: what the flow does to the people who are in that version. */
  '--against': () => compared(first),
  /** `--graph [FILE]`: the conversation as a picture. */
  '--graph': () => {
    console.log(`Drawn: ${writeGraph(first || undefined)}`);
    return true;
  },
  /** `--translated ta steps.sex`: these sentences say what the English says now. */
  '--translated': () => confirm(join(root, 'locales'), first, rest) > 0,
  /** `--words ta`: only what is wrong with one language. */
  '--words': () =>
    tell(
      'Languages',
      [...checkFlows(), ...wordFaults()].filter((fault) => fault.startsWith(first)),
    ),
};
process.exitCode = (orders[order] ?? everything)() ? 0 : 1;
