/**
 * The seam between the world and the inbox, and between the outbox and the world.
 * A channel is pure except for `send` and `fetch`, and imports nothing of ours.
 */
export type ChannelName = 'whatsapp' | 'sms';

/** One of the names a person has on a channel. Phones are E.164 with a plus sign. A phone may be absent on WhatsApp. */
export interface Alias {
  kind: 'phone' | 'user_id' | 'parent_id';
  value: string;
}

/** Everything a provider told us about who wrote. At least one alias. */
export interface Address {
  aliases: Alias[];
  /** The name the person chose to show. Untrusted, for display at the desk only. */
  name?: string;
}

/** A file somebody sent, not downloaded yet. All of it is hostile: name, type and hash are only what the provider said. */
export interface Media {
  /** The provider's id (WhatsApp) or URL (Twilio), as `fetch` needs it. */
  id: string;
  type: 'image' | 'document' | 'audio' | 'video' | 'sticker';
  mime?: string;
  fileName?: string;
  /** Base64 or hex SHA-256 of the bytes, where given. */
  sha256?: string;
  /** Set when there is nothing to fetch: `too_big` or `gone` at the provider, or the provider's own code. */
  failure?: string;
}

/** What a message is, beyond its text: a kind the conversation answers differently. */
export type Shape =
  'text' | 'choice' | 'media' | 'location' | 'contact' | 'reaction' | 'edit' | 'revoke' | 'unsupported';

export type Inbound =
  | {
      kind: 'message';
      /** The provider's message id, unique for ever. */
      id: string;
      from: Address;
      at: Date;
      shape: Shape;
      /** Typed text, caption, or the title of what was tapped. Empty when there is none. */
      text: string;
      /** Id of the tapped button or row, as we sent it. */
      choice?: string;
      /** Provider id of the message of ours that was quoted or tapped. */
      replyTo?: string;
      /** For edit, revoke and reaction: provider id of the message it is about. */
      about?: string;
      media: Media[];
      location?: { latitude: number; longitude: number; name?: string };
      contacts?: { name: string; phones: string[] }[];
    }
  | {
      kind: 'receipt';
      /** Provider id of the message of ours. */
      of: string;
      at: Date;
      status: 'sent' | 'delivered' | 'read' | 'failed';
      /** Our own outbox id, where the provider hands it back. */
      callback?: string;
      failure?: Failure;
    }
  | {
      /**
       * Something that is about a person or the account, not a message. `spoken_for`: a colleague or another agent
       * writes to this person outside of the service.
       */
      kind: 'notice';
      id: string;
      at: Date;
      what:
        | 'alias_changed'
        | 'spoken_for'
        | 'opted_out'
        | 'opted_in'
        | 'template'
        | 'account'
        | 'error'
        | 'unknown';
      from?: Address;
      /** For `alias_changed`: the names to add. */
      becomes?: Alias[];
      detail?: string;
      /** For `error`: our number goes too fast, and is silent for so many milliseconds. */
      slow?: number;
      /** For a wish in words that only we know: the words. In a conversation they may be an answer. */
      words?: string;
      /** For `template`: what became of which. Values as the provider spells them. */
      template?: { name: string; language: string; state?: string; category?: string; quality?: string };
      /** The whole of it, for what we do not understand yet. */
      raw?: unknown;
    };

/** Why something did not work, from the channel's own table of codes. */
export interface Failure {
  /** The provider's code, or ours (`network`, `timeout`, `html`). */
  code: string;
  /** What to do: try again later, use another channel, use a template, stop all sending, or tell a person. */
  action: 'retry' | 'slow' | 'template' | 'fallback' | 'stop' | 'person' | 'bug';
  /** One sentence for the operator. Never shown to patients. */
  operator: string;
  /** Milliseconds to wait at least before trying again, where the provider hints at it. */
  wait?: number;
  /** The person stopped us at the provider: advertising only, or everything on this channel. */
  stopped?: 'marketing' | 'service';
  /** It is about our number, its token or its account: nothing else of this number would go out either. */
  halts?: true;
}

/** One option of a question. Titles fit the channel's limits: `check` proves it for the flow. */
export interface Option {
  id: string;
  title: string;
  description?: string;
}

/** What can be said. Every channel can say all of it, in its own form. */
export type Outbound =
  | { kind: 'text'; text: string; replyTo?: string }
  | {
      /** A question with options: buttons up to three, a list up to ten, numbered lines on SMS. */
      kind: 'choice';
      text: string;
      options: Option[];
      /** Label of the button that opens a list. */
      open: string;
      /** One short line under it, such as "Tap, or type 1, 2 or 3". */
      hint?: string;
      replyTo?: string;
    }
  | { kind: 'file'; file: OutboundFile; caption: string; replyTo?: string }
  | {
      kind: 'template';
      name: string;
      language: string;
      /** Values of the body's variables, in order. */
      parameters: string[];
      /** Payloads of quick-reply buttons, in order. */
      payloads?: string[];
    }
  /** Marks their message as read and shows that we are typing. */
  | { kind: 'seen'; of: string };

export interface OutboundFile {
  bytes: Uint8Array;
  /** Neutral name: it is seen on a locked screen. */
  name: string;
  mime: string;
}

/** How a send ended. `unknown` means the answer was lost: it may or may not have gone out. */
export type Sent =
  /** `registration`: what an authority knows this text by, where one must. */
  | { outcome: 'sent'; providerId: string; registration?: string }
  | { outcome: 'refused'; failure: Failure }
  | { outcome: 'unknown'; detail: string };

export type Fetched =
  | { outcome: 'fetched'; bytes: Uint8Array; mime?: string; fileName?: string }
  /** `gone`: will never come back, ask the person again. `later`: try again. `too_big`: over the cap. `damaged`: hash differs. */
  | { outcome: 'gone' | 'later' | 'too_big' | 'damaged' | 'refused'; detail: string };

/** A request as it arrived, before anything looked into it. Header names are lower case. */
export interface RawRequest {
  method: string;
  /** Path and query exactly as received. */
  url: string;
  headers: Record<string, string | undefined>;
  body: Uint8Array;
  /** When it arrived: stands in where the provider gives no time (every SMS) or nonsense. 1970 without it. */
  at?: Date;
}

/** What to answer the provider. */
export interface Accepted {
  status: number;
  mime: string;
  body: string;
}

export interface Channel {
  name: ChannelName;
  /** Most UTF-16 units of one text; absent where every text of ours fits. Longer ones go in pieces. */
  longest?: number;
  /** It carries words alone. */
  wordsOnly?: true;
  /** Whether the provider made this request; over the raw bytes, in constant time. */
  isGenuine(request: RawRequest): boolean;
  /**
   * Everything in the request, in order. Unknown kinds come back as notices with `what: 'unknown'`.
   * @throws Unreadable when a genuine body cannot be parsed at all; the caller keeps the bytes and answers 200.
   */
  parse(request: RawRequest): Inbound[];
  /** What to answer the provider once everything is stored. */
  accepted: Accepted;
  /** The same where it depends on the request; `accepted` fits every request too. */
  acceptedFor?(request: RawRequest): Accepted;
  /** Why a message would surely be refused, known before it leaves. Pure. Absent: nothing is known before. */
  refuses?(message: Outbound, to: Alias): Failure | undefined;
  /** Sends one message. Never throws: every ending is a value. `id` is our outbox id, handed back in receipts where possible. */
  send(message: Outbound, to: Alias, id: string): Promise<Sent>;
  /** Downloads what somebody sent. Never throws. */
  fetch(media: Media): Promise<Fetched>;
}

/** A genuine request whose body is not what the provider promises. */
export class Unreadable extends Error {
  override name = 'Unreadable';
}
