import type { Address, Alias, Inbound, RawRequest } from '../channel.ts';
import { Unreadable } from '../channel.ts';
import { fields, isStatus, media, receipt, unknown, type Form } from '../sms/parse.ts';

type Message = Extract<Inbound, { kind: 'message' }>;
type Said = Pick<Message, 'shape' | 'text' | 'media'> & Partial<Pick<Message, 'choice' | 'location'>>;

/** A person who shows no phone is named by this, with the country in front. */
const USER_ID = /^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/;

/**
 * What a webhook of Twilio says about WhatsApp: one message or one receipt. It carries no time, so all are as old as
 * their arrival.
 * @throws Unreadable when it names no message.
 */
export function parse(request: RawRequest, accountSid: string): Inbound[] {
  const form = fields(request.body);
  const id = form['MessageSid'] ?? form['SmsSid'] ?? '';
  if (!id) throw new Unreadable('The form names no message.');
  const at = request.at ?? new Date(0);
  if (form['AccountSid'] !== undefined && form['AccountSid'] !== accountSid)
    return [unknown(form, at, 'other_account')];
  if (isStatus(request)) return receipt(form, id, at, request.url);
  const from = address(form);
  if (!from) return [unknown(form, at, 'not_a_person')];
  const replyTo = form['OriginalRepliedMessageSid'];
  const common = { kind: 'message', id, from, at, ...(replyTo ? { replyTo } : {}) } as const;
  const said = saying(form);
  if (said) return [{ ...common, ...said }];
  // The person is answered that we did not understand, and the whole of it is kept for us to learn from.
  const detail = form['MessageType'] ?? 'untyped';
  return [{ ...common, shape: 'unsupported', text: '', media: [] }, unknown(form, at, detail)];
}

function address(form: Form): Address | undefined {
  const named = [form['ExternalUserId'], form['From']].map((value) => value?.replace(/^whatsapp:/, '') ?? '');
  const aliases = named.flatMap((value): Alias[] => {
    if (/^\+[1-9]\d{6,14}$/.test(value)) return [{ kind: 'phone', value }];
    return USER_ID.test(value) ? [{ kind: 'user_id', value }] : [];
  });
  const known = aliases.filter((one, i) => aliases.findIndex(({ value }) => value === one.value) === i);
  const name = form['ProfileName']?.slice(0, 200);
  return known.length && form['From']?.startsWith('whatsapp:')
    ? { aliases: known, ...(name ? { name } : {}) }
    : undefined;
}

/** Decided by the fields that are there, not by the type: that is in no public table of Twilio's. */
function saying(form: Form): Said | undefined {
  const text = (form['Body'] ?? '').trim();
  const title = form['ListTitle'] ?? form['ButtonText'];
  const choice = form['ListId'] ?? form['ButtonPayload'];
  if (choice !== undefined || title !== undefined)
    return { shape: 'choice', text: title ?? text, media: [], ...(choice ? { choice } : {}) };
  if (form['Latitude'] !== undefined || form['MessageType'] === 'location') return place(form);
  const files = media(form);
  if (files.length) return { shape: 'media', text, media: files };
  const plain = form['MessageType'] === undefined || form['MessageType'] === 'text';
  return text || plain ? { shape: 'text', text, media: [] } : undefined;
}

function place(form: Form): Said | undefined {
  const [latitude, longitude] = [form['Latitude'], form['Longitude']].map((value) =>
    Number(value || NaN),
  ) as [number, number];
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) return undefined;
  const name = form['Label'] ?? form['Address'];
  return {
    shape: 'location',
    text: '',
    media: [],
    location: { latitude, longitude, ...(name ? { name } : {}) },
  };
}
