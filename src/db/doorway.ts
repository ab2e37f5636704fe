import type { Channel, Inbound } from '../channels/channel.ts';
import { receive, type Reception, type Touched } from './arrivals.ts';
import { isAway } from './connect.ts';
import { gather, type Gathered } from './gather.ts';
import { keepReceipts, type News } from './receipts.ts';
import { receiveTogether } from './together.ts';
import type { Message } from './written.ts';

export interface Doorway {
  /** Takes in everything of one genuine request. Resolves once it is committed; doing it again changes nothing. */
  (channel: Pick<Channel, 'name'>, arrivals: Inbound[], now: Date): Promise<Touched>;
  /** So many stand at the door that whoever works behind it should let them in first. */
  crowded(): boolean;
}

/** At so many at once. */
const CROWD = 16;

interface Item {
  arrivals: Inbound[];
  now: Date;
}

type Taken = { touched: Touched } | { error: unknown };

/** Nobody waits for what a receipt says: a few together cost little more than one. */
const LINGER_MS = 8;

/**
 * T1 for many at once: requests that come together share a commit, and each is acknowledged only after its own rows are
 * certain. What is common goes in few statements; whatever is not, or does not go through with the others, goes alone, in
 * its place. Within one process what came first is written first.
 */
export function doorway(reception: Reception): Doorway {
  const lanes = new Map<string, { talk: Gathered<Item, Taken>; receipts: Gathered<Item, Taken> }>();
  const take = async (channel: Pick<Channel, 'name'>, arrivals: Inbound[], now: Date) => {
    let lane = lanes.get(channel.name);
    if (!lane) {
      lane = {
        talk: gather((items) => talk(reception, channel, items)),
        receipts: gather((items) => together(reception, channel, items), LINGER_MS),
      };
      lanes.set(channel.name, lane);
    }
    if (!arrivals.length) return new Set<string>();
    const taken = await (arrivals.every(isPlainReceipt) ? lane.receipts : lane.talk)({ arrivals, now });
    if ('error' in taken) throw taken.error;
    return taken.touched;
  };
  const crowded = () => [...lanes.values()].some(({ talk }) => talk.size() >= CROWD);
  return Object.assign(take, { crowded });
}

const isPlainReceipt = (one: Inbound): one is News => one.kind === 'receipt' && one.status !== 'failed';

/** An SMS may be a relative's answer, which is no message of a conversation. */
const isTalk = (channel: Pick<Channel, 'name'>, { arrivals }: Item) =>
  channel.name === 'whatsapp' && arrivals.every((one) => one.kind === 'message');

async function talk(reception: Reception, channel: Pick<Channel, 'name'>, items: Item[]): Promise<Taken[]> {
  const taken: Taken[] = [];
  while (taken.length < items.length) {
    const rest = items.slice(taken.length);
    const until = rest.findIndex((item) => !isTalk(channel, item));
    const some = until < 0 ? rest : rest.slice(0, until);
    taken.push(...(some.length ? await messages(reception, channel, some) : []));
    const next = items[taken.length];
    if (next) taken.push(await alone(reception, channel, next));
  }
  return taken;
}

/** As many as go together, from the first on; the caller takes the next one alone and comes back. */
async function messages(
  reception: Reception,
  channel: Pick<Channel, 'name'>,
  items: Item[],
): Promise<Taken[]> {
  try {
    const requests = items.map(({ arrivals, now }) => ({ messages: arrivals as Message[], now }));
    const done = await receiveTogether(reception, channel.name, requests);
    return done.map((touched) => ({ touched }));
  } catch (error) {
    if (isAway(error)) return items.map(() => ({ error }));
    // One of them does not go through: whose fault it is shows when each is taken alone.
    return oneByOne(reception, channel, items);
  }
}

async function together(
  reception: Reception,
  channel: Pick<Channel, 'name'>,
  items: Item[],
): Promise<Taken[]> {
  try {
    const all = items.map(({ arrivals, now }) => ({ receipts: arrivals as News[], now }));
    return (await keepReceipts(reception.db, channel.name, all)).map((touched) => ({ touched }));
  } catch (error) {
    if (isAway(error)) return items.map(() => ({ error }));
    return oneByOne(reception, channel, items);
  }
}

async function oneByOne(
  reception: Reception,
  channel: Pick<Channel, 'name'>,
  items: Item[],
): Promise<Taken[]> {
  const taken: Taken[] = [];
  for (const item of items) taken.push(await alone(reception, channel, item));
  return taken;
}

async function alone(
  reception: Reception,
  channel: Pick<Channel, 'name'>,
  { arrivals, now }: Item,
): Promise<Taken> {
  try {
    return { touched: await receive(reception, channel, arrivals, now) };
  } catch (error) {
    return { error };
  }
}
