import type { Status } from '../../src/cases/status.ts';
import type { LinkFor } from '../../src/http/account-contract.ts';
import type { CaseView, Findings, Role } from '../../src/http/contract.ts';

import { FACTS } from './fact-names.ts';

type Option = Findings['options'][number];
type Pair = readonly [english: string, hindi: string];

/** Codes of the service in words people use. What is not here is shown with its underscores taken out. */
const NAMES: Record<string, Record<string, Pair>> = {
  status: {
    draft: ['New', 'नया'],
    intake: ['Answering questions', 'सवाल-जवाब'],
    documents: ['Sending papers', 'काग़ज़ भेज रहे हैं'],
    checking: ['Papers being checked', 'काग़ज़ों की जाँच'],
    ready: ['Ready for a doctor', 'डॉक्टर के लिए तैयार'],
    in_review: ['With the doctor', 'डॉक्टर के पास'],
    more_info: ['Doctor asks for more', 'डॉक्टर को और चाहिए'],
    signed: ['Opinion signed', 'राय पर हस्ताक्षर'],
    delivered: ['Opinion delivered', 'राय पहुँची'],
    closed: ['Closed', 'बंद'],
    withdrawn: ['Withdrawn', 'वापस लिया'],
    expired: ['Ended in silence', 'समय समाप्त'],
  } satisfies Record<Status, Pair>,
  diagnosisView: {
    agreed: ['I agree', 'मैं सहमत हूँ'],
    partly: ['I agree in part', 'कुछ हद तक सहमत'],
    not_agreed: ['I do not agree', 'मैं सहमत नहीं'],
    cannot_say: ['Cannot be told from these papers', 'इन काग़ज़ों से नहीं कह सकते'],
  } satisfies Record<NonNullable<Findings['diagnosis']['view']>, Pair>,
  intent: {
    cure: ['Cure', 'रोग ठीक करना'],
    control: ['Longer control of the disease', 'रोग को लंबे समय तक रोकना'],
    comfort: ['Comfort', 'आराम'],
    cannot_say: ['Cannot be told yet', 'अभी नहीं कह सकते'],
  } satisfies Record<NonNullable<Findings['intent']>, Pair>,
  certainty: {
    strong: ['Strong: large trials agree', 'पक्का: बड़े अध्ययन सहमत'],
    moderate: ['Moderate: good studies', 'मध्यम: अच्छे अध्ययन'],
    weak: ['Weak: few or small studies', 'कमज़ोर: कम या छोटे अध्ययन'],
    experience: ['Experience only', 'केवल अनुभव'],
  } satisfies Record<NonNullable<Option['certainty']>, Pair>,
  place: {
    district: ['Most district hospitals', 'अधिकतर ज़िला अस्पताल'],
    city: ['Cancer centres in large cities', 'बड़े शहरों के कैंसर केंद्र'],
    few: ['A few centres in India', 'भारत के कुछ ही केंद्र'],
    nowhere: ['Not in India', 'भारत में नहीं'],
  } satisfies Record<NonNullable<Option['place']>, Pair>,
  task: {
    emergency: ['Emergency', 'आपात'],
    distress: ['In distress', 'बहुत परेशान'],
    wants_person: ['Wants a person', 'व्यक्ति से बात'],
    wrong_patient: ['Other patient?', 'दूसरा मरीज़?'],
    documents: ['Papers', 'काग़ज़'],
    withdrawal: ['Withdrawal', 'वापसी'],
    parked: ['Stopped by an error', 'त्रुटि से रुका'],
    stuck: ['Stuck', 'अटका'],
    voice: ['Voice note', 'वॉइस नोट'],
    complaint: ['Complaint', 'शिकायत'],
    late_check: ['Check is late', 'जाँच में देर'],
    late_assign: ['No doctor yet', 'डॉक्टर तय नहीं'],
    late_opinion: ['Opinion is late', 'राय में देर'],
    late_delivery: ['Opinion not told', 'राय बताई नहीं गई'],
    late_emergency: ['Emergency unanswered', 'आपात, कोई नहीं पहुँचा'],
    late_distress: ['Distress unanswered', 'परेशान, कोई नहीं पहुँचा'],
    late_wants_person: ['Waits too long', 'बहुत देर से इंतज़ार'],
    late_complaint: ['Complaint is late', 'शिकायत में देर'],
    question: ['Doctor’s question', 'डॉक्टर का सवाल'],
  },
  event: {
    diagnosis: ['Diagnosis', 'निदान'],
    stage: ['Stage', 'स्टेज'],
    markers: ['Markers', 'मार्कर'],
    imaging: ['Scan', 'स्कैन'],
    surgery: ['Operation', 'ऑपरेशन'],
    chemo: ['Chemo', 'कीमो'],
    radiation: ['Radiation', 'रेडिएशन'],
    treatment: ['Treatment', 'इलाज'],
    medicine: ['Medicines', 'दवाएँ'],
    lab: ['Blood', 'खून'],
    now: ['Today', 'आज'],
  } satisfies Record<CaseView['timeline'][number]['kind'], Pair>,
  how: {
    same: ['same', 'एक जैसा'],
    different: ['different', 'अलग'],
    one: ['only one says it', 'केवल एक ने कहा'],
    words: ['in own words', 'अपने शब्दों में'],
  } satisfies Record<CaseView['review']['agreement'][number]['how'], Pair>,
  readField: {
    view: ['The diagnosis on the papers', 'काग़ज़ों पर लिखा निदान'],
    diagnosis: ['Diagnosis', 'निदान'],
    stage: ['Stage', 'स्टेज'],
    intent: ['Treatment aims at', 'इलाज का उद्देश्य'],
  },
  conflict: {
    side: ['Right or left', 'दायाँ या बायाँ'],
    spread: ['Has it spread', 'फैला है या नहीं'],
    stage: ['Stage', 'स्टेज'],
    'patient.birth': ['Year of birth', 'जन्म का साल'],
    'patient.age': ['Age', 'उम्र'],
    'patient.sex': ['Woman or man', 'महिला या पुरुष'],
    'patient.name': ['Name', 'नाम'],
    'pathology.histology': ['Kind of tumour', 'ट्यूमर का प्रकार'],
    'ihc.her2': ['HER2', 'HER2'],
    'ihc.er': ['ER', 'ER'],
    'ihc.pr': ['PR', 'PR'],
    'ihc.ki67': ['Ki-67', 'Ki-67'],
  },
  role: {
    coordinator: ['Coordinator', 'समन्वयक'],
    reviewer: ['Reviewer', 'समीक्षक'],
    lead: ['Lead', 'प्रमुख'],
    administrator: ['Administrator', 'प्रशासक'],
  } satisfies Record<Role, Pair>,
  link: {
    account: ['Invitation', 'निमंत्रण'],
    password: ['New password', 'नया पासवर्ड'],
    second_step: ['New second step', 'नया दूसरा चरण'],
  } satisfies Record<LinkFor, Pair>,
  team: {
    care: ['Care', 'देखभाल'],
    papers: ['Papers', 'काग़ज़'],
    doctors: ['Doctors', 'डॉक्टर'],
  },
  label: {
    needs_call: ['Call them', 'फ़ोन करें'],
    travels: ['Travelling', 'सफ़र में'],
    money: ['Money worry', 'पैसे की चिंता'],
    interpreter: ['Interpreter', 'दुभाषिया'],
    sensitive: ['Sensitive', 'संवेदनशील'],
  },
  paper: {
    histopathology: ['Biopsy report', 'बायोप्सी रिपोर्ट'],
    ihc_molecular: ['IHC / molecular report', 'IHC / आणविक रिपोर्ट'],
    lab: ['Blood test', 'खून की जाँच'],
    radiology: ['Scan report', 'स्कैन रिपोर्ट'],
    discharge: ['Discharge summary', 'डिस्चार्ज समरी'],
    prescription: ['Prescription', 'पर्ची'],
    chemo_chart: ['Chemotherapy chart', 'कीमो चार्ट'],
    cytology: ['Cytology report', 'साइटोलॉजी रिपोर्ट'],
    operation_note: ['Operation note', 'ऑपरेशन नोट'],
    radiotherapy: ['Radiotherapy note', 'रेडियोथेरेपी नोट'],
    other: ['Other paper', 'अन्य काग़ज़'],
    unsure: ['Not sure what it is', 'पक्का नहीं'],
  },
  fault: {
    blurred: ['Blurred', 'धुँधला'],
    dark: ['Too dark', 'अँधेरा'],
    glare: ['Glare', 'चमक'],
    small: ['Too small', 'बहुत छोटा'],
    far: ['Taken from too far', 'दूर से लिया'],
    cut: ['Edge cut off', 'किनारा कटा'],
    covered: ['Something covers words', 'शब्द ढके हैं'],
    not_a_page: ['Not a page', 'पन्ना नहीं'],
    page_missing: ['Another page is missing', 'दूसरा पन्ना नहीं है'],
    empty: ['Empty file', 'ख़ाली फ़ाइल'],
    encrypted: ['Locked with a password', 'पासवर्ड से बंद'],
    too_big: ['Too big', 'बहुत बड़ी'],
    too_many_pages: ['Too many pages', 'बहुत पन्ने'],
    unsupported: ['Kind of file we cannot read', 'न पढ़ी जाने वाली फ़ाइल'],
    damaged: ['Damaged file', 'ख़राब फ़ाइल'],
    gone: ['No longer at the provider', 'अब उपलब्ध नहीं'],
    timeout: ['Reading took too long', 'पढ़ने में बहुत समय लगा'],
    crashed: ['Reading failed', 'पढ़ा नहीं जा सका'],
  },
  doubt: {
    two_readings: ['Two readings differ', 'दो पढ़त अलग हैं'],
    low_confidence: ['Hard to read', 'पढ़ना कठिन'],
    arithmetic: ['Numbers do not fit together', 'अंक मेल नहीं खाते'],
    not_in_range: ['Outside what is possible', 'संभव सीमा से बाहर'],
    other_person: ['May be another person’s', 'किसी और का हो सकता है'],
    repaired: ['Letters were repaired', 'अक्षर सुधारे गए'],
    uncertain: ['The paper itself is not sure', 'काग़ज़ ख़ुद पक्का नहीं कहता'],
    rejected: ['Not on the paper', 'काग़ज़ पर नहीं है'],
    history: ['Told of an earlier time', 'पहले की बात'],
    ambiguous: ['May mean two things', 'दो अर्थ हो सकते हैं'],
    unexplained: ['Words beside it were not understood', 'साथ के शब्द समझ में नहीं आए'],
  },
  edition: {
    amended: ['Amended report', 'संशोधित रिपोर्ट'],
    addendum: ['With an addendum', 'परिशिष्ट के साथ'],
    provisional: ['Provisional report', 'अस्थायी रिपोर्ट'],
  },
  delivery: {
    queued: ['Queued', 'कतार में'],
    sending: ['Being sent', 'भेजा जा रहा है'],
    sent: ['Sent', 'भेजा गया'],
    delivered: ['Delivered', 'पहुँचा'],
    read: ['Read', 'पढ़ा गया'],
    failed: ['Failed', 'नहीं पहुँचा'],
    unknown: ['Not known whether it arrived; a receipt will settle it', 'पहुँचा या नहीं, पता नहीं'],
    withdrawn: ['Taken back before it was sent', 'भेजने से पहले वापस लिया'],
    held: ['Held until the family writes again', 'परिवार के लिखने तक रोका गया'],
    parked: ['Stopped after several tries', 'कई कोशिशों के बाद रुका'],
    no: ['Not sent yet', 'अभी नहीं भेजा'],
  },
  purpose: {
    service: ['Second opinion', 'दूसरी राय'],
    reading: ['Reading the papers', 'काग़ज़ पढ़ना'],
    sharing: ['Sharing with doctors', 'डॉक्टरों से साझा करना'],
    family_sms: ['SMS to a relative', 'रिश्तेदार को SMS'],
    research: ['Research', 'शोध'],
  },
  sex: {
    female: ['Woman', 'महिला'],
    male: ['Man', 'पुरुष'],
    other: ['Other', 'अन्य'],
  },
  language: {
    en: ['English', 'अंग्रेज़ी'],
    hi: ['Hindi', 'हिन्दी'],
    bn: ['Bengali', 'बांग्ला'],
    mr: ['Marathi', 'मराठी'],
    te: ['Telugu', 'तेलुगु'],
    ta: ['Tamil', 'तमिल'],
    gu: ['Gujarati', 'गुजराती'],
    kn: ['Kannada', 'कन्नड़'],
    ml: ['Malayalam', 'मलयालम'],
    pa: ['Punjabi', 'पंजाबी'],
    or: ['Odia', 'ओड़िया'],
    ur: ['Urdu', 'उर्दू'],
  },
  channel: { whatsapp: ['WhatsApp', 'WhatsApp'], sms: ['SMS', 'SMS'] },
  speaker: {
    patient: ['The patient', 'मरीज़ स्वयं'],
    relative: ['Family or friend', 'परिवार या मित्र'],
    doctor: ['A doctor', 'डॉक्टर'],
    unknown: ['Not known yet', 'अभी पता नहीं'],
  },
  step: {
    started: ['Wrote to us', 'हमें लिखा'],
    notice: ['Saw the notice', 'सूचना देखी'],
    consent: ['Agreed', 'सहमति दी'],
    intake: ['Answered the questions', 'सवालों के जवाब दिए'],
    papers: ['Sent a paper', 'काग़ज़ भेजा'],
    checking: ['Sent to the check', 'जाँच के लिए भेजा'],
    ready: ['Passed the check', 'जाँच पूरी'],
    opinion: ['Opinion signed', 'राय पर हस्ताक्षर'],
    delivered: ['Opinion opened', 'राय खोली गई'],
    followup: ['Told us how it went', 'बाद में हाल बताया'],
  },
  mark: {
    '5': ['5 · Very good', '5 · बहुत अच्छी'],
    '4': ['4 · Good', '4 · अच्छी'],
    '3': ['3 · So-so', '3 · ठीक-ठाक'],
    '2': ['2 · Bad', '2 · ख़राब'],
    '1': ['1 · Very bad', '1 · बहुत ख़राब'],
  },
  fact: FACTS,
  section: {
    chat: ['The chat', 'बातचीत'],
    safety: ['Safety', 'सुरक्षा'],
    plan: ['What is planned', 'योजना'],
    diagnosis: ['How it began', 'शुरुआत'],
    health: ['Health', 'सेहत'],
    history: ['Family history', 'पारिवारिक इतिहास'],
    missing: ['Cannot be sent', 'जो नहीं भेज सकते'],
    family: ['The relative', 'रिश्तेदार'],
    patient: ['The patient', 'मरीज़'],
    cancer: ['The illness', 'बीमारी'],
    question: ['Questions', 'सवाल'],
    treatment: ['Treatment', 'इलाज'],
    lab: ['Blood tests', 'खून की जाँच'],
    ihc: ['Markers', 'मार्कर'],
  },
};

/** The name of a code in the language of the desk: `name('status', 'in_review', 'en')` is "With the doctor". */
export function name(kind: keyof typeof NAMES | string, code: string, tongue: 'en' | 'hi'): string {
  const known = NAMES[kind]?.[code]?.[tongue === 'hi' ? 1 : 0];
  return known ?? (kind === 'fact' ? unnamedFact(code, tongue) : plain(code));
}

/** `missing.histopathology` is a paper, `missing.ihc.mlh1` and `ihc.mlh1` a marker, written as laboratories do. */
function unnamedFact(path: string, tongue: 'en' | 'hi'): string {
  const about = path.replace(/^(?:missing|asked)\.(?!\d)/, '');
  const kind = ['fact', 'paper', 'conflict'].find((one) => NAMES[one]![about]);
  if (kind) return name(kind, about, tongue);
  return /^(?:ihc|gene)\.(\w+)$/.exec(about)?.[1]?.toUpperCase() ?? plain(about);
}

/** `lab.haemoglobin_a1c` → "Haemoglobin a1c": the last part of a path, as words. */
export function plain(path: string): string {
  const parts = path.split('.');
  const last = parts.at(-1) ?? path;
  const words = (/^\d+$/.test(last) ? parts.slice(-2).join(' ') : last).replaceAll('_', ' ');
  // pT and cT are names: a capital would make another test of them.
  return /^[cp][TNM]$/.test(words) ? words : words.charAt(0).toUpperCase() + words.slice(1);
}

/** All codes of a kind that have a name, in order. */
export const codesOf = (kind: string): string[] => Object.keys(NAMES[kind] ?? {});
