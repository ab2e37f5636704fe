import type { Dice } from './dice.ts';
import type { Body } from './invent.ts';

const TUMOURS = [
  'Carcinoma left breast',
  'Carcinoma cervix, FIGO stage IIB',
  'Adenocarcinoma of the rectum',
  'Carcinoma right buccal mucosa',
  'Non-small cell carcinoma of lung',
  'High grade serous carcinoma of ovary',
] as const;

/** Cells drawn by a needle. */
export function cytology(dice: Dice): Body {
  const site = dice.pick([
    'Right breast lump',
    'Left cervical lymph node',
    'Thyroid nodule, right lobe',
    'Axillary node',
  ]);
  const diagnosis = dice.pick([
    'Positive for malignant cells, ductal carcinoma',
    'Metastatic squamous cell carcinoma',
    'Suspicious for malignancy',
    'Benign follicular nodule, Bethesda category II',
  ]);
  return {
    title: dice.pick(['CYTOLOGY REPORT', 'FNAC REPORT', 'Fine Needle Aspiration Cytology Report']),
    fields: { specimen: site, diagnosis },
    parts: [
      { head: dice.pick(['Site of Aspiration', 'Specimen', 'Nature of Specimen']), text: site },
      { head: 'Clinical History', text: `A swelling of ${dice.whole(1, 9)} months.` },
      {
        head: dice.pick(['Microscopy', 'Microscopic Examination']),
        text: `Smears show ${dice.pick(['high', 'moderate'])} cellularity with clusters and single cells, some with prominent nucleoli. ${dice.whole(3, 6)} passes were made; the material is adequate.`,
      },
      { head: dice.pick(['IMPRESSION', 'Cytological Diagnosis', 'Impression']), text: diagnosis },
    ],
  };
}

/** What a surgeon wrote down. */
export function operationNote(dice: Dice): Body {
  const [diagnosis, procedure] = dice.pick([
    ['Carcinoma right breast', 'Modified radical mastectomy, right'],
    ['Carcinoma of the stomach', 'Distal gastrectomy with D2 lymphadenectomy'],
    ['Carcinoma tongue', 'Wide excision with left neck dissection'],
    ['Ovarian mass', 'Total abdominal hysterectomy with bilateral salpingo-oophorectomy'],
  ] as const);
  return {
    title: dice.pick(['OPERATION NOTES', 'OPERATIVE NOTE', 'Operation Record']),
    fields: { diagnosis, procedure },
    parts: [
      { head: 'Pre operative Diagnosis', text: diagnosis },
      { head: dice.pick(['Procedure Performed', 'Operation Performed', 'Procedure']), text: procedure },
      {
        columns: [0, 150],
        rows: [
          ['Anaesthesia', 'General'],
          ['Incision', dice.pick(['Transverse', 'Midline', 'Stewart'])],
          ['Blood loss', `${dice.whole(8, 60) * 10} mL`],
        ],
      },
      {
        head: 'Intra operative Findings',
        text: `A firm growth of ${dice.whole(2, 7)} x ${dice.whole(2, 6)} cm was found and removed with a margin. ${dice.whole(1, 3)} drains were placed. Closure in layers. Counts were correct.`,
      },
      {
        head: 'Post operative Orders',
        text: `Nil by mouth for ${dice.whole(6, 24)} hours. Watch the drain.`,
      },
    ],
  };
}

/** One day of chemotherapy. */
export function chemoChart(dice: Dice): Body {
  const [regimen, drugs] = dice.pick([
    ['AC-T', ['Doxorubicin 60 mg/m2', 'Cyclophosphamide 600 mg/m2']],
    ['CAPOX', ['Oxaliplatin 130 mg/m2', 'Capecitabine 1000 mg/m2']],
    ['Paclitaxel + Carboplatin', ['Paclitaxel 175 mg/m2', 'Carboplatin AUC 5']],
    ['FOLFIRI', ['Irinotecan 180 mg/m2', 'Leucovorin 400 mg/m2']],
  ] as const);
  const [of, bsa] = [dice.pick([4, 6, 8]), dice.whole(135, 195) / 100];
  const cycle = `${dice.whole(1, of)} of ${of}`;
  const diagnosis = dice.pick(TUMOURS);
  return {
    title: dice.pick(['CHEMOTHERAPY CHART', 'Chemotherapy Record', 'DAY CARE CHEMOTHERAPY CHART']),
    fields: { diagnosis, regimen, cycles: cycle },
    parts: [
      {
        columns: [0, 130],
        rows: [
          ['Diagnosis', diagnosis],
          ['Regimen', regimen],
          ['Cycle', cycle],
          ['BSA', `${bsa} m2`],
        ],
      },
      { head: 'Premedication', text: 'Inj. Dexamethasone 8 mg, Inj. Ondansetron 8 mg, 30 minutes before.' },
      {
        head: 'Drugs',
        columns: [0, 200, 330],
        rows: [
          ['Drug and dose', 'Given', 'Infusion'],
          ...drugs.map((d) => [d, `${dice.whole(8, 90) * 5} mg`, `${dice.whole(1, 6) * 30} min`]),
        ],
      },
      { head: 'Remarks', text: 'No reaction. Counts before the next cycle.' },
    ],
  };
}

/** Radiation that was given. */
export function radiotherapy(dice: Dice): Body {
  const [dose, fractions] = dice.pick([
    ['50 Gy', 25],
    ['40 Gy', 15],
    ['60 Gy', 30],
    ['45 Gy', 25],
    ['66 Gy', 33],
  ] as const);
  const technique = dice.pick(['IMRT', 'VMAT', '3D CRT']);
  const diagnosis = dice.pick(TUMOURS);
  return {
    title: dice.pick([
      'RADIOTHERAPY SUMMARY',
      'RADIOTHERAPY TREATMENT SUMMARY',
      'Radiation Treatment Summary',
    ]),
    fields: { diagnosis, dose },
    parts: [
      {
        columns: [0, 150],
        rows: [
          ['Diagnosis', diagnosis],
          ['Technique', technique],
          ['Total dose', dose],
          ['Fractions', String(fractions)],
          ['Energy', dice.pick(['6 MV photons', '10 MV photons'])],
        ],
      },
      {
        head: 'Remarks',
        text: `Treated on a linac to the PTV over ${dice.whole(3, 7)} weeks. Skin reaction grade ${dice.whole(1, 2)}. Review after ${dice.whole(2, 8)} weeks.`,
      },
    ],
  };
}

const MEDICINES = [
  ['Tab. Letrozole', '2.5 mg'],
  ['Tab. Tamoxifen', '20 mg'],
  ['Tab. Capecitabine', '500 mg'],
  ['Tab. Ondansetron', '8 mg'],
  ['Cap. Omeprazole', '20 mg'],
  ['Tab. Morphine', '10 mg'],
  ['Syp. Lactulose', '15 mL'],
  ['Tab. Calcium', '500 mg'],
  ['Inj. Filgrastim', '300 mcg'],
] as const;

/** What hospitals print in the language of their people, beside the English. */
export const ADVICE: Record<string, readonly [language: string, title: string, ...advice: string[]]> = {
  hindi: ['hin', 'उपचार केंद्र', 'दवा भोजन के बाद लें', 'अगली जाँच पर सारे कागज़ साथ लाएँ', 'तेज़ बुखार हो तो तुरंत आएँ'],
  marathi: ['mar', 'उपचार केंद्र', 'औषध जेवणानंतर घ्यावे', 'पुढच्या वेळी सर्व कागद सोबत आणावेत', 'ताप आल्यास लगेच यावे'],
  bengali: [
    'ben',
    'চিকিৎসা কেন্দ্র',
    'ওষুধ খাবারের পরে খাবেন',
    'পরের বার সব কাগজ সঙ্গে আনবেন',
    'জ্বর এলে তখনই আসবেন',
  ],
  tamil: [
    'tam',
    'சிகிச்சை மையம்',
    'மருந்தை உணவுக்குப் பிறகு எடுக்கவும்',
    'அடுத்த முறை எல்லா தாள்களையும் கொண்டு வாருங்கள்',
    'காய்ச்சல் வந்தால் உடனே வாருங்கள்',
  ],
  telugu: [
    'tel',
    'చికిత్స కేంద్రం',
    'మందు భోజనం తర్వాత తీసుకోండి',
    'తరువాత వచ్చినప్పుడు కాగితాలన్నీ తీసుకురండి',
    'జ్వరం వస్తే వెంటనే రండి',
  ],
  kannada: [
    'kan',
    'ಚಿಕಿತ್ಸಾ ಕೇಂದ್ರ',
    'ಊಟದ ನಂತರ ಔಷಧಿ ತೆಗೆದುಕೊಳ್ಳಿ',
    'ಮುಂದಿನ ಬಾರಿ ಎಲ್ಲಾ ಕಾಗದಗಳನ್ನು ತನ್ನಿ',
    'ಜ್ವರ ಬಂದರೆ ಕೂಡಲೇ ಬನ್ನಿ',
  ],
  gujarati: ['guj', 'સારવાર કેન્દ્ર', 'દવા જમ્યા પછી લેવી', 'આગલી વખતે બધા કાગળો સાથે લાવવા', 'તાવ આવે તો તરત આવવું'],
  malayalam: [
    'mal',
    'ചികിത്സാ കേന്ദ്രം',
    'ഭക്ഷണത്തിനു ശേഷം മരുന്ന് കഴിക്കുക',
    'അടുത്ത തവണ എല്ലാ കടലാസുകളും കൊണ്ടുവരിക',
    'പനി വന്നാൽ ഉടനെ വരിക',
  ],
};

/** Medicines to take home, with advice in the patient's language on every other one. */
export function prescription(dice: Dice): Body {
  const diagnosis = dice.pick(TUMOURS);
  const taken = MEDICINES.filter(() => dice.chance(55));
  const rows = (taken.length > 0 ? taken : MEDICINES.slice(0, 2)).map(([name, dose]) => [
    name,
    dose,
    dice.pick(['1-0-0', '0-0-1', '1-0-1', '1-1-1']),
    `${dice.pick([3, 5, 7, 14, 21, 30])} days`,
  ]);
  const local = dice.chance(60) ? ADVICE[dice.pick(Object.keys(ADVICE))]! : undefined;
  return {
    title: dice.pick(['OUT PATIENT PRESCRIPTION', 'PRESCRIPTION', 'OPD Card']),
    fields: { diagnosis },
    ...(local ? { language: local[0], motto: local[1] } : {}),
    parts: [
      { head: 'Diagnosis', text: diagnosis },
      {
        head: 'Vitals',
        text: `Wt ${dice.whole(42, 88)} kg  BP ${dice.whole(104, 148)}/${dice.whole(64, 92)}  SpO2 ${dice.whole(94, 99)}%`,
      },
      {
        head: 'Rx',
        columns: [0, 190, 280, 380],
        rows: [['Medicine', 'Dose', 'Frequency', 'Duration'], ...rows],
      },
      { head: 'Advice', text: `Next visit after ${dice.whole(2, 6)} weeks with CBC and LFT.` },
      ...(local ? local.slice(2).map((text) => ({ text })) : []),
    ],
  };
}
