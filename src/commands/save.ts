import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Flow } from '../engine/flow.ts';
import type { State } from '../engine/state.ts';
import { anonymised } from './anonymous.ts';
import { begin, isInput, playScript } from './script.ts';

const stories = join(import.meta.dirname, '..', '..', 'test', 'conversations');

/** A story that was kept: the file, its text, and whether the invented persons got the same answers as the real ones. */
export interface Story {
  file: string;
  text: string;
  same: boolean;
}

/** Makes a story of a conversation, without its persons. @throws Error when the name is no name for a file, or taken. */
export function saveStory(flow: Flow, name: string, lines: readonly string[], folder = stories): Story {
  if (!/^[a-z0-9][a-z0-9-]*$/.test(name))
    throw new Error('A story is named in small letters, digits and hyphens.');
  const file = join(folder, `${name}.txt`);
  if (existsSync(file)) throw new Error(`${name} is there already.`);
  const { text, same } = storyOf(flow, name, lines);
  writeFileSync(file, text);
  return { file, text, same };
}

/** The transcript of the same conversation with invented persons, as it plays. */
export function storyOf(
  flow: Flow,
  title: string,
  lines: readonly string[],
): { text: string; same: boolean } {
  const inputs = lines.filter(isInput);
  const play = begin(flow);
  const shapes = inputs.map((line) => shape(play.line(line)));
  const told = anonymised(lines, namesIn(flow, play.state()));
  const again = begin(flow);
  const same = told.filter(isInput).every((line, i) => shape(again.line(line)) === shapes[i]);
  const head = told[0]?.startsWith('#') ? [] : [`# ${title.replace(/-/g, ' ')}`];
  return { text: playScript(flow, [...head, ...told].join('\n')), same };
}

/** What was answered where a name was asked for. */
function namesIn(flow: Flow, state: State): string[] {
  const asked = flow.steps.filter(({ check }) => check === 'name');
  return asked.flatMap(({ name }) => state.answers[name]?.value ?? []).filter((value) => value !== 'unknown');
}

/** What was done, without the words: who speaks, and what happened to the case. */
function shape(lines: readonly string[]): string {
  return lines
    .map((line) =>
      line.startsWith('!')
        ? line
            .split(' ')
            .slice(0, 3)
            .join(' ')
            .replace(/\+?\d+/g, '0')
        : line.slice(0, 1),
    )
    .join('\n');
}
