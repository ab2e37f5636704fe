import { dateIn } from '../heard/dates.ts';
import { lexiconOf } from '../heard/lexicon.ts';
import { tongue, words } from '../turn.ts';
import type { Kind } from './kind.ts';

/** A year, a month or a day of the past, as exact as it is told. */
export const date: Kind = {
  faults: () => [],
  options: () => [],
  understand(turn, _step, input) {
    const found = dateIn(input.text, lexiconOf(turn.flow.words), turn.event.at.slice(0, 10));
    if (!found) return { is: 'unclear', reason: 'wrong.date' };
    const { iso, doubt, either } = found;
    const said = written(iso, tongue(turn));
    return {
      is: 'answer',
      value: iso,
      said,
      normal: iso,
      ...(doubt ? { doubt } : {}),
      ...(either ? { told: words(turn, 'understood.noted', { what: said }) } : {}),
    };
  },
};

/** `2024-03-12` as "12 March 2024", in the person's language and in digits that everybody reads. */
function written(iso: string, language: string): string {
  const [year, month, day] = iso.split('-');
  if (!month) return year!;
  return formatOf(language, day !== undefined).format(new Date(`${year}-${month}-${day ?? '01'}T00:00:00Z`));
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format costs more than all else about a date; there are two for each language. */
function formatOf(language: string, withDay: boolean): Intl.DateTimeFormat {
  const key = `${language} ${withDay}`;
  const day = withDay ? { day: 'numeric' as const } : {};
  const made =
    formats.get(key) ??
    new Intl.DateTimeFormat(`${language}-IN-u-ca-gregory-nu-latn`, {
      year: 'numeric',
      month: 'long',
      ...day,
      timeZone: 'UTC',
    });
  formats.set(key, made);
  return made;
}
