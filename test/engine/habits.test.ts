import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { step } from '../../src/engine/step.ts';
import type { Event } from '../../src/engine/types.ts';
import { flow, midway } from './understood/heard.ts';

const rows = readFileSync(join(import.meta.dirname, 'habits.tsv'), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split('\t') as [language: string, said: string, expected: string]);

/** What stands at the question of tobacco and alcohol after this, or is picked so far. */
function after(language: string, said: string): string {
  const before = midway('habits', language);
  delete before.answers['habits'];
  const at = '2026-11-24T04:30:00.000Z';
  const event = { id: 'm1', at, kind: 'message', shape: 'text', text: said, media: [] } as Event;
  const { answers, picked } = step(flow, before, event).state;
  return answers['habits']?.value ?? picked.join(',');
}

test('what somebody used to smoke, chew or drink is not what they do now', () => {
  expect(rows.length).toBeGreaterThan(200);
  const wrong = rows.filter(([language, said, expected]) => after(language, said) !== expected);
  expect(wrong.map((row) => [...row, after(row[0], row[1])])).toEqual([]);
});
