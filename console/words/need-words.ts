/** What every case needs, in Hindi: the label and why. In English the service says both; what a cancer needs besides is clinicians' English. */
const HINDI: Record<string, readonly [label: string, why: string]> = {
  'fact.patient.name': ['मरीज़ का नाम', 'ताकि पक्का हो कि काग़ज़ इसी मरीज़ के हैं'],
  'fact.patient.age': ['मरीज़ की उम्र', 'इलाज इस पर निर्भर है'],
  'fact.patient.sex': ['महिला या पुरुष', 'इलाज इस पर निर्भर है'],
  'fact.question.1': ['डॉक्टर से सवाल', 'राय इसी का जवाब देती है'],
  'fact.cancer.site': ['कैंसर कहाँ है', 'इसी से तय होता है कि कौन से काग़ज़ चाहिए'],
  'fact.diagnosis.how': ['कैसे पता चला', 'टुकड़े की जाँच के बिना राय सीमित रहती है'],
  'fact.health.ecog': ['ज़्यादातर दिन मरीज़ कैसे रहते हैं', 'इलाज इस पर निर्भर है'],
};

/** A need in the language of the desk. */
export function needWords(
  { need, label, why }: { need: string; label: string; why: string },
  tongue: 'en' | 'hi',
): { label: string; why: string } {
  const hindi = tongue === 'hi' ? HINDI[need] : undefined;
  return hindi ? { label: hindi[0], why: hindi[1] } : { label, why };
}
