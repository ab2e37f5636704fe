import type { Row } from '../rows.ts';
import { spanOf } from './spans.ts';
import type { Found } from './spans.ts';

const GENE =
  '(?:EGFR|ALK|ROS1|BRAF|KRAS|NRAS|MET|RET|NTRK[123]?|PIK3CA|BRCA1|BRCA2|TP53|PALB2|ATM|CHEK2|ERBB2|IDH[12]|FGFR[1-4]|PTEN|APC|SMAD4|CDKN2A|FLT3|NPM1|JAK2|CALR|MPL|KIT|PDGFRA|POLE|STK11|KEAP1|TMB|MSI|MGMT|HRD|BCR(?:-|::?|/)ABL1?|1p/19q)';

/** Genes of a panel: a variant, or that none was found; genes named together share what is said of them. */
export function geneFacts(rows: readonly Row[], page: number): Found[] {
  const out = new Map<string, Found>();
  const lead = new RegExp(`(?:^|[;.]\\s*)(${GENE}(?:\\s*[,/&]\\s*${GENE})*)(?![\\w])\\s*[:-]?\\s*`, 'g');
  for (const row of rows) {
    const none = new RegExp(
      `\\bno (?:pathogenic|likely|clinically|reportable|significant)?[\\w\\s]*(?:variant|mutation|alteration)s?[\\w\\s]*\\b(?:in|of)\\s+(${GENE}(?:\\s*[,/&]\\s*${GENE})*)`,
      'i',
    ).exec(row.text);
    const hits = none ? [] : [...row.text.matchAll(lead)];
    if (none)
      for (const gene of split(none[1]!))
        set(out, gene, { path: '', span: spanOf(row, page), normal: 'not_detected' });
    // A test that is only wished for is no result.
    if (/\b(?:pending|awaited|advi[sc]ed?|recommend\w*|suggested|not done)\b/i.test(row.text)) continue;
    hits.forEach((m, i) => {
      const end = hits[i + 1]?.index ?? row.text.length;
      const text = row.text.slice(m.index + m[0].length, end);
      if (
        !/[cp]\.\(?[A-Z0-9*_]|exon|del|ins|mut|variant|wild|detected|positive|negative|amplif|fusion|rearrange|stable|high|MSS|\d/i.test(
          text,
        )
      )
        return;
      const vaf = /(\d{1,3}(?:\.\d+)?)\s?%/.exec(text);
      const normal = /\bnot[\s-]detected|\bwild[\s-]?type|\bnegative|no (?:mutation|variant)/i.test(text)
        ? 'not_detected'
        : /detected|p\.|c\.|exon|positive/i.test(text)
          ? 'detected'
          : undefined;
      for (const gene of split(m[1]!))
        set(out, gene, {
          path: '',
          span: spanOf(row, page, m.index + m[0].length, end),
          normal,
          doubt: vaf && Number(vaf[1]) > 100 ? 'arithmetic' : undefined,
        });
    });
  }
  return [...out.values()];
}

/** A slash parts two genes, but not the halves of one fusion or codeletion. */
const split = (genes: string): string[] => genes.split(/\s*(?:[,&]|\/(?!ABL|19q))\s*/);

const set = (out: Map<string, Found>, gene: string, fact: Found) => {
  const path = `gene.${gene
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .replace(/^bcrabl$/, 'bcrabl1')}`;
  if (!out.has(path)) out.set(path, { ...fact, path, label: gene });
};
