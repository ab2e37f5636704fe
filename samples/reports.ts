/** One invented report: what stands on it, top to bottom. People, houses and numbers are made up. */
export interface Report {
  name: string;
  house: readonly string[];
  title: string;
  header: readonly (readonly [string, string, string, string])[];
  parts: readonly Part[];
  foot: readonly string[];
}

export type Part =
  | { head?: string; text: string }
  | { head?: string; columns: readonly number[]; rows: readonly (readonly string[])[] };

const sushila: Report['header'][number] = [
  'Patient Name',
  'Mrs. Sushila Devi',
  'Age / Sex',
  '54 Years / Female',
];

export const histopathology: Report = {
  name: 'sushila-histopathology',
  house: [
    'Gomti Cancer Centre',
    '7, Vipin Khand, Gomti Nagar, Lucknow - 226010',
    'Ph: 0522-4100000 | reports@gomticancer.example',
  ],
  title: 'HISTOPATHOLOGY REPORT',
  header: [
    sushila,
    ['UHID', 'GCC-204518', 'Report Date', '14/09/2026'],
    ['Ref. By', 'Dr. Alok Saxena', 'Biopsy No', 'H-3312/26'],
  ],
  parts: [
    { head: 'Nature of Specimen', text: 'Right modified radical mastectomy with axillary dissection' },
    {
      head: 'Gross Examination',
      text: 'Right mastectomy measuring 21 x 15 x 5 cm with an ellipse of skin. The cut surface shows a firm grey-white tumour of 2.6 x 2.1 x 1.8 cm in the upper outer quadrant. Fourteen lymph nodes were found in the axillary fat.',
    },
    {
      head: 'Microscopic Examination',
      text: 'Sections show an infiltrating tumour in nests and cords with moderate nuclear pleomorphism. Mitoses are 9 per 10 high power fields. The overlying skin and the nipple are free of tumour.',
    },
    {
      head: 'Synoptic Summary',
      columns: [0, 190],
      rows: [
        ['Histologic type', 'Invasive ductal carcinoma, NOS'],
        ['Grade', 'Nottingham Grade 2 (3+2+2 = 7)'],
        ['Tumour size', '2.6 x 2.1 x 1.8 cm'],
        ['Surgical margins', 'All margins free; deep margin 0.7 cm'],
        ['Lymph nodes', '2/14 positive, no extranodal extension'],
        ['Lymphovascular invasion', 'Present'],
        ['Perineural invasion', 'Not identified'],
        ['Pathologic stage (AJCC 8th)', 'pT2 pN1a'],
      ],
    },
    {
      head: 'Immunohistochemistry',
      columns: [0, 190],
      rows: [
        ['Marker', 'Result'],
        ['ER', 'Positive (90%, Allred 8/8)'],
        ['PR', 'Positive (60%, Allred 7/8)'],
        ['HER2/neu', 'Equivocal (Score 2+)'],
        ['Ki-67', '24%'],
      ],
    },
    { head: 'IMPRESSION', text: 'Invasive ductal carcinoma, right breast' },
  ],
  foot: ['Dr. Farida Khan', 'MD (Pathology)', 'Please correlate clinically. *** End of Report ***'],
};

export const lab: Report = {
  name: 'sushila-lab',
  house: [
    'Saryu Diagnostics',
    '22, Civil Lines, Faizabad Road, Lucknow - 226016',
    'NABL Accredited: MC-0000 | care@saryulabs.example',
  ],
  title: 'LABORATORY REPORT',
  header: [
    sushila,
    ['UHID', 'SD-77120', 'Report Date', '21/09/2026'],
    ['Ref. By', 'Dr. Alok Saxena', 'Sample ID', 'L-90412/26'],
  ],
  parts: [
    {
      columns: [0, 190, 265, 310, 400],
      rows: [
        ['Test Name', 'Result', 'Flag', 'Unit', 'Biological Ref. Interval'],
        ['Haemoglobin', '10.4', 'L', 'g/dL', '12.0 - 15.0'],
        ['Total Leucocyte Count', '7200', '', '/cumm', '4000 - 11000'],
        ['Platelet Count', '2.85', '', 'lakh/cumm', '1.5 - 4.1'],
        ['Neutrophils', '64', '', '%', '40 - 80'],
        ['Lymphocytes', '27', '', '%', '20 - 40'],
        ['Monocytes', '6', '', '%', '2 - 10'],
        ['Eosinophils', '3', '', '%', '1 - 6'],
        ['Blood Urea', '28', '', 'mg/dL', '17 - 43'],
        ['Serum Creatinine', '0.82', '', 'mg/dL', '0.6 - 1.1'],
        ['Total Bilirubin', '0.74', '', 'mg/dL', '0.3 - 1.2'],
        ['SGOT (AST)', '41', 'H', 'U/L', '5 - 35'],
        ['SGPT (ALT)', '38', '', 'U/L', '7 - 56'],
        ['Alkaline Phosphatase', '126', '', 'U/L', '44 - 147'],
        ['Albumin', '3.9', '', 'g/dL', '3.5 - 5.2'],
        ['CA 15-3', '46.2', 'H', 'U/mL', '0 - 31.3'],
      ],
    },
  ],
  foot: [
    'Dr. Neelam Bajpai',
    'MD (Biochemistry)',
    'Results relate only to the sample tested. *** End of Report ***',
  ],
};

export const mammogram: Report = {
  name: 'sushila-mammogram',
  house: [
    'Gomti Imaging Centre',
    '9, Vipin Khand, Gomti Nagar, Lucknow - 226010',
    'Ph: 0522-4200000 | desk@gomtiimaging.example',
  ],
  title: 'DIGITAL MAMMOGRAPHY - BOTH BREASTS',
  header: [
    sushila,
    ['UHID', 'GIC-88213', 'Report Date', '28/08/2026'],
    ['Ref. By', 'Dr. Alok Saxena', 'Report No', 'M-2204/26'],
  ],
  parts: [
    { head: 'Clinical History', text: 'Lump in the right breast for two months.' },
    { head: 'Technique', text: 'Craniocaudal and mediolateral oblique views of both breasts were taken.' },
    {
      head: 'Findings',
      text: 'Right breast: an irregular high density mass of 24 x 20 mm with spiculated margins is seen in the upper outer quadrant. No skin thickening. An enlarged right axillary node measures 14 mm. Left breast: no mass and no suspicious calcification.',
    },
    {
      head: 'IMPRESSION',
      text: '1. Spiculated mass in the right breast, BI-RADS 5. 2. Enlarged right axillary node. Biopsy advised.',
    },
  ],
  foot: ['Dr. Tanvi Shukla', 'MD (Radiodiagnosis)', 'This is a computer generated report.'],
};

export const someoneElse: Report = {
  name: 'someone-else-radiology',
  house: [
    'Betwa Imaging & Scans',
    '4, Station Road, Jhansi - 284001',
    'Ph: 0510-2400000 | desk@betwaimaging.example',
  ],
  title: 'CECT THORAX',
  header: [
    ['Patient Name', 'Mr. Dinesh Prasad Tiwari', 'Age / Sex', '67 Years / Male'],
    ['UHID', 'BI-55381', 'Report Date', '03-Aug-2026'],
    ['Ref. By', 'Dr. Meera Joshi', 'Report No', 'R-1187/26'],
  ],
  parts: [
    { head: 'Clinical History', text: 'Cough for two months.' },
    {
      head: 'Findings',
      text: 'A spiculated enhancing mass of 34 x 28 mm is seen in the left upper lobe. No pleural effusion.',
    },
    {
      head: 'IMPRESSION',
      text: '1. Left upper lobe mass, suspicious for malignancy. Tissue diagnosis advised.',
    },
  ],
  foot: ['Dr. Arvind Rao', 'MD (Radiodiagnosis)', 'This is a computer generated report.'],
};
