import type { SimTemplate, WhatsAppAccount } from '../options.ts';
import { phoneOf } from '../world.ts';
import type { World } from '../world.ts';
import { refuse } from './errors.ts';
import type { Refusal } from './errors.ts';
import { checkMessage } from './limits.ts';
import { unfit } from './media.ts';
import { WINDOW } from './people.ts';
import type { People, Person, Stored } from './people.ts';
import type { Rates } from './rates.ts';
import { field, textAt } from './read.ts';
import { show } from './show.ts';
import type { Tell } from './tell.ts';
import { fillTemplate } from './templates.ts';
import type { Filled } from './templates.ts';

/** What the parts of the WhatsApp side share. */
export interface Desk {
  account: WhatsAppAccount;
  world: World;
  people: People;
  rates: Rates;
  tell: Tell;
  templates: SimTemplate[];
}

/** Typing shows so long, or until the next message. */
const TYPING = 25_000;

interface To {
  input: string;
  phone?: string;
  userId?: string;
  person?: Person;
}

/** A phone (`to`) or a user id (`recipient`); if both are given, the phone wins. */
function recipient(body: unknown, people: People): To | Refusal {
  const to = textAt(body, 'to');
  const user = textAt(body, 'recipient');
  if (to !== undefined) {
    if (!/^\+?\d{7,15}$/.test(to)) return refuse(131009, 'Recipient phone number is not valid.');
    const phone = phoneOf(to);
    return { input: to, phone, person: people.byPhone(phone) };
  }
  if (user === undefined) return refuse(100, 'The parameter to is required.');
  if (!/^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/.test(user)) return refuse(131009, 'Recipient is not valid.');
  return { input: user, userId: user, person: people.byUserId(user) };
}

/** Why an accepted message does not arrive. Meta tells these later, in a receipt. */
function undeliverable(body: unknown, to: To, desk: Desk, filled: Filled | null): Refusal | null {
  if (!to.person) return refuse(131026, 'Message undeliverable.');
  const wrote = to.person.lastWrote;
  const open = wrote !== null && desk.world.now().getTime() < wrote + WINDOW;
  if (!open && !filled)
    return refuse(
      131047,
      'Message failed to send because more than 24 hours have passed since the customer last replied to this number.',
    );
  return unfit(body, desk.world);
}

/** The service reacts to a message of the person. */
function react(body: unknown, person: Person): boolean {
  if (textAt(body, 'type') !== 'reaction') return false;
  const about = person.messages.find((m) => m.id === textAt(body, 'reaction', 'message_id'));
  if (about) about.reaction = textAt(body, 'reaction', 'emoji') || null;
  return true;
}

/** Puts the message into the chat and sends the receipts that follow by themselves. */
function arrive(
  body: unknown,
  person: Person,
  desk: Desk,
  message: { id: string; callback?: string },
  filled: Filled | null,
) {
  const { world, people, tell } = desk;
  const stored: Stored = {
    ...show(body, world.files, filled),
    ...message,
    from: 'service',
    at: world.now().toISOString(),
    replyTo: textAt(body, 'context', 'message_id') ?? null,
    reaction: null,
    state: 'sent',
  };
  person.typingUntil = 0;
  if (!react(body, person)) people.keep(person, stored);
  tell.receipt(person, stored, 'sent');
  deliver(person, stored, desk);
  world.changed(person.phone, 'whatsapp');
}

/** The message reaches the phone, unless the phone is off. */
function deliver(person: Person, message: Stored, desk: Desk) {
  if (message.state !== 'sent' || desk.world.behaviour().phoneOff) return;
  message.state = 'delivered';
  desk.tell.receipt(person, message, 'delivered');
}

/** Everything that waited for phones which were off. */
export function deliverAll(desk: Desk): void {
  for (const person of desk.people.all()) {
    for (const message of person.messages) if (message.from === 'service') deliver(person, message, desk);
    desk.world.changed(person.phone, 'whatsapp');
  }
}

/** `POST /messages` for a message: refused at once, or accepted with an id; accepted is not delivered. */
export function accept(body: unknown, desk: Desk): { answer: object } | Refusal {
  const { people, world, account } = desk;
  if (textAt(body, 'messaging_product') !== 'whatsapp')
    return refuse(100, 'messaging_product must be whatsapp.');
  const to = recipient(body, people);
  if ('code' in to) return to;
  if (to.phone === '+' + account.displayPhone) return refuse(131021, 'Recipient cannot be the sender.');
  const wrong = checkMessage(body);
  if (wrong) return wrong;
  const filled = textAt(body, 'type') === 'template' ? fillTemplate(body, desk.templates) : null;
  if (filled && 'code' in filled) return filled;
  const tooFast = desk.rates.spend(to.input.replace(/^\+/, ''), world.now().getTime());
  if (tooFast) return tooFast;

  const message = {
    id: 'wamid.' + Buffer.from(world.unique(27), 'latin1').toString('base64url'),
    callback: textAt(body, 'biz_opaque_callback_data'),
  };
  const why = undeliverable(body, to, desk, filled);
  if (why || !to.person)
    desk.tell.failed({ phone: to.phone, userId: to.userId }, message, why ?? refuse(131026, ''));
  else arrive(body, to.person, desk, message, filled);
  const phone = to.phone ?? (to.person?.hidden ? undefined : to.person?.phone);
  const contact = {
    input: to.input,
    ...(phone ? { wa_id: phone.slice(1) } : {}),
    ...(to.person ? { user_id: to.person.userId } : {}),
  };
  const status = filled ? { message_status: 'accepted' } : {};
  return {
    answer: { messaging_product: 'whatsapp', contacts: [contact], messages: [{ id: message.id, ...status }] },
  };
}

/** `POST /messages` with `status: read`: blue ticks, and typing for 25 seconds or until the next message. */
export function markRead(body: unknown, desk: Desk): { answer: object } | Refusal {
  const id = textAt(body, 'message_id');
  if (!id) return refuse(131008, 'message_id is required.');
  const person = desk.people.holder(id);
  const at = person?.messages.findIndex((m) => m.id === id && m.from === 'person') ?? -1;
  if (!person || at < 0) return refuse(131009, 'Message ID is invalid.');
  for (const m of person.messages.slice(0, at + 1)) if (m.from === 'person') m.state = 'read';
  if (field(body, 'typing_indicator')) startTyping(person, desk);
  desk.world.changed(person.phone, 'whatsapp');
  return { answer: { success: true } };
}

function startTyping(person: Person, { world }: Desk) {
  person.typingUntil = world.now().getTime() + TYPING;
  // Only tells the screen to look again; what it sees is decided by the clock.
  setTimeout(() => world.changed(person.phone, 'whatsapp'), TYPING + 50).unref();
}
