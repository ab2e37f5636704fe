import { expect, test } from '@jest/globals';
import { PDFiumLibrary } from '@hyzyla/pdfium';
import { localesOf } from '../../src/commands/words/locale.ts';
import { wordsOf } from '../../src/engine/words.ts';
import { opinionPdf, type OpinionPaper } from '../../src/opinions/pdf.ts';
import { wholeFindings } from './whole.ts';
import { wrap } from '../../src/opinions/lines.ts';
import { printable, runsOf, runsOnPaper } from '../../src/opinions/runs.ts';

const paper: OpinionPaper = {
  language: 'en',
  reference: 'K7QH4M',
  version: 1,
  signedAt: new Date('2026-11-24T20:00:00Z'),
  patient: { name: 'Sarita Devi', age: '52', sex: 'female' },
  papers: [
    { type: 'histopathology', pages: 2, receivedAt: new Date('2026-11-20T10:00:00Z') },
    { type: 'lab', pages: 1, receivedAt: new Date('2026-11-21T10:00:00Z') },
  ],
  questions: [{ question: 'Is chemotherapy needed?', answer: 'Yes. Four cycles are usual.' }],
  readers: [],
  summary: 'The papers show a cancer of the left breast.',
  doctor: 'Dr. Kavita Rao',
  qualification: 'MD, DM (Medical Oncology)',
  registration: 'Demo Medical Council 48213',
  caseHash: 'ab12cd34'.repeat(8),
  findings: wholeFindings(),
  code: '7K4M-9Q2T-XB3C',
  verifyAt: 'https://opinion.example/verify',
};

const words = wordsOf(Object.fromEntries(localesOf('locales').map(({ language, tree }) => [language, tree])));
const printed = (one: OpinionPaper) =>
  opinionPdf(
    one,
    (key, values) => words.say(one.language, key, values),
    (key, values) => words.say('en', key, values),
  );

/** The text of each page as another program reads it. */
async function pagesOf(bytes: Uint8Array): Promise<string[]> {
  const library = await PDFiumLibrary.init();
  const document = await library.loadDocument(bytes);
  const pages = [...document.pages()].map((page) => page.getText());
  document.destroy();
  library.destroy();
  return pages.map((text) => text.replace(/\s+/g, ' '));
}

test('the paper says whose opinion it is, on what it rests, and where its limits are', async () => {
  const pages = await pagesOf(await printed(paper));
  expect(pages).toHaveLength(2);
  for (const words of [
    'The doctor agrees in part Invasive carcinoma of the breast. HER2 2+ needs FISH.',
    'pT2 pN1a; M is not told by these papers',
    'Aim of treatment Cure',
    '1. Four cycles of AC, then taxane well proven · cancer centres in large cities · ₹1,50,000; PM-JAY',
    '1. FISH for HER2: Whether trastuzumab helps',
    'Slides were not seen.',
    'K7QH4M · 7K4M-9Q2T-XB3C · Page 1 of 2',
    'Check this paper at https://opinion.example/verify',
    'K7QH4M',
    // Past midnight in India.
    '25 November 2026',
    'Sarita Devi',
    'Woman',
    '1. Biopsy report · 2 pages · received 20 November 2026',
    'Question 1: Is chemotherapy needed?',
    'Answer: Yes. Four cycles are usual.',
    'The doctor has not examined the patient.',
    'It is not a prescription.',
    'doctor who treats the patient',
    'call 112',
    'Dr. Kavita Rao',
    'MD, DM (Medical Oncology)',
    'Demo Medical Council 48213',
    '25 November 2026, 01:30 IST',
    'ab12 cd34 ab12 cd34',
    'Page 2 of 2',
  ])
    expect(pages.join(' ')).toContain(words);
});

test('Hindi can be read back as it was written, with English, digits and the rupee sign between', async () => {
  const line = 'क्षत्रिय त्रिकोण श्रीमती द्वितीय: HER2 3+, हर 21 दिन, ख़र्च ₹1,25,000।';
  const pages = await pagesOf(await printed({ ...paper, language: 'hi', summary: line }));
  expect(pages.join(' ')).toContain(line.normalize('NFC'));
  expect(pages.join(' ')).toContain('यह दवा का पर्चा नहीं है');
  // A doctor who reads no Hindi finds the headings.
  expect(pages[0]).toContain('अवस्था / Stage');
  expect(pages[0]).toContain('पृष्ठ 1 / 2');
});

test('a long opinion turns its pages, counts them, and loses no sentence', async () => {
  const sentences = Array.from({ length: 420 }, (_, i) => `वाक्य ${i} में सलाह है।`);
  const pages = await pagesOf(await printed({ ...paper, language: 'hi', summary: sentences.join(' ') }));
  expect(pages.length).toBeGreaterThan(2);
  pages.forEach((text, i) => expect(text).toContain(`पृष्ठ ${i + 1} / ${pages.length}`));
  // Sentences may be broken over lines and pages: what counts is that each number is there, in order.
  const numbers = [...pages.join(' ').matchAll(/वाक्य (\d+)/g)].map((hit) => Number(hit[1]));
  expect(numbers).toEqual(sentences.map((_, i) => i));
});

test('without a registration number there is no paper', () => {
  for (const field of ['doctor', 'qualification', 'registration'])
    expect(() => printed({ ...paper, [field]: '' })).toThrow('registration number');
});

test('lines never grow too wide and never break a syllable', () => {
  const measure = (text: string) => text.length;
  const word = 'क्षत्रियाणाम्'.repeat(6);
  const lines = wrap(`यह ${word} है`, 20, measure);
  expect(lines.join('').replaceAll(' ', '')).toBe(`यह${word}है`);
  for (const line of lines) {
    expect(measure(line)).toBeLessThanOrEqual(20);
    expect(line).not.toMatch(/^\p{M}/u);
  }
  expect(wrap('', 20, measure)).toEqual(['']);
});

test('every letter finds a font, marks stay with their letters, and what has none is spelled', () => {
  expect(printable('≥ 5 → \u0007ok\r\n日')).toBe('>= 5 -> ok\n?');
  const runs = runsOf('HER2 पॉज़िटिव ₹5 β', 'plain');
  expect(runs.map((run) => run.text).join('')).toBe('HER2 पॉज़िटिव ₹5 β');
  expect(runs.map((run) => run.font)).toEqual([
    'latin-plain',
    'devanagari-plain',
    'latin-plain',
    'greek-plain',
  ]);
});

test('a line from right to left keeps its Latin words and its sums readable', () => {
  const line = 'علاج (HER2 3+) خرچ ₹1,25,000۔';
  const shown = runsOnPaper(line, 'plain', 'rtl').map((run) => run.text);
  // From the left: the full stop, the sum, "cost", and the finding between its brackets, which close where they opened.
  expect(shown.join('|')).toBe('۔|₹|1,25,000|خرچ | (|HER2 3+|)|علاج ');
  expect(runsOnPaper(line, 'plain', 'rtl').map(({ font }) => font)).toContain('arabic-plain');
});

// One word of each script that is easily spoiled: conjuncts, signs before their letter, and a digit beside them.
test.each([
  ['bn', 'চিকিৎসা সম্পূর্ণ। ক্ষেত্র র‍্যাপিড ২১'],
  ['pa', 'ਪ੍ਰਸ਼ਨ ਸ੍ਰੀ ਅੱਡਾ ਕੈਂਸਰ'],
  ['gu', 'ક્ષેત્ર શ્રીમતી પ્રશ્ન'],
  ['or', 'କ୍ଷେତ୍ର ଚିକିତ୍ସା।'],
  ['ta', 'ஸ்ரீ கொ கோ கௌ மருத்துவர்'],
  ['te', 'క్షేత్రం చికిత్స వైద్యులు'],
  ['kn', 'ಕ್ಷೇತ್ರ ಚಿಕಿತ್ಸೆ ವೈದ್ಯರು'],
  ['ml', 'ചികിത്സ ഡോക്ടർ നന്മ'],
  ['mr', 'दर्‍या क्षेत्र ज्ञान'],
  ['ur', 'ڈاکٹر سے ضرور پوچھیں'],
])('the script of %s is printed without a letter lost', async (language, line) => {
  expect(printable(line)).toBe(line.normalize('NFC'));
  const pages = await pagesOf(await printed({ ...paper, language, summary: line }));
  expect(pages.join(' ')).toContain('K7QH4M');
});
