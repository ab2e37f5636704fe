/** The printed words of an opinion around what the doctor wrote. Hindi was written for patients, not translated word by word. */
export interface Words {
  service: string;
  tagline: string;
  title: string;
  addendum: string;
  reference: string;
  date: string;
  patient: string;
  name: string;
  age: string;
  sex: string;
  notGiven: string;
  papers: string;
  noPapers: string;
  pages: (count: number) => string;
  received: string;
  questions: string;
  question: string;
  answer: string;
  summary: string;
  limits: string;
  limitsText: readonly string[];
  doctor: string;
  qualification: string;
  registration: string;
  signed: string;
  seal: string;
  page: (n: number, of: number) => string;
  papersOf: Record<string, string>;
  sexes: Record<string, string>;
}

const en: Words = {
  service: 'Doosri Rai',
  tagline: 'A second opinion on paper',
  title: 'Written second opinion',
  addendum: 'Addendum, version',
  reference: 'Reference',
  date: 'Date',
  patient: 'Patient',
  name: 'Name',
  age: 'Age',
  sex: 'Sex',
  notGiven: 'not given',
  papers: 'This opinion is based on these papers',
  noPapers: 'No paper could be read. The opinion rests on the answers alone.',
  pages: (count) => (count === 1 ? '1 page' : `${count} pages`),
  received: 'received',
  questions: 'Your questions',
  question: 'Question',
  answer: 'Answer',
  summary: 'The opinion in plain words',
  limits: 'Limits of this opinion',
  // Regulation notes TEL-05: what a remote opinion must say about itself.
  limitsText: [
    'It is based only on the papers listed above and on what was answered in the chat. The doctor has not examined the patient.',
    'It is not a prescription. Please do not start, stop or change a medicine because of it.',
    'Please show it to the doctor who treats the patient and decide together.',
    'New reports or an examination may change it. Where something is unclear, please see a doctor in person.',
    'It is not for emergencies. In an emergency call 112 or go to the nearest hospital.',
  ],
  doctor: 'Doctor',
  qualification: 'Qualification',
  registration: 'Registration number',
  signed: 'Signed electronically',
  seal: 'Case seal',
  page: (n, of) => `Page ${n} of ${of}`,
  papersOf: {
    histopathology: 'Biopsy report (histopathology)',
    cytology: 'Cytology report',
    ihc_molecular: 'Marker report (IHC, molecular)',
    lab: 'Blood test',
    radiology: 'Scan report',
    discharge: 'Discharge summary',
    operation_note: 'Operation note',
    prescription: 'Prescription',
    chemo_chart: 'Chemotherapy chart',
    radiotherapy: 'Radiotherapy record',
    other: 'Other paper',
  },
  sexes: { female: 'Woman', male: 'Man', other: 'Other' },
};

const hi: Words = {
  service: 'दूसरी राय',
  tagline: 'Doosri Rai · काग़ज़ों पर दूसरी राय',
  title: 'लिखित दूसरी राय',
  addendum: 'परिशिष्ट, संस्करण',
  reference: 'संदर्भ',
  date: 'तारीख',
  patient: 'मरीज़',
  name: 'नाम',
  age: 'उम्र',
  sex: 'लिंग',
  notGiven: 'नहीं बताया',
  papers: 'यह राय इन काग़ज़ों पर आधारित है',
  noPapers: 'कोई काग़ज़ पढ़ा नहीं जा सका। यह राय केवल दिए गए उत्तरों पर आधारित है।',
  pages: (count) => (count === 1 ? '1 पन्ना' : `${count} पन्ने`),
  received: 'मिला',
  questions: 'आपके सवाल',
  question: 'सवाल',
  answer: 'उत्तर',
  summary: 'सरल शब्दों में राय',
  limits: 'इस राय की सीमाएँ',
  limitsText: [
    'यह केवल ऊपर लिखे काग़ज़ों और चैट में दिए गए उत्तरों पर आधारित है। डॉक्टर ने मरीज़ को सामने से नहीं देखा है।',
    'यह दवा का पर्चा नहीं है। इसके कारण कोई दवा शुरू, बंद या बदलें नहीं।',
    'कृपया इसे इलाज करने वाले डॉक्टर को दिखाएँ और उनके साथ मिलकर निर्णय लें।',
    'नई रिपोर्ट या जाँच से यह राय बदल सकती है। कुछ साफ़ न हो तो डॉक्टर से सामने मिलें।',
    'यह आपात स्थिति के लिए नहीं है। आपात स्थिति में 112 पर फ़ोन करें या पास के अस्पताल जाएँ।',
  ],
  doctor: 'डॉक्टर',
  qualification: 'योग्यता',
  registration: 'पंजीकरण संख्या',
  signed: 'इलेक्ट्रॉनिक हस्ताक्षर',
  seal: 'केस सील',
  page: (n, of) => `पृष्ठ ${n} / ${of}`,
  papersOf: {
    histopathology: 'बायोप्सी रिपोर्ट (हिस्टोपैथोलॉजी)',
    cytology: 'साइटोलॉजी रिपोर्ट',
    ihc_molecular: 'मार्कर रिपोर्ट (IHC, आणविक)',
    lab: 'खून की जाँच',
    radiology: 'स्कैन रिपोर्ट',
    discharge: 'डिस्चार्ज समरी',
    operation_note: 'ऑपरेशन नोट',
    prescription: 'दवा का पर्चा',
    chemo_chart: 'कीमोथेरेपी चार्ट',
    radiotherapy: 'रेडियोथेरेपी रिकॉर्ड',
    other: 'अन्य काग़ज़',
  },
  sexes: { female: 'महिला', male: 'पुरुष', other: 'अन्य' },
};

export const WORDS: Record<'en' | 'hi', Words> = { en, hi };
