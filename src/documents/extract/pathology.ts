import type { Label } from '../catalogue.ts';
import { rowFrom } from '../rows.ts';
import type { Row } from '../rows.ts';
import { certaintyOf } from './certainty.ts';
import { bodyValues } from './labels.ts';
import type { Labelled } from './labels.ts';
import { gradeIn, marginsIn, narrowly, nodesIn, sizeIn, unevenSize, verdictOf } from './findings.ts';
import { proseFacts } from './prose.ts';
import { digital } from './stage.ts';
import { histologyIn } from './terms.ts';
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
    if (fact && sideBySide(l)) fact.doubt ??= 'ambiguous';
    if (fact) seen.add(l.path);
    return fact ? [fact] : [];
  });
  const margins = met.flatMap((l) => (l.path === 'pathology.margins' ? [factOf(l)] : []));
  const told = facts.map((f) => (f.path === 'pathology.margins' ? worst(f, margins) : f));
  if (!prose) return told;
  const said = proseFacts(flowing(rows), page, new Set([...seen].filter((p) => p !== 'pathology.margins')));
  const [own, other] = [told, said].map((all) => all.find((f) => f.path === 'pathology.margins'));
  // The list says free and the text says otherwise, or the other way round.
  if (own && other && own.normal !== other.normal && own.normal !== 'not_done') own.doubt ??= 'arithmetic';
  return told.concat(own ? said.filter((f) => f !== other) : said);
}

/** What somebody meant to give. */
const PLANNED = /\b(?:planned|proposed|intended|to be given)\b/i;

/** Two cells that would each be the whole value: columns of two days, places or people. */
function sideBySide(l: Labelled): boolean {
  if (/\[\s?[x✓]\s?\]/i.test(l.span.text)) return false;
  if (!l.apart || l.apart.length < 2 || !COMPARED.test(l.path)) return false;
  const read = l.apart.flatMap((text) => {
    if (l.path === 'pathology.histology') return histologyIn(text).map(({ words }) => words.toLowerCase());
    if (/lvi|pni|ene/.test(l.path)) return SAYS.test(text) ? [verdictOf(text).normal] : [];
    const fact = factOf({ ...l, span: { ...l.span, text } });
    return fact?.normal === undefined ? [] : [fact.normal];
  });
  return new Set(read).size > 1;
}

const COMPARED =
  /^(?:pathology\.(?:histology|grade|tumour_size|depth|margins|lvi|pni|ene)|treatment\.(?:dose|fractions))$/;
const SAYS = /\b(?:no|not|nil|absent|present|seen|identified|positive|negative)\b/i;

const ORDER = ['involved', 'close', 'free'];

/** Of several margins with a label each the worst one: one that is involved is enough. */
function worst(first: Found, all: readonly (Found | undefined)[]): Found {
  // One of several that says neither a distance nor a word we know may be the one that is involved.
  const open =
    all.length > 1 && all.some((f) => f?.normal === undefined && !DISTANCE.test(f?.span.text ?? ''));
  for (const normal of ORDER) {
    const met = all.find((f) => f?.normal === normal);
    if (met) return open && normal !== 'involved' ? { ...met, doubt: met.doubt ?? 'ambiguous' } : met;
  }
  return open ? { ...first, doubt: first.doubt ?? 'ambiguous' } : first;
}

/** How far a margin is from the tumour, and nothing else. */
const DISTANCE = /^\W*[<>]?\s?\d+(?:\.\d+)?\s?[cm]m\W*$/i;

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
  // Of a finding "nil" says that there is none.
  if (NOTHING.test(text) && !(/^nil\b/i.test(text) && /lvi|pni|ene/.test(path)))
    return { path, span, label, normal: 'not_done' };
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
            // Bare, it may be the size of the whole specimen.
            doubt: /^size$/i.test(label)
              ? 'ambiguous'
              : size > 40
                ? 'not_in_range'
                : unevenSize(text)
                  ? 'low_confidence'
                  : undefined,
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
        : // Neither a count nor words for none: misread.
          { path, span, label, doubt: /\d/.test(text) ? 'low_confidence' : 'ambiguous' };
    }
    case 'treatment.regimen': {
      const several = /\b(?:changed|switched|converted)\b/i.test(text);
      return { path, span, label, doubt: several ? 'ambiguous' : undefined };
    }
    case 'treatment.dose_per_fraction':
    case 'treatment.dose': {
      const doubt = PLANNED.test(`${label} ${text}`) ? 'uncertain' : undefined;
      return { path, span, label, normal: doseIn(text), unit: 'Gy', doubt };
    }
    case 'treatment.cycles':
    case 'treatment.fractions':
      // The heads of a table's columns are no figure.
      return /\d/.test(text) ? { path, span, label, ...cyclesIn(text) } : undefined;
    case 'pathology.margins': {
      const normal = marginsIn(text);
      // A distance alone is kept as printed.
      const open = normal === 'free' ? narrowly(text) : normal === undefined && !/\d\s?[cm]m\b/i.test(text);
      return { path, span, label, normal, doubt: open ? 'ambiguous' : undefined };
    }
    case 'pathology.lvi':
    case 'pathology.pni':
    case 'pathology.ene':
      // A mark in one of two columns: which of them, the words do not say.
      if (!/[A-Za-z]{2}|[+-]/.test(text)) return { path, span, label, doubt: 'ambiguous' };
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
