/**
 * What the server answers and the console asks, in types only. The console imports this file and nothing else of ours.
 * Times are ISO strings. Every list is bounded. An id of a case somebody may not see is answered with 404.
 */
import type { Fact } from '../cases/facts.ts';
import type { Findings, Lack } from '../cases/opinion.ts';
import type { Status } from '../cases/status.ts';
import type { DocumentView, ReportView } from './contract-papers.ts';
import type { Glance, Review } from './contract-review.ts';

export type { Glance, Review, SecondView } from './contract-review.ts';
export type { Findings, Lack };

export type Role = 'coordinator' | 'reviewer' | 'lead' | 'administrator';

export interface Me {
  id: string;
  name: string;
  role: Role;
  /** Outside production the console offers demo users and says so. */
  demo: boolean;
  /** What is printed under an opinion of theirs; empty for who signs none. */
  qualification: string;
  registration: string;
}

/**
 * `GET /api/queue?which=&team=&label=&status=&language=&channel=&after=` → a page, most urgent first; `after` is the
 * page's `next`. `POST /api/queue/search` { words } → the same for a reference, a phone or a name: words of a person never
 * stand in an address.
 */
export interface QueuePage {
  rows: QueueRow[];
  next: string | null;
  /** Counted to a hundred. */
  counts: { waiting: number; mine: number; mentions: number };
}

export interface QueueRow {
  case: string;
  /** Short reference that is also in the family's SMS: six letters and digits. */
  reference: string;
  conversation: string;
  status: Status;
  /** Patient's name as far as it is known; null before it was asked, and where it is kept from who looks. */
  name: string | null;
  veiled: boolean;
  age: string | null;
  sex: string | null;
  cancer: string | null;
  language: string;
  channel: 'whatsapp' | 'sms';
  voice: 'bot' | 'staff';
  /** Name of who has the conversation, when it is a person. */
  holder: string | null;
  assignee: { id: string; name: string } | null;
  team: string | null;
  labels: string[];
  /** Their messages that the one who looks has not seen; at most 100. */
  unread: number;
  /** Facts and papers that came since the one who looks last opened the case. */
  news: number;
  /** A note names the one who looks. */
  mentioned: boolean;
  /** Names of others who look at it now. */
  viewers: string[];
  /** Kinds of open tasks: `emergency`, `wants_person`, `wrong_patient`, `documents`, `parked` … */
  tasks: string[];
  /** Since when the family waits for us: for an answer, or for the person they asked for. Null: it waits for nobody. */
  waitingSince: string | null;
  lastAt: string;
  /** Facts a machine was unsure of and nobody confirmed. */
  doubts: number;
  papers: number;
}

export type { DocumentView, Leaf, ReportView } from './contract-papers.ts';

export interface TaskView {
  id: string;
  what: string;
  note: string | null;
  at: string;
}

export interface QuestionView {
  /** `question.1` … the path of the fact that asks it. */
  path: string;
  text: string;
}

export interface OpinionView {
  id: string;
  version: number;
  findings: Findings;
  summary: string;
  answers: { path: string; question: string; answer: string }[];
  doctor: string;
  qualification: string;
  registration: string;
  /** What this draft lacks for a signature, by field; empty once it is signed. */
  lacks: Record<string, Lack>;
  signedAt: string | null;
  /** Ids of facts and papers that came after the signature: the doctor did not know them. */
  since: { facts: string[]; papers: string[] } | null;
  /** With it anybody can verify the paper. */
  code: string | null;
  /** Hash over the case the doctor saw, set when signed. */
  caseHash: string | null;
  delivered: 'no' | 'sent' | 'delivered' | 'read' | 'failed';
  pdf: string | null;
}

/** `GET /api/cases/:id`. */
export interface CaseView extends Glance {
  id: string;
  reference: string;
  conversation: string;
  status: Status;
  statusSince: string;
  /** Moves the one who looks may make now. */
  moves: Status[];
  /** Whether the one who looks may write an opinion now: by role, by status, and nobody else is writing one. */
  mayWrite: boolean;
  /** Until when the provider lets us write freely; null where it never limits us (SMS) or nobody wrote yet. */
  windowEnds: string | null;
  /** The person has not written for a day: what is said now waits for their next message. */
  wordsWait: boolean;
  language: string;
  voice: 'bot' | 'staff';
  holder: { id: string; name: string } | null;
  /** Who the patient is was left out for who looks. */
  veiled: boolean;
  /** The newest fact per path is `current`; older ones of the path are its history. */
  facts: (Fact & {
    current: boolean;
    /** Somebody at the desk set it aside: it is not on the paper, or the paper is of another person. */
    rejected?: 'rejected' | 'other_person';
    /** Of a doubt: harm times doubt, so that the gravest is looked at first. */
    weight?: number;
  })[];
  documents: DocumentView[];
  reports: ReportView[];
  /** The newest act of arranging the papers, and the one that can be taken back. */
  arrangement: { seen: string | null; undo: { id: string; by: string; at: string } | null };
  missing: Missing[];
  gate: 'G0' | 'G1' | 'G2';
  questions: QuestionView[];
  review: Review;
  tasks: TaskView[];
  opinions: OpinionView[];
  consents: { purpose: string; given: boolean; version: string; at: string }[];
}

/** Something the case still needs. */
export interface Missing {
  /** `document.histopathology`, `fact.patient.age` … */
  need: string;
  label: string;
  why: string;
  level: 'required' | 'conditional' | 'useful';
}

/** `GET /api/conversations/:id/messages` → the whole chat, oldest first. */
export interface ChatMessage {
  id: string;
  from: 'person' | 'bot' | 'staff';
  /** Name of the staff member who wrote it. */
  by: string | null;
  at: string;
  text: string;
  options: string[];
  media: {
    document: string | null;
    type: string;
    fileName: string | null;
    page: string | null;
    /** Where a voice note can be heard. */
    sound: string | null;
  }[];
  /** Of ours: `queued sending sent delivered read failed unknown withdrawn held parked`. Of theirs: null. */
  state: string | null;
  /** What the operator reads when it failed. */
  failure: string | null;
}

export type { Board, BoardFilter, BoardList, BoardRow, Spread, Step } from './contract-board.ts';
export type { DeskList, DeskSide, ReadyReply, Sending } from './contract-desk.ts';

/** `POST /api/conversations/:id/cost` { text }: how an SMS would be cut and what it costs. */
export interface Cost {
  encoding: string;
  segments: number;
  units: number;
  price: number;
}

/** `GET /api/conversations/:id/hand-back`: what the bot will go on from. */
export interface HandBackView {
  /** When a person took the voice; null when nobody has it. */
  since: string | null;
  /** Messages of theirs and of ours since then. */
  heard: number;
  said: number;
  /** Their last words since then, at most three, newest last. */
  lastHeard: string[];
  /** Facts that came in since then. */
  learnt: { path: string; value: string }[];
  /** What is still missing. */
  missing: string[];
  /** Kinds of tasks that are closed by handing back, and those that stay. */
  closes: string[];
  stays: string[];
  /** The first sentence the bot will say. */
  says: string;
}

/**
 * Requests that change something (all `POST`, JSON, session cookie, `x-requested-with: doosri-rai`). Answer 200 `{ ok: true }` or a `Problem`.
 *
 * With `{ ok: true, pending: true }` the act is kept but not done yet: the live stream tells when it is. Every act may carry
 * an `id` of the console's; the same id is done once. `opinion` answers with the draft's `version` and what it lacks.
 *
 * - `/api/conversations/:id/take`       {}
 * - `/api/conversations/:id/say`        { text, id }   `id` made by the console: the same id is never said twice
 * - `/api/conversations/:id/hand-back`  { summary? }   the summary is said to the family, in their language
 * - `/api/conversations/:id/assign`     { assignee?, team?, labels? }   null takes away
 * - `/api/conversations/:id/notes`      { text, mentions, id }
 * - `/api/conversations/:id/seen`       { message }   up to which message of theirs one has read
 * - `/api/conversations/:id/viewing`    { here }
 * - `/api/conversations/:id/composer`   { hold, steal? }   answers with who holds it: `{ ok, holder }`
 * - `/api/conversations/:id/no-answer`  { message }   what they wrote needs no answer: the clock stops
 * - `/api/cases/:id/status`             { to, reason? }
 * - `/api/cases/:id/facts`              { path, value, corrects?, confirms? } or { path, value, rejects, as: 'rejected' | 'other_person' }: it is not on the paper, or the paper is somebody else's
 * - `/api/cases/:id/conflicts`          { topic, note }  one has seen what sources say differently, and says what to make of it
 * - `/api/papers/:document/type`         { type }  what a paper is
 * - `/api/papers/:document/patient`      {}  a paper that was kept apart is this patient's
 * - `/api/pages/:document/:number/covers` { do: 'cover' | 'uncover' | 'clear', box? }  what who reviews does not see; clear: they may see the page
 * - `/api/cases/:id/arrangement`         { seen, groups: [[{ document, page }]] } or { seen, undo }  what people put together, or set apart
 * - `/api/pages/:document/:number/retake` { fault }   the family is asked for it again, once at a time
 * - `/api/pages/:document/:number/look`   {}   it is before somebody's eyes
 * - `/api/cases/:id/seen`               { fact, paper }   the newest of each that one has looked at
 * - `/api/tasks/:id/close`              { answer? }  of a complaint, which only a lead closes: said to the family
 * - `/api/tasks/:id/again`              { sorry? }  what was stopped goes once more, after a word of apology → { ok, count }
 * - `/api/cases/:id/erase`              { reference }  destroys its keys for good; a lead only
 * - `/api/cases/:id/opinion`            { findings, summary, answers: [{ path, answer }], qualification, registration }  saves the draft → { ok, version, lacks }
 * - `/api/cases/:id/opinion/sign`       { version }
 * - `/api/cases/:id/reviewers`          { reviewers }   one to three, the first of them signs
 * - `/api/cases/:id/read`               { findings, answers }   one's own first reading → { ok, lacks }
 * - `/api/cases/:id/read/hand-in`       {}   for good
 * - `/api/cases/:id/ask`                { text? , ready?, n?, id }   a question to the family → { ok, held }; `GET …/asks` → `ReadyReply[]`
 * - `/api/cases/:id/second`             { wanted }   a second reader, whatever the policy says
 * - `/api/cases/:id/opinion/agree`      { hash }   of `review.second`
 *
 * `GET /api/pages/:document/:number` → the page's image (WebP); `?as=reviewer`: with its covers painted over. `GET /api/sounds/:document` → a voice note or film. `GET /api/originals/:document` → the file as it came. `GET /api/opinions/:id/pdf` → the signed PDF.
 * `GET /api/me` → `Me`. Sign-in is better-auth's, under `/api/auth`.
 * `GET /api/live` → server-sent events: `event: changed`, `data: { conversation, case, only? }` (`only: 'desk'`: who looks, writes or has it); `event: health`, `data: Health`.
 */
export interface Problem {
  /** Stable code: `not_found`, `not_allowed`, `invalid`, `conflict`, `too_large`, `busy`, `second_step`. */
  code: string;
  /** What to do next, for the person at the desk. */
  message: string;
  /** Which field of the form is wrong, and why. */
  fields?: Record<string, string>;
}

/** `GET /readyz` and the `health` event. */
export interface Health {
  ok: boolean;
  /** `warn`: it works, and somebody must act all the same. */
  parts: { name: string; ok: boolean; detail: string; warn?: true }[];
}
