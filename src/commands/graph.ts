import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadContent } from '../content.ts';
import { pictureOf } from './picture/conversation.ts';

const root = join(import.meta.dirname, '..', '..');

/** Draws the flow of this folder. The names of the parts are the comments over them: `# Part 2: the patient`. */
export function drawn(folder = root): string {
  const file = readFileSync(join(folder, 'flows', 'intake.yaml'), 'utf8');
  const titles = [...file.matchAll(/^\s*# Part (\d+): (.+?)\.?$/gm)];
  return pictureOf(
    loadContent(folder).flow,
    new Map(titles.map(([, part, title]) => [Number(part), title!])),
  );
}

/** Writes the picture, and tells where. */
export function writeGraph(file = join(root, 'docs', 'conversation.svg')): string {
  writeFileSync(file, drawn());
  return file;
}
