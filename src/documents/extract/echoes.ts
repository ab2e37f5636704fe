import type { Row } from '../rows.ts';
import { gradeIn } from './findings.ts';
import { partsOf } from './parts.ts';
import { rowsUnder } from './spans.ts';
import type { Found } from './spans.ts';

/** How a page may say something once more, in whatever sentence, and what it then says. */
interface Echo {
  path: RegExp;
  said: RegExp;
  /** The value of a mention as the fact's own would be written; undefined where it says none. */
  is(m: RegExpMatchArray, f: Found): string | undefined;
}

const ECHOES: readonly Echo[] = [
  {
    path: /^pathology\.grade$/,
    said: /\b(?:(?<!nuclear |cytological |architectural |low |high |dcis )grade|(?<=tumou?r )G)\s*[-:]?\s*(iii|ii|iv|i|[1-4])(?![\w.])/gi,
    is: (m) => String(gradeIn(`grade ${m[1]!}`)?.normal),
  },
  {
    path: /^pathology\.nodes$/,
    said: /\bnodes?\b[^.;\d]{0,40}(?<![\d.])(\d{1,2})\s*(?:\/|out of|of)\s*(\d{1,3})(?![\d./])/gi,
    is: (m) => `${Number(m[1])}/${Number(m[2])}`,
  },
  {
    path: /^stage\.pT$/,
    said: /(?<![A-Za-z0-9])(?:y?p)\s?(T(?:is|[0-4])(?:[a-d]|mi)?)(?![A-Za-z0-9])/g,
    is: (m, f) => (String(f.normal).startsWith(m[1]!) ? String(f.normal) : m[1]),
  },
  {
    path: /^stage\.pN$/,
    said: /(?<![A-Za-z0-9])y?p\s?(?:T(?:is|[0-4])(?:[a-d]|mi)?,?\s?)?p?(N[0-3](?:[a-c]|mi)?)(?![A-Za-z0-9])/g,
    is: (m, f) => (String(f.normal).startsWith(m[1]!) ? String(f.normal) : m[1]),
  },
  {
    path: /^ihc\.her2$/,
    said: /\bher\s?-?\s?2(?:\s?[-/]?\s?neu)?\b[^.;\d]{0,25}(?<![\d+.])([0-3])\s?\+/gi,
    is: (m) => (m[1] === '3' ? 'positive' : m[1] === '2' ? 'equivocal' : 'negative'),
  },
  {
    path: /^pathology\.margins$/,
    said: /\b(?:margins?|ink)\b[^.;]{0,60}\b(?<!not |no |un|non-)(?:involved|positive|infiltrated|touch\w+|transected)\b/gi,
    is: (m, f) => (/\b(?:no|not|nor|free|none|un-?involved)\b/i.test(m[0]) ? String(f.normal) : 'involved'),
  },
];

/** Facts of which the page says otherwise elsewhere, in a sentence that gave no fact of its own: a person decides. */
export function contradicted(facts: readonly Found[], rows: readonly Row[]): void {
  const parts = partsOf(rows);
  for (const f of facts) {
    const echo = f.doubt || f.of ? undefined : ECHOES.find(({ path }) => path.test(f.path));
    if (!echo) continue;
    const own = rowsUnder(f.span, rows);
    const others = rows.filter((row, i) => !own.includes(row) && !parts[i]!.before && parts[i]!.of === '');
    const said = others.flatMap(({ text }) => [...text.matchAll(echo.said)].map((m) => echo.is(m, f)));
    if (said.some((value) => value !== undefined && value !== String(f.normal))) f.doubt = 'ambiguous';
  }
}
