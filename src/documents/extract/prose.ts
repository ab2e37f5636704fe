import type { Row } from '../rows.ts';
import { certaintyOf } from './certainty.ts';
import { gradeIn, marginsIn, narrowly, presence, sizeIn, unevenSize } from './findings.ts';
import { gleasonFacts } from './gleason.ts';
import { nodeFacts } from './nodes.ts';
import { sentences } from './sentences.ts';
import { spanOf } from './spans.ts';
import type { Found } from './spans.ts';
import { areOther, histologyIn } from './terms.ts';

/** Sentences about the family or about what somebody should do. */
const ELSEWHERE = /\b(?:advi[sc]ed?|recommend\w*|mother|father|sister|brother|aunt|uncle|family)\b/i;
/** Grades of something else than the tumour. */
const OTHER_GRADE =
  /mucositis|toxicity|neutropenia|nausea|dcis|in situ|nuclear grade|miller|payne|regression|response|\btrg\b|mandard|dworak|reticulin|necrosis|gvhd|ctcae|inflamm|steatosis|fibrosis|dysplasia|intraepithelial|reflux|oesophagitis|mucosal|bethesda/i;

/** What a report without a synoptic table says in sentences; only looked for where no label said it. */
export function proseFacts(rows: readonly Row[], page: number, has: ReadonlySet<string>): Found[] {
  const own = rows.filter((row) => !ELSEWHERE.test(row.text.split(/[.;]/)[0]!));
  const all = [
    ...histology(own, page),
    ...grade(own, page),
    ...nodeFacts(own, page),
    ...size(own, page),
    ...depth(own, page),
    ...margins(own, page),
    ...FINDINGS.flatMap(([path, words]) => finding(own, page, path, words)),
    ...gleasonFacts(own, page),
  ];
  return all.filter(({ path }) => !has.has(path));
}

const IN_SITU = /in[ -]situ|intra-?(?:epithelial|ductal)|\b[DL]CIS\b/i;
/** How much of it is in situ, or a score and what it means: no name of this tumour. */
const MEASURED = /^\W{0,3}(?:component\W*)?\d+\s?[%+]|^\W*(?:TPS|CPS)\b/i;
/** The row of a stain: what tumours are named there are its parts. */
const STAIN = /^\W*(?:ER|PR|AR|HER ?-?2\S*|Ki ?-?67|p\d\d|CK ?\d+|CD ?\d+)\s*(?:\([^)]*\)\s*)?[:=-]/i;
/** Rows that say what the report comes to. */
const CONCLUDES =
  /^\W*(?:(?:final|histo\w+|pathologic\w*|integrated|review(?:ed)?) )*(?:diagnosis|impression|opinion|conclusion|dx|histolog\w*|type)\b/i;

/** "The tumour is a …" before any other mention; then the impression's own words; last what is only suspected. */
function histology(rows: readonly Row[], page: number): Found[] {
  // The letterhead and the title stand above the name.
  const head = rows.findIndex(({ text }) => /^\W*(?:patient'?s? )?name\b/i.test(text));
  const body = rows.filter(({ text }, i) => (head > 6 || i >= head) && !STAIN.test(text));
  const met = body.flatMap((row) =>
    histologyIn(row.text)
      .filter((m) => !MEASURED.test(row.text.slice(m.end)))
      .map((m) => ({ row, ...m, sure: certaintyOf(row.text, m.start, m.end) })),
  );
  const all = met.filter((m) => m.sure === 'said');
  const invasive = all.filter((m) => !IN_SITU.test(m.words));
  // What is in situ beside an invasive tumour is not what the report is about.
  const said = invasive.length > 0 ? invasive : all;
  const one =
    said.find((m) => /(?:tumou?r|lesion|neoplasm) is an? $/i.test(m.row.text.slice(0, m.start))) ??
    said.find((m) => m.row === said.at(-1)!.row) ??
    met.findLast((m) => m.sure === 'uncertain');
  if (!one) return [];
  // Two kinds of tumour in one text, and no conclusion that chooses: two organs, or a word that was not understood.
  const rival = !CONCLUDES.test(one.row.text) && said.some((m) => m !== one && areOther(m.words, one.words));
  const doubt = one.sure !== 'said' ? 'uncertain' : rival ? 'ambiguous' : undefined;
  return [{ path: 'pathology.histology', span: spanOf(one.row, page, one.start, one.end), doubt }];
}

const GRADE =
  /(?:nottingham|modified bloom|mbr|sbr|fnclcc|who|figo|histologic(?:al)?|tumou?r)?[\w\s-]{0,20}\b(?:grade|gr\.?)\s*[-:]?\s*(?:iii|ii|iv|i|[1-4])\b(?:\s*\([^)]*\))?|(?<=tumou?r,? )\bG[1-3]\b/i;
const DIFFERENTIATION =
  /(?:(?:well|moderate(?:ly)?|poor(?:ly)?)\s*(?:to|-|\/)\s*)?(?:well|moderately|poorly)[\s-]+differentiated|\b(?:high|low)[\s-]grade (?:papillary )?urothelial/i;
const SHORT: readonly (readonly [RegExp, number])[] = [
  [/\bWDSCC\b/, 1],
  [/\bMDSCC\b/, 2],
  [/\bPDSCC\b/, 3],
];

const TUMOURS =
  /tumou?r|neoplas|carcinoma|sarcoma|\b(?:IDC|ILC|SCC|RCC|HCC|NET|NST|nottingham|bloom|mbr|sbr|fnclcc|who|isup|fuhrman|figo|edmondson|histologic\w*|nuclear)\b|lymphoma|glio|astrocyt|melanom|cancer/i;
const GRADE_WORDS =
  /(?:nottingham|modified bloom|mbr|sbr|fnclcc|cns|who|isup|fuhrman|edmondson|figo|histologic|tumou?r|well|moderate|poor|high|low|grade|\bgr?\.?)/i;
/** Grades of one sentence that are not the same: a slip of the tongue, or two tumours. */
const gradesOf = (text: string): Set<unknown> =>
  new Set(
    [...text.matchAll(/\b(?:grade|gr\.)\s*[-:]?\s*(?:iii|ii|iv|i|[1-4])\b/gi)].map(
      (m) => gradeIn(m[0])?.normal,
    ),
  );

/** A grade by its number; else by how the tumour is differentiated. "Grade 3 mucositis" is a side effect. */
function grade(rows: readonly Row[], page: number): Found[] {
  for (const pattern of [GRADE, DIFFERENTIATION]) {
    const said = rows.flatMap((row) => sentences(row.text).map((one) => ({ row, ...one })));
    const [first, ...others] = said.flatMap(({ row, text, start: from }): Found[] => {
      const m = pattern.exec(text);
      if (!m || OTHER_GRADE.test(text)) return [];
      // What stands before the grade's own words may deny it.
      // A neuroendocrine tumour is graded by its mitoses: well differentiated it is in all three grades.
      if (pattern === DIFFERENTIATION && /neuroendocrine|carcinoid|\bNET\b/i.test(text)) return [];
      const own = Math.max(0, m[0].search(GRADE_WORDS));
      const [start, end] = [from + m.index + own, from + m.index + m[0].length];
      const sure = certaintyOf(row.text, start, end);
      const found = sure === 'denied' ? undefined : gradeIn(m[0]);
      if (!found) return [];
      const open = sure === 'uncertain' || /provisional|\?/i.test(m[0]);
      const names = histologyIn(text).filter((one) => !IN_SITU.test(one.words));
      // Fibrosis, toxicity and much else have grades: the sentence must be about a tumour, or about nothing but the grade.
      const about = names.length > 0 || TUMOURS.test(text) || row.text.slice(0, start).trim().length < 3;
      if (!about || gradesOf(text).size > 1) found.doubt ??= 'ambiguous';
      if (new Set(names.map(({ words }) => words.toLowerCase())).size > 1) found.doubt ??= 'ambiguous';
      const doubt = found.doubt ?? (open ? 'uncertain' : undefined);
      return [{ path: 'pathology.grade', span: spanOf(row, page, start, end), ...found, doubt }];
    });
    if (!first) continue;
    // The microscopy says one grade and the conclusion another.
    if (others.some((f) => f.normal !== first.normal)) first.doubt ??= 'arithmetic';
    return [first];
  }
  for (const row of rows)
    for (const [words, normal] of SHORT) {
      const m = words.exec(row.text);
      if (m && certaintyOf(row.text, m.index, m.index + m[0].length) === 'said')
        return [{ path: 'pathology.grade', span: spanOf(row, page, m.index, m.index + m[0].length), normal }];
    }
  return [];
}

const SIDES = '(\\d+(?:\\.\\d+)?(?:\\s?(?:cm|mm)?\\s?[x×]\\s?\\d+(?:\\.\\d+)?){0,2}\\s?(?:cm|mm)\\b)';
/** A tumour and its size in one breath; how far it is from something, or how deep it goes, is no size. */
const SIZED = new RegExp(
  `(?:(?:tumou?r|growth|lesion|mass)\\b[^.;\\d]{0,40}?(?:measur\\w+|of|size)\\s+|\\b(?:tumou?r|growth|mass)[,:]?\\s+(?=\\d[\\d.]*\\s?[x×])|(?:growth|carcinoma|sarcoma|melanoma|I[DL]C|[SHR]CC)\\b(?:[^.;\\d]|(?:grade|g)\\s?\\d){0,40}?[,:\\s]\\s?)${SIDES}(?!\\s*(?:from|away|above|below|proximal|distal|deep|thick|beyond|short of|to\\b))`,
  'gi',
);
/** What else is measured in a tumour. */
const NO_SIZE =
  /\b(?:depth|deep|doi|spread|breslow|thick\w*|margins?|deposits?|foc(?:us|i)|invasion|invading|clear(?! cell)|stalk|distance|clearance)\b|\b(?:at|from)\s+\d/i;
/** What was sent, in a clinician's words. */
const SENT = /^\W*(?:nature of |type of )?(?:specimens?|site|clinical|material)\b/i;

function size(rows: readonly Row[], page: number): Found[] {
  const own = rows.filter(({ text }) => !SENT.test(text));
  const [first, ...others] = own.flatMap((row) =>
    [...row.text.matchAll(SIZED)].flatMap((m): Found[] => {
      const normal = sizeIn(m[1]!);
      if (!normal || NO_SIZE.test(m[0])) return [];
      const span = spanOf(row, page, m.index + m[0].length - m[1]!.length, m.index + m[0].length);
      const doubt = unevenSize(m[1]!) ? 'low_confidence' : undefined;
      return [{ path: 'pathology.tumour_size', span, normal, unit: 'cm', doubt }];
    }),
  );
  if (!first) return [];
  // The gross says one size and the microscopy another, or there are two tumours.
  if (others.some((f) => f.normal !== first.normal)) first.doubt ??= 'ambiguous';
  return [first];
}

/** "Depth of invasion is 14 mm". */
function depth(rows: readonly Row[], page: number): Found[] {
  for (const row of rows) {
    const m = /\b(?:depth of (?:tumou?r )?invasion|DOI)\b[^.\d]{0,20}(\d+(?:\.\d+)?\s?(?:mm|cm))/i.exec(
      row.text,
    );
    const normal = m && sizeIn(m[1]!);
    if (!m || !normal) continue;
    const end = m.index + m[0].length;
    return [
      { path: 'pathology.depth', span: spanOf(row, page, end - m[1]!.length, end), normal, unit: 'cm' },
    ];
  }
  return [];
}

/** An edge by another name, in one breath with the margins. */
const OTHER_EDGE =
  /\b(?:wall|stump|cut end|limits?|ink|edge)\b[^.]{0,30}\b(?:involved|positive|infiltrated)\b/i;

/** All that is said of margins together: one that is involved counts more than all that are free. */
function margins(rows: readonly Row[], page: number): Found[] {
  const ORDER = ['involved', 'close', 'free'];
  const said = rows.flatMap((row) =>
    sentences(row.text).flatMap(({ text, start }) => {
      const normal = /\bmargins?\b/i.test(text) ? marginsIn(text) : undefined;
      return normal ? [{ normal, span: spanOf(row, page, start, start + text.length) }] : [];
    }),
  );
  const [worst] = said.toSorted((a, b) => ORDER.indexOf(a.normal) - ORDER.indexOf(b.normal));
  if (!worst) return [];
  // One margin shows something that we do not understand: nobody may call them free.
  const open = rows.some((row) =>
    sentences(row.text).some(
      ({ text }) =>
        (/\bmargins?\b.*\b(?:shows?|ha[sv]e?|contain\w*|extend\w*)\b/i.test(text) && !marginsIn(text)) ||
        (/\bmargins?\b/i.test(text) && (narrowly(text) || OTHER_EDGE.test(row.text))),
    ),
  );
  return [
    {
      path: 'pathology.margins',
      ...worst,
      ...(open && worst.normal !== 'involved' ? { doubt: 'ambiguous' } : {}),
    },
  ];
}

const FINDINGS: readonly (readonly [string, RegExp])[] = [
  [
    'pathology.lvi',
    /\blympho-?\s?vascular (?:space )?(?:invasion|emboli|permeation|tumou?r emboli)|\b(?:lymphatic|vascular|tumou?r|lymphovascular tumou?r) emboli|\bLV(?:S?I|E)\b/i,
  ],
  ['pathology.pni', /\bperi-?\s?neural (?:invasion|infiltration)|\bPNI\b/i],
  [
    'pathology.ene',
    /\bextra-?\s?(?:nodal|capsular) (?:extension|spread|invasion)|\bE(?:[NC]E|CS)\b|\bperinodal (?:extension|spread)/i,
  ],
];
const VERDICT =
  /\b(?:no|not|nil|without|absent|present|seen|identified|noted|positive|negative|evident|suspicious|cannot)\b|[+?]|-\s*$/i;

/** A finding named in a sentence that also says whether it is there; two sentences that differ are a question. */
function finding(rows: readonly Row[], page: number, path: string, words: RegExp): Found[] {
  const said = rows.flatMap((row) =>
    sentences(row.text).flatMap(({ text, start }) => {
      const m = words.exec(text);
      if (!m) return [];
      // Its own clause: "LVI seen, no PNI".
      const from = Math.max(0, text.slice(0, m.index).lastIndexOf(',') + 1);
      // A sign stands for the finding before it and ends it: "LVI (-) PNI (+)".
      const next = text
        .slice(m.index + m[0].length)
        .search(/,| and (?:no )?(?:peri|lympho|extra)|\band\b|(?<=^\s*\([-+]\))\s/i);
      const end = next < 0 ? text.length : m.index + m[0].length + next;
      const clause = text.slice(from, end);
      const lead = /\b(?:no|not|without)\b[^.]*$/i.test(text.slice(0, from)) ? `no ${clause}` : clause;
      if (!VERDICT.test(lead)) return [];
      const minus = /^\s*\(?-\)?\s*(?:$|[,.;])/.test(text.slice(m.index + m[0].length, end));
      return [
        {
          path,
          span: spanOf(row, page, start + from, start + end),
          normal: minus ? 'absent' : presence(lead),
        },
      ];
    }),
  );
  const [first, ...others] = said;
  if (!first) return [];
  const differ = others.some((o) => o.normal !== first.normal);
  return [differ ? { ...first, doubt: 'arithmetic' } : first];
}
