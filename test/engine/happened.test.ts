import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { step } from '../../src/engine/step.ts';
import type { Event } from '../../src/engine/types.ts';
import { flow, heardAt, midway } from './understood/heard.ts';

const rows = readFileSync(join(import.meta.dirname, 'happened.tsv'), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split('\t') as [at: string, language: string, said: string, expected: string]);

/** What stands at a question after this, or is picked so far; `?` where it is asked again. */
function after(at: string, language: string, said: string): string {
  const before = midway(at, language.replace('-Latn', ''));
  const told = { kind: 'message', shape: 'text', text: said, media: [] };
  const event = { id: 'm1', at: '2026-11-24T04:30:00.000Z', ...told } as Event;
  const { answers, picked } = step(flow, before, event).state;
  return answers[at]?.value ?? (picked.join(',') || heardAt(at, said, language.replace('-Latn', '')));
}

test('what is planned, due, denied or over is not what happened or what is', () => {
  const wrong = rows.map((row) => [...row, after(row[0], row[1], row[2])]).filter((row) => row[3] !== row[4]);
  expect(wrong).toEqual([]);
});
