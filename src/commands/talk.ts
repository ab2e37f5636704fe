import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { loadContent } from '../content.ts';
import { saveStory } from './save.ts';
import { begin, isInput, playScript } from './script.ts';

const HELP = `Chat with the flow. Type as a person would; an empty line ends it.
  (photo p1)            a photo comes          = p1 histopathology   it was read
  (tap who:patient)     an old button          ~ 3s   ~ settle       time passes
  ! taken by Asha       ! said Asha: …         ! handed back by Asha
  ! status ready        ! signed Dr Rao | MD | KMC 1 | summary | question => answer
  /save NAME            keeps the conversation until here as a story in test/conversations, with invented persons`;

const { values } = parseArgs({ options: { script: { type: 'string' }, save: { type: 'string' } } });
const { flow } = loadContent();
const script = values.script ? readFileSync(values.script, 'utf8') : undefined;

if (script !== undefined && values.save) save(values.save, script.split('\n'));
else if (script !== undefined) process.stdout.write(playScript(flow, script));
else {
  console.log(HELP);
  const terminal = createInterface({ input: process.stdin, output: process.stdout, prompt: '\n> ' });
  const play = begin(flow);
  const said: string[] = [];
  terminal.prompt();
  for await (const line of terminal) {
    if (!line.trim()) break;
    const [, name] = /^\/save (\S+)/.exec(line) ?? [];
    if (name) save(name, said);
    else {
      said.push(isInput(line) ? line : `> ${line}`);
      for (const one of play.line(said.at(-1)!)) console.log(one);
    }
    terminal.prompt();
  }
  terminal.close();
  if (values.save) save(values.save, said);
}

/** Keeps a story, and tells what to look at before it is committed. */
function save(name: string, lines: readonly string[]): void {
  try {
    const { file, same } = saveStory(flow, name, lines);
    console.log(`Kept: ${file}. Read it before you commit it: names inside of sentences may be left.`);
    if (!same)
      console.log('The invented persons got other answers than the real ones: look for what differs.');
  } catch (error) {
    console.log((error as Error).message);
    process.exitCode = 1;
  }
}
