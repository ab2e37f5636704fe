import type { StoryState } from '../contract.ts';

/** One scene: who acts, what the bar on top says, and which of the player's acts it is. */
export interface Scene {
  seat: NonNullable<StoryState['seat']>;
  caption: string;
  act: Act;
  /** What the desk shows meanwhile. */
  pane?: NonNullable<StoryState['pane']>;
  /** Seconds to look at what was done, before the next scene. */
  watch?: number;
}

export type Act =
  | 'hello'
  | 'intake'
  | 'family_hears'
  | 'sign_in'
  | 'take_and_say'
  | 'hand_back'
  | 'confirm'
  | 'ready'
  | 'review'
  | 'write'
  | 'sign'
  | 'open_opinion';

/** The whole story, as data. */
export const SCENES: readonly Scene[] = [
  { seat: 'patient', act: 'hello', caption: 'Meera writes for her mother, Sushila Devi.' },
  { seat: 'patient', act: 'intake', caption: 'She agrees, answers, and sends photos of the reports.' },
  {
    seat: 'son',
    act: 'family_hears',
    watch: 4,
    caption: 'Her brother gets an SMS that says nothing about illness.',
  },
  {
    seat: 'coordinator',
    act: 'sign_in',
    pane: 'queue',
    watch: 4,
    caption: 'At the desk, a coordinator sees the new request.',
  },
  {
    seat: 'coordinator',
    act: 'take_and_say',
    pane: 'chat',
    watch: 4,
    caption: 'The coordinator takes over and writes to Meera.',
  },
  {
    seat: 'coordinator',
    act: 'hand_back',
    pane: 'chat',
    watch: 3,
    caption: 'The chat goes back to the automatic helper.',
  },
  {
    seat: 'coordinator',
    act: 'confirm',
    pane: 'papers',
    watch: 4,
    caption: 'What the machine was unsure of is checked against the page.',
  },
  {
    seat: 'coordinator',
    act: 'ready',
    pane: 'case',
    watch: 3,
    caption: 'The papers are complete: the case is ready for a doctor.',
  },
  { seat: 'reviewer', act: 'review', pane: 'papers', watch: 5, caption: 'An oncologist opens the case.' },
  {
    seat: 'reviewer',
    act: 'write',
    pane: 'opinion',
    watch: 6,
    caption: 'The oncologist answers each question in plain words.',
  },
  { seat: 'reviewer', act: 'sign', pane: 'opinion', watch: 4, caption: 'The opinion is signed.' },
  { seat: 'patient', act: 'open_opinion', caption: 'Meera opens the written opinion in the chat.' },
];

export const SAID = {
  hello: 'Hello, I need a second opinion for my mother',
  coordinator:
    'Namaste Meera, this is Asha from the care team. Your photos arrived well. I am checking them now.',
  findings: {
    diagnosis: {
      view: 'agreed',
      words:
        'Invasive ductal carcinoma of the right breast, hormone receptors positive. HER2 is open: 2+ on IHC.',
    },
    stage: 'pT2 pN1a. M is not told by these papers.',
    intent: 'cure',
    options: [
      {
        what: 'Chemotherapy (anthracycline, then taxane), radiotherapy, then hormone tablets for five years or more.',
        certainty: 'strong',
        place: 'city',
        cost: 'About ₹1.5–3 lakh; free with PM-JAY in most centres',
      },
      {
        what: 'The same with trastuzumab for one year, where FISH shows that HER2 is amplified.',
        certainty: 'strong',
        place: 'city',
        cost: 'About ₹2–4 lakh more with a biosimilar',
      },
    ],
    tests: [{ what: 'FISH for HER2, on the same block', why: 'Whether trastuzumab is needed' }],
    testsComplete: false,
    limits: 'Slides and films were not seen, and the patient was not examined.',
  },
  summary:
    'The papers show an early cancer of the right breast. It was taken out whole, and the edges are clear. Two of 14 ' +
    'glands had cancer in them. One test, HER2, is not clear: it came out as 2+. A FISH test on the same sample will ' +
    'settle it. Please ask for it before the next treatment starts.',
  answers: [
    'Treatment after the operation is usual here, because glands were involved. Which treatment is right depends on the ' +
      'HER2 result, so please do not start before it is there.',
    'Yes, one more test is needed: FISH for HER2, on the same sample. Whether chemotherapy is needed is decided with its ' +
      'result. Please show this page to the treating doctor.',
  ],
  qualification: 'MD, DM (Medical Oncology)',
  registration: 'Demo Medical Council 48213',
};
