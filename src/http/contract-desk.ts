/** What stands around a conversation at the desk and is not in it. Read through `contract.ts`. */

/** `GET /api/desk`: who and what a conversation can be given to and marked with. */
export interface DeskList {
  staff: { id: string; name: string; role: string }[];
  teams: string[];
  labels: string[];
}

/** `GET /api/conversations/:id/desk`: what is around a conversation and not in it. */
export interface DeskSide {
  assignee: { id: string; name: string } | null;
  team: string | null;
  labels: string[];
  /** Who looks at it now, the one who asks among them. */
  viewers: { id: string; name: string }[];
  /** Who holds the composer. */
  composer: { id: string; name: string } | null;
  notes: { id: string; by: string; text: string; mentions: string[]; at: string }[];
  /** Since when their words wait for an answer; null when none do. */
  waitingSince: string | null;
  sending: Sending;
}

/** How what is written now would go out, or why it cannot. */
export interface Sending {
  channel: 'whatsapp' | 'sms';
  /** `open` until `ends`; `shut`: words wait for the template's tap; `none`: this channel has no window. */
  window: 'open' | 'shut' | 'none';
  ends: string | null;
  /** What is sent when the window is shut, in the words the family sees; null while it is open. */
  template: { name: string; language: string; text: string; price: number } | null;
  /** `stopped`, `blocked`, `no_address`, `template`: the provider or the person would refuse it. */
  refused: string | null;
  /** Rupees for one message (WhatsApp) or one part (SMS). */
  price: number;
}

/** `GET /api/conversations/:id/replies`: ready replies, in the family's language and in English. */
export interface ReadyReply {
  key: string;
  text: string;
  english: string;
}
