import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { localesOf, type Locale } from './locale.ts';

const HEAD =
  '# The English each sentence was translated from, as the beginning of its SHA-256. Written by: npm run check -- --translated';

/** Sentences whose English changed after they were translated, or that nobody confirmed as translated. */
export function stale(folder: string, english: Locale, other: Locale): string[] {
  const known = marksOf(folder, other.language);
  return [...other.sentences.keys()].flatMap((key) => {
    const text = english.sentences.get(key);
    if (text === undefined || known[key] === mark(text)) return [];
    const why = known[key] ? 'is older than its English' : 'is not confirmed against its English';
    return [`${other.language}: ${key} ${why}.`];
  });
}

/**
 * Confirms that sentences say what the English says now: all of a language, or those whose keys begin with one of
 * `keys`. Tells how many. @throws Error when there is no such language.
 */
export function confirm(folder: string, language: string, keys: readonly string[]): number {
  const [english, ...others] = localesOf(folder);
  const other = others.find((one) => one.language === language);
  if (!english || !other) throw new Error(`There is no locales/${language}.yaml to confirm.`);
  const before = marksOf(folder, language);
  const chosen = (key: string) =>
    !keys.length || keys.some((one) => key === one || key.startsWith(`${one}.`));
  const marks = [...other.sentences.keys()].flatMap((key): [string, string][] => {
    const text = english.sentences.get(key);
    const now = chosen(key) && text !== undefined ? mark(text) : before[key];
    return now ? [[key, now]] : [];
  });
  const body = stringify(Object.fromEntries(marks), {
    defaultStringType: 'QUOTE_SINGLE',
    defaultKeyType: 'PLAIN',
  });
  writeFileSync(fileOf(folder, language), `${HEAD}\n${body}`);
  return marks.filter(([key]) => chosen(key)).length;
}

function mark(english: string): string {
  return createHash('sha256').update(english.normalize('NFC')).digest('hex').slice(0, 8);
}

function marksOf(folder: string, language: string): Record<string, string> {
  const file = fileOf(folder, language);
  return existsSync(file) ? ((parse(readFileSync(file, 'utf8')) ?? {}) as Record<string, string>) : {};
}

function fileOf(folder: string, language: string): string {
  return join(folder, 'translated', `${language}.yaml`);
}
