import type { Row } from '../rows.ts';
import { certaintyOf } from './certainty.ts';
import { spanOf } from './spans.ts';
import type { Found } from './spans.ts';

const TNM =
  /(?<![A-Za-z0-9])((?:yp|rp|yc|mr|[cpraP]|u)?)\s?(T(?:is|[xX]|[0-4lIO](?:[a-d]|mi)?))(?:\s?\((?:m|\d)\))?\s?,?\s?(?:((?:yp|[cpra])?)\s?(N(?:[xX]|[0-3lIO](?:[a-c]|mi)?(?:\((?:sn|i[+-])\))?)))?\s?,?\s?(?:((?:yp|[cpra])?)\s?(M(?:[xX]|[01lIO][a-c]?)))?(?![A-Za-z0-9])/g;
const ALONE =
  /(?<![A-Za-z0-9])(yp|[cp])(N(?:[xX]|[0-3](?:[a-c]|mi)?(?:\((?:sn|i[+-])\))?)|M[01xX][a-c]?)(?![A-Za-z0-9(])/g;
const FIGO =
  /\bFIGO\s*(?:[Ss]tage|STAGE)?\s*[:-]?\s*(IV[AB]?|III[A-C]?[12]?|II[AB]?[12]?|I[A-C]?[123]?)(?![A-Za-z])/;
const ANN_ARBOR =
  /\bAnn\s?-?Arbor\s*(?:stage)?\s*[:-]?\s*((?:IV|III|II|I|[1-4])\s?[ABEXS]{0,3})(?![A-Za-z\d])/i;
const SKIP = /\b(?:advi[sc]e|guideline|definition|criteria|e\.g\.|abbreviations?|legend|glossary)/i;

const GROUP =
  /(?<!FIGO |Arbor |ISS |Rai |Binet |BCLC |Masaoka |[Ll]ocal |SIOP |INSS |IRS |Murphy |Ishak |Evans |Chang )\b[Ss](?:tage|TAGE)(?:\s?(?:[Gg]roup(?:ing)?|GROUP))?\s*[:-]?\s*(IV[A-C]?|III[A-D]?|II[A-C]?|I[A-C]?[123]?|0)(?![A-Za-z0-9])/;
/** Stages of other illnesses. */
const ELSEWHERE = /\b(?:ckd|kidney|renal|cirrhosis|fibrosis|ulcer|hypertension|sore|lymph?o?edema)\b/i;

/** Stages by other systems, named by the system. */
const NAMED = [
  ['stage.figo', FIGO],
  ['stage.annarbor', ANN_ARBOR],
  ['stage.riss', /\bR-?ISS\s*(?:[Ss]tage)?\s*[:-]?\s*(III|II|I|[1-3])(?![A-Za-z0-9])/],
  ['stage.iss', /(?<!R-?)\bISS\s*(?:[Ss]tage)?\s*[:-]?\s*(III|II|I|[1-3])(?![A-Za-z0-9])/],
  ['stage.rai', /\bRai\s*(?:[Ss]tage)?\s*[:-]?\s*(IV|III|II|I|[0-4])(?![A-Za-z0-9])/],
  ['stage.binet', /\bBinet\s*(?:[Ss]tage)?\s*[:-]?\s*([ABC])(?![A-Za-z0-9])/],
  ['stage.bclc', /\bBCLC\s*(?:[Ss]tage)?\s*[:-]?\s*([0ABCD])(?![A-Za-z0-9])/],
  ['stage.group', GROUP],
] as const;

/** Stages as printed. A bare T needs a prefix or an N beside it, or "T2 weighted" would be a tumour. */
export function stageFacts(rows: readonly Row[], page: number): Found[] {
  const out = new Map<string, Found>();
  const learn = (path: string, row: Row, start: number, end: number, words: string) => {
    const span = spanOf(row, page, start, end);
    const normal = tidy(words);
    const before = out.get(path);
    // The same stage said twice in two ways is a conflict a person must settle.
    if (before) {
      if (before.normal !== normal) before.doubt ??= 'arithmetic';
    } else {
      // A letter where T, N and M have a digit; in other systems I is a Roman number.
      const letter = /[TNM]$/.test(path) && /[lIO]/.test(words.replace(/is/i, '').slice(-2));
      out.set(path, {
        path,
        span: letter ? { ...span, text: digital(span.text) } : span,
        normal,
        doubt: letter
          ? 'repaired'
          : certaintyOf(row.text, start, end) === 'uncertain'
            ? 'uncertain'
            : undefined,
      });
    }
  };
  for (const row of rows) {
    if (SKIP.test(row.text)) continue;
    const known = new Set(out.keys());
    for (const m of row.text.matchAll(TNM)) {
      const [all, prefix, t, nPrefix, n, mPrefix, meta] = m;
      // The number of a paper may look like a stage: "T2N1/26".
      if ((!prefix && !n) || /^\/\d/.test(row.text.slice(m.index + all.length))) continue;
      // The three scores of a Nottingham grade are written with the same letters.
      if (!prefix && /=\s?\d|nottingham|bloom|\bgrade\b/i.test(row.text)) continue;
      const kind =
        prefix && 'pyprP'.includes(prefix)
          ? 'p'
          : prefix || nPrefix
            ? (prefix || nPrefix)!.includes('p')
              ? 'p'
              : 'c'
            : 'c';
      const place = (part: string, lead: string | undefined) => {
        const at = m.index + all.lastIndexOf((lead ?? '') + part);
        return [at, at + (lead ?? '').length + part.length] as const;
      };
      const head = m.index;
      learn(`stage.${kind}T`, row, head, head + all.indexOf(t!) + t!.length, `${prefix}${t}`);
      if (n) learn(`stage.${kind}N`, row, ...place(n, nPrefix), `${nPrefix}${n}`);
      if (meta) learn(`stage.${kind}M`, row, ...place(meta, mPrefix), `${mPrefix}${meta}`);
    }
    // An N or M that stands without its T, if the T's own pattern has not taken it from this row already.
    for (const m of row.text.matchAll(ALONE)) {
      const path = `stage.${m[1]!.includes('p') ? 'p' : 'c'}${m[2]![0]}`;
      if (known.has(path) || !out.has(path)) learn(path, row, m.index, m.index + m[0].length, m[0]);
    }
    for (const [path, pattern] of NAMED) {
      const m = path === 'stage.group' && ELSEWHERE.test(row.text) ? null : pattern.exec(row.text);
      const end = m ? m.index + m[0].length : 0;
      if (m) learn(path, row, end - m[1]!.length, end, m[1]!);
    }
  }
  return [...out.values()];
}

/**
 * In a stage the sign after T, N or M can only be a digit, `x` or `is`. A stage has a prefix, or another part of it stands
 * before: a bare "No" is a word.
 */
export const digital = (words: string): string =>
  words.replace(
    /(?<![A-Za-z])(?!PNI\b)((?:yp|yc|rp|mr|[cpraPC])?(?:T[0-4](?:[a-d]|mi)?)?(?:N[0-3x](?:[a-c]|mi)?)?[TNM])([lIOo])(?=$|[^A-Za-z]|(?:[a-d]|mi)(?![A-Za-z])|[NM][\dxXlIO])/g,
    (all, lead: string, sign: string, at: number) =>
      lead.length > 1 || /[TN](?:[0-4x]|is)(?:[a-d]|mi)?[\s,]*$/i.test(words.slice(0, at))
        ? lead + (sign.toLowerCase() === 'o' ? '0' : '1')
        : all,
  );

const tidy = (words: string): string =>
  words
    .replace(/^(?:yp|yc|rp|mr|[cpra]|u)(?=[TNM])/, '')
    .replace(/^([TNM])x/i, (all) => all.toUpperCase())
    .replace(/^([TNM])([lIO])/, (_, a, b) => a + (b.toLowerCase() === 'o' ? '0' : '1'));
