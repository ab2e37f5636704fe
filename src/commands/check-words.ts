import { join } from 'node:path';
import { SCRIPTS } from '../engine/scripts.ts';
import { localesOf } from './words/locale.ts';
import { readingFaults } from './words/reading.ts';
import { tongueFaults } from './words/tongues.ts';
import { stale } from './words/translated.ts';

/** All that is wrong with the sentences as translators left them: a language missing, stale, mixed or too hard to read. */
export function wordFaults(folder = join(import.meta.dirname, '..', '..', 'locales')): string[] {
  const locales = localesOf(folder);
  const [english, ...others] = locales;
  const missing = Object.keys(SCRIPTS).filter((code) => !locales.some(({ language }) => language === code));
  return [
    ...missing.map((code) => `${code}: locales/${code}.yaml is missing.`),
    ...(english ? readingFaults(english) : []),
    ...locales.flatMap(tongueFaults),
    ...(english ? others.flatMap((other) => stale(folder, english, other)) : []),
  ];
}
