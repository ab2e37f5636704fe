import type { Channel, ChannelName, Failure, Outbound, Sent } from '../channels/channel.ts';
import { behind, goAlong } from '../db/bundles.ts';
import { openTask } from '../db/effects.ts';
import { newId } from '../db/ids.ts';
import { putNudge } from '../db/nudge.ts';
import { endSend, leaseDue, wasNudged, type Beside, type Ending, type Leased } from '../db/outbox.ts';
import { findPage } from '../db/papers.ts';
import { isBlocked, isPermitted, permit } from '../db/permissions.ts';
import { templateState } from '../db/templates.ts';
import type { Turn } from '../db/turns.ts';
import { hasArrived } from '../db/watch.ts';
import type { Message } from '../engine/types.ts';
import { bundle } from './bundle.ts';
import { endingOf } from './ending.ts';
import { isPriced, smsPrice, smsRoute, tellBySms } from './fallback.ts';
import { inWords } from './otherwise.ts';
import { askedFor } from './pace.ts';
import { AWAKE_MS, plan, type Known, type Plan, type Send } from './plan.ts';
import type { World } from './world.ts';

/** Under way at once in one process, at most: a Graph that is far away or hangs holds up nobody else's. */
const MOST_UNDER_WAY = 256;
/** Leased in one look. */
const MOST_LEASED = 32;

/** Carries messages that are on lease to this process, each on its own, outside of any transaction. */
export interface Courier {
  /** How many more may be under way. */
  room(): number;
  /** Sends one, and writes down how that ended. `followed`: something behind it waits for that. */
  carry(message: Leased, followed: boolean): void;
  /** Marks the message of this turn as read and shows that we type. Worth one try and no row: the next mark covers it. */
  mark(turn: Turn): void;
  /** Resolves when nothing is under way any more. */
  rest(): Promise<void>;
}

export function courier(world: World): Courier {
  const underWay = new Set<Promise<void>>();
  const start = (work: Promise<void>) => {
    const one: Promise<void> = work
      .catch((error: unknown) => world.log('worker_failed', { failure: nameOf(error) }))
      .finally(() => {
        // Whoever waits for a place looks again.
        if (underWay.size >= MOST_UNDER_WAY) world.nudge('deliver');
        underWay.delete(one);
      });
    underWay.add(one);
  };
  return {
    room: () => MOST_UNDER_WAY - underWay.size,
    carry: (message, followed) =>
      start(deliver(world, message).then(() => void (followed && world.nudge('deliver')))),
    mark: (turn) => start(markRead(world, turn)),
    async rest() {
      while (underWay.size) await Promise.all(underWay);
    },
  };
}

/** Leases what is due and hands it to the courier. Returns whether there was something. */
export async function lease(world: World): Promise<boolean> {
  const { db, vault, clock, times } = world;
  const most = Math.min(MOST_LEASED, world.courier.room());
  if (most <= 0) return false;
  const found = await leaseDue(db, vault, [...world.channels.keys()], clock.now(), times, most);
  // Its worker died: a receipt may tell, and until then nothing is repeated.
  for (const message of found) if (typeof message !== 'string') world.courier.carry(message, true);
  return found.length > 0;
}

/** T4: sends one message outside of any transaction, and writes down how that ended and why it went. */
async function deliver(world: World, message: Leased): Promise<void> {
  await follow(world, message, plan(message, await known(world, message)));
  world.changed(message.conversation, message.case);
}

async function markRead({ channels, clock, pace, rates, times }: World, turn: Turn): Promise<void> {
  const channel = channels.get(turn.channel as ChannelName);
  const now = clock.now().getTime();
  // For a chat long gone it helps nobody, and it is the first to give way.
  if (!channel || !turn.to || now - Date.parse(turn.event.at) >= times.window) return;
  if ((await pace.take([{ key: turn.channel, ...rates.number }], now)) > 0) return;
  const of = turn.source.slice(turn.source.indexOf(':') + 1);
  await channel.send({ kind: 'seen', of }, turn.to, turn.event.id);
}

function nameOf(error: unknown): string {
  return (error as { code?: string }).code ?? (error as Error).name;
}

async function known(world: World, message: Leased): Promise<Known> {
  const { db, vault, clock, times, quiet, price } = world;
  const { to, audience, letter } = message;
  const template = letter.message.kind === 'template' ? letter.message : undefined;
  const words = letter.message.kind === 'text' ? letter.message : undefined;
  const route = template && (await smsRoute(world, message));
  return {
    now: clock.now(),
    times,
    quiet,
    price: priceOf(message, price),
    permitted:
      audience === 'family' &&
      to !== undefined &&
      (await isPermitted(db, vault, 'sms', to.value, message.conversation)),
    blocked: await isStopped(world, message),
    template: template ? await templateState(db, template.name, template.language) : 'usable',
    smsRoute: route?.price,
    refused: to && words && world.channels.get(message.channel as ChannelName)?.refuses?.(words, to)?.code,
    arrived: message.kind === 'fallback' && (await hasArrived(db, message.id, message.tag)),
  };
}

/** Stopped at the provider. Whoever wrote on WhatsApp a moment ago is not, and is not asked for. */
async function isStopped({ db, vault, clock }: World, { channel, to, lastInboundAt }: Leased) {
  const heard = lastInboundAt?.getTime() ?? 0;
  if (!to || (channel !== 'sms' && clock.now().getTime() - heard < AWAKE_MS)) return false;
  return isBlocked(db, vault, channel as ChannelName, to.value, lastInboundAt);
}

/** On WhatsApp templates are paid, and since October 2026 every reply beyond the free ones of a month is: all count as paid. */
function priceOf({ letter, channel, to }: Leased, price: World['price']): number | null {
  const { message } = letter;
  const where = to?.value ?? '';
  if (channel === 'sms') return smsPrice(price, message.kind === 'text' ? message.text : '', where);
  if (!isPriced(price, where)) return null;
  return message.kind === 'template' ? price.template : price.reply.price;
}

function follow(world: World, message: Leased, decided: Plan): Promise<void> {
  switch (decided.do) {
    case 'send':
      return sendInPace(world, message, decided);
    case 'wait':
      return endSend(world.db, message, { state: 'waiting', until: decided.until, reason: decided.why });
    case 'template':
      return hold(world, message);
    case 'sms':
      return standIn(world, message, decided.why);
    case 'person':
      return finish(world, message, { state: 'parked', reason: decided.why });
    case 'drop':
      return finish(world, message, { state: 'withdrawn', reason: decided.why });
  }
}

/** A neutral SMS in place of a template; where the way closed meanwhile, a person. */
async function standIn(world: World, message: Leased, why: string): Promise<void> {
  if (!(await tellBySms(world, message, why)))
    return finish(world, message, { state: 'parked', reason: why });
  await finish(world, message, { state: 'withdrawn', reason: `sms.${why}` });
  world.nudge('deliver');
}

/** Sends it when the number's and the person's turn has come; until then it waits, in its place. */
async function sendInPace(world: World, message: Leased, decided: Send): Promise<void> {
  const { clock, pace, rates } = world;
  const now = clock.now().getTime();
  const asked = askedFor(message, rates, (to) => world.vault.lookup('pair', message.channel, to));
  const wait = await pace.take(asked.pair ? [asked.number, asked.pair] : [asked.number], now);
  if (wait > 0) {
    const until = new Date(now + wait);
    return endSend(world.db, message, { state: 'waiting', until, reason: 'pace' });
  }
  const channel = world.channels.get(message.channel as ChannelName)!;
  if (message.kind === 'update') await takeAlong(world, message, channel);
  const sent = await trySend(world, channel, message);
  const after = clock.now();
  if (sent.outcome === 'refused') await slowDown(world, sent.failure, asked);
  if (sent.outcome === 'refused' && sent.failure.stopped)
    await keepStop(world, message, sent.failure.stopped, after);
  await finish(world, message, endingOf(message, sent, after, world.times, world.random), {
    ...decided,
    fallback: inWords(decided.otherwise),
  });
  // Whoever cannot be reached here may be reached another way; the desk has its task already.
  if (sent.outcome === 'refused' && sent.failure.action === 'fallback' && message.audience === 'person')
    await tellBySms(world, message, sent.failure.code);
}

/** News that waited behind this one goes with it, as one message. */
async function takeAlong({ db, vault, clock }: World, message: Leased, { longest }: Channel): Promise<void> {
  const bundled = bundle(message, await behind(db, vault, message), clock.now(), longest);
  if (bundled.along.length) await goAlong(db, vault, message, bundled);
}

/** The provider knows of a STOP that never reached us: from now on we know it too. */
async function keepStop(
  { db, vault }: World,
  { audience, channel, to, conversation, id }: Leased,
  stopped: 'marketing' | 'service',
  at: Date,
): Promise<void> {
  const purpose = stopped === 'service' && audience === 'family' ? 'family' : stopped;
  const entry = { given: false, purpose, method: 'provider', message: id, conversation, at } as const;
  await permit(db, vault, { ...entry, channel: channel as ChannelName, phone: to!.value });
}

/** The provider's code for "too many to one person": only theirs slow down. */
const PAIR_RATE = '131056';
/** Nothing of a number that is locked, unpaid or without a token goes out: others need not knock meanwhile. */
const HALT_MS = 5 * 60_000;

async function slowDown(
  { pace, clock, log }: World,
  { action, code, wait, halts }: Failure,
  { number, pair = number }: ReturnType<typeof askedFor>,
): Promise<void> {
  const now = clock.now().getTime();
  const { key } = code === PAIR_RATE ? pair : number;
  if (action === 'slow') await pace.slow(key, now + (wait ?? 1_000));
  if (!halts) return;
  await pace.slow(number.key, now + HALT_MS);
  log('number_halted', { channel: number.key, failure: code });
}

async function trySend(world: World, channel: Channel, message: Leased): Promise<Sent> {
  const outbound = await fill(world, message);
  if ('failure' in outbound) return { outcome: 'refused', failure: outbound.failure };
  return channel.send(outbound, message.to!, message.id);
}

/** Puts the bytes of a file where the letter only has their name. */
async function fill(
  world: World,
  leased: Leased,
): Promise<Outbound | { failure: Extract<Sent, { outcome: 'refused' }>['failure'] }> {
  const { letter, caseKey } = leased;
  const { message } = letter;
  if (message.kind !== 'file' && message.kind !== 'crop') return message;
  try {
    const file =
      message.kind === 'crop'
        ? { bytes: await cropped(world, leased, message), name: 'page.jpg', mime: 'image/jpeg' }
        : {
            bytes: await world.files.get(world.db, caseKey, message.file.hash),
            name: message.file.name,
            mime: message.file.mime,
          };
    return { kind: 'file', file, caption: message.caption };
  } catch (error) {
    if (message.kind === 'file' && message.bare) return { kind: 'text', text: message.caption };
    const code = (error as Error).name === 'Erased' ? 'file_erased' : 'file_unreadable';
    return {
      failure: {
        code,
        action: code === 'file_erased' ? 'person' : 'retry',
        operator: 'The file to send cannot be read from the store.',
      },
    };
  }
}

/** A place on a page of this very case. */
async function cropped(
  { db, files }: World,
  leased: Leased,
  { document, page, box }: Extract<Message, { kind: 'crop' }>,
): Promise<Uint8Array> {
  const found = await findPage(db, document, page);
  if (!found || found.case_id !== leased.case) throw new Error('no such page');
  // What cuts pictures is loaded with the first one: most processes never cut any.
  const { crop } = await import('../documents/crop.ts');
  return crop(await files.get(db, leased.caseKey, found.file), box);
}

/** The window is shut: keep the words for the person's next message, and tell them once that something waits. */
async function hold(world: World, message: Leased): Promise<void> {
  const { db, vault, clock } = world;
  if (!(await wasNudged(db, message.conversation, message.lastInboundAt)))
    await putNudge(db, vault, message, clock.now());
  await endSend(db, message, { state: 'held', reason: 'window' });
}

async function finish(world: World, message: Leased, ending: Ending, beside?: Beside): Promise<void> {
  if (ending.state === 'held') return hold(world, message);
  if (ending.state === 'sent') return world.sent({ message, ending, beside });
  await endSend(world.db, message, ending);
  const reason = 'reason' in ending ? ending.reason : 'failure' in ending ? (ending.failure ?? null) : null;
  world.log('message_not_sent', { message: message.id, state: ending.state, reason });
  if (ending.state !== 'parked') return;
  const { conversation, case: id, caseKey } = message;
  const now = world.clock.now();
  await openTask(
    world.db,
    world.vault,
    { conversation, case: id, caseKey },
    newId(now),
    'parked',
    reason ?? undefined,
    now,
  );
}
