import type { Box, Fact, Speaker } from '../cases/facts.ts';
import type { ClockName, Meaning, Status } from '../cases/life.ts';
import type { Paper } from '../cases/paper.ts';

/** A file somebody sent, as the conversation sees it. */
export interface Media {
  id: string;
  type: 'image' | 'document' | 'audio' | 'video' | 'sticker';
  mime?: string;
  fileName?: string;
  sha256?: string;
  failure?: string;
}

export type Shape =
  'text' | 'choice' | 'media' | 'location' | 'contact' | 'reaction' | 'edit' | 'revoke' | 'unsupported';

/** What one page or file turned out to be, told to the conversation when the reader is done with it. */
export interface ReadDocument {
  id: string;
  /** `Media.id` of what was read. */
  media: string;
  /** A document type of `flows/documents`, or `other` or `unsure`. */
  type: string;
  pages: number;
  /** Faults of the photo that a person can mend: `blurred`, `dark`, `glare`, `small`, `far`, `cut`, `covered`, `not_a_page`. */
  faults: string[];
  /** Set when nothing could be read: `empty`, `encrypted`, `too_big`, `unsupported`, `damaged`, `gone`, `timeout`, `crashed`. */
  failure?: string;
  /** Names of files in a parcel that did not open, made safe to show; the others were read. */
  spoilt?: string[];
  /** Same bytes as a document of this case that was read before. */
  duplicateOf?: string;
  /** How its words look, to know a second photo of it. */
  print?: string;
  facts: Fact[];
}

/** Somebody at the desk. */
export interface Staff {
  id: string;
  name: string;
}

/** Another request of the same phone. Handed in at every event; never part of a state. */
export interface Beside {
  conversation: string;
  reference: string;
  /** The patient's first name; empty where nobody said it yet. */
  name: string;
  status: Status;
  /** Something is asked or awaited there. */
  open: boolean;
  /** It said something after this one did. */
  spoke: boolean;
}

/** Everything that can happen to a conversation. One event is one inbox row; nothing else changes a conversation. */
export type Event = { id: string; at: string } & (
  | {
      kind: 'message';
      shape: Shape;
      text: string;
      choice?: string;
      /** Outbox id of the message of ours that was quoted or tapped, where known. */
      replyTo?: string;
      /** Tag of that message: the step whose question was quoted. */
      asked?: string;
      /** Event id of the message this one edits, revokes or reacts to, where known. */
      about?: string;
      /** It is settled for which of the phone's patients this is. */
      sure?: true;
      media: Media[];
      location?: { latitude: number; longitude: number; name?: string };
      contacts?: { name: string; phones: string[] }[];
      /** Phone of the person who writes, where the channel knows it. */
      phone?: string;
    }
  | { kind: 'document_read'; document: ReadDocument }
  /** A quick look at a photo found faults, the worst first; `picture` is the photo with the bad place marked. */
  | {
      kind: 'photo_faulty';
      media: string;
      faults: string[];
      picture?: { hash: string; name: string; mime: string };
    }
  /** The desk asks for a paper to be photographed again, or for its missing page; `picture`: the page as it came. */
  | {
      kind: 'retake_asked';
      by: Staff;
      document: string;
      fault: string;
      picture?: { hash: string; name: string; mime: string };
    }
  /** A machine listened to a voice note of message `of`. */
  | { kind: 'voice_read'; of: string; media: string; text: string }
  /** Another phone wants to join this request; it did. */
  | { kind: 'knocked'; conversation: string; phone: string }
  | { kind: 'joined'; phone: string }
  /** The number or the id of the person changed. */
  | { kind: 'renamed' }
  | { kind: 'timer'; key: string }
  /** A request was begun for somebody who has one already. */
  | { kind: 'opened'; language: string }
  /** Of the requests of one phone the person turned to this one; `given`: what they had sent before is for it. */
  | { kind: 'chosen'; given: boolean }
  | { kind: 'taken'; by: Staff }
  /** `summary`: said to the family, in their language. */
  | { kind: 'handed_back'; by: Staff; summary?: string }
  | { kind: 'said'; by: Staff; text: string }
  /** What they wrote needs no answer ("thank you"). `upTo`: event id of the newest message that was read. */
  | { kind: 'waved'; by: Staff; upTo: string }
  | { kind: 'status_changed'; to: Status; by: Staff; reason?: string }
  | { kind: 'fact_added'; fact: Fact; by: Staff }
  /**
   * The desk arranged the papers: these are the ones that count now, as they stand. `gone`: paths that no paper tells any more;
   * `facts`: of a paper that was kept apart; `settled`: none is kept apart any more.
   */
  | {
      kind: 'papers_arranged';
      by: Staff;
      papers: Paper[];
      gone?: string[];
      facts?: Fact[];
      settled?: true;
    }
  /** Somebody at the desk has seen to a task: the same need later is a new one. */
  | { kind: 'task_closed'; what: TaskKind; by: Staff }
  /** A doctor asks the family. `hold`: the desk words it first; `n`: it is that question, worded. */
  | { kind: 'question_asked'; text: string; by: Staff; n?: number; hold?: true }
  | { kind: 'opinion_signed'; opinion: SignedOpinion; by: Staff }
  /** A lead has dealt with their complaint; `answer`: said to the family. */
  | { kind: 'complaint_closed'; by: Staff; answer?: string }
  /** The relative's number said STOP or START by SMS. */
  | { kind: 'family_opted'; out: boolean }
);

export interface SignedOpinion {
  id: string;
  doctor: string;
  qualification: string;
  registration: string;
  /** Written by the doctor, in plain words, in the person's language. */
  summary: string;
  answers: { question: string; answer: string }[];
  /** The sealed PDF in the store. */
  file: { hash: string; name: string; mime: string; bytes: number };
}

/** What the conversation says. The channel decides the form: buttons, a list, numbered lines. */
export type Message =
  | { kind: 'text'; text: string; replyTo?: string }
  | {
      kind: 'choice';
      text: string;
      options: { id: string; title: string; description?: string }[];
      open: string;
      hint?: string;
      replyTo?: string;
    }
  | {
      kind: 'file';
      file: { hash: string; name: string; mime: string };
      caption: string;
      /** The caption says it all: where no file can go, it goes alone. */
      bare?: true;
    }
  /** A picture of one place on a page. */
  | { kind: 'crop'; document: string; page: number; box: Box; caption: string };

/** Neutral meanings a relative's SMS may carry. */
export type FamilyMeaning = Meaning;

export type Purpose = 'service' | 'reading' | 'sharing' | 'family_sms' | 'research';

export type TaskKind =
  | 'emergency'
  | 'distress'
  | 'wants_person'
  | 'wrong_patient'
  | 'documents'
  | 'withdrawal'
  | 'parked'
  | 'stuck'
  | 'voice'
  | 'complaint'
  /** A target of the desk has passed; see `cases/life`. */
  | `late_${ClockName}`
  /** A doctor's question waits for the desk's words. */
  | 'question';

/** What a step asks the world to do. Each becomes one row in the transaction that saves the state. */
export type Effect =
  /** Says something to the person of this conversation. `tag` names the reason for tests and the desk: a step's name, `reminder`, `status`. */
  | {
      kind: 'send';
      message: Message;
      voice: 'bot' | 'staff';
      tag: string;
      /** A phone that joined. */ to?: string;
    }
  /** Marks their message as read and shows that we are typing. */
  | { kind: 'seen'; of: string }
  /** One neutral SMS to the relative. The text is rendered and fits one segment. */
  | { kind: 'family'; to: string; meaning: FamilyMeaning; text: string }
  /** The person allows or stops SMS to this phone. */
  | { kind: 'permit'; phone: string; given: boolean }
  | { kind: 'learn'; fact: Fact }
  | {
      kind: 'consent';
      purpose: Purpose;
      given: boolean;
      version: string;
      /** SHA-256 of `words`, hex. */
      hash: string;
      language: string;
      /** The exact words that were shown. */
      words: string;
      speaker: Speaker;
    }
  /** Fetches and keeps a file. `keepOnly`: no machine may read it (consent refused, or a voice note); a person opens it. */
  | {
      kind: 'read';
      media: Media;
      keepOnly?: boolean;
      /** Sound that a machine may listen to. */
      hear?: boolean;
      /** A document that is here already: its bytes are read once more. */
      again?: string;
      /** Of a locked PDF. Used once and then forgotten. */
      password?: string;
    }
  /** This document is a worse photo of that one: both are kept, one is shown. */
  | { kind: 'copy'; document: string; of: string }
  /** A photo came for this document, which the desk had asked for again. */
  | { kind: 'retaken'; document: string }
  /** This phone wants to join the request of this reference. */
  | { kind: 'knock'; reference: string; phone: string }
  /** The phone of that conversation, which never began, joins this one. */
  | { kind: 'admit'; conversation: string; phone: string }
  /** Blots out the words of this event's message wherever they are kept: they were a secret. */
  | { kind: 'blot' }
  /** Begins one more request for the names that speak here; they speak in it from now on. `of`: messages that belong to it. */
  | { kind: 'open'; language: string; of: string[] }
  /** The names that speak here speak in another of their requests from now on. */
  | { kind: 'switch'; to: string; given: boolean }
  /** These messages, by event id, happen to that conversation, or once more to this one, where they are surely for it. `copy`: they are for both. */
  | { kind: 'forward'; of: string[]; to: string; copy?: true }
  /** Sets or replaces the timer of this key. */
  | { kind: 'timer'; key: string; due: string }
  | { kind: 'cancel'; key: string }
  | { kind: 'status'; to: Status; by: 'bot' | 'staff' }
  | { kind: 'task'; what: TaskKind; note?: string }
  /** Closes tasks of this kind: the person was answered. */
  | { kind: 'settle'; what: TaskKind }
  /** Takes back everything the bot has not sent yet. */
  | { kind: 'withdraw' }
  /** From now on the staff (or again the bot) speaks. */
  | { kind: 'voice'; to: 'bot' | 'staff'; by?: Staff };

/** One effect with its id, `<event id>.<n>`: the same event can never make two of it. */
export type Numbered = Effect & { id: string };
