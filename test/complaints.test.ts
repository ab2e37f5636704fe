import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const root = join(import.meta.dirname, '..');
const read = (...path: string[]) => readFileSync(join(root, ...path), 'utf8');
const rows = read('docs', 'complaints.md')
  .split('\n')
  .filter((line) => /^\| \d/.test(line))
  .map((line) => line.split(' | ').map((cell) => cell.replace(/^\||\|$/g, '').trim()))
  .map(([number, , , by, verdict]) => ({ number: Number(number), by: by!, verdict: verdict! }));

/** `file.test.ts` › the name of its test. */
const TEST = /`(test\/[^`]+\.test\.ts)` › ([^|`]+?)(?=; `|$)/g;
const STORY = /`([a-z0-9-]+\.txt)`/g;

test('each complaint about a conversation has its row, once, and says how far it is held', () => {
  const outside = [27, 28, 29, 30, 31, 32, 47, 60, 79, 80, 86];
  const all = Array.from({ length: 86 }, (_, n) => n + 1).filter((n) => !outside.includes(n));
  expect(rows.map(({ number }) => number)).toEqual(all);
  for (const { verdict } of rows) expect(verdict).toMatch(/^(?:held|partly: .+|not held.*)$/);
});

test('every test and every story that is named exists', () => {
  const missing = rows.flatMap(({ number, by }) => {
    const tests = [...by.matchAll(TEST)].filter(
      ([, file, name]) => !existsSync(join(root, file!)) || !has(file!, name!),
    );
    const stories = [...by.matchAll(STORY)].filter(
      ([, name]) => !existsSync(join(root, 'test/conversations', name!)),
    );
    return [...tests, ...stories].map(([named]) => `${number}: ${named}`);
  });
  expect(missing).toEqual([]);
});

test('nothing is called held, wholly or partly, without a test or a story', () => {
  const bare = rows.filter(
    ({ by, verdict }) => !verdict.startsWith('not') && !by.match(TEST) && !by.match(STORY),
  );
  expect(bare).toEqual([]);
});

/** Whether a file has a test of this name. */
function has(file: string, name: string): boolean {
  const text = read(file);
  return ["'", '"', '`'].some((quote) => text.includes(`${quote}${name}${quote}`));
}
