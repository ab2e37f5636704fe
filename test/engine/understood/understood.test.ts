import { expect, test } from '@jest/globals';
import { allHeardAt, heardAt, tables } from './heard.ts';

/** At least so much of each table and language has to be right; a wrong value is never taken. */
const LEAST = 0.97;

for (const { kind, at, before, rows } of tables()) {
  const languages = [...new Set(rows.map(({ language }) => language))];
  test.each(languages)(`${kind} in %s is understood, or asked`, (language) => {
    const own = rows.filter((row) => row.language === language);
    const heard = own.map((row) => ({
      ...row,
      heard: before ? allHeardAt(at, before, row.said) : heardAt(at, row.said),
    }));
    const wrong = heard.filter(({ expected, heard: value }) => value !== expected);
    const right = own.length - wrong.length;
    console.info(`${kind} · ${language}: ${right} of ${own.length}`);
    // A value that is not what was meant; to ask where it could have been known is only a loss.
    expect(wrong.filter(({ heard: value }) => !/^\?/.test(value))).toEqual([]);
    expect({ share: right / own.length >= LEAST || wrong, own: own.length }).toEqual({
      share: true,
      own: own.length,
    });
  });
}
