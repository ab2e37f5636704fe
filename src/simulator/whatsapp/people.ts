import { createHash } from 'node:crypto';
import type { SimChat, SimMessage } from '../contract.ts';
import { NotPossible } from '../options.ts';

/** A message of either side as the phone keeps it. */
export interface Stored extends SimMessage {
  /** How a tap on one of its options is told; null when it has none. */
  tapped: 'button_reply' | 'list_reply' | 'button' | null;
  /** `biz_opaque_callback_data` of the service. */
  callback?: string;
  category: 'service' | 'utility';
}

/** Somebody with WhatsApp on their phone. */
export interface Person {
  phone: string;
  /** Business-scoped user id; a new number gets a new one. */
  userId: string;
  name: string;
  username?: string;
  /** Has a user name and does not show the phone to businesses. */
  hidden: boolean;
  /** When they last wrote, in milliseconds; opens the 24-hour window. */
  lastWrote: number | null;
  typingUntil: number;
  messages: Stored[];
}

/** The service may write freely so long after the person's last message. */
export const WINDOW = 24 * 3_600_000;
const MOST_PEOPLE = 20_000;
const MOST_MESSAGES = 600;

/** Looks like Meta's: the country, a dot, digits. The same phone always has the same one. */
export function userIdOf(phone: string): string {
  const hash = createHash('sha256').update(`user ${phone}`).digest().readBigUInt64BE();
  return `IN.${hash.toString().padStart(20, '1')}`;
}

export interface People {
  /** Whoever has this phone; made when there is nobody yet. */
  meet(phone: string): Person;
  byPhone(phone: string): Person | undefined;
  byUserId(userId: string): Person | undefined;
  /** Whose chat a message is in. */
  holder(message: string): Person | undefined;
  all(): Iterable<Person>;
  keep(person: Person, message: Stored): void;
  move(person: Person, phone: string): { previousUserId: string };
  /** The same phone is known by another user id from now on. */
  rotate(person: Person): { previousUserId: string };
}

/** The people with WhatsApp, and their chats. Bounded. */
export function createPeople(): People {
  const phones = new Map<string, Person>();
  const users = new Map<string, Person>();
  const holders = new Map<string, Person>();
  const enter = (person: Person) => {
    phones.set(person.phone, person);
    users.set(person.userId, person);
  };
  return {
    meet(phone) {
      const known = phones.get(phone);
      if (known) return known;
      if (phones.size >= MOST_PEOPLE) throw new NotPossible('too_many', 'No more phones can take part.');
      const person: Person = {
        phone,
        userId: userIdOf(phone),
        name: 'Guest',
        hidden: false,
        lastWrote: null,
        typingUntil: 0,
        messages: [],
      };
      enter(person);
      return person;
    },
    byPhone: (phone) => phones.get(phone),
    byUserId: (userId) => users.get(userId),
    holder: (message) => holders.get(message),
    all: () => phones.values(),
    keep(person, message) {
      person.messages.push(message);
      holders.set(message.id, person);
      if (person.messages.length > MOST_MESSAGES) holders.delete(person.messages.shift()?.id ?? '');
    },
    move(person, phone) {
      const previousUserId = person.userId;
      phones.delete(person.phone);
      users.delete(previousUserId);
      person.phone = phone;
      person.userId = userIdOf(phone);
      enter(person);
      return { previousUserId };
    },
    rotate(person) {
      const previousUserId = person.userId;
      users.delete(previousUserId);
      person.userId = userIdOf(`${person.phone} after ${previousUserId}`);
      enter(person);
      return { previousUserId };
    },
  };
}

/** The chat as the person's phone shows it. */
export function chatOf(phone: string, person: Person | undefined, now: number): SimChat {
  const messages = (person?.messages ?? []).map((stored): SimMessage => {
    const { tapped: _tapped, callback: _callback, category: _category, ...shown } = stored;
    return { ...shown };
  });
  const wrote = person?.lastWrote ?? null;
  return {
    phone,
    messages,
    typing: (person?.typingUntil ?? 0) > now,
    windowEnds: wrote === null ? null : new Date(wrote + WINDOW).toISOString(),
  };
}
