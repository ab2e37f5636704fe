const ROMAN: Record<string, number> = { i: 1, ii: 2, iii: 3, iv: 4, '1': 1, '2': 2, '3': 3, '4': 4 };

/** Grade 1 to 4 by number, Roman number or words; a Nottingham sum must add up and fit its grade. */
export function gradeIn(text: string): { normal: number; doubt?: string } | undefined {
  const sum = /([1-3])\s*\+\s*([1-3])\s*\+\s*([1-3])\s*=?\s*(\d)/.exec(text);
  const named =
    /(?:grade|\bg)\s*[-:]?\s*(iv|iii|ii|i|[1-4])(?![\w.])/i.exec(text) ??
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
  const grade = named
    ? ROMAN[named[1]!.toLowerCase()]
    : (byWords ?? (/high[\s-]grade/i.test(text) ? 3 : /low[\s-]grade/i.test(text) ? 1 : undefined));
  if (grade === undefined) return undefined;
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
export function nodesIn(text: string): { positive: number; examined: number; possible: boolean } | undefined {
  const m = /(?<![\d./])(\d{1,2})\s*(?:\/|out of|of)\s*(\d{1,3})(?![\d./])/i.exec(text);
  if (!m) return undefined;
  const [positive, examined] = [Number(m[1]), Number(m[2])];
  return { positive, examined, possible: examined > 0 && positive <= examined };
}

/** Whether a finding is there: negation before or after it, doubt, or plain presence. */
export function presence(text: string): 'present' | 'absent' | 'uncertain' {
  if (
    /\b(?:cannot be|suspicious|suggestive|possible|probable|likely|equivocal|indeterminate)\b|\?/i.test(text)
  )
    return 'uncertain';
  return /\b(?:no|not|nil|absent|negative|without|free|uninvolved)\b/i.test(text) ? 'absent' : 'present';
}
