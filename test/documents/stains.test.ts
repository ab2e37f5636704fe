import { expect, test } from '@jest/globals';
import { factsOf } from './paper.ts';

/** What laboratories stain for, as they spell it. Each is known to the rules, and so to those who ask whether every word is known. */
const STAINS =
  'GATA3,PAX8,WT1,CDX2,SATB2,TTF-1,Napsin A,p40,p63,CK5/6,CK7,CK20,Synaptophysin,Chromogranin,Chromogranin A,CD56,INSM1,S100,SOX10,HMB-45,Melan A,Desmin,MyoD1,Myogenin,CD34,CD31,ERG,DOG1,CD117,Calretinin,Hep Par 1,Glypican 3,Arginase-1,PLAP,OCT4,OCT3/4,SALL4,CD30,CD15,CD10,CD20,BCL2,BCL6,Cyclin D1,MUM1,PAX5,TdT,CD138,ALK,EMA,Vimentin,Inhibin,NKX3.1,AMACR,p16,ATRX,GFAP,Olig2,GCDFP15,Mammaglobin,E-cadherin,Pan CK,SMA,CD45,Beta catenin,STAT6,MDM2,CDK4,TLE1,NKX2.2,CD99,FLI1,INI1,BAP1,Thyroglobulin,Calcitonin,RCC,CAIX,p504s'.split(
    ',',
  );

test.each(STAINS)('%s is read from its row, and accepted', (name) => {
  for (const [word, normal] of [
    ['Positive', 'positive'],
    ['Negative', 'negative'],
  ]) {
    const found = factsOf('ihc_molecular', `IMMUNOHISTOCHEMISTRY REPORT\n${name} : ${word}`).filter(
      ({ path }) => path.startsWith('ihc.'),
    );
    expect(found).toEqual([expect.objectContaining({ normal, accepted: true })]);
  }
});

const GENES =
  'EGFR,KRAS,NRAS,BRAF,MET,RET,PIK3CA,BRCA1,BRCA2,PALB2,ATM,CHEK2,IDH1,FGFR2,APC,SMAD4,CDKN2A,FLT3,NPM1,JAK2,CALR,MPL,PDGFRA,POLE,STK11,KEAP1'.split(
    ',',
  );

test.each(GENES)('%s is read from the row of a panel, and accepted', (name) => {
  const found = factsOf('ihc_molecular', `NGS PANEL\n${name} : not detected`).filter(({ path }) =>
    path.startsWith('gene.'),
  );
  expect(found).toEqual([expect.objectContaining({ normal: 'not_detected', accepted: true })]);
});
