import type { Fetched, Media } from '../channel.ts';
import { bytesOf, errorCode } from '../download.ts';

/** Twilio's limit for MMS and WhatsApp is 16 MB in all. */
const CAP = 17 * 1024 * 1024;
const TIMEOUT = 120_000;
/** From the API to its media host, from there to the store, and one to spare. */
const MOST_HOPS = 3;

export interface MediaAccess {
  accountSid: string;
  authTokens: readonly string[];
  apiUrl: string;
}

/**
 * Downloads what came with a message. The credentials go only to media of our own account at the configured API; the
 * address it leads to, a signed one at a store, must not see them. Never throws.
 */
export async function fetchMedia(access: MediaAccess, media: Media): Promise<Fetched> {
  const url = URL.parse(media.id);
  const path = new RegExp(
    `^/2010-04-01/Accounts/${access.accountSid}/Messages/(SM|MM)\\w{1,64}/Media/ME\\w{1,64}$`,
  );
  if (url?.origin !== new URL(access.apiUrl).origin || !path.test(url.pathname)) {
    return { outcome: 'refused', detail: 'host' };
  }
  try {
    const signal = AbortSignal.timeout(TIMEOUT);
    const basic = Buffer.from(`${access.accountSid}:${access.authTokens[0] ?? ''}`).toString('base64');
    const headers = { authorization: `Basic ${basic}` };
    let response = await fetch(url.href, { headers, redirect: 'manual', signal });
    let at = url;
    for (let hops = 0; isRedirect(response); hops++) {
      await response.body?.cancel();
      const next = URL.parse(response.headers.get('location')!, at);
      // Over plain http only to the simulator, which lives where the API does.
      const safe = next?.protocol === 'https:' || next?.origin === url.origin;
      if (!next || !safe || hops >= MOST_HOPS) return { outcome: 'refused', detail: 'host' };
      response = await fetch(next.href, { redirect: 'manual', signal });
      at = next;
    }
    return await save(response, media);
  } catch (error) {
    return { outcome: 'later', detail: errorCode(error) };
  }
}

const isRedirect = ({ status, headers }: Response): boolean =>
  status >= 300 && status < 400 && headers.has('location');

async function save(response: Response, media: Media): Promise<Fetched> {
  if (!response.ok) {
    await response.body?.cancel();
    const detail = `http_${response.status}`;
    if (response.status === 401 || response.status === 403) return { outcome: 'refused', detail };
    return { outcome: response.status === 410 ? 'gone' : 'later', detail };
  }
  const bytes = await bytesOf(response, CAP);
  if (bytes === 'too_big') return { outcome: 'too_big', detail: 'over_16_mb' };
  if (bytes.byteLength === 0) return { outcome: 'damaged', detail: 'empty' };
  const mime = response.headers.get('content-type')?.split(';')[0] ?? media.mime;
  return { outcome: 'fetched', bytes, ...(mime ? { mime } : {}) };
}
