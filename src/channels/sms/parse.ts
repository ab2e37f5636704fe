import { createHash } from 'node:crypto';
import type { Inbound, Media, RawRequest } from '../channel.ts';
import { Unreadable } from '../channel.ts';
import { failure } from './failures.ts';
import { NOTHING, wish, type Heard } from './wishes.ts';

export type Form = Readonly<Record<string, string>>;
type Notice = Extract<Inbound, { kind: 'notice' }>;

/** Text a database can hold: NUL becomes U+FFFD. */
const storable = (text: string): string => text.replaceAll('\0', '\uFFFD').toWellFormed();

/** The fields of a form. Twilio repeats none that we read; no prototype, so that any name is only a name. */
export function fields(body: Uint8Array): Form {
  const form = Object.create(null) as Record<string, string>;
  for (const [key, value] of new URLSearchParams(new TextDecoder().decode(body))) {
    form[storable(key)] = storable(value);
  }
  return form;
}

/** Whether a request tells how a message of ours fares; anything else is somebody's message. */
export function isStatus(request: RawRequest): boolean {
  const form = fields(request.body);
  if (/\/status\/?$/.test(request.url.split(/[?#]/)[0] ?? '')) return true;
  return form['MessageStatus'] !== undefined && form['MessageStatus'] !== 'received';
}

/**
 * What a webhook of Twilio says: one message, wish or receipt. SMS carry no time, so all are as old as their arrival.
 * @throws Unreadable when it names no message.
 */
export function parse(request: RawRequest, accountSid: string, heard = NOTHING): Inbound[] {
  const form = fields(request.body);
  const id = form['MessageSid'] ?? form['SmsSid'] ?? '';
  if (!id) throw new Unreadable('The form names no message.');
  const at = request.at ?? new Date(0);
  // Another account's signature would not fit ours; this catches a wrong setting.
  if (form['AccountSid'] !== undefined && form['AccountSid'] !== accountSid) {
    return [unknown(form, at, 'other_account')];
  }
  if (isStatus(request)) return receipt(form, id, at, request.url);
  return [received(form, id, at, heard)];
}

/** Keeps whole what we do not understand, under an id made of its content. */
export function unknown(form: Form, at: Date, detail: string): Notice {
  const hash = createHash('sha256')
    .update(JSON.stringify(Object.entries(form).sort()))
    .digest('hex');
  return { kind: 'notice', id: `hash.${hash.slice(0, 40)}`, at, what: 'unknown', detail, raw: { ...form } };
}

function received(form: Form, id: string, at: Date, heard: Heard): Inbound {
  const sender = form['From'] ?? '';
  // WhatsApp through Twilio knocks at a door of its own; here it is a wrong setting, and kept.
  if (sender.startsWith('whatsapp:')) return unknown(form, at, 'whatsapp');
  // A bank's header or a short code is nobody; its words may be a one-time password and are not kept.
  if (!/^\+[1-9]\d{6,14}$/.test(sender)) {
    return { kind: 'notice', id, at, what: 'unknown', detail: 'not_a_person' };
  }
  const from = { aliases: [{ kind: 'phone' as const, value: sender }] };
  const text = readable((form['Body'] ?? '').trim());
  const said = wish(text, form['OptOutType'], heard);
  if (said) return { kind: 'notice', id, at, from, ...said };
  const files = media(form);
  const shape = files.length > 0 ? 'media' : 'text';
  return { kind: 'message', id, from, at, shape, text, media: files };
}

/**
 * Some operators hand long SMS on as base64 of UTF-8. Sentences are decoded; what decodes to anything else is left alone.
 */
function readable(body: string): string {
  if (body.length < 24 || !/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(body))
    return body;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(body, 'base64'));
    return /\s/.test(text) && !/\p{Cc}/u.test(text.replace(/\s/g, '')) ? text : body;
  } catch {
    return body;
  }
}

/** Pictures of an MMS, in countries that have it. */
export function media(form: Form): Media[] {
  const count = Math.min(Number(form['NumMedia']) || 0, 10);
  return Array.from({ length: count }, (_, i) => i).flatMap((i) => {
    const url = form[`MediaUrl${i}`];
    const mime = form[`MediaContentType${i}`];
    return url ? [{ id: url, type: kind(mime ?? ''), ...(mime ? { mime } : {}) }] : [];
  });
}

function kind(mime: string): Media['type'] {
  if (mime === 'image/webp') return 'sticker';
  const group = mime.split('/')[0];
  return group === 'image' || group === 'audio' || group === 'video' ? group : 'document';
}

/** Before an SMS is sent there is nothing to tell. */
const EARLY = new Set(['accepted', 'scheduled', 'queued', 'sending']);
const STATUSES = new Map([
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  ['read', 'read'],
  ['undelivered', 'failed'],
  ['failed', 'failed'],
  ['canceled', 'failed'],
] as const);

export function receipt(form: Form, of: string, at: Date, url: string): Inbound[] {
  const name = form['MessageStatus'] ?? form['SmsStatus'] ?? '';
  if (EARLY.has(name)) return [];
  const status = STATUSES.get(name as 'sent');
  if (!status) return [unknown(form, at, 'status')];
  const callback = new URLSearchParams(url.split('?')[1] ?? '').get('id');
  const code = form['ErrorCode'] || (name === 'canceled' ? 'canceled' : 'unnamed');
  const told: Inbound = {
    kind: 'receipt',
    of,
    at,
    status,
    ...(callback ? { callback } : {}),
    ...(status === 'failed' ? { failure: failure(code) } : {}),
  };
  const to = form['To'] ?? '';
  if (status !== 'failed' || code !== '21610' || !to.startsWith('+')) return [told];
  // The provider knows of a STOP that never reached us.
  const from = { aliases: [{ kind: 'phone' as const, value: to }] };
  return [told, { kind: 'notice', id: `${of}.21610`, at, what: 'opted_out', from, detail: 'provider' }];
}
