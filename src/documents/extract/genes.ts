import { rowFrom } from '../rows.ts';
import type { Row } from '../rows.ts';
import { spanOf } from './spans.ts';
import type { Found } from './spans.ts';

const GENE =
  '(?:EGFR|ALK|ROS1|BRAF|KRAS|NRAS|MET|RET|NTRK[123]?|PIK3CA|BRCA1|BRCA2|TP53|PALB2|ATM|CHEK2|ERBB2|IDH[12]|FGFR[1-4]|PTEN|APC|SMAD4|CDKN2A|FLT3|NPM1|JAK2|CALR|MPL|KIT|PDGFRA|POLE|STK11|KEAP1|TMB|MSI|MGMT|HRD|BCR(?:-|::?|/)ABL1?|PML(?:-|::?|/)RARA|1p/19q)';
const LIST = `${GENE}(?:(?:\\s*[,/&]\\s*|\\s*,?\\s*and\\s+)${GENE})*`;
/** Words without which a row only names a gene. */
const SAYS =
  /[cp]\.\(?[A-Z0-9*_]|exon|del|ins|mut|variant|wild|detected|positive|negative|amplif|fusion|rearrange|stable|high|methylat|MSS|\d/i;
/** A test that is only wished for is no result. */
const WISHED = /\b(?:pending|awaited|advi[sc]ed?|recommend\w*|suggested|suggest|correlat\w+|planned|if)\b/i;
/** What was found in somebody else of the family. */
const OF_KIN =
  /\b(?:maternal|paternal|mother|father|sister|brother|sibling|familial|famil(?:y|ial) variant|relative|proband|index case)\b/i;
/** A list under one judgement: of the fourth or third tier nobody knows what it means. */
const TIER = /^\W*(?:tier\s*(?:I{1,3}|IV|[1-4])\b|VUS\b|variants? of uncertain)[^:]{0,40}:\s*/i;
const UNJUDGED = /tier\s*(?:III|IV|3|4)\b|\bVUS\b|uncertain|benign|polymorphism/i;
/** A variant that does nothing, or a test that did not come out. */
const UNSURE =
  /\b(?:benign|polymorphism|below|limit|borderline|low[- ]level|sub-?clonal|failed|inadequate|insufficient|interpret\w+|inconclusive|invalid|indeterminate|repeat\w*|resist\w*|uninformative)\b/i;
/** All the answers there could be: "MSI-H : two or more; MSI-L : 1; MSS : 0". */
const SCALE = /MSI-?H\b.*\b(?:MSI-?L|MSS)\b|\bMSS\b.*\bMSI-?H\b/i;
/** What a result would mean: "MSI-H : >= 2 unstable". */
const CRITERION = /^(?:-?[HL]\b)?\s*[:=]?\s*[<>≥≤]=?\s*\d/;

/** The protein under the microscope is another test than the gene. */
const STAINED = /\bIHC\b|immuno|D5F3|\bSP\d{3}\b|clone/i;
/** Genes that are stained as proteins as well. */
const PROTEINS = /^(?:EGFR|ALK|ROS1|BRAF|KIT|MET|RET|TP53|PTEN)$/i;
const OF_GENES = /detected|mutat|exon|fusion|rearrang|variant|wild|amplif|[cp]\./i;

/** Whether the paper is about genes: then a bare "ALK: negative" is the gene's. */
export const isMolecular = (rows: readonly Row[]): boolean =>
  rows
    .slice(0, 15)
    .some(
      ({ text }) =>
        text.length < 90 &&
        /\b(?:sequencing|ngs|molecular|mutation|pcr|genetic|genomic|fish|gene panel)\b/i.test(text) &&
        !/\b(?:ihc|immuno\w*)\b/i.test(text),
    );

/** Genes of a panel: a variant, or that none was found; genes named together share what is said of them. */
export function geneFacts(rows: readonly Row[], page: number, molecular = true): Found[] {
  const out = new Map<string, Found>();
  for (const row of rows.flatMap(columnsOf)) {
    if (WISHED.test(row.text) || OF_KIN.test(row.text) || SCALE.test(row.text)) continue;
    if (ofSentence(row, page, out)) continue;
    const lead = TIER.exec(row.text)?.[0].length ?? 0;
    const unjudged = lead > 0 && UNJUDGED.test(row.text.slice(0, lead));
    const hits = [
      ...row.text.matchAll(
        new RegExp(
          `(?:^|[;.]\\s*|(?<=^.{${lead}})|\\s(?=${LIST}\\s*[:=]))(${LIST})(?![\\w])\\s*[:-]?\\s*`,
          'g',
        ),
      ),
    ];
    hits.forEach((m, i) => {
      const end = hits[i + 1]?.index ?? row.text.length;
      // "BRCA1/2 TESTING" is a title as well.
      const text = row.text.slice(m.index + m[0].length, end).replace(/^\/\s?\d\b\s*/, '');
      if (!SAYS.test(text) || isTitle(text) || CRITERION.test(text)) return;
      const span = spanOf(row, page, m.index + m[0].length, end);
      for (const gene of split(m[1]!)) {
        // The D5F3 stain is approved as a test for ALK's rearrangement.
        const stain = STAINED.test(text) && !(gene === 'ALK' && /D5F3/.test(text));
        if (PROTEINS.test(gene) && (stain || !(molecular || OF_GENES.test(text) || /D5F3/.test(text))))
          continue;
        const normal = unjudged ? 'uncertain' : resultOf(gene, text);
        // The name of a test, and no result of it.
        if (normal === undefined && !/\d/.test(text)) continue;
        const vaf = /(\d{1,3}(?:\.\d+)?)\s?%/.exec(text);
        const doubt =
          vaf && Number(vaf[1]) > 100 ? 'arithmetic' : UNSURE.test(text) ? 'ambiguous' : undefined;
        set(out, gene, { path: '', span, normal, doubt });
      }
    });
  }
  return [...out.values(), ...variantsOf(rows, page, out)];
}

const ONE_GENE = new RegExp(`^\\W*${GENE}\\W*$`);

/** "EGFR | Not detected | ALK | Not detected": a table of genes in two columns is two rows of it. */
function columnsOf(row: Row): Row[] {
  const cuts = row.cells.flatMap(({ text }, i) => (i > 0 && ONE_GENE.test(text) ? [i] : []));
  return [0, ...cuts].map((from, n) => (cuts.length === 0 ? row : rowFrom(row.cells.slice(from, cuts[n]))));
}

/** "EGFR MUTATION ANALYSIS (Real time PCR)" names a test and no result. */
const isTitle = (text: string): boolean =>
  /^(?:\w+ ){0,3}(?:analysis|testing|test|assay|panel|study)\b(?!.*\b(?:detected|positive|negative|wild))/i.test(
    text,
  );

const VARIANT = /^\W*(?:[Ee]xons?\s*\d|[Cc]odons?\s*\d|[A-Z]\d{2,4}[A-Z]\b|c\.|p\.)/;

/** Exons on rows of their own under a title that names one gene: one that was found is enough. */
function variantsOf(rows: readonly Row[], page: number, has: ReadonlyMap<string, Found>): Found[] {
  const named = rows.slice(0, 15).flatMap(({ text }) => {
    const m = new RegExp(`^\\W*(${GENE})(?![\\w])\\s*`).exec(text);
    return m && isTitle(text.slice(m[0].length)) ? [m[1]!] : [];
  });
  if (new Set(named).size !== 1) return [];
  const own = new Map<string, Found>();
  const listed = rows.filter(({ text }) => VARIANT.test(text));
  const tested = listed.filter(({ text }) => /\bdetected|\bpositive|\bnegative|\bwild/i.test(text));
  // A row with a figure for an answer: whether it counts as found its laboratory decides.
  const open = listed.some((row) => !tested.includes(row) || UNSURE.test(row.text));
  const found = tested.find(({ text }) => resultOf(named[0]!, text) === 'detected') ?? tested[0];
  if (!found) return [];
  set(own, named[0]!, {
    path: '',
    span: spanOf(found, page),
    normal: resultOf(named[0]!, found.text),
    doubt: open ? 'ambiguous' : undefined,
  });
  return [...own.values()].filter((f) => !has.has(f.path));
}

const NONE =
  /\bnot[\s-]detected|\bwild[\s-]?type|\bnegative|\babsent|\bnot (?:found|identified|seen|amplified|rearranged)|\bno\b[\w\s/-]*?\b(?:mutations?|variants?|fusions?|rearrangements?|alterations?|(?:co-?)?deletions?|amplification)/i;

/** What was found of a gene. A variant that nobody can judge is neither there nor not. */
function resultOf(gene: string, text: string): string | undefined {
  if (/not (?:done|performed)/i.test(text)) return 'not_done';
  if (gene === 'MSI')
    return /(?<!un)stable|\bMSS\b/i.test(text)
      ? 'stable'
      : /\bhigh\b|MSI-?H|instab|unstable/i.test(text)
        ? 'high'
        : undefined;
  if (gene === 'MGMT')
    return /un-?methylat|not methylat/i.test(text)
      ? 'unmethylated'
      : /methylat/i.test(text)
        ? 'methylated'
        : undefined;
  if (gene === 'TMB') return undefined;
  if (/uncertain significance|\bVUS\b/i.test(text)) return 'uncertain';
  if (NONE.test(text) || /\bintact|not deleted/i.test(text)) return 'not_detected';
  return /detected|p\.|c\.|exon|positive|identified|mutated|fusion|rearranged|amplified|co-?delet|\bpresent\b/i.test(
    text,
  )
    ? 'detected'
    : undefined;
}

/** "No pathogenic variant was detected in BRCA1 and BRCA2": the genes stand behind what is said of them. */
function ofSentence(row: Row, page: number, out: Map<string, Found>): boolean {
  const pattern = new RegExp(
    `((?:\\b[Nn]o\\b[^.;:]*?|\\b[Aa]\\b[^.;:]*?)?\\b(?:variant|mutation|alteration|rearrangement|fusion|amplification)s?\\b[^.;:]*?)\\b(?:in|of)\\s+(?:the\\s+)?(${LIST})(?:\\s+genes?)?`,
    'g',
  );
  const met = [...row.text.matchAll(pattern)].filter((m) => !/^\W*$/.test(m[1]!));
  for (const [i, m] of met.entries()) {
    const end = met[i + 1]?.index ?? row.text.length;
    const said = row.text.slice(m.index, end);
    for (const gene of split(m[2]!))
      set(out, gene, { path: '', span: spanOf(row, page, m.index, end), normal: resultOf(gene, said) });
  }
  return met.length > 0;
}

/** A slash parts two genes, but not the halves of one fusion or codeletion. */
const split = (genes: string): string[] =>
  genes.split(/\s*(?:[,&]|\band\b|\/(?!ABL|RARA|19q))\s*/).filter(Boolean);

/** The same gene said twice in two ways is a question. */
const set = (out: Map<string, Found>, gene: string, fact: Found) => {
  const path = `gene.${gene
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .replace(/^bcrabl$/, 'bcrabl1')}`;
  const before = out.get(path);
  if (!before) out.set(path, { ...fact, path, label: gene });
  else if (before.normal !== fact.normal && fact.normal !== undefined) before.doubt ??= 'arithmetic';
};
