import type { Behaviour } from './contract.ts';
import type { Random } from './random.ts';

/** One request as it goes over the wire. */
export interface Parcel {
  method: 'POST' | 'GET';
  /** Asked at each try: the service may have moved while a webhook waited. */
  url(): string;
  headers: Record<string, string>;
  body?: Uint8Array;
}

/** What the service answered. The body is cut at 64 kB, as a provider would. */
export interface Answer {
  status: number;
  mime: string;
  text: string;
}

/** One thing to tell the service. */
export interface Letter<Item = unknown> {
  /** Letters of one lane leave in order while the provider is honest: a person's chat is a lane. */
  lane: string;
  item: Item;
  /** Whether others of the same `pack` may travel in the same request. */
  bundles: boolean;
  /** How often to try in all. */
  tries: number;
  /** Milliseconds it waits at least. */
  hold?: number;
  /** Makes the request, once; each repetition sends the same bytes. Null when there is nowhere to send it yet. */
  pack(items: Item[]): Parcel | null;
  taken?(answer: Answer): void;
  lost?(): void;
}

export interface Postman {
  post<Item>(letter: Letter<Item>): void;
  /** Resolves when nothing waits and nothing is under way. */
  idle(): Promise<void>;
  waiting(): number;
  close(): void;
}

interface Entry {
  letters: Letter[];
  parcel: Parcel | null;
  tried: number;
}

const MOST_WAITING = 5000;
const LANES = 8;
const FIRST_RETRY = 200;
const LONGEST_RETRY = 4000;
const TIMEOUT = 10_000;

/** Brings webhooks to the service, as badly as the behaviour says, and never gives up before the tries are over. */
export function createPostman(behaviour: () => Behaviour, random: Random, carry = fetchParcel): Postman {
  const ready: Entry[] = [];
  const timers = new Set<NodeJS.Timeout>();
  const busy = new Set<string>();
  const gone = new AbortController();
  let walking = 0;
  const listeners: (() => void)[] = [];

  const count = () => ready.length + timers.size + walking;

  const settle = () => {
    if (count() > 0) return;
    for (const tell of listeners.splice(0)) tell();
  };

  const later = (ms: number, act: () => void) => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      act();
    }, ms);
    timers.add(timer);
  };

  const enqueue = (entry: Entry) => {
    ready.push(entry);
    pump();
  };

  /** The next entry whose lane is free; any entry at all when the order does not matter. */
  const next = (): Entry | undefined => {
    if (walking >= LANES) return undefined;
    const { reorder } = behaviour();
    const open = ready.filter((e) => reorder || !busy.has(e.letters[0]?.lane ?? ''));
    const chosen = reorder ? open[random.below(open.length)] : open[0];
    if (chosen) ready.splice(ready.indexOf(chosen), 1);
    return chosen;
  };

  /** Sometimes takes more letters along: one request may carry many messages and receipts. */
  const bundle = (entry: Entry) => {
    const first = entry.letters[0];
    if (!first?.bundles || entry.parcel || !random.chance(0.4)) return;
    for (const other of ready.slice(0, 20)) {
      const letter = other.letters[0];
      if (entry.letters.length >= 5 || !letter) break;
      if (!letter.bundles || other.parcel || busy.has(letter.lane)) continue;
      ready.splice(ready.indexOf(other), 1);
      entry.letters.push(letter);
    }
  };

  const walk = async (entry: Entry) => {
    const first = entry.letters[0] as Letter;
    entry.parcel ??= first.pack(entry.letters.map((l) => l.item));
    entry.tried += 1;
    const parcel = entry.parcel;
    const { copies, reorder } = behaviour();
    const times = entry.tried === 1 ? copies : 1;
    const send = () => (parcel ? carry(parcel, gone.signal) : Promise.resolve(null));
    const answers: (Answer | null)[] = [];
    if (reorder) answers.push(...(await Promise.all(Array.from({ length: times }, send))));
    else for (let i = 0; i < times; i += 1) answers.push(await send());
    return answers.find((a) => a && a.status >= 200 && a.status < 300) ?? null;
  };

  const finish = (entry: Entry, answer: Answer | null) => {
    if (gone.signal.aborted) return;
    if (answer) for (const letter of entry.letters) letter.taken?.(answer);
    else if (entry.tried >= (entry.letters[0]?.tries ?? 1))
      for (const letter of entry.letters) letter.lost?.();
    else later(retryDelay(entry.tried, random), () => enqueue(entry));
  };

  const pump = () => {
    for (let entry = next(); entry; entry = next()) {
      const leaving = entry;
      bundle(leaving);
      const lanes = leaving.letters.map((l) => l.lane);
      for (const lane of lanes) busy.add(lane);
      walking += 1;
      void walk(leaving).then((answer) => {
        walking -= 1;
        for (const lane of lanes) busy.delete(lane);
        finish(leaving, answer);
        pump();
        settle();
      });
    }
  };

  return {
    post(letter) {
      if (gone.signal.aborted) return;
      if (count() >= MOST_WAITING) throw new Error('too many webhooks wait');
      const { delay, reorder } = behaviour();
      // A moment together is what lets webhooks overtake each other.
      const wait = Math.max(letter.hold ?? 0, reorder ? 20 : 0) + random.next() * delay;
      later(wait, () => enqueue({ letters: [letter as Letter], parcel: null, tried: 0 }));
    },
    idle: () =>
      new Promise((resolve) => {
        listeners.push(resolve);
        settle();
      }),
    waiting: count,
    close() {
      gone.abort();
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
      ready.length = 0;
      for (const tell of listeners.splice(0)) tell();
    },
  };
}

/** Growing waits, as a provider's, but in a demo's seconds instead of days. */
function retryDelay(tried: number, random: Random): number {
  return Math.min(LONGEST_RETRY, FIRST_RETRY * 2 ** (tried - 1)) * (0.75 + random.next() / 2);
}

/** Makes the request. Null when nobody answered in time; never throws. */
export async function fetchParcel(parcel: Parcel, gone: AbortSignal): Promise<Answer | null> {
  try {
    const response = await fetch(parcel.url(), {
      method: parcel.method,
      headers: parcel.headers,
      redirect: 'manual',
      signal: AbortSignal.any([gone, AbortSignal.timeout(TIMEOUT)]),
      ...(parcel.body ? { body: parcel.body as Uint8Array<ArrayBuffer> } : {}),
    });
    const text = (await response.text()).slice(0, 65_536);
    return { status: response.status, mime: response.headers.get('content-type') ?? '', text };
  } catch {
    return null;
  }
}
