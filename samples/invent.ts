import type { Dice } from './dice.ts';
import { discharge, lab, other, radiology } from './papers.ts';
import type { Part, Report } from './reports.ts';
import { histopathology, ihcMolecular } from './tissue.ts';
import { chemoChart, cytology, operationNote, prescription, radiotherapy } from './treatments.ts';

/** An invented report and what a perfect reader would take from it, by the names `score` files use. */
export interface Invented {
  type: string;
  report: Report;
  fields: Record<string, string>;
  lab: { analyte: string; value: string }[];
  /** Tesseract's code of a language that is printed beside English. */
  language?: string;
}

const WOMEN = [
  'Anjali',
  'Farzana',
  'Gurpreet',
  'Hemalatha',
  'Ishwari',
  'Jaya',
  'Leelavathi',
  'Mary',
  'Noor',
  'Padmini',
  'Shabnam',
  'Tulsi',
];
const MEN = [
  'Abdul',
  'Balwinder',
  'Chandran',
  'Dilip',
  'Ebenezer',
  'Girish',
  'Harish',
  'Imran',
  'Jagdish',
  'Karthik',
  'Mohan',
  'Yusuf',
];
const FAMILIES = [
  'Ahluwalia',
  'Bhattacharjee',
  'Chettiar',
  'Dongre',
  'Fernandes',
  'Gaikwad',
  'Hazarika',
  'Jadhav',
  'Khatoon',
  'Lingam',
  'Mahato',
  'Oommen',
  'Pillai',
  'Qureshi',
  'Rathore',
  'Swain',
];
const TOWNS = [
  'Belagavi',
  'Cuttack',
  'Dhule',
  'Erode',
  'Hubballi',
  'Jorhat',
  'Kollam',
  'Nellore',
  'Rewa',
  'Siliguri',
];
const HOUSES = [
  'Aarogya Pathology Laboratory',
  'Bodhi Cancer Hospital',
  'Cauvery Diagnostics',
  'District Medical College Hospital',
  'Indus Scans and Labs',
  'Kaveri Institute of Oncology',
  'Sahyadri Imaging Centre',
  'Triveni Nursing Home',
];
const LABELS = {
  name: ['Patient Name', 'Name', 'Name of Patient', 'Pt. Name', 'Patient'],
  ageSex: ['Age / Sex', 'Age/Gender', 'Age & Sex'],
  id: ['UHID', 'MRN', 'Hospital No', 'MR No', 'Patient ID'],
  date: ['Report Date', 'Reported on', 'Date of Report', 'Reporting Date'],
  by: ['Ref. By', 'Referred By', 'Consultant', 'Ref. Doctor'],
  lab: ['Lab No', 'Sample ID', 'Accession No', 'Biopsy No', 'SID'],
};

/** Who, where and when: the head that every report has. */
function head(dice: Dice, type: string) {
  const woman = type !== 'other' && dice.chance(65);
  const first = dice.pick(woman ? WOMEN : MEN);
  const name = `${first} ${dice.pick(FAMILIES)}`;
  const age = String(dice.whole(28, 81));
  const sex = woman ? 'Female' : 'Male';
  const title = dice.pick(woman ? ['Mrs.', 'Smt.', 'Ms.', ''] : ['Mr.', 'Shri', '']);
  const fields = {
    patient_name: name,
    age,
    sex,
    report_date: dateOf(dice),
    hospital: dice.pick(HOUSES),
    uhid: `${dice.pick(['BH', 'UH', 'P', 'R'])}-${dice.whole(10000, 999999)}`,
    referring_doctor: `Dr. ${dice.pick([...WOMEN, ...MEN])} ${dice.pick(FAMILIES)}`,
  };
  const years = dice.pick([
    `${age} Years / ${sex}`,
    `${age} Y / ${sex[0]}`,
    `${age} Yrs/${sex}`,
    `${age} / ${sex}`,
  ]);
  const header: Report['header'] = [
    [dice.pick(LABELS.name), `${title} ${name}`.trim(), dice.pick(LABELS.ageSex), years],
    [dice.pick(LABELS.id), fields.uhid, dice.pick(LABELS.date), fields.report_date],
    [
      dice.pick(LABELS.by),
      fields.referring_doctor,
      dice.pick(LABELS.lab),
      `${dice.pick(['H', 'S', 'L'])}-${dice.whole(100, 99999)}/26`,
    ],
  ];
  const house = [
    fields.hospital,
    `${dice.whole(1, 90)}, Station Road, ${dice.pick(TOWNS)} - ${dice.whole(110001, 799999)}`,
    `Ph: 0${dice.whole(22, 89)}-${dice.whole(2000000, 2999999)} | care@${fields.hospital.split(' ')[0]!.toLowerCase()}.example`,
  ];
  return {
    fields,
    header,
    house,
    foot: [
      `Dr. ${dice.pick(MEN)} ${dice.pick(FAMILIES)}`,
      dice.pick(['MD (Pathology)', 'DNB', 'MD']),
      '*** End of Report ***',
    ],
  };
}

function dateOf(dice: Dice): string {
  const [d, m] = [dice.whole(1, 28), dice.whole(1, 10)];
  const two = (n: number) => String(n).padStart(2, '0');
  const month = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct'][m - 1]!;
  return dice.pick([
    `${two(d)}/${two(m)}/2026`,
    `${two(d)}-${two(m)}-2026`,
    `${two(d)}-${month}-2026`,
    `${two(d)}.${two(m)}.2026`,
    `${d} ${month} 2026`,
  ]);
}

/** An invented report of a kind. */
export function invent(type: string, dice: Dice, name: string): Invented {
  const { fields, header, house, foot } = head(dice, type);
  const body = BODIES[type]!(dice);
  return {
    type,
    report: {
      name,
      house: body.motto ? [house[0]!, body.motto, ...house.slice(1)] : house,
      title: body.title,
      header,
      parts: body.parts,
      foot,
    },
    // Of a paper that is none of a case nothing is to be taken.
    fields: type === 'other' ? {} : { ...fields, ...body.fields },
    lab: body.lab ?? [],
    language: body.language,
  };
}

/** What a kind of report adds to the head. */
export interface Body {
  /** Tesseract's code of a language that is printed beside English, and what the house calls itself in it. */
  language?: string;
  motto?: string;
  title: string;
  parts: Part[];
  fields: Record<string, string>;
  lab?: Invented['lab'];
}

const BODIES: Record<string, (dice: Dice) => Body> = {
  histopathology,
  ihc_molecular: ihcMolecular,
  lab,
  radiology,
  discharge,
  cytology,
  operation_note: operationNote,
  chemo_chart: chemoChart,
  radiotherapy,
  prescription,
  other,
};
export const KINDS = Object.keys(BODIES);
