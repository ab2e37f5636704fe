import { createHmac } from 'node:crypto';
import type { WhatsAppAccount } from '../options.ts';
import type { Random } from '../random.ts';

/** One thing that a webhook tells: a message or a receipt, with the contact it is about where Meta gives one. */
export interface News {
  message?: object;
  status?: object;
  contact?: object;
}

type Account = Pick<WhatsAppAccount, 'wabaId' | 'displayPhone' | 'phoneNumberId'>;

function value(account: Account, news: News[]): object {
  const contacts = news.flatMap((n) => (n.contact ? [n.contact] : []));
  const messages = news.flatMap((n) => (n.message ? [n.message] : []));
  const statuses = news.flatMap((n) => (n.status ? [n.status] : []));
  // The same person is named once, as Meta does.
  const once = contacts.filter(
    (c, i) => contacts.findIndex((d) => JSON.stringify(d) === JSON.stringify(c)) === i,
  );
  return {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: account.displayPhone, phone_number_id: account.phoneNumberId },
    ...(once.length ? { contacts: once } : {}),
    ...(messages.length ? { messages } : {}),
    ...(statuses.length ? { statuses } : {}),
  };
}

/** The whole body of a webhook. Several news share one value, or one entry, or have an entry each: all three happen. */
export function envelope(account: Account, news: News[], random: Random): object {
  const change = (some: News[]) => ({ field: 'messages', value: value(account, some) });
  const form = news.length > 1 ? random.below(3) : 0;
  const changes = form === 0 ? [change(news)] : news.map((n) => change([n]));
  const entries = form === 2 ? changes.map((c) => [c]) : [changes];
  return {
    object: 'whatsapp_business_account',
    entry: entries.map((some) => ({ id: account.wabaId, changes: some })),
  };
}

/** The bytes as Meta writes them: sometimes plain UTF-8, sometimes with `\u` escapes and `\/`. */
export function written(body: object, escaped: boolean): Uint8Array {
  const json = JSON.stringify(body);
  if (!escaped) return Buffer.from(json);
  const ascii = json.replace(/[^\x20-\x7e]/g, (c) => '\\u' + c.charCodeAt(0).toString(16).padStart(4, '0'));
  return Buffer.from(ascii.replaceAll('/', '\\/'));
}

/** Value of `X-Hub-Signature-256`: HMAC-SHA256 with the app secret over exactly these bytes. */
export function sign(bytes: Uint8Array, appSecret: string): string {
  return 'sha256=' + createHmac('sha256', appSecret).update(bytes).digest('hex');
}
