import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { loadContent } from '../../src/content.ts';
import { plainDigits } from '../../src/engine/match.ts';

const { words } = loadContent();
const file = join(import.meta.dirname, '..', '..', 'flows', 'help.yaml');
const { numbers } = parse(readFileSync(file, 'utf8')) as {
  numbers: Record<
    'emergency' | 'ambulance' | 'distress',
    { number: string; verified: string; source: string }
  >;
};
const { emergency, ambulance, distress } = numbers;

/** The numbers a text names, each once, in order. */
const named = (text: string) => [...new Set(plainDigits(text).match(/\d{3,}/g) ?? [])].toSorted();

test('every number of help says when it was looked at, and where it is from', () => {
  for (const one of Object.values(numbers)) {
    expect(one.verified).toMatch(/^\d{4}-\d{2}/);
    expect(one.source).not.toBe('');
  }
});

test.each(words.languages)('in %s the emergency texts name these numbers and no others', (language) => {
  const said = (key: string) => named(words.say(language, `emergency.${key}`));
  const urgent = [emergency.number, ambulance.number].toSorted();
  expect(said('emergency')).toEqual(urgent);
  expect(said('today')).toEqual(urgent);
  expect(said('still.emergency')).toEqual(urgent);
  expect(said('still.today')).toEqual(urgent);
  expect(said('distress')).toEqual([emergency.number, distress.number].toSorted());
  expect(said('still.distress')).toEqual([emergency.number, distress.number].toSorted());
});
