import type { Row } from '../rows.ts';

/** Where a tumour grows, as far as staging tables differ. */
export type Site = 'breast' | 'colorectal' | 'stomach' | 'oesophagus' | 'lung' | 'oral' | 'thyroid';

const WORDS: readonly (readonly [Site, RegExp])[] = [
  [
    'breast',
    /\bbreast|mastectomy|(?:invasive|infiltrating) (?:duct|ductal|lobular) carcinoma|\bILC\b|\bMRM\b|\bIDC\b|mammary/i,
  ],
  ['colorectal', /\bcolon\b|colonic|colectomy|rectum|rectal|hemicolectomy|sigmoid|caec(?:um|al)|\bAPR\b/i],
  ['stomach', /stomach|gastric|gastrectomy/i],
  ['oesophagus', /o?esophag/i],
  ['lung', /\blung\b|bronch|lobectomy|pneumonectomy/i],
  ['oral', /tongue|buccal|alveol|gingivo|\boral\b|floor of mouth|bite|retromolar/i],
  ['thyroid', /thyroid/i],
];

/** The one site a report names; undefined where it names none or several. */
export function siteIn(rows: readonly Row[]): Site | undefined {
  const met = WORDS.filter(([, words]) => rows.some((row) => words.test(row.text)));
  return met.length === 1 ? met[0]![0] : undefined;
}
