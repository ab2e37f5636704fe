import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { loadContent } from '../../src/content.ts';
import { redFlag } from '../../src/engine/flags.ts';

const { flow } = loadContent();

interface Row {
  language: string;
  text: string;
  /** `-`: nothing that cannot wait. */
  flag: string;
}

function rowsOf(file: string): Row[] {
  return readFileSync(join(import.meta.dirname, file), 'utf8')
    .split('\n')
    .filter((line) => line && !line.startsWith('#'))
    .map((line) => line.split('\t'))
    .map(([language, text, flag]) => ({ language: language!, text: text!, flag: flag! }));
}

/** Missed, falsely alarmed and otherwise named sentences, by language. */
function judged(rows: readonly Row[]) {
  const told = rows.map((row) => ({
    ...row,
    found: redFlag(row.text, flow.flags, [], row.language.slice(0, 2))?.flag ?? '-',
  }));
  const missed = told.filter(({ flag, found }) => flag !== '-' && found === '-');
  const alarmed = told.filter(({ flag, found }) => flag === '-' && found !== '-');
  const other = told.filter(({ flag, found }) => flag !== '-' && found !== '-' && flag !== found);
  const calm = rows.filter(({ flag }) => flag === '-').length;
  const table = [...new Set(rows.map(({ language }) => language))].map((language) => {
    const of = (list: readonly Row[]) => list.filter((row) => row.language === language).length;
    return `${language}: ${of(rows)} sentences, ${of(missed)} missed, ${of(alarmed)} false`;
  });
  return { missed, alarmed, other, calm, table };
}

describe('words of an emergency', () => {
  const rows = rowsOf('red-flags.tsv');
  const { missed, alarmed, other, calm, table } = judged(rows);
  const said = (list: readonly (Row & { found: string })[]) =>
    list.map(({ language, text, flag, found }) => `${language}: ${text} (${flag}, ${found})`);

  test('there are enough, half of them no emergency', () => {
    console.log(table.join('\n'));
    expect(rows.length).toBeGreaterThanOrEqual(300);
    expect(calm / rows.length).toBeGreaterThan(0.4);
  });

  test('no clear emergency is missed', () => expect(said(missed)).toEqual([]));

  test('fewer than one in twenty other sentences raises an alarm', () => {
    if (alarmed.length / calm >= 0.05) expect(said(alarmed)).toEqual([]);
  });

  test('nearly all are called by their name', () => {
    if (other.length / (rows.length - calm) > 0.03) expect(said(other)).toEqual([]);
  });
});
