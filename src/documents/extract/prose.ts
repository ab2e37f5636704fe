import type { Row } from '../rows.ts';
import { gradeIn, nodesIn, sizeIn, unevenSize } from './findings.ts';
import { spanOf } from './spans.ts';
import type { Found } from './spans.ts';

const DIFFERENTIATION = '(?:(?:well|moderately|poorly)[\\s-]+differentiated )?';
const ADJECTIVES =
  '(?:(?:invasive|infiltrating|metastatic|papillary|mucinous|medullary|serous|endometrioid|squamous|acinar|prostatic|ductal|duct|lobular|cell|small|large|non|clear|basal|transitional|urothelial|hepatocellular|renal|follicular|keratini[sz]ing|high|low|grade|neuroendocrine|b|diffuse)[\\s-]*)*';
const TERM = `${DIFFERENTIATION}${ADJECTIVES}(?:adeno\\s?)?(?:carcinoma|lymphoma|sarcoma|melanoma|glioblastoma|myeloma)(?:,? (?:of no special type|nst|nos)(?: \\(nst\\))?)?`;
/** Sentences about other days, other people or what might be. */
const ELSEWHERE =
  /\b(?:history|h\/o|k\/c\/o|known case|advi[sc]e|clinical|suspected|suspicious|rule out|mother|father|sister|negative for|no evidence)\b/i;

/** What a report without a synoptic table says in sentences; only looked for where no label said it. */
export function proseFacts(rows: readonly Row[], page: number, has: ReadonlySet<string>): Found[] {
  const missing = (path: string) => !has.has(path);
  return [
    ...(missing('pathology.histology') ? histology(rows, page) : []),
    ...(missing('pathology.grade') ? grade(rows, page) : []),
    ...(missing('pathology.nodes') ? nodes(rows, page) : []),
    ...(missing('pathology.tumour_size') ? size(rows, page) : []),
    ...gleason(rows, page),
  ];
}

/** "The tumour is a …" before any other mention; then the impression's own words. */
function histology(rows: readonly Row[], page: number): Found[] {
  const said = new RegExp(`(?:tumou?r|lesion|neoplasm) is an? (${TERM})`, 'i');
  const named = new RegExp(`(?<![a-z])(${TERM})`, 'i');
  const last = [...rows].reverse();
  const row =
    rows.find((r) => said.test(r.text)) ?? last.find((r) => named.test(r.text) && !ELSEWHERE.test(r.text));
  const m = row && (said.exec(row.text) ?? named.exec(row.text));
  return row && m
    ? [
        {
          path: 'pathology.histology',
          span: spanOf(row, page, m.index + m[0].length - m[1]!.length, m.index + m[0].length),
        },
      ]
    : [];
}

function grade(rows: readonly Row[], page: number): Found[] {
  for (const row of rows) {
    const m =
      /(?:nottingham|modified bloom|mbr|sbr|histologic(?:al)?|tumou?r)?[\w\s-]{0,20}\bgrade\s*[-:]?\s*(?:iii|ii|i|[1-4])\b(?:\s*\([^)]*\))?/i.exec(
        row.text,
      );
    // "Grade 3 mucositis" is a side effect.
    if (
      !m ||
      ELSEWHERE.test(row.text) ||
      /mucositis|toxicity|neutropenia|nausea|dcis|in situ/i.test(row.text)
    )
      continue;
    const found = gradeIn(m[0]);
    if (found)
      return [{ path: 'pathology.grade', span: spanOf(row, page, m.index, m.index + m[0].length), ...found }];
  }
  return [];
}

function nodes(rows: readonly Row[], page: number): Found[] {
  for (const row of rows) {
    const found =
      /\b(?:nodes?|LN)\b/i.test(row.text) && !ELSEWHERE.test(row.text) ? nodesIn(row.text) : undefined;
    if (found)
      return [
        {
          path: 'pathology.nodes',
          span: spanOf(row, page),
          normal: `${found.positive}/${found.examined}`,
          doubt: found.possible ? undefined : 'arithmetic',
        },
      ];
  }
  return [];
}

function size(rows: readonly Row[], page: number): Found[] {
  for (const row of rows) {
    const m =
      /(?:tumou?r|growth|lesion|mass)\b[^.]{0,40}?(?:measur\w+|of|size)\s+(\d[\d.]*(?:\s?[x×]\s?\d[\d.]*){0,2}\s?(?:cm|mm))/i.exec(
        row.text,
      );
    const normal = m && sizeIn(m[1]!);
    if (m && normal)
      return [
        {
          path: 'pathology.tumour_size',
          span: spanOf(row, page, m.index + m[0].length - m[1]!.length, m.index + m[0].length),
          normal,
          unit: 'cm',
          doubt: unevenSize(m[1]!) ? 'low_confidence' : undefined,
        },
      ];
  }
  return [];
}

/** The two patterns of a Gleason score; where one is above 5 or the sum is not theirs, a person looks. */
function gleason(rows: readonly Row[], page: number): Found[] {
  for (const row of rows) {
    const m = /\bgleason\D{0,20}?((\d)\s*\+\s*(\d)(?:\s*=\s*(\d{1,2}))?)(?!\d)/i.exec(row.text);
    if (!m || ELSEWHERE.test(row.text)) continue;
    const [first, second] = [Number(m[2]), Number(m[3])];
    const odd = first > 5 || second > 5 || (m[4] !== undefined && Number(m[4]) !== first + second);
    const end = m.index + m[0].length;
    const span = spanOf(row, page, end - m[1]!.length, end);
    return [
      {
        path: 'pathology.gleason',
        span,
        normal: `${first}+${second}`,
        doubt: odd ? 'arithmetic' : undefined,
      },
    ];
  }
  return [];
}
