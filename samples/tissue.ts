import type { Dice } from './dice.ts';
import type { Body } from './invent.ts';

const receptors = (dice: Dice) => {
  const her2 = dice.pick([
    'Positive (Score 3+)',
    'Equivocal (Score 2+)',
    'Negative (Score 1+)',
    'Negative (Score 0)',
  ]);
  const pct = dice.whole(2, 19) * 5;
  const allred = dice.whole(5, 8);
  return {
    ihc_er: dice.pick([`Positive (${pct}%, Allred ${allred}/8)`, 'Negative (0%)', `Positive (${pct}%)`]),
    ihc_pr: dice.pick([
      `Positive (${dice.whole(2, 19) * 5}%, Allred ${dice.whole(4, 8)}/8)`,
      'Negative (0%)',
    ]),
    ihc_her2: her2,
    ihc_ki67: `${dice.whole(3, 85)}%`,
  };
};

const rowsOf = (f: Record<string, string>): string[][] => [
  ['Marker', 'Result'],
  ['ER', f['ihc_er']!],
  ['PR', f['ihc_pr']!],
  ['HER2/neu', f['ihc_her2']!],
  ['Ki-67', f['ihc_ki67']!],
];

/** A resected breast under the microscope. */
export function histopathology(dice: Dice): Body {
  const side = dice.pick(['Left', 'Right']);
  const size = `${dice.whole(8, 62) / 10} x ${dice.whole(7, 40) / 10} x ${dice.whole(5, 30) / 10} cm`;
  const [a, b, c] = [dice.whole(1, 3), dice.whole(1, 3), dice.whole(1, 3)];
  const sum = a + b + c;
  const examined = dice.whole(9, 31);
  const positive = dice.pick([0, 0, dice.whole(1, 3), dice.whole(4, 9)]);
  const largest = Number(/^[\d.]+/.exec(size)![0]);
  const fields = {
    specimen: `${side} ${dice.pick(['modified radical mastectomy', 'wide local excision of breast', 'simple mastectomy with sentinel nodes'])}`,
    histologic_type: dice.pick([
      'Invasive ductal carcinoma, NOS',
      'Invasive lobular carcinoma',
      'Invasive carcinoma, NST',
      'Mucinous carcinoma',
    ]),
    grade: `Nottingham Grade ${sum <= 5 ? 1 : sum <= 7 ? 2 : 3} (${a}+${b}+${c} = ${sum})`,
    tumour_size: size,
    margins: `All margins free; nearest margin ${dice.whole(1, 12) / 10} cm`,
    nodes: `${positive}/${examined} positive`,
    pT: `pT${largest <= 2 ? '1c' : largest <= 5 ? 2 : 3}`,
    pN: `pN${positive === 0 ? 0 : positive <= 3 ? '1a' : '2a'}`,
  };
  const ihc = dice.chance(60) ? receptors(dice) : undefined;
  const synoptic: string[][] = [
    [dice.pick(['Histologic type', 'Tumour type', 'Histological Type']), fields.histologic_type],
    [dice.pick(['Grade', 'Histologic grade', 'Tumour grade']), fields.grade],
    [dice.pick(['Tumour size', 'Size of tumour', 'Tumor size']), size],
    [dice.pick(['Surgical margins', 'Resection margins', 'Margins']), fields.margins],
    [dice.pick(['Lymph nodes', 'Axillary lymph nodes', 'Regional lymph nodes']), fields.nodes],
    ['Lymphovascular invasion', dice.pick(['Present', 'Not identified'])],
    ['Perineural invasion', dice.pick(['Present', 'Not identified'])],
    [
      dice.pick(['Pathologic stage (AJCC 8th)', 'Pathological Stage', 'pTNM Stage']),
      `${fields.pT} ${fields.pN}`,
    ],
  ];
  return {
    title: dice.pick([
      'HISTOPATHOLOGY REPORT',
      'SURGICAL PATHOLOGY REPORT',
      'Histopathological Examination Report',
      'BIOPSY REPORT',
    ]),
    fields: { ...fields, ...ihc },
    parts: [
      { head: dice.pick(['Nature of Specimen', 'Specimen', 'Specimen Received']), text: fields.specimen },
      {
        head: 'Gross Examination',
        text: `Received a specimen of ${dice.whole(12, 24)} x ${dice.whole(8, 16)} x ${dice.whole(3, 6)} cm with skin. The cut surface shows a firm greyish tumour. ${examined} lymph nodes were dissected.`,
      },
      {
        head: dice.pick(['Microscopic Examination', 'Microscopy']),
        text: `Sections show an infiltrating tumour in cords and nests with pleomorphic nuclei. Mitoses are ${dice.whole(2, 22)} per 10 high power fields. In situ carcinoma makes ${dice.whole(2, 30)}% of the tumour. Skin and nipple are free.`,
      },
      { head: dice.pick(['Synoptic Summary', 'Synoptic Report']), columns: [0, 190], rows: synoptic },
      ...(ihc ? [{ head: 'Immunohistochemistry', columns: [0, 190], rows: rowsOf(ihc) }] : []),
      { head: 'IMPRESSION', text: `${fields.histologic_type}, ${side.toLowerCase()} breast` },
    ],
  };
}

/** Receptors in a table with their clones. */
export function ihcMolecular(dice: Dice): Body {
  const f = receptors(dice);
  return {
    title: dice.pick(['IMMUNOHISTOCHEMISTRY REPORT', 'IHC REPORT', 'Immunohistochemistry (IHC) Report']),
    fields: f,
    parts: [
      {
        head: 'Material Received',
        text: `Paraffin block no. ${dice.whole(100, 999)}/26, core biopsy of breast`,
      },
      {
        head: 'Results',
        columns: [0, 130, 230],
        rows: [
          ['Antibody', 'Clone', 'Result'],
          ['ER', dice.pick(['SP1', 'EP1']), f.ihc_er],
          ['PR', dice.pick(['PgR 636', 'SP2']), f.ihc_pr],
          ['HER2/neu', dice.pick(['4B5', 'CB11']), f.ihc_her2],
          ['Ki-67', 'MIB1', f.ihc_ki67],
        ],
      },
      {
        head: 'Comment',
        text: 'Positive and negative controls worked well. Cold ischaemia time within one hour.',
      },
    ],
  };
}
