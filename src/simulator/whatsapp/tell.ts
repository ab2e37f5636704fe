import type { Postman } from '../postman.ts';
import type { WhatsAppAccount } from '../options.ts';
import type { World } from '../world.ts';
import { envelope, sign, written } from './envelope.ts';
import type { News } from './envelope.ts';
import { webhookError } from './errors.ts';
import type { Refusal } from './errors.ts';
import type { Person, Stored } from './people.ts';

/** Meta goes on for days; here a thousand tries, seconds apart. */
const TRIES = 1000;
const HOLD = 10;

/** How Meta names a person: the phone only where the person shows it. */
export function contactOf(person: Person): object {
  const profile = { name: person.name, ...(person.username ? { username: person.username } : {}) };
  return {
    profile,
    ...(person.hidden ? {} : { wa_id: person.phone.slice(1) }),
    user_id: person.userId,
  };
}

export interface Tell {
  /** Tells the service some news about this person. `taken` is called when the service answered 200. */
  news(person: string, news: News, hold?: number, taken?: () => void): void;
  receipt(
    person: Person,
    message: Pick<Stored, 'id' | 'callback' | 'category'>,
    status: 'sent' | 'delivered' | 'read',
  ): void;
  failed(
    to: { phone?: string; userId?: string },
    message: Pick<Stored, 'id' | 'callback'>,
    why: Refusal,
  ): void;
}

/** The webhooks of one WhatsApp account. */
export function createTell(
  account: WhatsAppAccount,
  world: World,
  postman: Postman,
  hook: () => string | null,
): Tell {
  const seconds = () => String(Math.floor(world.now().getTime() / 1000));

  const pack = (news: News[]) => {
    if (!hook()) return null;
    const body = written(envelope(account, news, world.random), world.random.chance(0.5));
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'facebookexternalua',
      'x-hub-signature-256': sign(body, account.appSecret),
    };
    return { method: 'POST' as const, url: () => `${hook()}/webhooks/whatsapp`, headers, body };
  };

  const news: Tell['news'] = (lane, item, hold, taken) =>
    postman.post<News>({ lane: `whatsapp ${lane}`, item, bundles: true, tries: TRIES, hold, pack, taken });

  const lost = () => world.random.chance(world.behaviour().loseReceipts);

  return {
    news,
    receipt(person, message, status) {
      if (lost()) return;
      const pricing = { billable: true, pricing_model: 'PMP', type: 'regular', category: message.category };
      const body = {
        id: message.id,
        status,
        timestamp: seconds(),
        ...(person.hidden ? {} : { recipient_id: person.phone.slice(1) }),
        recipient_user_id: person.userId,
        ...(message.callback ? { biz_opaque_callback_data: message.callback } : {}),
        ...(status === 'read' ? {} : { pricing }),
      };
      news(person.phone, { status: body, contact: contactOf(person) }, HOLD);
    },
    failed(to, message, why) {
      if (lost()) return;
      const body = {
        id: message.id,
        status: 'failed',
        timestamp: seconds(),
        ...(to.phone ? { recipient_id: to.phone.slice(1) } : {}),
        ...(to.userId ? { recipient_user_id: to.userId } : {}),
        ...(message.callback ? { biz_opaque_callback_data: message.callback } : {}),
        errors: [webhookError(why)],
      };
      news(to.phone ?? to.userId ?? '', { status: body }, HOLD);
    },
  };
}
