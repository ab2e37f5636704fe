import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { loadContent } from '../content.ts';
import { begin, isInput, playScript } from './script.ts';

const HELP = `Chat with the flow. Type as a person would; an empty line ends it.
  (photo p1)            a photo comes          = p1 histopathology   it was read
  (tap who:patient)     an old button          ~ 3s   ~ settle       time passes
  ! taken by Asha       ! said Asha: …         ! handed back by Asha
  ! status ready        ! signed Dr Rao | MD | KMC 1 | summary | question => answer`;

const { values } = parseArgs({ options: { script: { type: 'string' } } });
const { flow } = loadContent();

if (values.script) process.stdout.write(playScript(flow, readFileSync(values.script, 'utf8')));
else {
  console.log(HELP);
  const terminal = createInterface({ input: process.stdin, output: process.stdout, prompt: '\n> ' });
  const play = begin(flow);
  terminal.prompt();
  for await (const line of terminal) {
    if (!line.trim()) break;
    for (const one of play.line(isInput(line) ? line : `> ${line}`)) console.log(one);
    terminal.prompt();
  }
  terminal.close();
}
