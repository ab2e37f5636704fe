import type { Findings } from '../cases/opinion.ts';
import type { Sheet } from './sheet.ts';

/** A sentence of the locales, in the language of the paper. */
export type Say = (key: string, values?: Record<string, string | number>) => string;

/**
 * What the reviewer found. Headings and codes stand in the family's language and in English: the doctor at a hospital may not
 * read the family's script.
 */
export function printFindings(sheet: Sheet, say: Say, english: Say, findings: Findings): void {
  const { diagnosis, stage, intent, options, tests, testsComplete } = findings;
  const both = (key: string) => [...new Set([say(key), english(key)])].join(' / ');
  if (!diagnosis.view) return;
  sheet.heading(both('print.diagnosis')).text(both(`print.views.${diagnosis.view}`), { weight: 'bold' });
  sheet.text(diagnosis.words, { above: 2 });
  sheet.heading(both('print.stage')).text(stage);
  if (intent) sheet.heading(both('print.intent')).text(both(`print.intents.${intent}`));
  if (options.length) sheet.heading(both('print.options'));
  options.forEach(({ what, certainty, place, cost }, n) => {
    sheet.room(48);
    sheet.text(`${n + 1}. ${what}`, { weight: 'bold', above: 4 });
    const codes = [certainty && `print.certainties.${certainty}`, place && `print.places.${place}`];
    sheet.text([...codes.flatMap((key) => (key ? [both(key)] : [])), cost].join(' · '), { indent: 14 });
  });
  sheet.heading(both('print.tests'));
  if (testsComplete) sheet.text(both('print.complete'));
  tests.forEach(({ what, why }, n) => sheet.text(`${n + 1}. ${what}: ${why}`, { above: 2 }));
}
