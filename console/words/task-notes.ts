import { name, plain } from './names.ts';

type Pair = readonly [english: string, hindi: string];

/** Why the service raised a task, by the code that it wrote beside it: red flags, what was tapped, where it got stuck. */
const REASONS: Record<string, Pair> = {
  breath: ['Trouble breathing', 'साँस की तकलीफ़'],
  bleed: ['Bleeding', 'खून बह रहा है'],
  fever: ['Fever during treatment, or with shivering', 'इलाज के दौरान बुखार, या कँपकँपी'],
  legs: ['Legs weak or numb, or no urine', 'पैर कमज़ोर या सुन्न, या पेशाब बंद'],
  fit: ['Fit, fainting or confusion', 'दौरा, बेहोशी या होश ठीक नहीं'],
  chest: ['Chest pain or sudden swelling', 'सीने में दर्द या अचानक सूजन'],
  allergic: ['Reaction to a medicine', 'दवा से रिएक्शन'],
  overdose: ['Too much of a medicine, or poison', 'दवा ज़्यादा ली, या ज़हर'],
  fall: ['A bad fall', 'बुरी तरह गिरे'],
  sad: ['Speaks of ending life', 'जान देने की बात'],
  vomit: ['Vomiting, loose motions, or nothing stays down', 'उल्टी, दस्त, या कुछ टिकता नहीं'],
  pain: ['Severe pain', 'तेज़ दर्द'],
  yellow: ['Eyes or body turned yellow', 'आँखें या शरीर पीला'],
  tube: ['A tube is out or blocked', 'नली निकल गई या बंद है'],
  feverish: ['Fever', 'बुखार'],
  death_mentioned: ['They wrote that somebody died', 'किसी की मृत्यु का लिखा'],
  death_reported: ['They told that the patient died', 'बताया कि मरीज़ नहीं रहे'],
  followup: ['Very worried after the opinion', 'राय के बाद बहुत चिंता'],
  worry_after_opinion: ['Worried after the opinion', 'राय के बाद चिंता'],
  question_after_opinion: ['Has a question after the opinion', 'राय के बाद सवाल है'],
  call_after_opinion: ['Wants a call after the opinion', 'राय के बाद फ़ोन चाहते हैं'],
  call_before_opinion: ['Wants a call before reading the opinion', 'राय पढ़ने से पहले फ़ोन चाहते हैं'],
  call: ['Wants a call', 'फ़ोन चाहते हैं'],
  question: ['Asked something', 'कुछ पूछा है'],
  unanswered: ['Wrote, and nobody answered', 'लिखा, और किसी ने जवाब नहीं दिया'],
  number_changed: ['Their number changed; who writes is not proven', 'नंबर बदला; कौन लिखता है, पक्का नहीं'],
  answered: ['Answered the doctor’s question', 'डॉक्टर के सवाल का जवाब आया'],
  doubts: ['Nobody looked at the doubtful places', 'शक वाली जगहें किसी ने नहीं देखीं'],
  reading_refused: ['They do not want a machine to read the papers', 'नहीं चाहते कि मशीन काग़ज़ पढ़े'],
  doctor: ['A doctor writes', 'डॉक्टर लिख रहे हैं'],
  minor_held: ['A child, and no parent or guardian here', 'बच्चा है, और माता-पिता या अभिभावक यहाँ नहीं'],
};

/** What follows a name in a note: "HER2 FISH: never". */
const SAID: Record<string, Pair> = {
  never: ['it was never done', 'यह जाँच कभी नहीं हुई'],
  lost: ['they do not have it', 'उनके पास नहीं है'],
  wrong: ['they say it was read wrongly', 'कहते हैं, ग़लत पढ़ा गया'],
  unsure: ['they could not tell', 'वे नहीं बता पाए'],
};

/** The reason beside a task in the language of the desk. What people wrote stays as it is; ids and unknown codes say nothing. */
export function taskNote(what: string, note: string | null, tongue: 'en' | 'hi'): string {
  // The paper is marked among the papers; its number tells nobody anything.
  if (!note || what === 'wrong_patient') return '';
  const of = (pair: Pair) => pair[tongue === 'hi' ? 1 : 0];
  if (Object.hasOwn(REASONS, note)) return of(REASONS[note]!);
  const [, about, code] = /^([\w.]+): (\w+)$/.exec(note) ?? [];
  if (about === 'photo') return name('fault', code!, tongue);
  if (about && Object.hasOwn(SAID, code!)) return `${name('fact', about, tongue)}: ${of(SAID[code!]!)}`;
  if (what === 'stuck' || /^[a-z]+(?:_[a-z]+)+$/.test(note)) return atQuestion(note, tongue);
  return note;
}

const atQuestion = (step: string, tongue: 'en' | 'hi') =>
  tongue === 'hi' ? `सवाल पर: ${plain(step)}` : `At the question: ${plain(step)}`;
