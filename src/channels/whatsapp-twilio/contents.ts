import { createHash } from 'node:crypto';
import { objectOf } from '../download.ts';
import type { Content } from './format.ts';

/** How to reach the Content API. */
export interface ContentAccess {
  accountSid: string;
  authToken: string;
  /** `https://content.twilio.com` or the simulator's. */
  contentUrl: string;
  timeoutMs: number;
}

/** Kept in memory beyond so many no longer; making one again is harmless. */
const MOST = 2_000;

/** The id of a Content that says this, made once. */
export type Contents = (content: Content) => Promise<string>;

/** Twilio sends buttons only from a stored Content; within the window it needs no approval. */
export function contents({ accountSid, authToken, contentUrl, timeoutMs }: ContentAccess): Contents {
  const made = new Map<string, string>();
  const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
  return async (content) => {
    const name = `rai_${createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 32)}`;
    const known = made.get(name);
    if (known) return known;
    const response = await fetch(new URL('/v1/Content', contentUrl), {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify({ friendly_name: name, language: 'en', types: content }),
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const answer = await objectOf(response);
    const sid = answer?.['sid'];
    if (!response.ok || typeof sid !== 'string')
      throw Object.assign(new Error('no content'), { status: response.status, code: answer?.['code'] });
    made.set(name, sid);
    if (made.size > MOST) made.delete(made.keys().next().value!);
    return sid;
  };
}
