import type { Dice } from './dice.ts';
import type { Body } from './invent.ts';

const TESTS: readonly (readonly [string, string, number, number, number])[] = [
  ['Haemoglobin', 'g/dL', 12, 15, 1],
  ['Total Leucocyte Count', '/cumm', 4000, 11000, 0],
  ['Platelet Count', 'lakh/cumm', 1.5, 4.5, 2],
  ['PCV', '%', 36, 46, 1],
  ['MCV', 'fL', 80, 100, 1],
  ['Serum Creatinine', 'mg/dL', 0.6, 1.2, 2],
  ['Blood Urea', 'mg/dL', 15, 45, 0],
  ['Uric Acid', 'mg/dL', 2.6, 6, 1],
  ['Total Bilirubin', 'mg/dL', 0.3, 1.2, 2],
  ['SGOT (AST)', 'U/L', 5, 40, 0],
  ['SGPT (ALT)', 'U/L', 7, 56, 0],
  ['Alkaline Phosphatase', 'U/L', 44, 147, 0],
  ['Albumin', 'g/dL', 3.5, 5.2, 1],
  ['Sodium', 'mmol/L', 135, 145, 0],
  ['Potassium', 'mmol/L', 3.5, 5.1, 1],
  ['Calcium', 'mg/dL', 8.6, 10.2, 1],
  ['CEA', 'ng/mL', 0, 5, 2],
  ['CA 125', 'U/mL', 0, 35, 1],
  ['CA 15-3', 'U/mL', 0, 31.3, 1],
  ['LDH', 'U/L', 135, 225, 0],
];

/** Blood tests in one of the orders that laboratories print. */
export function lab(dice: Dice): Body {
  const tests = TESTS.filter(() => dice.chance(70));
  const measured = tests.map(([name, unit, low, high, digits]) => {
    const off = dice.chance(30) ? dice.pick([-0.25, 0.4, 1.3]) : 0;
    const value = Math.max(low * 0.5, dice.between(low, high) + off * (high - low) * 1.2).toFixed(digits);
    const flag = Number(value) > high ? 'H' : Number(value) < low ? 'L' : '';
    return { name, unit, value, flag, range: `${low} - ${high}` };
  });
  const order = dice.whole(0, 2);
  const head = [
    ['Test Name', 'Result', 'Flag', 'Unit', dice.pick(['Biological Ref. Interval', 'Reference Range'])],
    ['Investigation', 'Result', 'Unit', 'Normal Range', ''],
    ['Test', 'Result', 'Reference Interval', 'Unit', ''],
  ][order]!;
  const rows = measured.map((t) =>
    order === 0
      ? [t.name, t.value, t.flag, t.unit, t.range]
      : order === 1
        ? [t.name, `${t.value}${t.flag && ` ${t.flag}`}`, t.unit, t.range, '']
        : [t.name, t.value, t.range, t.unit, ''],
  );
  return {
    title: dice.pick([
      'LABORATORY REPORT',
      'BIOCHEMISTRY REPORT',
      'LABORATORY INVESTIGATION REPORT',
      'HAEMATOLOGY REPORT',
    ]),
    fields: {},
    lab: measured.map((t) => ({ analyte: t.name, value: t.value })),
    parts: [
      { columns: order === 0 ? [0, 190, 265, 310, 400] : [0, 190, 280, 380, 460], rows: [head, ...rows] },
    ],
  };
}

/** A scan. */
export function radiology(dice: Dice): Body {
  const study = dice.pick([
    'CECT CHEST AND ABDOMEN',
    'MRI BRAIN WITH CONTRAST',
    'WHOLE BODY FDG PET-CT',
    'USG ABDOMEN AND PELVIS',
    'BILATERAL MAMMOGRAPHY',
    'X-RAY CHEST PA VIEW',
  ]);
  return {
    title: study,
    fields: { study },
    parts: [
      { head: 'Clinical History', text: 'Known to have a growth, for staging.' },
      { head: 'Technique', text: 'The study was done as per the usual protocol.' },
      {
        head: 'Findings',
        text: `An irregular enhancing mass of ${dice.whole(12, 68)} x ${dice.whole(10, 50)} mm is seen. A node of ${dice.whole(8, 22)} mm lies beside it${/PET/.test(study) ? `, FDG avid with SUVmax ${dice.whole(30, 190) / 10}` : ''}. No free fluid. Liver and bones are unremarkable.`,
      },
      {
        head: 'IMPRESSION',
        text: `1. Mass as described, ${dice.pick(['suspicious for malignancy', 'likely neoplastic'])}. 2. Enlarged adjacent node.`,
      },
    ],
  };
}

/** What a hospital sends home. */
export function discharge(dice: Dice): Body {
  return {
    title: dice.pick(['DISCHARGE SUMMARY', 'Discharge Card']),
    fields: {},
    parts: [
      {
        columns: [0, 130],
        rows: [
          ['Date of Admission', '02/03/2026'],
          ['Drains Removed', '07/03/2026'],
        ],
      },
      {
        head: 'Final Diagnosis',
        text: dice.pick([
          'Carcinoma left breast',
          'Carcinoma of the stomach',
          'Squamous carcinoma of tongue',
        ]),
      },
      {
        head: 'Procedure Done',
        text: dice.pick([
          'Modified radical mastectomy under general anaesthesia',
          'Subtotal gastrectomy',
          'Wide excision with neck dissection',
        ]),
      },
      {
        head: 'Course in the Hospital',
        text: 'The operation and the days after it went well. Drains were taken out on day five.',
      },
      {
        head: 'Medications on Discharge',
        columns: [0],
        rows: [['1. Tab. Pantoprazole 40 mg 1-0-0'], ['2. Tab. Paracetamol 650 mg 1-1-1']],
      },
    ],
  };
}

/** Papers that are none of a case: never to be read. */
export const other = (dice: Dice): Body =>
  dice.pick<Body>([
    {
      title: dice.pick(['TAX INVOICE', 'BILL CUM RECEIPT', 'CASH BILL', 'Final Bill']),
      fields: {},
      parts: [
        {
          columns: [0, 250, 330, 420],
          rows: [
            ['Particulars', 'Qty', 'Rate', 'Amount'],
            ['Histopathology charges', '1', '2400.00', '2400.00'],
            ['Haemoglobin', '1', '120.00', '120.00'],
            ['CT scan chest', '1', '4500.00', '4500.00'],
          ],
        },
        { text: 'Grand Total 7020.00   Amount paid 7020.00 by UPI. GSTIN 00AAAAA0000A0Z0' },
      ],
    },
    {
      title: 'APPOINTMENT SLIP',
      fields: {},
      parts: [
        {
          text: `Your token number is ${dice.whole(2, 90)}. Please come half an hour early with your old papers. OPD timing 9 am to 2 pm.`,
        },
      ],
    },
    {
      title: 'CONSENT FORM',
      fields: {},
      parts: [
        {
          text: 'I have been told in my own language about the operation and its risks and I agree to it. Signature of patient or relative.',
        },
      ],
    },
  ]);
