import type { SimMessage } from '../contract.ts';

/** What Meera does about a message of the service. */
export type Answer =
  { do: 'tap'; option: string } | { do: 'text'; text: string } | { do: 'papers' } | { do: 'wait' };

/** One thing she knows: which question, which of its options by meaning, and what she types if there are none. */
interface Known {
  asked: RegExp;
  option?: RegExp;
  text?: string;
}

/**
 * Her answers by meaning, first match first, so that a change of wording does not stop the story. Her mother Sushila
 * Devi, 54, was operated for breast cancer two months ago. All of it is invented.
 */
export const KNOWN: readonly Known[] = [
  // What is still missing, she does not have: the doctor will ask for the test.
  {
    asked: /still needed|still missing|next, please send/i,
    option: /do not have|don't have/i,
    text: 'I do not have it',
  },
  { asked: /what is the reason/i, option: /never done/i, text: 'It was never done' },
  { asked: /another question/i, option: /own words/i },
  { asked: /about the treatment/i, text: 'The right breast was operated in Nagpur in September 2026' },
  { asked: /keep in mind/i, option: /sms/i, text: 'SMS to a relative' },
  { asked: /have any of these/i, option: /sugar|diabetes/i, text: 'Diabetes' },
  { asked: /periods|menopause/i, option: /stopped/i, text: 'Stopped' },
  { asked: /which language|language is easy|भाषा/i, option: /english/i, text: 'English' },
  { asked: /who are you/i, option: /family|relative/i, text: 'Family' },
  {
    asked: /who is (sick|ill|it for|the patient)|for whom|is this for|who needs/i,
    option: /family|mother|relative|someone|else/i,
    text: 'My mother',
  },
  { asked: /you are the patient|relation|how are you related/i, option: /daughter|child/i, text: 'Daughter' },
  {
    asked: /know about this|does .* (agree|know)|patient agree/i,
    option: /agrees|yes|knows/i,
    text: 'Yes, she agrees',
  },
  { asked: /18 years|adult/i, option: /yes|18/i, text: 'Yes' },
  {
    asked: /happening|right now|emergency.*\?|any of these/i,
    option: /none|^no\b/i,
    text: 'None of these',
  },
  { asked: /sms.*(update|family|relative)|short sms|text message/i, option: /^yes|add/i, text: 'Yes' },
  { asked: /mobile number|phone number|10[- ]digit|which number/i, text: '{son}' },
  { asked: /research|train/i, option: /^no\b|not/i, text: 'No' },
  { asked: /date of birth/i, text: '14/03/1972' },
  { asked: /whose number/i, text: 'Ravi' },
  {
    asked: /anything else|something to add|any other\?/i,
    option: /that is all|^no\b|nothing|none|done/i,
    text: 'No',
  },
  {
    asked: /allerg|pacemaker|metal|thinner|pregnan|blood relatives|family.*cancer|tobacco|cigarette|alcohol/i,
    option: /^no\b|never|none/i,
    text: 'No',
  },
  { asked: /full name|patient'?s name|name of the patient|her name|what is .*name/i, text: 'Sushila Devi' },
  { asked: /how old|\bage\b/i, text: '54' },
  { asked: /patient is…|\bsex\b|gender|woman or|man or/i, option: /woman|female/i, text: 'Woman' },
  { asked: /which town|city|pin code|where do(es)? .* live|state .* live/i, text: 'Nagpur' },
  { asked: /weight in|how much .* weigh|in kg/i, text: '61' },
  { asked: /height/i, text: '154' },
  { asked: /treatment date|date (already )?fixed|urgent/i, option: /no date|^no\b|later/i, text: 'No' },
  {
    asked: /own words|your question|what would you like to ask|ask the (doctor|expert|specialist)/i,
    option: /treatment right|is my treatment|treatment/i,
    text: 'Does she need chemotherapy after the operation? Is one more test of HER2 needed?',
  },
  {
    asked: /where in the body|where is the cancer|which cancer|what (kind|type) of cancer|part of the body/i,
    option: /breast/i,
    text: 'Breast',
  },
  { asked: /when did|when was|month and year/i, text: '09/2026' },
  { asked: /how was (it|the illness) found/i, option: /biopsy/i, text: 'Biopsy' },
  { asked: /which side|which breast|left or right/i, option: /right/i, text: 'Right' },
  { asked: /spread/i, option: /not spread|no spread|^no\b/i, text: 'No' },
  { asked: /stage/i, option: /stage 2|not (told|sure)/i, text: 'Stage 2' },
  {
    asked: /treatment .*(un)?til+ now|treatment .*(so far|given)|any treatment|treated/i,
    option: /operation|surgery/i,
    text: 'Operation',
  },
  {
    asked: /advised|planned|doctor (said|suggested)/i,
    option: /chemo|yes/i,
    text: 'Chemotherapy, four to six times',
  },
  { asked: /most days|day to day|activity|manage/i, option: /light work|normal/i, text: 'Light work only' },
  { asked: /weight lost|lost weight/i, option: /little|^no\b/i, text: 'A little' },
  { asked: /pain/i, option: /^no\b|mild|little/i, text: '3' },
  { asked: /worry|distress/i, option: /little|some/i, text: '3' },
  { asked: /other illness|other disease/i, option: /sugar|diabetes/i, text: 'Diabetes' },
  {
    asked: /which problems|problems are there|symptoms/i,
    option: /weakness|tired|no problem/i,
    text: 'Weakness',
  },
  {
    asked: /treatment (is )?(going on|running)|going on now/i,
    option: /finished|pause|on a break/i,
    text: 'Finished',
  },
  { asked: /medicines?/i, option: /^yes/i, text: 'Metformin 500 mg twice a day' },
  { asked: /who pays|pay for/i, option: /pm-jay|ayushman|own money/i, text: 'Ayushman card' },
  {
    asked: /all of this right|correct\?|please check|is (this|that|it) (right|correct)/i,
    option: /^send|^yes|right|correct|submit|confirm/i,
    text: 'Yes',
  },
];

const PAPERS = /send photos|send .*(reports?|papers?|pages?)\b/i;
const DONE =
  /\bdone\b|that is all|that'?s all|no more|all sent|finish|i do not have|don'?t have|not now|later|continue/i;
const AGREE = /^(yes|ok|i agree|agree|start|continue|go on|next|begin|open)/i;
/** Doors out of the story: to a person, back, out. Taken only when there is no other. */
const DOORS = /person|human|\bstop\b|back|withdraw|erase|delete|not agree|change|help|listen|manual|call/i;

/** How often the same words were asked before, and whether the papers are on their way. */
export interface Memory {
  asked: number;
  papersSent: boolean;
  son: string;
}

/** Decides what to do about a message; `asked` moves on to the next best option when an answer was not understood. */
export function answerTo(message: SimMessage, memory: Memory): Answer {
  const { text, options } = message;
  const known = KNOWN.find((k) => k.asked.test(text));
  const aboutPapers = PAPERS.test(text) && !(known && options.length === 0 && /name|number/i.test(text));
  if (
    aboutPapers &&
    !memory.papersSent &&
    (options.length === 0 || !known?.option || optionFor(options, known.option) === null)
  )
    return { do: 'papers' };
  if (options.length > 0) return { do: 'tap', option: choose(message, known, memory) };
  if (known) return { do: 'text', text: (known.text ?? 'Yes').replace('{son}', memory.son) };
  if (aboutPapers) return { do: 'text', text: 'DONE' };
  return /\?|type |tell us|write /i.test(text) ? { do: 'text', text: "I don't know" } : { do: 'wait' };
}

type Options = SimMessage['options'];

const optionFor = (options: Options, meaning: RegExp) =>
  options.find((o) => meaning.test(o.title))?.id ?? null;

function choose(message: SimMessage, known: Known | undefined, memory: Memory): string {
  const { options, text } = message;
  const plain = options.filter((o) => !DOORS.test(o.title));
  const wishes = [
    known?.option && optionFor(plain, known.option),
    memory.papersSent && PAPERS.test(text) && optionFor(plain, DONE),
    optionFor(plain, AGREE),
    ...plain.map((o) => o.id),
    ...options.map((o) => o.id),
  ].filter((id): id is string => typeof id === 'string');
  const distinct = [...new Set(wishes)];
  return distinct[memory.asked % distinct.length] as string;
}
