import type { Findings } from '../cases/opinion.ts';
import { printFindings, type Say } from './findings.ts';
import { Sheet } from './sheet.ts';

/** Everything that is printed on a signed opinion. What the doctor and the family wrote is printed as written. */
export interface OpinionPaper {
  language: string;
  reference: string;
  version: number;
  signedAt: Date;
  patient: { name: string | null; age: string | null; sex: string | null };
  papers: { type: string; pages: number; receivedAt: Date }[];
  findings: Findings;
  questions: { question: string; answer: string }[];
  summary: string;
  doctor: string;
  qualification: string;
  registration: string;
  /** Who else has read it, each with what a doctor is known by. */
  readers: string[];
  /** Hex. Its beginning is printed. */
  caseHash: string;
  /** As it is printed, and where it can be checked. */
  code: string;
  verifyAt: string;
}

/**
 * The opinion as an A4 PDF, in the script of its language, from the right where that is read so. The same paper always gives the same text.
 * @throws Error without the doctor's name, qualification or registration number: such a paper must not exist
 * (Telemedicine Practice Guidelines, 3; our TEL-01).
 */
export function opinionPdf(paper: OpinionPaper, say: Say, english: Say): Promise<Buffer> {
  if (!paper.doctor || !paper.qualification || !paper.registration)
    throw new Error('an opinion names its doctor, the qualification and the registration number');
  const sheet = new Sheet(`Request ${paper.reference}`, `${paper.language}-IN`, paper.signedAt);
  head(sheet, say, paper);
  sources(sheet, say, paper);
  printFindings(sheet, say, english, paper.findings);
  sheet.heading(say('print.summary')).text(paper.summary, { above: 2 });
  if (paper.questions.length) sheet.heading(say('print.questions'));
  paper.questions.forEach(({ question, answer }, i) => {
    sheet.room(48);
    sheet.text(say('print.question', { number: i + 1, text: question }), { weight: 'bold', above: 6 });
    sheet.text(say('print.answer', { text: answer }), { above: 2 });
  });
  sheet.heading(say('print.limits'));
  if (paper.findings.limits) sheet.text(`•  ${paper.findings.limits}`, { above: 2 });
  for (const limit of LIMITS) sheet.text(`•  ${say(`print.limit.${limit}`)}`, { size: 9.5, above: 2 });
  signature(sheet, say, paper);
  const running = `${say('print.service')} · ${say('print.reference')} ${paper.reference} · ${paper.code}`;
  return sheet.finish((page, pages) => `${running} · ${say('print.page', { page, pages })}`);
}

/** What a remote opinion must say about itself (Telemedicine Practice Guidelines; our TEL-05). */
const LIMITS = ['papers', 'prescription', 'doctor', 'change', 'emergency'] as const;

function head(sheet: Sheet, say: Say, paper: OpinionPaper): void {
  sheet.text(say('print.service'), { size: 20, weight: 'bold', colour: '#1f5f4a' });
  sheet.text(say('print.tagline'), { size: 9.5, colour: '#5b6577' }).rule();
  sheet.text(say('print.title'), { size: 15, weight: 'bold', above: 4 });
  if (paper.version > 1) sheet.text(say('print.addendum', { version: paper.version }), { weight: 'bold' });
  sheet.text('', { size: 3 });
  sheet.pair(say('print.reference'), paper.reference);
  sheet.pair(say('print.date'), day(paper.signedAt, paper.language));
  const { name, age, sex } = paper.patient;
  const missing = say('print.not_given');
  sheet.heading(say('print.patient'));
  sheet.pair(say('print.name'), name ?? missing);
  sheet.pair(say('print.age'), age ?? missing);
  const known = ['female', 'male', 'other'].find((one) => one === sex?.toLowerCase());
  sheet.pair(say('print.sex'), known ? say(`print.sexes.${known}`) : (sex ?? missing));
}

/** Names of papers as the chat says them; any other is just another paper. */
const NAMED = new Set(
  'histopathology ihc_molecular cytology lab radiology discharge operation_note chemo_chart radiotherapy prescription'.split(
    ' ',
  ),
);

function sources(sheet: Sheet, say: Say, paper: OpinionPaper): void {
  sheet.heading(say('print.papers'));
  if (!paper.papers.length) sheet.text(say('print.no_papers'));
  paper.papers.forEach(({ type, pages, receivedAt }, i) => {
    const name = say(`documents.${NAMED.has(type) ? type : 'other'}`);
    const date = day(receivedAt, paper.language);
    sheet.text(say('print.paper', { number: i + 1, name, pages, date }));
  });
}

function signature(sheet: Sheet, say: Say, paper: OpinionPaper): void {
  sheet.room(170);
  sheet.text('', { size: 8 }).rule();
  sheet.pair(say('print.by'), paper.doctor);
  sheet.pair(say('print.qualification'), paper.qualification);
  sheet.pair(say('print.registration'), paper.registration);
  for (const reader of paper.readers) sheet.pair(say('print.readers'), reader);
  sheet.pair(say('print.signed'), `${moment(paper.signedAt, paper.language)} IST`);
  sheet.pair(say('print.code'), paper.code);
  sheet.pair(say('print.seal'), paper.caseHash.slice(0, 16).replace(/(.{4})(?=.)/g, '$1 '));
  sheet.text(say('print.verify', { address: paper.verifyAt }), { size: 9.5, above: 4 });
}

/** Dates are those of India, whatever the machine's zone, with Latin digits, which everybody reads. */
function day(at: Date, language: string): string {
  return format(at, language, { day: 'numeric', month: 'long', year: 'numeric' });
}

function moment(at: Date, language: string): string {
  return `${day(at, language)}, ${format(at, 'en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })}`;
}

function format(at: Date, language: string, parts: Intl.DateTimeFormatOptions): string {
  const locale = `${language}-IN-u-nu-latn`;
  return new Intl.DateTimeFormat(locale, { ...parts, timeZone: 'Asia/Kolkata' }).format(at);
}
