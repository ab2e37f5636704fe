import type { TwilioAccount } from '../options.ts';
import type { Answer, Postman } from '../postman.ts';
import type { World } from '../world.ts';
import { segments } from './segments.ts';
import { sign } from './sign.ts';
import type { Sms, Texts } from './texts.ts';

/** What the parts of the Twilio side share. */
export interface Operator {
  account: TwilioAccount;
  world: World;
  texts: Texts;
  postman: Postman;
  /** Where the service listens, and the name it believes to have: Twilio signs over the second. */
  hook(): { listens: string; named: string } | null;
}

/** As if configured with `#rc=5&rp=all`, the most that Twilio can be asked for. */
const TRIES = 6;
const HOLD = 10;

/**
 * Posts a signed form. `address` tells what was configured, from the service's own name; the request itself goes to where
 * the service listens, and so never leaves this machine.
 */
function call(
  op: Operator,
  lane: string,
  address: (named: string) => string,
  fields: Record<string, string>,
  taken?: (answer: Answer) => void,
) {
  const pack = () => {
    const hook = op.hook();
    if (!hook) return null;
    const configured = address(hook.named);
    const headers = {
      'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
      'user-agent': 'TwilioProxy/1.1',
      'x-twilio-signature': sign(configured, fields, op.account.authToken),
      'i-twilio-idempotency-token': op.world.unique(32),
    };
    const body = Buffer.from(new URLSearchParams(fields).toString());
    const url = () => (op.hook() ?? hook).listens + pathOf(configured, hook.named);
    return { method: 'POST' as const, url, headers, body };
  };
  const letter = { lane: `sms ${lane}`, item: null, bundles: false, tries: TRIES, hold: HOLD, pack };
  op.postman.post({ ...letter, ...(taken ? { taken } : {}) });
}

/** Path and query of a configured URL below the service's own name: what a proxy in front would hand on. */
function pathOf(url: string, named: string): string {
  const own = url.startsWith(named + '/') ? url.slice(named.length) : null;
  const at = new URL(own === null ? url : own, 'http://localhost');
  return at.pathname + at.search;
}

/** Tells how far a text has come, where the sender asked to be told. */
export function status(op: Operator, sms: Sms, to: 'sent' | 'delivered' | 'undelivered'): void {
  const { callback } = sms;
  if (!callback || op.world.random.chance(op.world.behaviour().loseReceipts)) return;
  call(op, sms.phone, () => callback, {
    SmsSid: sms.sid,
    SmsStatus: to,
    MessageStatus: to,
    To: sms.phone,
    MessageSid: sms.sid,
    AccountSid: op.account.accountSid,
    From: op.account.from,
    ApiVersion: '2010-04-01',
    ...(sms.service && op.account.messagingServiceSid
      ? { MessagingServiceSid: op.account.messagingServiceSid }
      : {}),
    ...(to === 'undelivered' ? { ErrorCode: '30003' } : {}),
  });
}

/** A text from the service reaches the phone, or does not: a phone that is off costs the message. */
export function carry(op: Operator, sms: Sms): void {
  sms.state = 'sent';
  status(op, sms, 'sent');
  const off = op.world.behaviour().phoneOff;
  sms.state = off ? 'undelivered' : 'delivered';
  sms.errorCode = off ? 30003 : null;
  status(op, sms, sms.state);
  op.world.changed(sms.phone, 'sms');
}

/** A new text of either side, kept. */
export function makeSms(
  op: Operator,
  phone: string,
  from: Sms['from'],
  text: string,
  more: Partial<Sms> = {},
): Sms {
  const sid = 'SM' + op.world.unique(32);
  const state = from === 'person' ? 'delivered' : 'queued';
  const at = op.world.now().toISOString();
  const sms: Sms = {
    id: sid,
    sid,
    phone,
    from,
    at,
    text,
    segments: segments(text),
    state,
    errorCode: null,
    service: false,
    ...more,
  };
  op.texts.keep(sms);
  op.world.changed(phone, 'sms');
  return sms;
}

const STOP = new Set(['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT']);
const START = new Set(['START', 'YES', 'UNSTOP']);
const HELP = new Set(['HELP', 'INFO']);

const REPLY = {
  STOP: 'You have successfully been unsubscribed. You will not receive any more messages from this number. Reply START to resubscribe.',
  START:
    'You have successfully been re-subscribed to messages from this number. Reply HELP for help. Reply STOP to unsubscribe.',
  HELP: 'Reply STOP to unsubscribe. Msg&Data Rates May Apply.',
};

/** Twilio's own keywords, in capitals or not, and only as the whole message. It answers them itself. */
function keyword(op: Operator, phone: string, text: string): keyof typeof REPLY | null {
  const word = text.trim().toUpperCase();
  if (STOP.has(word)) return 'STOP';
  if (HELP.has(word)) return 'HELP';
  // YES is an answer like any other unless the phone had said STOP before.
  return word === 'START' || (START.has(word) && op.texts.blocked.has(phone)) ? 'START' : null;
}

/** A person writes an SMS to the service. Returns its id. */
export function receive(op: Operator, phone: string, text: string): string {
  const sms = makeSms(op, phone, 'person', text);
  const word = keyword(op, phone, text);
  if (word === 'STOP') op.texts.blocked.add(phone);
  if (word === 'START') op.texts.blocked.delete(phone);
  if (word) makeSms(op, phone, 'service', REPLY[word], { state: 'delivered' });
  const fields = {
    ToCountry: 'IN',
    FromCountry: 'IN',
    SmsMessageSid: sms.sid,
    NumMedia: '0',
    SmsSid: sms.sid,
    SmsStatus: 'received',
    Body: text,
    To: op.account.from,
    NumSegments: String(sms.segments),
    MessageSid: sms.sid,
    AccountSid: op.account.accountSid,
    From: phone,
    ApiVersion: '2010-04-01',
    ...(op.account.messagingServiceSid ? { MessagingServiceSid: op.account.messagingServiceSid } : {}),
    ...(word ? { OptOutType: word } : {}),
  };
  call(
    op,
    phone,
    (named) => `${named}/webhooks/twilio`,
    fields,
    (answer) => answered(op, phone, answer),
  );
  return sms.sid;
}

/** A plain-text answer to the webhook is sent to the person, as Twilio does: the classic stray "OK". */
function answered(op: Operator, phone: string, { mime, text }: Answer) {
  const said = /^text\/(xml|html)|^application\/xml/.test(mime)
    ? [...text.matchAll(/<Message>(?:<Body>)?([^<]{1,1600})/g)].map((m) => m[1] ?? '')
    : mime.startsWith('text/plain') && text
      ? [text.slice(0, 1600)]
      : [];
  if (op.texts.blocked.has(phone)) return;
  for (const each of said) carry(op, makeSms(op, phone, 'service', each));
}
