/** A template that Meta has approved for the account. */
export interface SimTemplate {
  name: string;
  language: string;
  /** The approved body with `{{1}}`, `{{2}}` … */
  body: string;
  /** Labels of its quick-reply buttons. */
  buttons?: string[];
  state?: 'approved' | 'paused' | 'disabled';
}

/** The one neutral template of the service, in the languages it speaks. */
export const APPROVED: readonly SimTemplate[] = [
  {
    name: 'request_update',
    language: 'en',
    body: 'Your request {{1}} has an update. Tap Open to continue.',
    buttons: ['Open'],
  },
  {
    name: 'request_update',
    language: 'hi',
    body: 'आपके अनुरोध {{1}} में कुछ नया है। आगे बढ़ने के लिए "खोलें" दबाएँ।',
    buttons: ['खोलें'],
  },
];

/** How fast a number may send. The defaults are Meta's. */
export interface SimLimits {
  /** Messages to one person that may go at once; 45. */
  burst: number;
  /** Milliseconds that earn one more message to the same person; 6000. */
  every: number;
  /** Messages a second over the whole number; 80. */
  perSecond: number;
}

export interface WhatsAppAccount {
  phoneNumberId: string;
  wabaId: string;
  /** The business's number as digits, without a plus sign. */
  displayPhone: string;
  appSecret: string;
  accessToken: string;
  verifyToken: string;
  /** Such as `v25.0`. */
  graphVersion: string;
  /** Approved templates; `APPROVED` unless given. */
  templates?: SimTemplate[];
  limits?: Partial<SimLimits>;
}

export interface TwilioAccount {
  accountSid: string;
  authToken: string;
  /** E.164 number of ours, or a header of letters. */
  from: string;
  messagingServiceSid?: string;
}

export interface SimulatorOptions {
  now: () => Date;
  /** Seed of every choice of chance; 1 unless given. */
  seed?: number;
  /** Base URL of the service, such as `http://127.0.0.1:8080`. May be set later by `aim`. */
  webhookUrl?: string;
  /** Base URL that the service believes it has, over which Twilio signs; `webhookUrl` unless given. */
  publicUrl?: string;
  whatsapp: WhatsAppAccount;
  twilio: TwilioAccount;
  /** How many files are kept at most; the oldest go first. 400 unless given. */
  keepFiles?: number;
}

/** Asked for something that a person with a phone could not do: no such message, no such option, a bad number. */
export class NotPossible extends Error {
  override name = 'NotPossible';
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
