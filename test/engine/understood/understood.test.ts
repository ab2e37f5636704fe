import { expect, test } from '@jest/globals';
import { allHeardAt, heardAt, tables } from './heard.ts';

/** At least so much of each table and language has to be right; a wrong value is never taken. */
const LEAST = 0.97;

/** Languages with a long table of each kind; Hindi in both scripts apart. Others have a shorter one. */
const LONG = ['en', 'hi', 'hi-Latn', 'ta', 'bn'];
const SHORT = ['te', 'mr', 'gu', 'kn', 'ml', 'pa', 'or', 'ur'];
/** So many rows, and in Tamil and Bengali so many of them in each of the two scripts. */
const ROWS = { long: 30, short: 12, eachScript: 10 };

for (const { kind, at, before, rows } of tables()) {
  const of = (language: string) => rows.filter((row) => row.language === language);

  test.each([...LONG, ...SHORT])(`${kind} in %s is understood, or asked`, (language) => {
    // Said in a conversation of that language; Hindi in both scripts is one.
    const chosen = language.replace('-Latn', '');
    const own = of(language);
    const heard = own.map((row) => ({
      ...row,
      heard: before ? allHeardAt(at, before, row.said, chosen) : heardAt(at, row.said, chosen),
    }));
    const wrong = heard.filter(({ expected, heard: value }) => value !== expected);
    const right = own.length - wrong.length;
    console.info(`${kind} · ${language}: ${right} of ${own.length}`);
    // A value that is not what was meant; to ask where it could have been known is only a loss.
    expect(wrong.filter(({ heard: value }) => !value.startsWith('?'))).toEqual([]);
    expect({ share: right / own.length >= LEAST || wrong, own: own.length }).toEqual({
      share: true,
      own: own.length,
    });
  });

  test(`the table of ${kind} does not shrink`, () => {
    const short = [...LONG, ...SHORT].filter(
      (language) => of(language).length < (LONG.includes(language) ? ROWS.long : ROWS.short),
    );
    const oneScript = ['ta', 'bn'].filter((language) => {
      const latin = of(language).filter(({ said }) => /[a-z]/i.test(said)).length;
      return Math.min(latin, of(language).length - latin) < ROWS.eachScript;
    });
    expect({
      short,
      oneScript,
      strange: rows.filter(({ language }) => ![...LONG, ...SHORT].includes(language)),
    }).toEqual({
      short: [],
      oneScript: [],
      strange: [],
    });
  });
}

test.each([
  ['guardian', 'bp'],
  ['guardian', 'baat'],
  ['notice', 'haan theek hai'],
  ['notice', 'thik hai ji'],
])('at %s, "%s" is no answer', (at, said) => expect(heardAt(at, said)).toBe('?'));

test.each([
  ['who', 'ammi', 'relative'],
  ['who', 'ami', 'patient'],
  ['notice', 'theek hai sehmat', 'agree'],
])('at %s, "%s" is heard', (at, said, value) => expect(heardAt(at, said)).toBe(value));
