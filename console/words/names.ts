import type { Status } from '../../src/cases/status.ts';

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
  },
  paper: {
    histopathology: ['Biopsy report', 'बायोप्सी रिपोर्ट'],
    ihc: ['IHC / marker report', 'IHC रिपोर्ट'],
    ihc_molecular: ['IHC / molecular report', 'IHC / आणविक रिपोर्ट'],
    molecular: ['Molecular report', 'आणविक रिपोर्ट'],
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
    not_a_page: ['Not a page', 'पन्ना नहीं'],
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
  },
  fact: {
    'chat.speaker': ['Who writes', 'कौन लिखता है'],
    'chat.agreed': ['The patient agrees', 'मरीज़ सहमत'],
    'safety.now': ['Emergency now', 'अभी आपात'],
    'plan.date_fixed': ['Next treatment', 'अगला इलाज'],
    'cancer.group': ['Group', 'समूह'],
    'cancer.site': ['Where it is', 'कहाँ है'],
    'diagnosis.how': ['How it was found', 'कैसे पता चला'],
    'diagnosis.date': ['Found in', 'कब पता चला'],
    'diagnosis.spread_told': ['Spread, as told', 'फैलाव, जैसा बताया'],
    'treatment.given': ['Treatment given', 'दिया गया इलाज'],
    'treatment.told': ['In their words', 'उनके शब्दों में'],
    'treatment.now': ['Going on now', 'अभी चल रहा'],
    'health.ecog': ['On most days', 'ज़्यादातर दिन'],
    'health.illness': ['Other illness', 'दूसरी बीमारी'],
    'family.sms': ['SMS wanted', 'SMS चाहिए'],
    'family.phone': ['Their phone', 'उनका फ़ोन'],
    'family.name': ['Their name', 'उनका नाम'],
    'patient.hospital_id': ['Hospital number', 'अस्पताल संख्या'],
    'report.id': ['Report number', 'रिपोर्ट संख्या'],
    'report.date': ['Report date', 'रिपोर्ट की तारीख़'],
    'report.referrer': ['Referred by', 'भेजने वाले डॉक्टर'],
    'report.facility': ['Laboratory or hospital', 'लैब या अस्पताल'],
  },
  section: {
    chat: ['The chat', 'बातचीत'],
    safety: ['Safety', 'सुरक्षा'],
    plan: ['What is planned', 'योजना'],
    diagnosis: ['How it began', 'शुरुआत'],
    health: ['Health', 'सेहत'],
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
  return NAMES[kind]?.[code]?.[tongue === 'hi' ? 1 : 0] ?? plain(code);
}

/** `lab.haemoglobin_a1c` → "Haemoglobin a1c": the last part of a path, as words. */
export function plain(path: string): string {
  const parts = path.split('.');
  const last = parts.at(-1) ?? path;
  const words = (/^\d+$/.test(last) ? parts.slice(-2).join(' ') : last).replaceAll('_', ' ');
  // pT and pN are names: a capital P would make another test of them.
  return /^p[TNM]$/.test(words) ? words : words.charAt(0).toUpperCase() + words.slice(1);
}
