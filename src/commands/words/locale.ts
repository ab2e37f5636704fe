import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import type { Tree } from '../../engine/words.ts';

/** One file of `locales/` as translators left it, before anything is merged or compiled. */
export interface Locale {
  language: string;
  /** The comment lines at its top. */
  head: string;
  tree: Tree;
  /** Every sentence by its key. */
  sentences: ReadonlyMap<string, string>;
}

/** Reads what is said in every language; English first. */
export function localesOf(folder: string): Locale[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort((a, b) => Number(b === 'en.yaml') - Number(a === 'en.yaml') || (a < b ? -1 : 1))
    .map((name) => {
      const raw = readFileSync(join(folder, name), 'utf8');
      const head = /^(?:#.*\n)*/.exec(raw)![0];
      const tree = parse(raw) as Tree;
      return { language: basename(name, '.yaml'), head, tree, sentences: new Map(leaves(tree)) };
    });
}

function leaves(tree: Tree, before = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] => {
    if (typeof value === 'string') return [[before + key, value]];
    return Array.isArray(value) ? [] : leaves(value, `${before}${key}.`);
  });
}
