import type { Address, Alias } from '../channel.ts';
import { object, short, text, type Json } from './json.ts';

/** A phone as Meta writes it, with or without plus, spaces or dashes, in E.164; undefined when it is none. */
export function phone(value: string | undefined): string | undefined {
  const digits = value?.replace(/[\s()+-]/g, '');
  return digits && /^[1-9]\d{5,14}$/.test(digits) ? `+${digits}` : undefined;
}

/** Digits are a phone; everything else in a `from` is the id of a person who shows no phone. */
function named(value: string | undefined): Alias | undefined {
  if (!value) return;
  const number = phone(value);
  return number ? { kind: 'phone', value: number } : { kind: 'user_id', value };
}

/** Aliases without gaps and repeats, the id first: it is the one that is always there. */
export function aliases(ids: {
  userId?: string | undefined;
  phone?: string | undefined;
  parentId?: string | undefined;
}): Alias[] {
  const found = [
    ids.userId ? ({ kind: 'user_id', value: ids.userId } as const) : undefined,
    named(ids.phone),
    ids.parentId ? ({ kind: 'parent_id', value: ids.parentId } as const) : undefined,
  ].filter((alias) => alias !== undefined);
  return found.filter((a, i) => found.findIndex((b) => b.kind === a.kind && b.value === a.value) === i);
}

const contactAliases = (contact: Json): Alias[] =>
  aliases({
    userId: text(contact, 'user_id'),
    phone: text(contact, 'wa_id'),
    parentId: text(contact, 'parent_user_id'),
  });

/**
 * Everything known about a person: what the message says plus the contact that shares an id with it.
 * Contacts are found by id, never by position. Undefined when nothing names the person.
 */
export function address(own: Alias[], contacts: readonly Json[]): Address | undefined {
  const known = own.length > 0 ? own : contacts.length === 1 ? contactAliases(contacts[0] ?? {}) : [];
  if (known.length === 0) return;
  const contact = contacts.find((c) => contactAliases(c).some((a) => known.some((k) => k.value === a.value)));
  const all = [...known, ...(contact ? contactAliases(contact) : [])];
  const name = text(object(contact, 'profile'), 'name');
  return {
    aliases: all.filter((a, i) => all.findIndex((b) => b.kind === a.kind && b.value === a.value) === i),
    ...(name ? { name: short(name, 200) } : {}),
  };
}
