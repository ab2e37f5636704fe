import { createHmac, randomBytes } from 'node:crypto';

export const SECRET = 'bench-app-secret';
export const NUMBER = { id: '1', waba: '2' };

/** What one person says, one thing after the other; each is answered by one message. A tap names the option. */
const SAID = [
  'hello',
  'tap language:en',
  'tap who:patient',
  'tap notice:agree',
  'tap reading:agree',
  'tap sharing:agree',
  'tap safety:none',
  'Lakshmi Iyer',
  '51',
  'tap cancer:breast',
] as const;
export const TURNS = SAID.length;

/** What a bot of another make asks in the same places. */
export const QUESTIONS = SAID.map((_, n) => `Question ${n + 1} of ${SAID.length}: what is your answer?`);

/** Body and header of one signed webhook. */
export interface Webhook {
  body: Buffer;
  headers: string;
}

export const phoneOf = (n: number): string => `91900${String(n).padStart(8, '0')}`;

/** What this person says in their turn number `turn`; `asked` is the provider's id of the message they answer. */
export function webhookOf(phone: string, turn: number, asked: string | undefined): Webhook {
  const said = SAID[turn % SAID.length]!;
  const option = said.startsWith('tap ') ? said.slice(4) : undefined;
  const content = option
    ? {
        ...(asked ? { context: { from: '1', id: asked } } : {}),
        type: 'interactive',
        interactive: { type: 'button_reply', button_reply: { id: option, title: option.split(':')[1] } },
      }
    : { type: 'text', text: { body: said } };
  const message = { from: phone, id: wamid(), timestamp: seconds(), ...content };
  return signed({ contacts: [{ wa_id: phone, profile: { name: 'Bench' } }], messages: [message] });
}

/** One receipt in a webhook of its own. */
export function receiptOf(phone: string, id: string, status: string): Webhook {
  return signed({ statuses: [{ id, status, timestamp: seconds(), recipient_id: phone }] });
}

export const wamid = (): string => `wamid.${randomBytes(12).toString('hex')}`;

const seconds = () => String(Math.floor(Date.now() / 1000));

function signed(news: object): Webhook {
  const value = {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '1', phone_number_id: NUMBER.id },
    ...news,
  };
  const body = Buffer.from(
    JSON.stringify({
      object: 'whatsapp_business_account',
      entry: [{ id: NUMBER.waba, changes: [{ field: 'messages', value }] }],
    }),
  );
  const signature = createHmac('sha256', SECRET).update(body).digest('hex');
  return {
    body,
    headers: `content-type: application/json\r\nx-hub-signature-256: sha256=${signature}\r\n`,
  };
}
