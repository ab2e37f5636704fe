import type { CaseView, ChatMessage, DocumentView } from '../../src/http/contract.ts';

/** An invented family's case, as the service would show it at the desk; the papers are drawn, not photographed. */
export const at = (minute: number) => new Date(Date.UTC(2026, 10, 24, 4, minute)).toISOString();

/** Text that would run if it were ever put into a page as markup. */
export const HOSTILE =
  '<img src=x onerror="document.title=\'owned\'"><script>document.title="owned"</script>';

const page = (document: string, number: number, box: [number, number, number, number], words: string) =>
  ({ kind: 'page', document, page: number, box, words }) as const;

type CaseFact = CaseView['facts'][number];
const fact = (
  id: string,
  path: string,
  value: string,
  from: CaseFact['from'],
  more: Partial<CaseFact> = {},
): CaseFact => ({
  id,
  path,
  value,
  from,
  at: at(10),
  accepted: true,
  current: true,
  ...more,
});
const said = (message: string) => ({ kind: 'message', message, speaker: 'relative' }) as const;

const paper = (id: string, type: string, more: Partial<DocumentView> = {}): DocumentView => ({
  id,
  type,
  typeConfidence: 0.97,
  fileName: null,
  mime: 'image/jpeg',
  at: at(8),
  faults: [],
  failure: null,
  duplicateOf: null,
  ofOther: null,
  told: false,
  held: null,
  original: `/api/originals/${id}`,
  retake: null,
  pages: [{ number: 1, width: 800, height: 1100, image: `/api/pages/${id}/1?v=0`, covers: [], open: true }],
  ...more,
});

export const meena = (): CaseView => ({
  id: 'case-meena',
  reference: 'K7M4QP',
  conversation: 'talk-meena',
  status: 'checking',
  statusSince: at(20),
  moves: ['ready', 'documents', 'closed'],
  mayWrite: true,
  veiled: false,
  windowEnds: null,
  wordsWait: false,
  language: 'hi',
  voice: 'bot',
  holder: null,
  gate: 'G1',
  facts: [
    fact('f1', 'patient.name', 'Meena Devi', said('m3')),
    fact('f2', 'patient.age', '52', said('m3'), { unit: 'years' }),
    fact('f3', 'patient.sex', 'female', said('m3')),
    fact('f4', 'cancer.site', 'breast', said('m3')),
    fact('f5', 'question.1', 'क्या कीमो ज़रूरी है?', said('m7')),
    fact('f6', 'question.2', `Is surgery first right? ${HOSTILE}`, said('m7')),
    fact(
      'f7',
      'histopathology.grade',
      'Grade 3',
      page('doc-1', 1, [80, 430, 240, 34], 'Histologic grade: 3'),
      { sure: 0.96 },
    ),
    fact(
      'f8',
      'histopathology.type',
      'Invasive ductal carcinoma',
      page('doc-1', 1, [80, 330, 420, 34], 'Invasive ductal carcinoma, NOS'),
      {
        sure: 0.98,
        label: 'Tumour type',
      },
    ),
    fact('f9', 'ihc.her2', '2+', page('doc-2', 1, [80, 470, 300, 36], 'HER2/neu: 2+ (equivocal)'), {
      sure: 0.61,
      accepted: false,
      doubt: 'two_readings',
      label: 'HER2',
    }),
    fact('f10', 'ihc.er', '90 %', page('doc-2', 1, [80, 370, 300, 36], 'ER: Positive, 90 %'), {
      sure: 0.93,
      label: 'ER',
    }),
    fact(
      'f11',
      'lab.haemoglobin',
      '10.2',
      page('doc-3', 1, [80, 330, 520, 34], 'Haemoglobin 10.2 g/dL 12.0-15.0'),
      {
        unit: 'g/dL',
        reference: '12.0-15.0',
        flag: 'L',
        sure: 0.95,
      },
    ),
    fact(
      'f12',
      'lab.creatinine',
      '11.0',
      page('doc-3', 1, [80, 430, 520, 34], 'Creatinine 1.10 mg/dL 0.6-1.1'),
      {
        unit: 'mg/dL',
        reference: '0.6-1.1',
        accepted: false,
        sure: 0.44,
        doubt: 'not_in_range',
      },
    ),
    fact('f13', 'health.ecog', 'Only light work', said('m3')),
    fact('f14', 'diagnosis.side', 'Left side', said('m3'), { normal: 'left' }),
    fact(
      'f15',
      'pathology.specimen',
      'Right breast',
      page('doc-1', 1, [80, 180, 420, 34], 'Right breast, core'),
    ),
  ],
  documents: [
    paper('doc-1', 'histopathology'),
    paper('doc-2', 'ihc_molecular', { fileName: `report ${HOSTILE}.jpg` }),
    paper('doc-3', 'lab', { faults: ['dark'] }),
    paper('doc-4', 'unsure', {
      typeConfidence: 0.3,
      faults: ['blurred', 'cut'],
      failure: 'timeout',
      pages: [],
    }),
  ],
  reports: [
    {
      type: 'histopathology',
      at: '2026-10-07',
      pages: [{ document: 'doc-1', page: 1 }],
      arranged: false,
      missing: [2],
      edition: 'amended',
    },
    {
      type: 'ihc_molecular',
      at: null,
      pages: [{ document: 'doc-2', page: 1 }],
      arranged: false,
      missing: [],
      edition: null,
    },
    {
      type: 'lab',
      at: null,
      pages: [{ document: 'doc-3', page: 1 }],
      arranged: false,
      missing: [],
      edition: null,
    },
  ],
  missing: [
    {
      need: 'fact.ihc.fish',
      label: 'HER2 FISH result',
      why: 'HER2 2+ alone does not decide about targeted treatment.',
      level: 'conditional',
    },
    {
      need: 'document.radiology',
      label: 'CT or PET-CT report',
      why: 'Shows whether the illness has spread.',
      level: 'required',
    },
  ],
  timeline: [
    { kind: 'diagnosis', at: '2026-10-07', facts: ['f8', 'f7'] },
    { kind: 'now', at: '2026-11-24', facts: ['f13'] },
    { kind: 'markers', at: null, facts: ['f10'] },
    { kind: 'lab', at: null, facts: ['f11'] },
  ],
  asks: [],
  conflicts: [
    {
      topic: 'side',
      sides: [
        { says: 'left', facts: ['f14'] },
        { says: 'right', facts: ['f15'] },
      ],
      seen: null,
    },
  ],
  review: {
    reviewers: [],
    mayName: false,
    reads: false,
    own: null,
    agreement: [],
    second: {
      needed: false,
      policy: false,
      agreed: null,
      stale: false,
      hash: null,
      mayAsk: false,
      mayAgree: false,
    },
  },
  newest: { fact: 'f15', paper: 'doc-4' },
  news: null,
  questions: [
    { path: 'question.1', text: 'क्या कीमो ज़रूरी है?' },
    { path: 'question.2', text: `Is surgery first right? ${HOSTILE}` },
  ],
  arrangement: { seen: null, undo: null },
  tasks: [{ id: 'task-1', what: 'wants_person', note: 'Asked twice for a call', at: at(18) }],
  opinions: [],
  consents: [
    { purpose: 'service', given: true, version: '1', at: at(2) },
    { purpose: 'family_sms', given: false, version: '1', at: at(2) },
  ],
});

const bubble = (
  id: string,
  from: ChatMessage['from'],
  text: string,
  minute: number,
  more: Partial<ChatMessage> = {},
): ChatMessage => ({
  id,
  from,
  by: null,
  at: at(minute),
  text,
  options: [],
  media: [],
  state: from === 'person' ? null : 'read',
  failure: null,
  ...more,
});

export const talk = (): ChatMessage[] => [
  bubble('m1', 'person', 'नमस्ते', 0),
  bubble(
    'm2',
    'bot',
    'Namaste. This is Doosri Rai, a second-opinion service. May we ask a few questions?',
    1,
    { options: ['Yes', 'No', 'Talk to a person'] },
  ),
  bubble('m3', 'person', 'Meena Devi, 52, breast', 3),
  bubble('m4', 'bot', 'Please send photos of all reports.', 5),
  bubble('m5', 'person', '', 8, {
    media: [1, 2, 3].map((n) => ({
      document: `doc-${n}`,
      type: 'image',
      fileName: null,
      page: `/api/pages/doc-${n}/1`,
      sound: null,
    })),
  }),
  bubble('m6', 'bot', '3 pages received. What do you want to ask the doctor?', 9, { state: 'delivered' }),
  bubble('m7', 'person', `क्या कीमो ज़रूरी है? ${HOSTILE}`, 12),
  bubble('m8', 'staff', 'I will call you at five.', 14, {
    by: 'Asha Nair',
    state: 'failed',
    failure: 'The phone could not be reached (131026).',
  }),
  bubble('m9', 'bot', 'Thank you. We are checking your papers.', 15, { state: 'unknown' }),
];

/** A drawn page: lines where the facts' boxes say they are. */
export const drawnPage = (lines: { box: readonly number[]; words: string }[]): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 1100" width="800" height="1100"><rect width="800" height="1100" fill="#fdfcf7"/>` +
  `<text x="80" y="110" font-size="34" font-family="serif">Sunrise Diagnostics (invented)</text><path d="M80 140H720M80 250H720" stroke="#444"/>` +
  lines
    .map(
      ({ box, words }) =>
        `<text x="${box[0]! + 4}" y="${box[1]! + 26}" font-size="24" font-family="serif">${words}</text>`,
    )
    .join('') +
  `</svg>`;
