import { Sheet } from './sheet.ts';
import { WORDS, type Words } from './words.ts';

/** Everything that is printed on a signed opinion. What the doctor and the family wrote is printed as written. */
export interface OpinionPaper {
  language: 'en' | 'hi';
  reference: string;
  version: number;
  signedAt: Date;
  patient: { name: string | null; age: string | null; sex: string | null };
  papers: { type: string; pages: number; receivedAt: Date }[];
  questions: { question: string; answer: string }[];
  summary: string;
  doctor: string;
  qualification: string;
  registration: string;
  /** Hex. Its beginning is printed. */
  caseHash: string;
}

/**
 * The opinion as an A4 PDF with shaped Hindi. The same paper always gives the same text.
 * @throws Error without the doctor's name, qualification or registration number: such a paper must not exist
 * (Telemedicine Practice Guidelines, 3; our TEL-01).
 */
export function opinionPdf(paper: OpinionPaper): Promise<Buffer> {
  if (!paper.doctor || !paper.qualification || !paper.registration)
    throw new Error('an opinion names its doctor, the qualification and the registration number');
  const words = WORDS[paper.language];
  const sheet = new Sheet(`Request ${paper.reference}`, `${paper.language}-IN`, paper.signedAt);
  head(sheet, words, paper);
  sources(sheet, words, paper);
  sheet.heading(words.summary).text(paper.summary, { above: 2 });
  if (paper.questions.length) sheet.heading(words.questions);
  paper.questions.forEach(({ question, answer }, i) => {
    sheet.room(48);
    sheet.text(`${words.question} ${i + 1}: ${question}`, { weight: 'bold', above: 6 });
    sheet.text(`${words.answer}: ${answer}`, { above: 2 });
  });
  sheet.heading(words.limits);
  for (const line of words.limitsText) sheet.text(`•  ${line}`, { size: 9.5, above: 2 });
  signature(sheet, words, paper);
  return sheet.finish(
    (page, of) => `${words.service} · ${words.reference} ${paper.reference} · ${words.page(page, of)}`,
  );
}

function head(sheet: Sheet, words: Words, paper: OpinionPaper): void {
  sheet.text(words.service, { size: 20, weight: 'bold', colour: '#1f5f4a' });
  sheet.text(words.tagline, { size: 9.5, colour: '#5b6577' }).rule();
  sheet.text(words.title, { size: 15, weight: 'bold', above: 4 });
  if (paper.version > 1) sheet.text(`${words.addendum} ${paper.version}`, { weight: 'bold' });
  sheet.text('', { size: 3 });
  sheet.pair(words.reference, paper.reference);
  sheet.pair(words.date, day(paper.signedAt, paper.language));
  const { name, age, sex } = paper.patient;
  sheet.heading(words.patient);
  sheet.pair(words.name, name ?? words.notGiven);
  sheet.pair(words.age, age ?? words.notGiven);
  sheet.pair(words.sex, sex ? (words.sexes[sex.toLowerCase()] ?? sex) : words.notGiven);
}

function sources(sheet: Sheet, words: Words, paper: OpinionPaper): void {
  sheet.heading(words.papers);
  if (!paper.papers.length) sheet.text(words.noPapers);
  paper.papers.forEach(({ type, pages, receivedAt }, i) => {
    const kind = words.papersOf[type] ?? words.papersOf['other']!;
    const when = `${words.received} ${day(receivedAt, paper.language)}`;
    sheet.text(`${i + 1}. ${kind} · ${words.pages(pages)} · ${when}`);
  });
}

function signature(sheet: Sheet, words: Words, paper: OpinionPaper): void {
  sheet.room(112);
  sheet.text('', { size: 8 }).rule();
  sheet.pair(words.doctor, paper.doctor);
  sheet.pair(words.qualification, paper.qualification);
  sheet.pair(words.registration, paper.registration);
  sheet.pair(words.signed, `${moment(paper.signedAt, paper.language)} IST`);
  sheet.pair(words.seal, paper.caseHash.slice(0, 16).replace(/(.{4})(?=.)/g, '$1 '));
}

/** Dates are those of India, whatever the machine's zone, with digits both languages read. */
function day(at: Date, language: 'en' | 'hi'): string {
  return format(at, language, { day: 'numeric', month: 'long', year: 'numeric' });
}

function moment(at: Date, language: 'en' | 'hi'): string {
  return `${day(at, language)}, ${format(at, 'en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })}`;
}

function format(at: Date, language: 'en' | 'hi', parts: Intl.DateTimeFormatOptions): string {
  const locale = `${language}-IN-u-nu-latn`;
  return new Intl.DateTimeFormat(locale, { ...parts, timeZone: 'Asia/Kolkata' }).format(at);
}
