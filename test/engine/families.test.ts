import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { step } from '../../src/engine/step.ts';
import type { Event } from '../../src/engine/types.ts';
import { flow, heardAt, midway } from './understood/heard.ts';

/** So many of the answers are understood; all others are asked again. */
const LEAST = 0.82;

const rows = readFileSync(join(import.meta.dirname, 'families.tsv'), 'utf8')
  .trim()
  .split('\n')
  .filter((line) => !line.startsWith('#'))
  .map((line) => line.split('\t') as [at: string, language: string, said: string, meant: string])
  .map(([at, language, said, meant]) => ({ at, language, said, meant: meant.split('|').map(sorted) }));

/** Options in the order of the alphabet: it does not matter which was picked first. */
function sorted(value: string): string {
  return value.split(',').sort().join(',');
}

/** What a message is taken for at a question: a value, the options picked so far, ALARM, or `?`. */
function after(at: string, language: string, said: string): string {
  const chosen = language.replace('-Latn', '');
  const told = { kind: 'message', shape: 'text', text: said, media: [] };
  const event = { id: 'm1', at: '2026-11-24T04:30:00.000Z', ...told } as Event;
  const { picked, hold } = step(flow, midway(at, chosen), event).state;
  if (hold) return 'ALARM';
  return sorted(picked.join(',')) || sorted(heardAt(at, said, chosen));
}

test('what hurried families type is understood or asked again, and never taken for something else', () => {
  const heard = rows.map((row) => ({ ...row, heard: after(row.at, row.language, row.said) }));
  const wrong = heard.filter(({ meant, heard: value }) => !meant.includes(value));
  const parts = (value: string, whole: string) =>
    value.split(',').every((one) => whole.split(',').includes(one));
  const asked = wrong.filter(
    ({ meant, heard: value }) => ['?', 'BACK'].includes(value) || meant.some((whole) => parts(value, whole)),
  );
  expect(wrong.filter((row) => !asked.includes(row))).toEqual([]);
  expect(1 - wrong.length / rows.length).toBeGreaterThan(LEAST);
});
