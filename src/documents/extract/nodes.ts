import type { Row } from '../rows.ts';
import { nodesIn } from './findings.ts';
import { sentences } from './sentences.ts';
import { joined, spanOf } from './spans.ts';
import type { Found } from './spans.ts';

/** Sentences or clauses of a row that speak of nodes, each by itself: a slash elsewhere on the row is another count. */
export function nodeFacts(rows: readonly Row[], page: number): Found[] {
  const counted = countedApart(rows, page) ?? stations(rows, page);
  if (counted) return [counted];
  const [first, ...others] = rows.flatMap((row) =>
    sentences(row.text).flatMap(({ text, start }): Found[] => {
      if (!/\b(?:nodes?|S?LNB?s?|sentinel)\b/i.test(text) || /\bcores?\b/i.test(text)) return [];
      const found = nodesIn(text);
      if (!found) return [];
      return [
        {
          path: 'pathology.nodes',
          span: spanOf(row, page, start, start + text.length),
          normal: `${found.positive}/${found.examined}`,
          doubt: found.possible ? (found.several ? 'ambiguous' : undefined) : 'arithmetic',
        },
      ];
    }),
  );
  if (!first) return [];
  // Of two sides or stations, or the text against its conclusion: which count is the whole one a person says.
  if (others.some((f) => f.normal !== first.normal)) first.doubt ??= 'ambiguous';
  return [first];
}

const EXAMINED =
  /^\W*(?:total )?(?:number of |no\.? of )?(?:regional |axillary |cervical |pelvic )?(?:lymph )?nodes? (?:examined|retrieved|dissected|identified|found|sampled|received)\b\D{0,4}(\d{1,3})\s*$/i;
const POSITIVE =
  /^\W*(?:number of |no\.? of )?(?:positive |involved |metastatic )?(?:regional |axillary |cervical |pelvic )?(?:lymph )?nodes?(?: (?:involved|positive|(?:with|show\w*|containing) (?:\w+ )?(?:tumou?r|metastas[ei]s|carcinoma)))?\b\D{0,4}(\d{1,3}|none|nil)\s*$/i;

/** Nodes examined and nodes involved, each on a line of its own. */
function countedApart(rows: readonly Row[], page: number): Found | undefined {
  const all = rows.filter(({ text }) => EXAMINED.test(text));
  const hit = rows.filter(
    ({ text }) =>
      !EXAMINED.test(text) && POSITIVE.test(text) && /posit|involv|metasta|with|show|contain/i.test(text),
  );
  if (all.length !== 1 || hit.length !== 1) return undefined;
  const examined = Number(EXAMINED.exec(all[0]!.text)![1]);
  const positive = Number(/\d/.test(POSITIVE.exec(hit[0]!.text)![1]!) ? POSITIVE.exec(hit[0]!.text)![1] : 0);
  const span = joined([spanOf(hit[0]!, page), spanOf(all[0]!, page)], page);
  const possible = examined > 0 && positive <= examined;
  return {
    path: 'pathology.nodes',
    span,
    normal: `${positive}/${examined}`,
    doubt: possible ? undefined : 'arithmetic',
  };
}

const STATION =
  /^\W*(?:station|level|group)s?\s*[\dIV]+[A-Z]?(?:[\s,&-]+[\dIV]+[A-Z]?)*\s*(?:nodes?)?\s*[:=-]?\s*(\d{1,2})\s*\/\s*(\d{1,3})\s*$/i;

/** Stations on lines of their own: their sum, for a person to see. */
function stations(rows: readonly Row[], page: number): Found | undefined {
  const met = rows.flatMap((row) => {
    const m = STATION.exec(row.text);
    return m ? [{ row, positive: Number(m[1]), examined: Number(m[2]) }] : [];
  });
  if (met.length < 2) return undefined;
  const sum = (of: (one: (typeof met)[number]) => number) => met.reduce((n, one) => n + of(one), 0);
  const span = joined(
    met.map((one) => spanOf(one.row, page)),
    page,
  );
  return {
    path: 'pathology.nodes',
    span,
    normal: `${sum((s) => s.positive)}/${sum((s) => s.examined)}`,
    doubt: 'ambiguous',
  };
}
