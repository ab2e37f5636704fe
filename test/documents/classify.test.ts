import { expect, test } from '@jest/globals';
import { classify } from '../../src/documents/classify.ts';
import { catalogue, paper } from './paper.ts';

const papers: [type: string, text: string][] = [
  [
    'histopathology',
    'HISTOPATHOLOGY REPORT\nGross Examination\nReceived a breast\nMicroscopic Examination\nER  Positive',
  ],
  [
    'histopathology',
    'Department of Surgical Pathology\nNature of Specimen\nMicroscopic Examination\nSections show carcinoma\nSurgical margins: free',
  ],
  [
    'ihc_molecular',
    'IHC / MOLECULAR PATHOLOGY REPORT\nMaterial Received\nParaffin block no. 1\nAntibody  Clone  Result',
  ],
  ['cytology', 'FNAC REPORT\nSite of aspiration: neck\nSmears show atypical cells'],
  [
    'lab',
    'HAEMATOLOGY REPORT\nTest Name  Result  Unit  Biological Ref. Interval\nHaemoglobin  12  g/dL  12 - 15',
  ],
  ['radiology', 'CECT THORAX, ABDOMEN AND PELVIS\nTechnique\nFindings\nAn enhancing mass\nIMPRESSION'],
  ['radiology', 'WHOLE BODY 18F-FDG PET-CT SCAN\nFindings\nFDG avid node, SUVmax 9.8'],
  [
    'discharge',
    'DISCHARGE SUMMARY\nDate of Admission: 1/1/2026\nHistopathology showed carcinoma\nHb 10.2 g/dL\nTab. Shelcal 500 mg',
  ],
  ['prescription', 'OUT PATIENT PRESCRIPTION\nRx\nTab. Shelcal 500 mg 0-1-0\nNext visit after 2 weeks'],
  ['chemo_chart', 'CHEMOTHERAPY CHART\nRegimen: TCHP\nCycle: 3\nPremedication\nDocetaxel 120 mg infusion'],
  ['radiotherapy', 'RADIOTHERAPY TREATMENT SUMMARY\nTechnique: IMRT\nDose 40 Gy in 15 fractions'],
  ['operation_note', 'OPERATION NOTES\nIncision\nIntra operative findings\nBlood loss 100 mL\nClosure'],
  ['other', 'TAX INVOICE\nGSTIN 09AAAAA0000A1Z5\nHistopathology charges\nTotal amount payable 4500'],
  ['other', 'Government of India\nAadhaar\nDOB: 01/01/1970\n0000 1111 2222'],
  ['unsure', 'My garden\nRoses are red\nViolets are blue'],
];

test.each(papers)('%s: %s', (type, text) => {
  expect(classify([paper(text)], catalogue).type).toBe(type);
});
