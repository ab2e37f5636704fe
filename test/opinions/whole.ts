import type { Findings } from '../../src/cases/opinion.ts';

/** Findings in which nothing is left open. */
export const wholeFindings = (): Findings => ({
  diagnosis: { view: 'partly', words: 'Invasive carcinoma of the breast. HER2 2+ needs FISH.' },
  stage: 'pT2 pN1a; M is not told by these papers',
  intent: 'cure',
  options: [
    { what: 'Four cycles of AC, then taxane', certainty: 'strong', place: 'city', cost: '₹1,50,000; PM-JAY' },
    { what: 'Hormone tablets alone', certainty: 'weak', place: 'district', cost: '₹3,000 a year' },
  ],
  tests: [{ what: 'FISH for HER2', why: 'Whether trastuzumab helps' }],
  testsComplete: false,
  limits: 'Slides were not seen.',
});
