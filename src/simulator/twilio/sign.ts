import { createHmac } from 'node:crypto';

/** Value of `X-Twilio-Signature`: base64 HMAC-SHA1 over the URL and the sorted fields, with the account's token. */
export function sign(url: string, fields: Record<string, string>, authToken: string): string {
  const names = Object.keys(fields).sort();
  const data = names.reduce((text, name) => text + name + (fields[name] ?? ''), url.split('#')[0] ?? '');
  return createHmac('sha1', authToken).update(Buffer.from(data)).digest('base64');
}
