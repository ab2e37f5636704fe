const ROMAN: Record<string, number> = { i: 1, ii: 2, iii: 3, iv: 4, '1': 1, '2': 2, '3': 3, '4': 4 };

/** Grade 1 to 4 by number, Roman number or words, else `high` or `low`; a Nottingham sum must add up and fit its grade. */
export function gradeIn(text: string): { normal: number | string; doubt?: string } | undefined {
  const sum = /([1-3])\s*\+\s*([1-3])\s*\+\s*([1-3])\s*=?\s*(\d)/.exec(text);
  const named =
    /(?:grade|\bgr?\.?)\s*[-:]?\s*(iv|iii|ii|i|[1-4])(?![\w.])/i.exec(text) ??
    /^\W*(iv|iii|ii|i|[1-4])\b/i.exec(text);
  const words = /(well|moderate(?:ly)?|poor(?:ly)?)[\s-]+differentiated|undifferentiated|anaplastic/i.exec(
    text,
  );
  const byWords = words
    ? /^w/i.test(words[0])
      ? 1
      : /^m/i.test(words[0])
        ? 2
        : /^p/i.test(words[0])
          ? 3
          : 4
    : undefined;
  const grade = named ? ROMAN[named[1]!.toLowerCase()] : byWords;
  // High and low are grades of their own: nobody may turn them into a number.
  if (grade === undefined) {
    const level = /\b(high|low)(?:[\s-]grade)?\b/i.exec(text)?.[1];
    return level ? { normal: level.toLowerCase() } : undefined;
  }
  // "Well to moderately differentiated" is no grade of its own.
  if (/\b(?:well|moderate\w*)\s*(?:to|-|\/)\s*(?:moderate|poor)/i.test(text))
    return { normal: grade, doubt: 'ambiguous' };
  if (sum) {
    const total = Number(sum[1]) + Number(sum[2]) + Number(sum[3]);
    const fits = total <= 5 ? 1 : total <= 7 ? 2 : 3;
    if (total !== Number(sum[4]) || fits !== grade) return { normal: grade, doubt: 'arithmetic' };
  }
  if (named && byWords && byWords !== grade) return { normal: grade, doubt: 'arithmetic' };
  return { normal: grade };
}

/** The largest of a size's sides, in centimetres. */
export function sizeIn(text: string): number | undefined {
  const m =
    /(\d+(?:\.\d+)?)(?:\s*(?:cm|mm)?\s*[x×*]\s*(\d+(?:\.\d+)?))?(?:\s*(?:cm|mm)?\s*[x×*]\s*(\d+(?:\.\d+)?))?\s*(cm|mm)s?\b/i.exec(
      text,
    );
  if (!m) return undefined;
  const largest = Math.max(...[m[1], m[2], m[3]].map((v) => Number(v ?? 0)));
  return /mm/i.test(m[4]!) ? largest / 10 : largest;
}

/** A side of ten or more without a point among sides that have one, or one many times another: a point was lost. */
export function unevenSize(text: string): boolean {
  const sides =
    /\d[\d.]*(?:\s*(?:cm|mm)?\s*[x×*]\s*\d[\d.]*)+/i.exec(text)?.[0].match(/\d+(?:\.\d+)?/g) ?? [];
  const pointed = sides.some((s) => s.includes('.'));
  const numbers = sides.map(Number);
  const bare = sides.some((s) => !s.includes('.') && Number(s) >= 10);
  return (pointed && bare) || Math.max(0, ...numbers) > 12 * Math.min(Infinity, ...numbers);
}

/** Positive and examined nodes; more positive than examined, or none examined, cannot be. */
export interface Nodes {
  positive: number;
  examined: number;
  possible: boolean;
  /** Counts of several stations, added up: which is meant a person sees. */
  several: boolean;
}

const COUNT = /(?<![\d./])(\d{1,2})\s*(?:\/|out of|of)\s*(?:the\s*)?(\d{1,3})(?![\d./])/gi;
const OF_ALL =
  /\b(?:of|from) (?:the |a total of )?(\d{1,3})\b[^.;]{0,40}?\bnodes?\b[^.;\d]{0,40}?,?\s*(\d{1,2}|none|no|all)\b[^.;]{0,30}?(?:show|positive|metasta|involved|contain)/i;
const ALL_FREE =
  /\b(?:all (?:the )?)?(\d{1,3})\s+(?:\w+ ){0,3}?nodes?\b[^.;\d]{0,50}?\b(?:free|negative|uninvolved|reactive|no (?:evidence of )?(?:metasta|tumou?r))/i;

/** Counts of lymph nodes, however a sentence puts them. */
export function nodesIn(text: string): Nodes | undefined {
  const of = OF_ALL.exec(text);
  if (of) {
    const examined = Number(of[1]);
    const positive = /^n/i.test(of[2]!) ? 0 : /^a/i.test(of[2]!) ? examined : Number(of[2]);
    return { positive, examined, possible: examined > 0 && positive <= examined, several: false };
  }
  const counts = [...text.matchAll(COUNT)].map((m) => [Number(m[1]), Number(m[2])] as const);
  if (counts.length === 0) {
    const free = ALL_FREE.exec(text);
    return free && !/\bexcept|\bother\b|remaining|rest of/i.test(text)
      ? { positive: 0, examined: Number(free[1]), possible: Number(free[1]) > 0, several: false }
      : undefined;
  }
  const total = /\btotal\b\D{0,25}?(\d{1,2})\s*(?:\/|out of|of)\s*(\d{1,3})/i.exec(text);
  if (total && counts.length > 1) return summed(counts, [Number(total[1]), Number(total[2])]);
  const positive = counts.reduce((n, [p]) => n + p, 0);
  const examined = counts.reduce((n, [, e]) => n + e, 0);
  const possible = counts.every(([p, e]) => e > 0 && p <= e);
  return { positive, examined, possible, several: counts.length > 1 };
}

/** Stations and their total, which must be what they add up to. */
function summed(
  counts: readonly (readonly [number, number])[],
  [positive, examined]: [number, number],
): Nodes {
  const sum = (i: 0 | 1) => counts.reduce((n, one) => n + one[i], 0);
  const adds = sum(0) === 2 * positive && sum(1) === 2 * examined;
  return { positive, examined, possible: examined > 0 && positive <= examined, several: !adds };
}

/** Whether a finding is there: negation before or after it, doubt, or plain presence. */
export function presence(text: string): 'present' | 'absent' | 'uncertain' | 'not_assessed' {
  if (/\b(?:cannot be|could not be|not) (?:\w+ )?assess|\bnot assessable/i.test(text)) return 'not_assessed';
  if (
    /\b(?:cannot be|suspicious|suspected|suspicion|suggestive|possible|probable|likely|doubtful|equivocal|indeterminate)\b|\?/i.test(
      text,
    )
  )
    return 'uncertain';
  return /\b(?:no|not|nil|none|neither|nor|absent|negative|without|free|uninvolved)\b|^\W*-\W*$/i.test(text)
    ? 'absent'
    : 'present';
}

/** The same of a value of several clauses: where they differ nobody may choose. */
export function verdictOf(words: string): { normal: string; doubt?: string } {
  // Of boxes to tick only the ticked one speaks.
  const text = /\[\s?[x✓]\s?\]/i.test(words) ? words.replace(/\[\s*\][^[]*/g, '') : words;
  const says =
    /\b(?:no|not|nil|none|absent|present|seen|identified|positive|negative|noted|cannot|suspicious)\b/i;
  // "Present / Absent": a form of which nothing was struck out.
  const clauses = text.split(/[;,.](?=\s)|\/|\bbut\b|\band\b/i).filter((c) => says.test(c));
  const normal = presence(clauses[0] ?? text);
  return clauses.some((c) => presence(c) !== normal) ? { normal, doubt: 'ambiguous' } : { normal };
}

/** Margins called free of which one is named with less than a millimetre, which others call involved (R1). */
export const narrowly = (text: string): boolean =>
  /(?<![\d.])(?:0?\.\d+|[01](?:\.0)?)\s?mm\b|(?<![\d.])0?\.(?:0\d*|1)\s?cm\b|<\s?1\s?mm/i.test(text);

/** What is said of margins, the worst first: one involved margin is enough. */
export function marginsIn(text: string): 'involved' | 'close' | 'free' | undefined {
  const clauses = text.split(/[.;](?!\d)|,|\bbut\b|\bhowever\b/i);
  const denied = /\b(?:not|no|none|neither|nor|free|negative|un-?involved|clear|without)\b/i;
  const is = (words: RegExp) => clauses.some((c) => words.test(c) && !denied.test(c));
  if (/\bnot (?:free|clear|negative)\b|(?<!\bno )\bR[12]\b/i.test(text)) return 'involved';
  if (
    is(
      /\binvolve[ds]\b|\bpositive\b|\binfiltrat\w*|\btumou?r (?:is )?(?:seen |present )?at\b|\bat (?:the )?ink\b|\btumou?r (?:is )?(?:present|seen)\b|\breach\w*|\btouch\w*|\bshows? (?:\w+ ){0,2}(?:tumou?r|carcinoma|malignan|cin|dysplasia|hsil|dcis|in situ)/i,
    )
  )
    return 'involved';
  if (is(/\bclose\b(?! to (?:the )?(?:nipple|skin))/i)) return 'close';
  return /\b(?:free|un-?involved|negative|clear|not involved|no tumou?r|away)\b/i.test(text)
    ? 'free'
    : undefined;
}
