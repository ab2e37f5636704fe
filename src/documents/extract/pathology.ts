import type { Label } from '../catalogue.ts';
import { rowFrom } from '../rows.ts';
import type { Row } from '../rows.ts';
import { certaintyOf } from './certainty.ts';
import { bodyValues } from './labels.ts';
import type { Labelled } from './labels.ts';
import { gradeIn, marginsIn, nodesIn, sizeIn, unevenSize, verdictOf } from './findings.ts';
import { proseFacts } from './prose.ts';
import { digital } from './stage.ts';
import { cyclesIn, doseIn } from './treatment.ts';
import type { Found } from './spans.ts';

/** Values that mean nothing was measured: they are kept as words and carry no number. */
const NOTHING =
  /^(?:not (?:applicable|submitted|done|assessed|available|received|performed|sampled|included)|n\/?a\b|nil\b|-+$)/i;
/** A result that is still to come is none. */
const AWAITED = /^\W*(?:awaited|pending|to follow|will follow|in progress|under process)\b/i;

/** What a tissue report says under its labels; the stage is looked for in the whole text. */
export function pathologyFacts(
  rows: readonly Row[],
  page: number,
  labels: readonly Label[],
  prose = true,
): Found[] {
  const met = bodyValues(rows, page, labels).filter((l) => l.path !== 'stop' && l.span.text !== '');
  const seen = new Set<string>();
  const facts = met.flatMap((l) => {
    if (l.path === 'pathology.stage' || seen.has(l.path) || AWAITED.test(l.span.text)) return [];
    const fact = factOf(l);
    if (fact) seen.add(l.path);
    return fact ? [fact] : [];
  });
  return facts.concat(prose ? proseFacts(flowing(rows), page, seen) : []);
}

/** Lines that go on in small letters where the line above ended in the middle of its sentence, as one row. */
function flowing(rows: readonly Row[]): Row[] {
  const out: Row[] = [];
  for (const row of rows) {
    const before = out.at(-1);
    if (before && /^[a-z(]/.test(row.text) && /[a-z,]$/i.test(before.text) && row.cells.length < 3)
      out[out.length - 1] = rowFrom([...before.cells, ...row.cells]);
    else out.push(row);
  }
  return out;
}

function factOf({ path, span, label }: Labelled): Found | undefined {
  const text = span.text;
  if (/^-+$/.test(text)) return undefined;
  if (NOTHING.test(text)) return { path, span, label, normal: 'not_done' };
  switch (path) {
    case 'pathology.grade': {
      const grade = gradeIn(text);
      return grade ? { path, span, label, ...grade } : undefined;
    }
    case 'pathology.depth':
    case 'pathology.tumour_size': {
      const size = sizeIn(text);
      return size === undefined
        ? undefined
        : {
            path,
            span,
            label,
            normal: size,
            unit: 'cm',
            doubt: size > 40 ? 'not_in_range' : unevenSize(text) ? 'low_confidence' : undefined,
          };
    }
    case 'pathology.nodes': {
      const nodes = nodesIn(text);
      return nodes
        ? {
            path,
            span,
            label,
            normal: `${nodes.positive}/${nodes.examined}`,
            doubt: nodes.possible ? (nodes.several ? 'ambiguous' : undefined) : 'arithmetic',
          }
        : { path, span, label };
    }
    case 'treatment.dose':
      return { path, span, label, normal: doseIn(text), unit: 'Gy' };
    case 'treatment.cycles':
    case 'treatment.fractions':
      return { path, span, label, ...cyclesIn(text) };
    case 'pathology.margins':
      return { path, span, label, normal: marginsIn(text) };
    case 'pathology.lvi':
    case 'pathology.pni':
    case 'pathology.ene':
      return { path, span, label, ...verdictOf(text) };
    case 'pathology.histology': {
      const sure = certaintyOf(`${text} `, text.length, text.length);
      if (sure === 'denied') return undefined;
      return { path, span, label, doubt: sure === 'said' ? undefined : 'uncertain' };
    }
    default: {
      // A stage written inside a sentence has its digits mended as in its own place, and says so.
      const words = digital(text);
      return { path, label, span: { ...span, text: words }, doubt: words === text ? undefined : 'repaired' };
    }
  }
}
