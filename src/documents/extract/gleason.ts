import type { Row } from '../rows.ts';
import { spanOf } from './spans.ts';
import type { Found } from './spans.ts';

const SCORE = /\bgleason\D{0,20}?((\d)\s*\+\s*(\d)(?:\s*=\s*(\d{1,2}))?)(?!\d)/i;
const GROUP = /\b(?:(?:isup|who)?\s*grade\s*group|isup(?: grade)?)\D{0,12}?([1-5])(?!\d)/i;
const CORES =
  /(?<![\d/])(\d{1,2})\s*(?:\/|out of|of)\s*(?:the\s*)?(\d{1,2})\s*cores\b|\bcores?\b[^.\d]{0,25}(\d{1,2})\s*(?:\/|out of|of)\s*(\d{1,2})/i;

/**
 * The two patterns of a Gleason score, its grade group and the cores counted. Where one pattern is above 5, the sum is not
 * theirs or the group is another's, a person looks (ISUP 2014: 3+3 is 1, 3+4 is 2, 4+3 is 3, a sum of 8 is 4, 9 and 10 are 5).
 */
export function gleasonFacts(rows: readonly Row[], page: number): Found[] {
  const met = (pattern: RegExp) => {
    const row = rows.find(({ text }) => pattern.test(text));
    return row && { row, m: pattern.exec(row.text)! };
  };
  /** Said more than once and not the same: of two sides or cores, or an error. */
  const differ = (pattern: RegExp, of: (m: RegExpMatchArray) => string) =>
    new Set(rows.flatMap(({ text }) => [...text.matchAll(new RegExp(pattern, 'gi'))].map(of))).size > 1
      ? 'ambiguous'
      : undefined;
  const [score, group, cores] = [met(SCORE), met(GROUP), met(CORES)];
  const out: Found[] = [];
  const [first, second] = [Number(score?.m[2]), Number(score?.m[3])];
  const sum = first + second;
  const fits = sum <= 6 ? 1 : sum === 7 ? (first === 3 ? 2 : 3) : sum === 8 ? 4 : 5;
  const other = score && group && Number(group.m[1]) !== fits ? 'arithmetic' : undefined;
  if (score) {
    const { row, m } = score;
    const odd = first > 5 || second > 5 || (m[4] !== undefined && Number(m[4]) !== sum);
    const end = m.index + m[0].length;
    out.push({
      path: 'pathology.gleason',
      span: spanOf(row, page, end - m[1]!.length, end),
      normal: `${first}+${second}`,
      doubt: odd ? 'arithmetic' : (other ?? differ(SCORE, (one) => `${one[2]}+${one[3]}`)),
    });
  }
  // Without a Gleason score an ISUP grade is the kidney's.
  if (group && (score || /grade\s*group/i.test(group.m[0]))) {
    const { row, m } = group;
    const end = m.index + m[0].length;
    const span = spanOf(row, page, m.index, end);
    out.push({
      path: 'pathology.grade_group',
      span,
      normal: Number(m[1]),
      doubt: other ?? differ(GROUP, (one) => one[1]!),
    });
  }
  if (cores) {
    const { row, m } = cores;
    const [positive, taken] = [Number(m[1] ?? m[3]), Number(m[2] ?? m[4])];
    out.push({
      path: 'pathology.cores',
      span: spanOf(row, page, m.index, m.index + m[0].length),
      normal: `${positive}/${taken}`,
      doubt:
        // "PIN in 2/12 cores" counts no cancer.
        !/carcinoma|gleason|positive|involv|tumou?r|malignan|cancer/i.test(row.text)
          ? 'ambiguous'
          : taken > 0 && positive <= taken
            ? differ(CORES, (one) => `${one[1] ?? one[3]}/${one[2] ?? one[4]}`)
            : 'arithmetic',
    });
  }
  return out;
}
