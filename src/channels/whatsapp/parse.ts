import type { Inbound, RawRequest } from '../channel.ts';
import { content } from './content.ts';
import { failure } from './failures.ts';
import { address, aliases } from './identity.ts';
import { hashed, object, objects, readBody, text, time, type Json } from './json.ts';
import { account, notice, preference, system, unknown, type Place } from './notices.ts';

/** What a `messages` change may hold; other keys are kept as unknown. */
const KNOWN = new Set(['messaging_product', 'metadata', 'contacts', 'messages', 'statuses', 'errors']);

/**
 * Everything in a webhook of the Cloud API, in order: messages, receipts and notices.
 * What is new to us is kept whole as a notice. `request.at` stands in for times that are nonsense.
 * An account may have several numbers and Meta tells us of all: what is for another than `number` is kept apart, whole.
 * @throws Unreadable when the body is not a JSON object.
 */
export function parse(request: RawRequest, number?: string): Inbound[] {
  const body = readBody(request.body);
  const arrived = request.at ?? new Date(0);
  if (body['object'] !== 'whatsapp_business_account') {
    return [
      {
        kind: 'notice',
        id: hashed('object', body),
        at: arrived,
        what: 'unknown',
        detail: 'object',
        raw: body,
      },
    ];
  }
  return objects(body, 'entry').flatMap((entry) =>
    objects(entry, 'changes').flatMap((change) => {
      const value = object(change, 'value');
      const place: Place = {
        field: text(change, 'field') ?? 'messages',
        waba: text(entry, 'id') ?? '',
        contacts: objects(value, 'contacts'),
        arrived,
      };
      const meant = text(object(value, 'metadata'), 'phone_number_id');
      if (number && meant && meant !== number) return [unknown(change, place, 'other_number')];
      return changed(change, value, entry, place);
    }),
  );
}

function changed(change: Json, value: Json, entry: Json, place: Place): Inbound[] {
  if (place.field === 'messages') return conversation(change, value, place);
  if (place.field === 'user_preferences') {
    const preferences = objects(value, 'user_preferences');
    if (preferences.length > 0) return preferences.map((item) => preference(item, place));
  }
  if (place.field === 'smb_message_echoes') {
    const echoes = objects(value, 'message_echoes');
    if (echoes.length > 0) return echoes.map((item) => echo(item, place));
  }
  if (place.field === 'standby') {
    const heard = objects(value, 'messages');
    if (heard.length > 0) return heard.map((item) => standby(item, place));
  }
  return [account(change, value, entry, place)];
}

function conversation(change: Json, value: Json, place: Place): Inbound[] {
  const strange = Object.keys(value).filter((key) => !KNOWN.has(key));
  const found = [
    ...objects(value, 'messages').flatMap((item) => message(item, place)),
    ...objects(value, 'statuses').map((item) => receipt(item, place)),
    ...objects(value, 'errors').map((item) => error(item, place)),
    ...strange.map((key) => unknown({ [key]: value[key] }, place, key)),
  ];
  return found.length > 0 ? found : [unknown(change, place, 'empty')];
}

function message(item: Json, place: Place): Inbound[] {
  const id = text(item, 'id');
  const own = aliases({
    userId: text(item, 'from_user_id'),
    phone: text(item, 'from'),
    parentId: text(item, 'from_parent_user_id'),
  });
  if (item['type'] === 'system') return [system(item, own, place)];
  const from = address(own, place.contacts);
  if (!id || !from) return [unknown(item, place, 'nameless')];
  if (item['type'] === 'request_welcome') return [unknown(item, place, 'request_welcome', from)];
  const said = content(item);
  const at = time(item, 'timestamp', place.arrived);
  if (said) return [{ kind: 'message', id, from, at, ...said }];
  // The person is answered that we did not understand, and the whole of it is kept for us to learn from.
  const answer: Inbound = { kind: 'message', id, from, at, shape: 'unsupported', text: '', media: [] };
  return [answer, unknown(item, place, text(item, 'type') ?? 'untyped', from)];
}

/** Played is more than read, but not for us. `deleted`, `warning` and what may come are notices. */
const STATUSES = new Map([
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  ['read', 'read'],
  ['played', 'read'],
  ['failed', 'failed'],
] as const);

function receipt(item: Json, place: Place): Inbound {
  const of = text(item, 'id');
  const name = text(item, 'status') ?? '';
  const status = STATUSES.get(name as 'sent');
  if (!of || !status) return unknown(item, place, 'status');
  const callback = text(item, 'biz_opaque_callback_data');
  return {
    kind: 'receipt',
    of,
    at: time(item, 'timestamp', place.arrived),
    status,
    ...(callback ? { callback } : {}),
    ...(status === 'failed'
      ? { failure: failure(text(objects(item, 'errors')[0], 'code') ?? 'unnamed') }
      : {}),
  };
}

/** An error that belongs to no message, such as our own throughput. */
function error(item: Json, place: Place): Inbound {
  const detail = text(item, 'code') ?? 'unnamed';
  const { action, wait = 1_000 } = failure(detail);
  return { ...notice('error', item, place, detail), ...(action === 'slow' ? { slow: wait } : {}) };
}

/** What a colleague wrote to the person from the WhatsApp Business app: somebody else is speaking. */
function echo(item: Json, place: Place): Inbound {
  const to = aliases({ userId: text(item, 'to_user_id'), phone: text(item, 'to') });
  return { ...unknown(item, place, 'echo', address(to, place.contacts)), what: 'spoken_for' };
}

/** What a person wrote while another agent holds the thread: we hear it, and are silent. */
function standby(item: Json, place: Place): Inbound {
  const from = aliases({ userId: text(item, 'from_user_id'), phone: text(item, 'from') });
  return { ...unknown(item, place, 'standby', address(from, place.contacts)), what: 'spoken_for' };
}
