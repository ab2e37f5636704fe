import type { Channel, Inbound } from '../channels/channel.ts';
import type { Tx } from './connect.ts';
import { post } from './inbox.ts';
import { keep } from './kept.ts';
import { find, giveUp, rename, requestsOf, type Known } from './people.ts';
import { namedBy, permit } from './permissions.ts';
import { relativeSaid } from './relatives.ts';
import { keepTemplate } from './templates.ts';
import type { Vault } from './vault.ts';

type Notice = Extract<Inbound, { kind: 'notice' }>;

/** Something about a person or the account: it is kept, and what is understood of it is acted on. Returns whose conversation it is about. */
export async function notice(
  tx: Tx,
  vault: Vault,
  name: Channel['name'],
  one: Notice,
  now: Date,
): Promise<string | undefined> {
  const isNew = await keep(
    tx,
    vault,
    name,
    `notice:${one.what}`,
    one,
    now,
    `${name}:${one.id}`.slice(0, 200),
  );
  const aliases = one.from?.aliases ?? [];
  if (one.what === 'alias_changed') {
    const known = await find(tx, vault, name, aliases);
    if (known) await renamed(tx, vault, name, known, one, now);
    return known?.conversation;
  }
  if (one.what === 'spoken_for') return pause(tx, vault, name, one, now);
  if (one.template) await keepTemplate(tx, one.template, one.at);
  // An old START that comes once more must not undo the STOP that came after it.
  if (!isNew) return undefined;
  const phone = aliases.find((alias) => alias.kind === 'phone')?.value ?? aliases[0]?.value;
  // On WhatsApp this is about advertising, which we do not send: it is written down. A phone's STOP by SMS is about us.
  if (name === 'whatsapp' && phone && (one.what === 'opted_out' || one.what === 'opted_in')) {
    const given = one.what === 'opted_in';
    const entry = { channel: name, phone, given, purpose: 'marketing', method: 'provider' } as const;
    await permit(tx, vault, { ...entry, message: one.id, at: now });
  }
  if (name !== 'sms' || (one.what !== 'opted_out' && one.what !== 'opted_in')) return undefined;
  return opted(tx, vault, aliases.find((alias) => alias.kind === 'phone')?.value, one, now);
}

/** Somebody has another number or id: every request of theirs knows it, and asks one safe question before it goes on. */
async function renamed(
  tx: Tx,
  vault: Vault,
  name: Channel['name'],
  known: Known,
  one: Notice,
  now: Date,
): Promise<void> {
  const all = await requestsOf(tx, known);
  for (const alias of one.becomes ?? []) await rename(tx, vault, name, known, alias, all, now);
  // The number they gave up may be somebody else's tomorrow.
  if (one.becomes?.some(({ kind }) => kind === 'phone'))
    for (const alias of one.from?.aliases ?? [])
      if (alias.kind === 'phone') await giveUp(tx, vault, name, alias, all);
  for (const { conversation, key } of all) {
    const source = `renamed:${name}:${one.id}:${conversation}`.slice(0, 200);
    await post(tx, vault, { conversation, key, source, event: { kind: 'renamed' }, at: now });
  }
}

/** Somebody speaks to this person outside of the service: the bot is silent until the desk hands the conversation back. */
async function pause(
  tx: Tx,
  vault: Vault,
  name: Channel['name'],
  one: Notice,
  now: Date,
): Promise<string | undefined> {
  const known = await find(tx, vault, name, one.from?.aliases ?? []);
  if (!known) return undefined;
  const event = { kind: 'taken', by: { id: 'elsewhere', name: '' } } as const;
  await post(tx, vault, { ...known, source: `${name}:${one.id}`.slice(0, 200), event, at: now });
  return known.conversation;
}

async function opted(
  tx: Tx,
  vault: Vault,
  phone: string | undefined,
  one: Notice,
  now: Date,
): Promise<string | undefined> {
  if (!phone) return undefined;
  const out = one.what === 'opted_out';
  const conversations = await namedBy(tx, vault, 'sms', phone);
  const said = out ? 'stop_word' : 'start_word';
  const method = one.detail === 'provider' ? 'provider' : said;
  const own = await find(tx, vault, 'sms', [{ kind: 'phone', value: phone }]);
  // Whoever only converses may have answered with this word: the conversation decides, and writes the ledger itself.
  const answers = own && one.words !== undefined && !conversations.length;
  const others = conversations.filter((each) => each !== own?.conversation);
  if (!answers) await relativeSaid(tx, vault, { phone, out, method, message: one.id }, others, now);
  if (!own) return conversations[0];
  // Whoever converses by SMS stops the conversation itself.
  const event = {
    kind: 'message',
    shape: 'text',
    text: answers ? one.words! : out ? 'STOP' : 'START',
  } as const;
  const source = `opted:${one.id}:${own.conversation}`;
  await post(tx, vault, { ...own, source, event: { ...event, media: [] }, at: now });
  return own.conversation;
}
