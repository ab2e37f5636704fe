import { createHash } from 'node:crypto';
import { Unreadable } from '../channel.ts';

/** A JSON object whose every value is still hostile. */
export type Json = { readonly [key: string]: unknown };

/** Deeper than anything Meta sends; a hostile body may not exhaust the stack. */
const DEEPEST = 60;

/** Text a database can hold: NUL and lone surrogates become U+FFFD, all else stays. */
export const storable = (text: string): string => text.replaceAll('\0', '\uFFFD').toWellFormed();

/** The first so many characters, never half of one. */
export const short = (text: string, longest: number): string => storable(text.slice(0, longest));

function clean(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return storable(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth > DEEPEST) return null;
  if (Array.isArray(value)) return value.map((item) => clean(item, depth + 1));
  // fromEntries defines keys, so `__proto__` stays an ordinary one.
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [storable(k), clean(v, depth + 1)]));
}

/**
 * The object in a request's body, with every text made storable.
 * @throws Unreadable for anything but a JSON object.
 */
export function readBody(body: Uint8Array): Json {
  let value: unknown;
  const said = new TextDecoder().decode(body);
  try {
    value = JSON.parse(said);
  } catch {
    throw new Unreadable('The body is not JSON.');
  }
  if (!isObject(value)) throw new Unreadable('The body is not a JSON object.');
  return isClean(said) ? value : (clean(value, 0) as Json);
}

/** Nearly every body is: NUL and halves of characters can only come escaped, and depth needs brackets. */
function isClean(said: string): boolean {
  if (/\\u(?:0000|[dD][89a-fA-F])/.test(said)) return false;
  let open = 0;
  for (let at = -1; (at = said.indexOf('{', at + 1)) >= 0;) open += 1;
  for (let at = -1; (at = said.indexOf('[', at + 1)) >= 0;) open += 1;
  return open <= DEEPEST;
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The object under a key, or an empty one. */
export function object(from: unknown, key: string): Json {
  const value = isObject(from) ? from[key] : undefined;
  return isObject(value) ? value : {};
}

/** The objects of the list under a key; a single object counts as a list of one. */
export function objects(from: unknown, key: string): Json[] {
  const value = isObject(from) ? from[key] : undefined;
  return (Array.isArray(value) ? value : [value]).filter(isObject);
}

/** Non-empty text under a key; whole numbers count, since ids come as both. */
export function text(from: unknown, key: string): string | undefined {
  const value = isObject(from) ? from[key] : undefined;
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A finite number under a key, also when it is written as text. */
export function number(from: unknown, key: string): number | undefined {
  const value = isObject(from) ? from[key] : undefined;
  if (typeof value !== 'number' && (typeof value !== 'string' || value.trim() === '')) return;
  const n = Number(value);
  return Number.isFinite(n) ? n : undefined;
}

const EARLIEST = Date.UTC(2009, 0) / 1000;
const DAY = 24 * 60 * 60 * 1000;

/**
 * The time under a key, in Unix seconds as text or number. What is missing, before WhatsApp existed,
 * or more than a day after the arrival is nonsense: then it is the arrival.
 */
export function time(from: unknown, key: string, arrived: Date): Date {
  const seconds = number(from, key) ?? 0;
  const latest = arrived.getTime() > 0 ? arrived.getTime() + DAY : Date.UTC(2100, 0);
  return seconds >= EARLIEST && seconds * 1000 <= latest ? new Date(seconds * 1000) : arrived;
}

/** An id for what has none: the same content gives the same id, however it was batched. */
export function hashed(...parts: unknown[]): string {
  return `hash.${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 40)}`;
}
