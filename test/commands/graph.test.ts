import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { drawn } from '../../src/commands/graph.ts';
import { pictureOf } from '../../src/commands/picture/conversation.ts';
import { widthOf, wrapped } from '../../src/commands/picture/drawing.ts';
import { loadContent } from '../../src/content.ts';
import { compile } from '../../src/engine/flow.ts';

const { flow } = loadContent();
/** What is written in a picture, as one line. */
const writtenIn = (svg: string) =>
  [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)]
    .map(([, text]) => text)
    .join(' ')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&');

test('every question is in the picture with its words, and every option with its label', () => {
  const written = writtenIn(pictureOf(flow, new Map([[1, 'the beginning']])));
  expect(written).toContain('Part 1: the beginning');
  for (const [i, step] of flow.steps.entries()) {
    expect(written).toMatch(new RegExp(`(^| )${i + 1} {2}\\S`));
    for (const id of step.options) {
      const label = flow.words.say('en', `steps.${step.name}.options.${id}`);
      expect(written).toContain(label.slice(0, 20));
    }
  }
});

test('the picture that is shipped is of the flow as it is', () => {
  const shipped = join(import.meta.dirname, '../../docs/conversation.svg');
  // Drawn anew by: npm run check -- --graph
  expect(drawn() === readFileSync(shipped, 'utf8')).toBe(true);
});

test('a condition is told with the number of the question it looks at', () => {
  const steps = [
    { step: 'language', kind: 'choice', certain: true, options: ['en', 'hi'], learn: 'chat.language' },
    { step: 'age', kind: 'number', only: 'chat.language = en' },
    { step: 'more', kind: 'text', only: ['patient.age >= 12', 'some.thing != a | b'] },
  ];
  const written = writtenIn(pictureOf(compile({ steps }, flow.words, flow.packs), new Map()));
  expect(written).toContain('Only when 1 is “English”');
  expect(written).toContain('Only when age is at least 12, and thing is not “a” or “b”');
});

test('lines keep to their width, and an underscore inside of a word stays', () => {
  const lines = wrapped(
    '*Bold* words and _slanted_ ones, and a path like health.allergy_to among them',
    120,
    14,
  );
  expect(lines.join(' ')).toBe('Bold words and slanted ones, and a path like health.allergy_to among them');
  expect(lines.filter((line) => widthOf(line, 14) > 150)).toEqual([]);
});
