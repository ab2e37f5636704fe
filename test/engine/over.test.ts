import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { step } from '../../src/engine/step.ts';
import type { Event } from '../../src/engine/types.ts';
import { flow, midway } from './understood/heard.ts';

const rows = readFileSync(join(import.meta.dirname, 'over.tsv'), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split('\t') as [language: string, said: string]);

/** What stands as the answer once chemotherapy was picked and this was said. */
function after(language: string, said: string): string | undefined {
  const before = { ...midway('treatment', language), picked: ['chemo'] };
  delete before.answers['treatment'];
  const at = '2026-11-24T04:30:00.000Z';
  const event = { id: 'm1', at, kind: 'message', shape: 'text', text: said, media: [] } as Event;
  return step(flow, before, event).state.answers['treatment']?.value;
}

test('"no" after something was picked means that it is all, and never that there was nothing', () => {
  expect(rows.length).toBeGreaterThan(120);
  expect(rows.filter(([language, said]) => after(language, said) !== 'chemo')).toEqual([]);
});
