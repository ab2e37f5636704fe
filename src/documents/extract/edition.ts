import type { Row } from '../rows.ts';
import { dateIn } from './dates.ts';
import { spanOf } from './spans.ts';
import type { Found } from './spans.ts';

const EDITIONS: readonly (readonly [string, RegExp])[] = [
  ['amended', /\b(?:amended|amendment|revised|corrected|supersed\w+|corrigendum)\b/i],
  ['addendum', /\baddendum\b|\bsupplementary report\b/i],
  ['provisional', /\b(?:provisional|interim|preliminary) report\b/i],
];
const SHORT = 130;

/** Whether a report changes or goes on from an earlier one, and of which day that was. */
export function editionFacts(rows: readonly Row[], page: number): Found[] {
  for (const row of rows) {
    if (row.text.length > SHORT) continue;
    const edition = EDITIONS.find(([, words]) => words.test(row.text));
    // "Revised Bloom Richardson grade" and "revised criteria" say nothing about the report.
    if (!edition || /\b(?:criteria|classification|bloom|edition|staging|guideline|who)\b/i.test(row.text))
      continue;
    const [normal, words] = edition;
    const m = words.exec(row.text)!;
    if (normal !== 'provisional' && !/report|^\W*(?:addendum|amend)|replac/i.test(row.text)) continue;
    const before = rows.find(
      ({ text }) => /\b(?:replac\w+|supersed\w+|dated|of) \b.*\d/i.test(text) && /report/i.test(text),
    );
    // The day of this note may stand before it: the earlier report's own follows its word.
    const from = before
      ? (/\b(?:replac\w+|supersed\w+|dated|of)\b(?=\D{0,40}\d)/i.exec(before.text)?.index ?? 0)
      : 0;
    const later = before && normal === 'amended' ? dateIn(before.text.slice(from)) : undefined;
    const day = later && { ...later, at: later.at + from };
    return [
      { path: 'report.status', span: spanOf(row, page, m.index, m.index + m[0].length), normal },
      ...(before && day
        ? [
            {
              path: 'report.amends',
              span: spanOf(before, page, day.at, day.at + day.words.length),
              normal: day.iso,
            },
          ]
        : []),
    ];
  }
  return [];
}
