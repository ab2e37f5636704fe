import type { Fact } from '../cases/facts.ts';
import type { Paper } from '../cases/paper.ts';
import type { ClockName, Status } from '../cases/life.ts';
import type { Running } from './clocks.ts';
import type { Flow } from './flow.ts';
import type { FamilyMeaning, Media, Purpose, SignedOpinion, TaskKind } from './types.ts';

/** What was answered at a step. */
export interface Answer {
  /** Code, or codes joined by commas, or the normalised text; `unknown` when the person does not know. */
  value: string;
  /** The words as shown in a summary, at most 200 characters. */
  said: string;
  /** Id of the event it came from. */
  message: string;
  /** Ids of the facts that were learnt from it; absent until the person agreed to the service. */
  facts?: string[];
  /** Read from a paper, not said. */
  paper?: boolean;
}

/** What became of one file of the present album. */
export interface Read {
  type: string;
  faults?: string[];
  failure?: string;
  /** Files in it that did not open, by name. */
  spoilt?: string[];
  duplicate?: boolean;
  /** It seems to be another person's. */
  other?: boolean;
  /** The person was told at once what is wrong with it. */
  asked?: boolean;
  /** Its document, where a second photo of it could be known. */
  document?: string;
}

/** A place on a paper that was hard to read, for the family to look at. */
export interface Glance {
  fact: Fact;
  /** Number of its report, else its document: of each only a few are asked. */
  report: string;
  type: string;
}

/** A question of the doctor to the family. */
export interface Asked {
  n: number;
  text: string;
  /** Id of the fact that is the question. */
  fact: string;
  /** When it went to the family; absent while it waits for the desk's words. */
  at?: string;
  answer?: { value: string; fact: string; at: string };
}

/** A small question beside the flow: language, release of a hold, the opinion … Its options can be typed as numbers. */
export interface Aside {
  options: string[];
  /** What an unclear answer was read as, until the person says yes to it. */
  meant?: { step: string; value: string; said: string; normal?: string | number };
}

/** Everything a conversation remembers. Plain JSON. */
export interface State {
  format: 1;
  /** Hash of the flow it is in. */
  flow: string;
  reference: string;
  /** Empty until chosen. */
  language: string;
  /** Before one is chosen: the languages whose script they write, the likelier first. */
  likely?: string[];
  /** Which page of a long list is shown; absent for the first. */
  page?: number;
  /** The step it waits at; null when the intake is done. */
  at: string | null;
  /** Whether that step was asked already. */
  asked: boolean;
  /** Unclear answers in a row at this step. */
  tries: number;
  /** By step; by the path of the fact where a newer flow has no such step any more. */
  answers: Record<string, Answer>;
  /** Options picked so far at a step that takes several. */
  picked: string[];
  aside: Aside | null;
  voice: 'bot' | 'staff';
  holder: string;
  /** They wrote to a person who has the voice, and wait; a timer tells them when, if nobody does. */
  promised?: true;
  /** Set while the person's STOP is in force. */
  stopped: { from: Status; told: string; answered?: boolean } | null;
  /** The patient died: nothing is automatic any more. */
  ended: boolean;
  hold: {
    level: 'emergency' | 'today' | 'distress';
    flag: string;
    at: string;
    calm?: true;
    told?: number;
  } | null;
  consents: Partial<Record<Purpose, boolean>>;
  /** Files that came before they may be read. */
  held: Media[];
  album: {
    count: number;
    waiting: string[];
    done: Read[];
    /** How many of its photos were spoken of at once; phones that joined, by the photo they sent. */
    spoken?: number;
    from?: Record<string, string>;
  };
  /** Photos that were asked for once more: how often, by which message of ours, and the photo that came instead. */
  retakes?: {
    media: string;
    fault: string;
    times: number;
    at: string;
    ask?: string;
    by?: string;
    answered?: true;
    /** The desk asked, for this document. */
    document?: string;
  }[];
  /** How many good papers of each type there are. */
  papers: Record<string, number>;
  /** The person said they do not have what is missing. */
  noMore: boolean;
  /** Questions for the expert as learnt so far, in order of `question.1` … */
  questions: { value: string; id: string }[];
  /** What is printed on those papers: the day, and which pages of a report. */
  shelf?: Paper[];
  /** Papers the family cannot send, by need, and why: a coordinator decides on them. */
  lacking?: Record<string, 'never' | 'lost'>;
  /** Values read from papers that a step may take over, by fact path. */
  known: Record<string, { value: string; normal: string; sure: boolean }>;
  /** Tasks raised and not yet settled. */
  open: TaskKind[];
  status: Status;
  reminded: number;
  opinion: (SignedOpinion & { offers: number; opened: boolean }) | null;
  /** What the doctor asked of the family, in order. */
  asks?: Asked[];
  /** When the person last wrote. */
  heardAt?: string;
  /** Event id of that message. */
  heardLast?: string;
  /** What was offered: languages, each once; a shared contact's number for the family. */
  offered?: { languages?: string[]; phone?: string };
  /** Facts of answers that are asked anew, by step: the new ones correct them. */
  earlier?: Record<string, string[]>;
  /** Phones that joined; the one that wrote last; the one that asks to join; how often this one asked elsewhere. */
  guests?: string[];
  phone?: string;
  knocking?: { conversation: string; phone: string };
  knocks?: number;
  /** What they told before they agreed, and what was found in it by step: shown back once, then gone. */
  story?: { text: string; message: string; found: { step: string; value: string }[] };
  /** What a machine heard in a voice note, until the person says that it is right. */
  heard?: { text: string; step: string };
  /** The number changed, and nobody proved yet that they are the same person: so many wrong answers. */
  prove?: { wrong: number };
  /** Messages, by event id, of which nobody knows yet for which patient they are. */
  unsure?: string[];
  /** Places on papers that the family is asked to look at, the asked one first; the papers to answer when that is done. */
  glances?: Glance[];
  glanced?: Read[];
  /** PDFs that wait for a password, the asked one first. */
  locked?: { document: string; media: string; tries: number; asked?: boolean }[];
  /** After the opinion: how often somebody asked how it goes; whether the worry is being asked. */
  follow?: { asked: number; worry?: boolean; rated?: true };
  /** When they complained; their next words are the complaint, until `kept`. */
  complaint?: { at: string; kept?: true };
  /** What the desk owes the case, and by when; how often a new date was told. */
  clocks?: Partial<Record<ClockName, Running>>;
  delays?: number;
  family: { permitted?: string; out: boolean; sent: number; last: Partial<Record<FamilyMeaning, string>> };
}

/** What is known of a conversation before its first event. */
export interface Beginning {
  /** Six letters and digits, printed in SMS. */
  reference: string;
}

/** A conversation that has not begun. It says nothing until something happens. */
export function start(flow: Flow, ctx: Beginning): State {
  return {
    format: 1,
    flow: flow.hash,
    reference: ctx.reference,
    language: '',
    at: flow.steps[0]!.name,
    asked: false,
    tries: 0,
    answers: {},
    picked: [],
    aside: null,
    voice: 'bot',
    holder: '',
    stopped: null,
    ended: false,
    hold: null,
    consents: {},
    held: [],
    album: { count: 0, waiting: [], done: [] },
    papers: {},
    noMore: false,
    questions: [],
    known: {},
    open: [],
    status: 'draft',
    reminded: 0,
    opinion: null,
    family: { out: false, sent: 0, last: {} },
  };
}
