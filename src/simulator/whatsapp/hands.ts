import type { SimMessage } from '../contract.ts';
import { NotPossible } from '../options.ts';
import type { Desk } from './accept.ts';
import { webhookError, refuse } from './errors.ts';
import { bare } from './media.ts';
import type { Links } from './media.ts';
import type { Person, Stored } from './people.ts';
import { contactOf } from './tell.ts';

export interface MediaToSend {
  bytes: Uint8Array;
  mime: string;
  name?: string;
  caption?: string;
  /** A voice note, not an audio file. */
  voice?: boolean;
}

/** What a person does with WhatsApp on their phone. Each returns the id of the message it made. */
export interface WhatsAppHands {
  text(text: string, more?: { replyTo?: string; forwarded?: boolean }): string;
  /** Taps a button or a row of a message, however old. */
  tap(message: string, option: string): string;
  media(file: MediaToSend): string;
  voice(bytes: Uint8Array, mime?: string): string;
  /** A file that WhatsApp itself could not take: the webhook says 131052 instead of giving an id. */
  brokenMedia(type: 'image' | 'document' | 'video'): string;
  react(message: string, emoji: string): string;
  /** `unsupported` is what a pure Cloud API number gets; `edit` comes where the Business app shares the number. */
  edit(message: string, text: string, as?: 'edit' | 'unsupported'): string;
  revoke(message: string): string;
  location(latitude: number, longitude: number, name?: string): string;
  contact(name: string, phones: string[]): string;
  /** Something WhatsApp does not hand on: a poll, a view-once photo. */
  unsupported(type?: string): string;
  /** Moves to another number: the service is told by a `system` message from the old one. */
  changeNumber(to: string): string;
  /** Keeps the number and gets another user id, which the service is told as well. */
  changeUserId(): string;
  /** Opens the chat: read receipts go out. */
  open(): void;
  called(name: string, username?: string): void;
  /** From now on businesses see only the user id, not the phone. */
  hidePhone(hidden: boolean): void;
  userId(): string;
}

const blank: Omit<Stored, 'id' | 'at'> = {
  from: 'person',
  kind: 'text',
  text: '',
  footer: null,
  options: [],
  open: null,
  file: null,
  replyTo: null,
  reaction: null,
  state: 'sent',
  tapped: null,
  category: 'service',
};

function mediaType(mime: string): 'image' | 'audio' | 'video' | 'document' {
  const kind = bare(mime).split('/')[0];
  if (kind === 'audio' || kind === 'video') return kind;
  return bare(mime) === 'image/jpeg' || bare(mime) === 'image/png' ? 'image' : 'document';
}

/** The hands of one person. */
export function whatsappHands(person: Person, desk: Desk, links: Links): WhatsAppHands {
  const { world, people, tell, account } = desk;
  const find = (id: string) => {
    const found = person.messages.find((m) => m.id === id);
    if (!found) throw new NotPossible('no_such_message', 'There is no such message in this chat.');
    return found;
  };
  const context = (id: string) => ({ from: account.displayPhone, id });

  /** Keeps the message in the chat, if it shows there, and tells the service. */
  const write = (body: Record<string, unknown>, shown: Partial<Stored> | null, contact = true): string => {
    const id = 'wamid.' + Buffer.from(world.unique(27), 'latin1').toString('base64url');
    const now = world.now();
    const stored = shown && { ...blank, ...shown, id, at: now.toISOString() };
    if (stored) people.keep(person, stored);
    person.lastWrote = now.getTime();
    const message = {
      ...(person.hidden ? {} : { from: person.phone.slice(1) }),
      from_user_id: person.userId,
      id,
      timestamp: String(Math.floor(now.getTime() / 1000)),
      ...body,
    };
    const taken = () => {
      if (stored?.state === 'sent') stored.state = 'delivered';
      world.changed(person.phone, 'whatsapp');
    };
    tell.news(person.phone, { message, ...(contact ? { contact: contactOf(person) } : {}) }, 0, taken);
    world.changed(person.phone, 'whatsapp');
    return id;
  };

  const media = ({ bytes, mime, name, caption, voice }: MediaToSend): string => {
    const type = bare(mime) === 'image/webp' ? 'sticker' : mediaType(mime);
    const file = world.files.add({ bytes, mime, name: type === 'document' ? (name ?? 'file') : null });
    const body = {
      ...(caption && type !== 'audio' ? { caption } : {}),
      ...(type === 'document' ? { filename: file.name } : {}),
      mime_type: mime,
      sha256: file.sha256,
      id: file.id,
      url: links.make(file.id, 'webhook'),
      ...(type === 'audio' ? { voice: voice ?? false } : {}),
      ...(type === 'sticker' ? { animated: false } : {}),
    };
    const kind: SimMessage['kind'] = type === 'video' || type === 'sticker' ? 'other' : type;
    const shownFile = { id: file.id, name: file.name, mime: bare(mime), bytes: bytes.length };
    return write({ type, [type]: body }, { kind, text: caption ?? '', file: shownFile });
  };

  return {
    text: (text, more = {}) =>
      write(
        {
          ...(more.replyTo
            ? { context: context(more.replyTo) }
            : more.forwarded
              ? { context: { forwarded: true } }
              : {}),
          type: 'text',
          text: { body: text },
        },
        { text, replyTo: more.replyTo ?? null },
      ),
    tap(message, option) {
      const about = find(message);
      const chosen = about.options.find((o) => o.id === option);
      if (!chosen || !about.tapped)
        throw new NotPossible('no_such_option', 'That message has no such option.');
      const { id, title, description } = chosen;
      const reply = { id, title, ...(about.tapped === 'list_reply' && description ? { description } : {}) };
      const body =
        about.tapped === 'button'
          ? { type: 'button', button: { payload: id, text: title } }
          : { type: 'interactive', interactive: { type: about.tapped, [about.tapped]: reply } };
      return write({ context: context(message), ...body }, { text: title, replyTo: message });
    },
    media,
    voice: (bytes, mime = 'audio/ogg; codecs=opus') => media({ bytes, mime, voice: true }),
    brokenMedia: (type) =>
      write(
        { type, errors: [webhookError(refuse(131052, 'Media file size too big.'))] },
        { kind: type === 'video' ? 'other' : type },
      ),
    react(message, emoji) {
      find(message).reaction = emoji || null;
      return write(
        { type: 'reaction', reaction: { message_id: message, ...(emoji ? { emoji } : {}) } },
        null,
      );
    },
    edit(message, text, as = 'edit') {
      find(message).text = text;
      const edited = { context: { id: message }, type: 'text', text: { body: text } };
      if (as === 'edit')
        return write({ type: 'edit', edit: { original_message_id: message, message: edited } }, null);
      return write({ type: 'unsupported', ...unsupportedBody('edit') }, null);
    },
    revoke(message) {
      Object.assign(find(message), { kind: 'other', text: '', file: null });
      return write({ type: 'revoke', revoke: { original_message_id: message } }, null);
    },
    location: (latitude, longitude, name) =>
      write(
        { type: 'location', location: { latitude, longitude, ...(name ? { name } : {}) } },
        { kind: 'other', text: name ?? `${latitude}, ${longitude}` },
      ),
    contact: (name, phones) =>
      write(
        {
          type: 'contacts',
          contacts: [
            {
              name: { formatted_name: name, first_name: name.split(' ')[0] },
              phones: phones.map((phone) => ({ phone, wa_id: phone.replace(/\D/g, ''), type: 'CELL' })),
            },
          ],
        },
        { kind: 'other', text: name },
      ),
    unsupported: (type = 'poll') =>
      write({ type: 'unsupported', ...unsupportedBody(type) }, { kind: 'other' }),
    changeNumber(to) {
      const old = { phone: person.phone, userId: person.userId };
      const body = `User ${person.name} changed from ${old.phone.slice(1)} to ${to.slice(1)}`;
      people.move(person, to);
      const system = {
        type: 'user_changed_number',
        body,
        wa_id: to.slice(1),
        user_id: person.userId,
        previous_user_id: old.userId,
      };
      const from = { from: old.phone.slice(1), from_user_id: old.userId };
      return write({ ...from, type: 'system', system }, null, false);
    },
    changeUserId() {
      const { previousUserId } = people.rotate(person);
      const system = {
        type: 'user_changed_user_id',
        body: `User ${person.name} changed their id`,
        user_id: person.userId,
        previous_user_id: previousUserId,
      };
      const from = {
        ...(person.hidden ? {} : { from: person.phone.slice(1) }),
        from_user_id: previousUserId,
      };
      return write({ ...from, type: 'system', system }, null, false);
    },
    open() {
      for (const message of person.messages) {
        if (message.from !== 'service' || message.state !== 'delivered') continue;
        message.state = 'read';
        tell.receipt(person, message, 'read');
      }
      world.changed(person.phone, 'whatsapp');
    },
    called(name, username) {
      person.name = name;
      if (username) person.username = username;
    },
    hidePhone(hidden) {
      person.hidden = hidden;
    },
    userId: () => person.userId,
  };
}

function unsupportedBody(type: string): object {
  return {
    errors: [webhookError(refuse(131051, 'Message type is currently not supported.'))],
    unsupported: { type },
  };
}
