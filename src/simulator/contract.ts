/**
 * What the demo screen asks of the simulator, in types only. Mounted at `/demo` outside production.
 *
 * - `GET  /demo/whatsapp/:phone`          → `SimChat`
 * - `POST /demo/whatsapp/:phone/text`     { text, replyTo? }
 * - `POST /demo/whatsapp/:phone/tap`      { message, option }          a button or a row of a list, however old
 * - `POST /demo/whatsapp/:phone/media`    raw bytes, `content-type`, `?name=`, `?caption=`, and `?voice=1` for a voice note
 * - `POST /demo/whatsapp/:phone/react`    { message, emoji }
 * - `POST /demo/whatsapp/:phone/read`     the person opened the chat: read receipts go out
 * - `GET  /demo/sms/:phone`               → `SimSms[]`
 * - `POST /demo/sms/:phone/text`          { text }
 * - `POST /demo/behave`                   `Partial<Behaviour>` → `Behaviour`
 * - `GET  /demo/files/:id`                bytes of a file that was sent either way, for showing it
 * - `GET  /demo/live`                     server-sent events: `event: changed`, `data: { phone, channel }`; `event: story`, `data: StoryState`; `event: clock`, `data: { now, next }`; `event: accidents`, `data: Accident[]`
 *
 * Mounted beside them by the service itself:
 * - `GET  /demo/state`                    → `DemoState`
 * - `GET  /demo/whatsapp/:phone/transcript`  the conversation as a golden transcript without its persons, as a file
 * - `POST /demo/play` {} · `POST /demo/stop` {}
 * - `POST /demo/clock`                    { to: 'next' } or { ms }
 * - `POST /demo/accident`                 { what, dead } → `Accident[]`
 */
export interface SimMessage {
  id: string;
  from: 'person' | 'service';
  at: string;
  kind: 'text' | 'buttons' | 'list' | 'image' | 'document' | 'template' | 'audio' | 'other';
  text: string;
  footer: string | null;
  options: { id: string; title: string; description: string | null }[];
  /** Label that opens a list. */
  open: string | null;
  file: { id: string; name: string | null; mime: string; bytes: number } | null;
  replyTo: string | null;
  reaction: string | null;
  /** Ticks: of the service's messages as the person's phone knows them, of the person's as WhatsApp shows them. */
  state: 'sent' | 'delivered' | 'read';
}

export interface SimChat {
  phone: string;
  messages: SimMessage[];
  typing: boolean;
  /** When the service may no longer write freely; null before the person ever wrote. */
  windowEnds: string | null;
}

export interface SimSms {
  id: string;
  from: 'person' | 'service';
  at: string;
  text: string;
  segments: number;
  state: 'queued' | 'sent' | 'delivered' | 'undelivered';
}

/** How badly the simulated providers behave. All of it is seeded, so a run can be repeated. */
export interface Behaviour {
  seed: number;
  /** Each webhook is sent so many times (1 is honest). */
  copies: number;
  /** Webhooks waiting at the same time go out in random order. */
  reorder: boolean;
  /** Milliseconds a webhook waits, at most. */
  delay: number;
  /** Share of API calls that answer with an error of the provider, 0 to 1. */
  fail: number;
  /** Share of API calls that take the message and never answer. */
  hang: number;
  /** Share of API calls that take the message and break off in the middle of the answer. */
  cut: number;
  /** Share of receipts that never come. */
  loseReceipts: number;
  /** Every media id is gone. */
  expireMedia: boolean;
  /** The phone is off: nothing is delivered until it is on again. */
  phoneOff: boolean;
  /** Nothing listens at the providers' addresses. */
  down: boolean;
}

/** What may die: PostgreSQL, Redis, the processes that read papers, the providers. */
export type Mortal = 'database' | 'redis' | 'readers' | 'providers';

/** Something that was made to die, and what came of what it met. */
export interface Accident {
  what: Mortal;
  /** Still dead. */
  dead: boolean;
  /** What came meanwhile: messages of people, papers that were being read, messages of ours that could not leave. */
  met: number;
  /** How many of those are stored, read or sent by now. */
  safe: number;
}

export interface StoryState {
  playing: boolean;
  /** What happens now, for the bar on top: one sentence. */
  caption: string;
  seat: 'patient' | 'son' | 'coordinator' | 'reviewer' | null;
  /** What the one at the desk looks at in this scene. */
  pane?: 'queue' | 'case' | 'papers' | 'chat' | 'opinion';
  step: number;
  steps: number;
}

export interface DemoState {
  /** The two phones of the play now on stage; each play begins with new ones. */
  patient: string;
  son: string;
  now: string;
  /** The next timer of the service, if any: what it is and when. */
  next: { what: string; due: string } | null;
  story: StoryState;
  behaviour: Behaviour;
  /** What may be killed here: a database that is not our own may not, and Redis is not always there. */
  mortal: Mortal[];
  /** One of each kind at most, the newest first. */
  accidents: Accident[];
  seats: { seat: 'coordinator' | 'reviewer'; email: string; password: string }[];
}
