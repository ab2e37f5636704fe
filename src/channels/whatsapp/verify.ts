import { createHash, createHmac, createSecretKey, timingSafeEqual, type KeyObject } from 'node:crypto';
import type { RawRequest } from '../channel.ts';

/**
 * Whether Meta signed these bytes: `x-hub-signature-256` is the HMAC-SHA256 of the raw body with an app secret.
 * Any of several secrets will do, so that they can be rotated. Malformed headers are simply not genuine.
 */
export function isGenuine(request: RawRequest, appSecrets: readonly string[]): boolean {
  const header = request.headers['x-hub-signature-256'];
  const hex = typeof header === 'string' ? /^sha256=([0-9a-f]{64})$/i.exec(header)?.[1] : undefined;
  if (request.method !== 'POST' || !hex) return false;
  const given = Buffer.from(hex, 'hex');
  // An empty secret would let anybody sign. Every secret is tried, so that the time tells nothing.
  return appSecrets
    .filter((secret) => secret !== '')
    .map((secret) =>
      timingSafeEqual(createHmac('sha256', keyOf(secret)).update(request.body).digest(), given),
    )
    .includes(true);
}

/** Made ready once for each secret that is configured. */
const keys = new Map<string, KeyObject>();

function keyOf(secret: string): KeyObject {
  let key = keys.get(secret);
  if (!key) keys.set(secret, (key = createSecretKey(Buffer.from(secret))));
  return key;
}

/** Query of the request with which Meta asks whether a callback address is ours. */
export type ChallengeQuery = URLSearchParams | Readonly<Record<string, unknown>>;

/**
 * The bare text to answer Meta's GET verification with (200, `text/plain`), or undefined: answer 403.
 * A challenge that could be read as markup is refused.
 */
export function answerChallenge(query: ChallengeQuery, verifyToken: string): string | undefined {
  const read = (key: string): unknown => (query instanceof URLSearchParams ? query.get(key) : query[key]);
  const challenge = read('hub.challenge');
  const token = read('hub.verify_token');
  if (read('hub.mode') !== 'subscribe' || typeof token !== 'string' || typeof challenge !== 'string') return;
  if (verifyToken === '' || !sameText(token, verifyToken)) return;
  return /^[\w.~+/=-]{1,512}$/.test(challenge) ? challenge : undefined;
}

/** Compares hashes: they are of one length, so neither length nor content shows in the time taken. */
function sameText(a: string, b: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(a), hash(b));
}
