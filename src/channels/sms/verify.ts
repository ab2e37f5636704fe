import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { RawRequest } from '../channel.ts';

/**
 * Whether Twilio signed this request, as it computes it: base64 HMAC-SHA1, keyed with the account's auth token, over
 * the address Twilio was given and the sorted form fields; a JSON body is covered by `bodySHA256` in the query.
 * The address is the configured one, never put together from headers. GET would put words into URLs: refused.
 */
export function isGenuine(request: RawRequest, publicUrl: string, authTokens: readonly string[]): boolean {
  const header = request.headers['x-twilio-signature'];
  const given = Buffer.from(typeof header === 'string' ? header : '', 'base64');
  if (request.method !== 'POST' || given.byteLength !== 20) return false;
  const url = URL.parse(publicUrl.replace(/\/+$/, '') + (request.url.split('#')[0] ?? ''));
  const hash = url?.searchParams.get('bodySHA256');
  if (!url || (hash && hash !== createHash('sha256').update(request.body).digest('hex'))) return false;
  const fields = hash ? '' : signedFields(new URLSearchParams(new TextDecoder().decode(request.body)));
  return authTokens
    .filter((token) => token !== '')
    .flatMap((token) => addresses(publicUrl, request.url).map((address) => [token, address] as const))
    .map(([token, address]) => {
      const mac = createHmac('sha1', token).update(address + fields);
      return timingSafeEqual(mac.digest(), given);
    })
    .includes(true);
}

/** Names in order of code units, each followed by its value; a repeated field by each different value, sorted. */
function signedFields(form: URLSearchParams): string {
  const names = [...new Set(form.keys())].sort();
  return names
    .flatMap((name) => [...new Set(form.getAll(name))].sort().map((value) => name + value))
    .join('');
}

/** Twilio is not of one mind about ports: as configured, without one, and with the standard one. */
function addresses(publicUrl: string, path: string): string[] {
  const [, scheme = '', host = '', prefix = ''] =
    /^(https?):\/\/([^/?#]*)([^?#]*?)\/*$/i.exec(publicUrl) ?? [];
  const bare = host.replace(/:\d+$/, '');
  const standard = scheme.toLowerCase() === 'https' ? 443 : 80;
  const hosts = new Set([host, bare, `${bare}:${standard}`]);
  return [...hosts].map((each) => `${scheme}://${each}${prefix}${path.split('#')[0]}`);
}
