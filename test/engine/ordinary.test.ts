import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { loadContent } from '../../src/content.ts';
import { redFlag } from '../../src/engine/flags.ts';

const { flow } = loadContent();
const folder = join(import.meta.dirname, '../../locales/heard');

/** Every word we understand under some of the keys of a language, patterns without their stars. */
function wordsUnder(language: string, keys: readonly string[]): string[] {
  const tree = parse(readFileSync(join(folder, `${language}.yaml`), 'utf8')) as Record<string, unknown>;
  return keys.flatMap((key) => leaves(tree[key])).filter(Boolean);
}

function leaves(tree: unknown): string[] {
  if (typeof tree === 'string') return tree.split(/[,\n]/).map((word) => word.replaceAll('*', '').trim());
  return tree && typeof tree === 'object' ? Object.values(tree).flatMap(leaves) : [];
}

describe('ordinary answers', () => {
  const languages = readdirSync(folder).map((name) => name.replace('.yaml', ''));

  test.each(languages)('figures, days, units and small words alarm nobody: %s', (language) => {
    const said = wordsUnder(language, ['numbers', 'ordinals', 'calendar', 'units', 'filler']);
    expect(said.length).toBeGreaterThan(20);
    const alarmed = said.filter((word) => redFlag(word, flow.flags)?.level === 'emergency');
    expect(alarmed).toEqual([]);
  });

  test('ages, dates, weights and medicines as people type them alarm nobody', () => {
    const kinds = ['age', 'cancer', 'date', 'duration', 'height', 'medicines', 'phone', 'sex', 'weight'];
    const said = kinds.flatMap((kind) =>
      readFileSync(join(import.meta.dirname, 'understood', `${kind}.tsv`), 'utf8')
        .split('\n')
        .filter((line) => line && !line.startsWith('#'))
        .map((line) => line.split('\t')[1]!),
    );
    expect(said.length).toBeGreaterThan(500);
    // A pain that is told is a pain.
    const alarmed = said.filter((text) => ![undefined, 'pain'].includes(redFlag(text, flow.flags)?.flag));
    expect(alarmed).toEqual([]);
  });

  const everyday = readFileSync(join(import.meta.dirname, 'everyday.txt'), 'utf8')
    .split('\n')
    .filter((line) => /^[a-z]{2}: /.test(line))
    .map((line) => [line.slice(0, 2), line.slice(4).split(' ')] as const);

  test.each(everyday)('words of every day alarm nobody who writes them: %s', (language, said) => {
    expect(said.length).toBeGreaterThan(100);
    for (const tongue of [language, 'en'])
      expect(said.filter((word) => redFlag(word, flow.flags, [], tongue))).toEqual([]);
  });
});
