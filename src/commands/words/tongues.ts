import { SCRIPTS, strangeLetters } from '../../engine/scripts.ts';
import { plainTexts, pluralsIn } from './message.ts';
import type { Locale } from './locale.ts';

/** Words that stay in Latin letters in every language: names, what is printed on papers, and orders to type. */
const LATIN = new Set(
  (
    'PDF ZIP WhatsApp SMS CareLink Doosri Rai STOP START PERSON HELP STATUS LANGUAGE BACK CHANGE JOIN OK ' +
    'CT MRI PET USG FNAC IHC HER2 ER PR PD L1 DNA RNA BRCA EGFR ALK ESI CGHS OTP CBC ECG ECHO ICU OPD IPD ID PIN TNM FIGO PSA CEA CA ' +
    'FISH LDH SPEP IDH MGMT TSH MSI MMR AFP HCG KRAS NRAS JAK2 FLT3 NPM1 BCR ABL CD20 Ki67 AYUSH UHID UPI PICC COVID ' +
    'Biopsy Histopathology Cytology Diagnosis Findings Impression Discharge Summary Operation Note OT Radiation Gy ' +
    'HIV TB BP kg cm km ml mg g F C Tele MANAS X'
  ).split(' '),
);

/** What is wrong with the head, the letters and the plurals of one locale. */
export function tongueFaults({ language, head, sentences }: Locale): string[] {
  const told = (key: string, what: string) => `${language}: ${key} ${what}.`;
  if (!SCRIPTS[language]) return [`${language}: no script is known for it (src/engine/scripts.ts).`];
  const marked = language === 'en' || /AWAITING REVIEW|REVIEWED BY /.test(head);
  const categories = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  return [
    ...(marked ? [] : [`${language}: the head says neither AWAITING REVIEW nor REVIEWED BY whom.`]),
    ...[...sentences].flatMap(([key, text]) => [
      ...plainTexts(text, language).flatMap((plain) =>
        strangers(plain, language).map((word) => told(key, word)),
      ),
      ...pluralsIn(text, language).flatMap((forms) =>
        categories
          .filter((category) => !forms.includes(category))
          .map((category) => told(key, `has a plural without the form "${category}"`)),
      ),
    ]),
  ];
}

/** Words in letters of another language. Latin ones may stay where they are listed. */
function strangers(text: string, language: string): string[] {
  const words = text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return words
    .filter((word) => strangeLetters(word, language).length > 0)
    .filter((word) => !(language !== 'en' && /^[\p{Script=Latin}\d]+$/u.test(word) && LATIN.has(word)))
    .map((word) => `mixes in "${word}"`);
}
