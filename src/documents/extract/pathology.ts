import type { Label } from '../catalogue.ts';
import type { Row } from '../rows.ts';
import { bodyValues } from './labels.ts';
import type { Labelled } from './labels.ts';
import { spanOf } from './spans.ts';
import { digital } from './stage.ts';
import type { Found } from './spans.ts';

/** Values that mean nothing was measured: they are kept as words and carry no number. */
const NOTHING = /^(?:not (?:applicable|submitted|done|assessed|available|received)|n\/?a|nil|-+)\b/i;
const ROMAN: Record<string, number> = { i: 1, ii: 2, iii: 3, iv: 4, '1': 1, '2': 2, '3': 3, '4': 4 };

/** What a tissue report says under its labels; the stage is looked for in the whole text. */
export function pathologyFacts(rows: readonly Row[], page: number, labels: readonly Label[]): Found[] {
  const met = bodyValues(rows, page, labels).filter((l) => l.path !== 'stop' && l.span.text !== '');
  const seen = new Set<string>();
  const facts = met.flatMap((l) => {
    if (l.path === 'pathology.stage' || seen.has(l.path)) return [];
    const fact = factOf(l);
    if (fact) seen.add(l.path);
    return fact ? [fact] : [];
  });
  if (!seen.has('pathology.histology')) facts.push(...histologyInWords(rows, page));
  return facts;
}

function factOf({ path, span, label }: Labelled): Found | undefined {
  const text = span.text;
  if (NOTHING.test(text)) return { path, span, label };
  switch (path) {
    case 'pathology.grade': {
      const grade = gradeIn(text);
      return grade ? { path, span, label, ...grade } : undefined;
    }
    case 'pathology.tumour_size': {
      const size = sizeIn(text);
      return size === undefined
        ? undefined
        : { path, span, label, normal: size, unit: 'cm', doubt: size > 40 ? 'not_in_range' : undefined };
    }
    case 'pathology.nodes': {
      const nodes = nodesIn(text);
      return nodes
        ? {
            path,
            span,
            label,
            normal: `${nodes.positive}/${nodes.examined}`,
            doubt: nodes.possible ? undefined : 'arithmetic',
          }
        : { path, span, label };
    }
    case 'pathology.lvi':
    case 'pathology.pni':
      return { path, span, label, normal: presence(text) };
    default: {
      // A stage written inside a sentence has its digits mended as in its own place, and says so.
      const words = digital(text);
      return { path, label, span: { ...span, text: words }, doubt: words === text ? undefined : 'repaired' };
    }
  }
}

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

const TERM =
  '(?:(?:well|moderately|poorly)[\\s-]+differentiated )?(?:(?:invasive|infiltrating|metastatic|papillary|mucinous|medullary|serous|endometrioid|squamous|acinar|prostatic|ductal|duct|lobular|cell|small|large|non|clear|basal|transitional|urothelial|hepatocellular|renal|follicular|keratini[sz]ing|high|low|grade|adeno|neuroendocrine|b|diffuse)[\\s-]*)*(?:adeno\\s?)?(?:carcinoma|lymphoma|sarcoma|melanoma|glioblastoma|tumou?r|myeloma)(?:,? (?:of no special type|nst|nos)(?: \\(nst\\))?)?';

/** Where no label says the type, the sentence "the tumour is a …", which reports of markers begin with. */
function histologyInWords(rows: readonly Row[], page: number): Found[] {
  const said = new RegExp(`(?:tumou?r|lesion|neoplasm) is an? (${TERM})`, 'i');
  for (const row of rows) {
    const m = said.exec(row.text);
    if (m)
      return [
        {
          path: 'pathology.histology',
          span: spanOf(row, page, m.index + m[0].length - m[1]!.length, m.index + m[0].length),
        },
      ];
  }
  return [];
}
