import type { Channel, Inbound } from '../channels/channel.ts';
import { receive, type Reception, type Touched } from './arrivals.ts';
import { isAway } from './connect.ts';
import { gather, type Gathered } from './gather.ts';
import { keepReceipts, type News } from './receipts.ts';
import { receiveRegulars, Regulars, regularsAmong, type Request } from './regulars.ts';
import { receiveTogether } from './together.ts';

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
  /** The same, where it is nothing but messages of people. */
  said: Request | undefined;
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
      const door: Door = { ...reception, channel, regulars: new Regulars() };
      lane = {
        talk: gather((items) => talk(door, items)),
        receipts: gather((items) => together(door, items), LINGER_MS),
      };
      lanes.set(channel.name, lane);
    }
    if (!arrivals.length) return new Set<string>();
    const item = { arrivals, now, said: saidIn(reception, channel, arrivals, now) };
    const taken = await (arrivals.every(isPlainReceipt) ? lane.receipts : lane.talk)(item);
    if ('error' in taken) throw taken.error;
    return taken.touched;
  };
  const crowded = () => [...lanes.values()].some(({ talk }) => talk.size() >= CROWD);
  return Object.assign(take, { crowded });
}

/** One channel's. */
interface Door extends Reception {
  channel: Pick<Channel, 'name'>;
  regulars: Regulars;
}

const isPlainReceipt = (one: Inbound): one is News => one.kind === 'receipt' && one.status !== 'failed';

/** An SMS may be a relative's answer, which is no message of a conversation. */
function saidIn(
  { vault }: Reception,
  { name }: Pick<Channel, 'name'>,
  arrivals: readonly Inbound[],
  now: Date,
): Request | undefined {
  if (name !== 'whatsapp' || !arrivals.every((one) => one.kind === 'message')) return undefined;
  return arrivals.map((message) => ({
    message,
    names: message.from.aliases.map((alias) => ({
      ...alias,
      lookup: vault.lookup('alias', name, alias.kind, alias.value),
    })),
    now,
  }));
}

async function talk(door: Door, items: Item[]): Promise<Taken[]> {
  const said = items.map((item) => item.said);
  // What stands between messages stays between them.
  if (!said.every((one) => one !== undefined)) return inTurn(door, items);
  const known = regularsAmong(door.regulars, door.vault, said);
  if (!known.size) return inTurn(door, items);
  const [regulars, others] = await Promise.all([
    ofRegulars(
      door,
      items.filter((_, n) => known.has(n)),
    ),
    inTurn(
      door,
      items.filter((_, n) => !known.has(n)),
    ),
  ]);
  return items.map((_, n) => (known.has(n) ? regulars.shift()! : others.shift()!));
}

async function ofRegulars(door: Door, items: Item[]): Promise<Taken[]> {
  const { db, vault, channel, regulars } = door;
  try {
    const requests = items.map(({ said }) => said!);
    const done = await receiveRegulars(db, vault, channel.name, regulars, requests);
    const taken: Taken[] = [];
    for (const [n, touched] of done.entries())
      taken.push(touched ? { touched } : await alone(door, items[n]!));
    return taken;
  } catch (error) {
    if (isAway(error)) return items.map(() => ({ error }));
    return oneByOne(door, items);
  }
}

async function inTurn(door: Door, items: Item[]): Promise<Taken[]> {
  const taken: Taken[] = [];
  while (taken.length < items.length) {
    const rest = items.slice(taken.length);
    const until = rest.findIndex(({ said }) => !said);
    const some = until < 0 ? rest : rest.slice(0, until);
    taken.push(...(some.length ? await messages(door, some) : []));
    const next = items[taken.length];
    if (next) taken.push(await alone(door, next));
  }
  return taken;
}

/** As many as go together, from the first on; the caller takes the next one alone and comes back. */
async function messages(door: Door, items: Item[]): Promise<Taken[]> {
  try {
    const done = await receiveTogether(
      door,
      door.channel.name,
      door.regulars,
      items.map(({ said }) => said!),
    );
    return done.map((touched) => ({ touched }));
  } catch (error) {
    if (isAway(error)) return items.map(() => ({ error }));
    // One of them does not go through: whose fault it is shows when each is taken alone.
    return oneByOne(door, items);
  }
}

async function together(door: Door, items: Item[]): Promise<Taken[]> {
  try {
    const all = items.map(({ arrivals, now }) => ({ receipts: arrivals as News[], now }));
    return (await keepReceipts(door.db, door.channel.name, all)).map((touched) => ({ touched }));
  } catch (error) {
    if (isAway(error)) return items.map(() => ({ error }));
    return oneByOne(door, items);
  }
}

async function oneByOne(door: Door, items: Item[]): Promise<Taken[]> {
  const taken: Taken[] = [];
  for (const item of items) taken.push(await alone(door, item));
  return taken;
}

async function alone(door: Door, { arrivals, now }: Item): Promise<Taken> {
  try {
    return { touched: await receive(door, door.channel, arrivals, now) };
  } catch (error) {
    return { error };
  }
}
