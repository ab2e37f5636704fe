import type { Inbound, Media } from '../channel.ts';
import { number, object, objects, text, type Json } from './json.ts';
import { phone } from './identity.ts';

type Message = Extract<Inbound, { kind: 'message' }>;

/** What one message says, without who said it and when. */
export type Content = Pick<Message, 'shape' | 'text' | 'media'> &
  Partial<Pick<Message, 'choice' | 'replyTo' | 'about' | 'location' | 'contacts'>>;

const MEDIA = ['image', 'document', 'audio', 'video', 'sticker'] as const;

const BODIES = [
  'text',
  ...MEDIA,
  'location',
  'contacts',
  'button',
  'interactive',
  'reaction',
  'edit',
  'revoke',
];

/** The type of a message. Some of Meta's samples have none: then the body that is there tells. */
const typeOf = (message: Json): string =>
  text(message, 'type') ?? BODIES.find((name) => message[name] !== undefined) ?? '';

/**
 * What a message of any type says, or undefined for what we do not understand (yet).
 * `unsupported` is understood: the person used something that Meta does not hand on.
 */
export function content(message: Json): Content | undefined {
  const quoted = text(object(message, 'context'), 'id');
  const said = saying(message);
  return said && quoted && !said.replyTo ? { ...said, replyTo: quoted } : said;
}

function saying(message: Json): Content | undefined {
  const name = typeOf(message);
  const body = object(message, name);
  // `voice` is an older name of a voice note.
  const media = MEDIA.find((kind) => kind === (name === 'voice' ? 'audio' : name));
  if (media) return file(message, body, media);
  switch (name) {
    case 'text':
      return plain('text', text(body, 'body') ?? '');
    case 'button':
      return tapped(text(body, 'payload'), text(body, 'text'));
    case 'interactive':
      return reply(body);
    case 'location':
      return place(body);
    case 'contacts':
      return cards(objects(message, 'contacts'));
    case 'reaction':
      return { ...plain('reaction', text(body, 'emoji') ?? ''), ...about(text(body, 'message_id')) };
    case 'edit':
      return edited(body);
    case 'revoke':
      return { ...plain('revoke', ''), ...about(text(body, 'original_message_id')) };
    case 'unsupported':
      return plain('unsupported', '');
  }
  return;
}

const plain = (shape: Message['shape'], said: string): Content => ({ shape, text: said, media: [] });

const about = (id: string | undefined): { about?: string } => (id ? { about: id } : {});

function tapped(id: string | undefined, title: string | undefined): Content | undefined {
  if (!id && !title) return;
  return { ...plain('choice', title ?? ''), ...(id ? { choice: id } : {}) };
}

/** Buttons and lists; other interactive answers belong to things we do not send. */
function reply(body: Json): Content | undefined {
  const answer = [object(body, 'button_reply'), object(body, 'list_reply')].find((part) => text(part, 'id'));
  return answer && tapped(text(answer, 'id'), text(answer, 'title'));
}

function file(message: Json, body: Json, kind: Media['type']): Content | undefined {
  const id = text(body, 'id');
  const error = objects(message, 'errors')[0];
  if (!id && !error) return;
  const optional = {
    mime: text(body, 'mime_type'),
    fileName: text(body, 'filename'),
    sha256: text(body, 'sha256'),
    // A file the provider could not take has no id of its own; the message's names it.
    failure: id ? undefined : lost(error ?? {}),
  };
  const given = Object.entries(optional).filter(([, value]) => value !== undefined);
  const media = { id: id ?? text(message, 'id') ?? '', type: kind, ...Object.fromEntries(given) };
  return { shape: 'media', text: text(body, 'caption') ?? '', media: [media] };
}

/** 131052 is a file that is too big (over 100 MB) or one that Meta could not fetch from the phone. */
function lost(error: Json): string {
  const code = text(error, 'code') ?? 'unknown';
  if (code !== '131052') return code;
  const words = [text(error, 'title'), text(error, 'message'), text(object(error, 'error_data'), 'details')];
  return /\bbig|\bsize|\blarge|\d ?MB/i.test(words.join(' ')) ? 'too_big' : 'gone';
}

function place(body: Json): Content | undefined {
  const latitude = number(body, 'latitude');
  const longitude = number(body, 'longitude');
  if (latitude === undefined || longitude === undefined) return;
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return;
  const name = text(body, 'name') ?? text(body, 'address');
  return { ...plain('location', ''), location: { latitude, longitude, ...(name ? { name } : {}) } };
}

function cards(list: Json[]): Content | undefined {
  if (list.length === 0) return;
  const contacts = list.slice(0, 20).map((card) => ({
    name: text(object(card, 'name'), 'formatted_name') ?? text(object(card, 'name'), 'first_name') ?? '',
    phones: objects(card, 'phones')
      .slice(0, 20)
      .map((entry) => phone(text(entry, 'wa_id')) ?? phone(text(entry, 'phone')) ?? text(entry, 'phone'))
      .filter((value) => value !== undefined),
  }));
  return { ...plain('contact', ''), contacts };
}

/** The new wording stands in a message of its own inside; its shape is that of the edit. */
function edited(body: Json): Content {
  const inner = object(body, 'message');
  const now = typeOf(inner) === 'edit' ? undefined : content(inner);
  return {
    ...plain('edit', now?.text ?? ''),
    media: now?.media ?? [],
    ...about(text(body, 'original_message_id')),
  };
}
