import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { playScript } from '../../src/commands/script.ts';
import { loadContent } from '../../src/content.ts';

const folder = import.meta.dirname;
const { flow } = loadContent();
const stories = readdirSync(folder).filter((name) => name.endsWith('.txt'));

test('there are stories', () => expect(stories.length).toBeGreaterThanOrEqual(15));

/** `UPDATE=1` rewrites the answers; the difference is then read as prose before it is kept. */
test.each(stories)('%s', (name) => {
  const file = join(folder, name);
  const told = readFileSync(file, 'utf8');
  const played = playScript(flow, told);
  if (process.env['UPDATE']) writeFileSync(file, played);
  else expect(played).toBe(told);
});
