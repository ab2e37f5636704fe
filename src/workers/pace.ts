/** How fast messages may go: `every` milliseconds one, and `burst` at once after a rest. */
export interface Rate {
  every: number;
  burst: number;
}

/** Limits of one of our numbers, and of that number to one person. */
export interface Rates {
  number: Rate;
  pair: Rate;
}

/**
 * Meta: 80 a second per number; to one person one in six seconds, with bursts of 45 that are paid back.
 * Source: WhatsApp Cloud API, Throughput (December 2025).
 */
export const META: Rates = { number: { every: 12.5, burst: 80 }, pair: { every: 6_000, burst: 45 } };

/** A rate that is asked for, by the key of what it is about. */
export type Asked = Rate & { key: string };

/**
 * What one message asks for: a place of its number, and on WhatsApp one of the person's. A person is an address, however many
 * requests it has; `hide` makes a key of it that tells nobody who it is.
 */
export function askedFor(
  { channel, to }: { channel: string; to: { value: string } | undefined },
  rates: Rates,
  hide: (address: string) => string,
): { number: Asked; pair?: Asked } {
  const number = { key: channel, ...rates.number };
  if (channel !== 'whatsapp' || !to) return { number };
  return { number, pair: { key: hide(to.value), ...rates.pair } };
}

/** Remembers per key when the next message is due in theory, and until when nothing may go. In Redis many processes share one. */
export interface Pace {
  /** Takes one from each rate, or none of them. Milliseconds to wait; 0 when it was taken. */
  take(asked: readonly Asked[], now: number): Promise<number>;
  /** Nothing of this key before `until`. */
  slow(key: string, until: number): Promise<void>;
}

/** Forgotten beyond so many: the oldest have long been free again. */
const MOST = 50_000;

/** For one process. The generic cell rate algorithm: one number per key says all. */
export function memoryPace(): Pace {
  const theories = new Map<string, number>();
  const slowed = new Map<string, number>();
  return {
    take(asked, now) {
      const waits = asked.map(({ key, every, burst }) =>
        Math.max((theories.get(key) ?? 0) - every * (burst - 1), slowed.get(key) ?? 0),
      );
      const wait = Math.ceil(Math.max(0, ...waits.map((at) => at - now)));
      if (wait > 0) return Promise.resolve(wait);
      for (const { key, every } of asked) put(theories, key, Math.max(theories.get(key) ?? 0, now) + every);
      return Promise.resolve(0);
    },
    slow(key, until) {
      put(slowed, key, Math.max(slowed.get(key) ?? 0, until));
      return Promise.resolve();
    },
  };
}

function put(map: Map<string, number>, key: string, value: number): void {
  map.delete(key);
  map.set(key, value);
  if (map.size > MOST) map.delete(map.keys().next().value!);
}

/** What is used of a Redis client. */
interface Scripts {
  eval(script: string, options: { keys: string[]; arguments: string[] }): Promise<unknown>;
}

/** The same arithmetic in one step of Redis, so that two processes cannot take the same place. */
const TAKE = `
local now, wait = tonumber(ARGV[1]), 0
for i, key in ipairs(KEYS) do
  local every, burst = tonumber(ARGV[2 * i]), tonumber(ARGV[2 * i + 1])
  local theory = tonumber(redis.call('get', 'pace:' .. key) or 0)
  local slowed = tonumber(redis.call('get', 'slow:' .. key) or 0)
  wait = math.max(wait, theory - every * (burst - 1) - now, slowed - now)
end
if wait > 0 then return math.ceil(wait) end
for i, key in ipairs(KEYS) do
  local every, burst = tonumber(ARGV[2 * i]), tonumber(ARGV[2 * i + 1])
  local theory = math.max(tonumber(redis.call('get', 'pace:' .. key) or 0), now) + every
  redis.call('set', 'pace:' .. key, string.format('%.3f', theory), 'PX', math.ceil(theory - now) + 1000)
end
return 0`;

const SLOW = `
local before = tonumber(redis.call('get', 'slow:' .. KEYS[1]) or 0)
if tonumber(ARGV[1]) > before then redis.call('set', 'slow:' .. KEYS[1], ARGV[1], 'PX', ARGV[2]) end
return 0`;

/** Shared by processes. While Redis is away each keeps its own pace: a message is never held up by it. */
export function sharedPace(redis: Scripts, now: () => number): Pace {
  const own = memoryPace();
  return {
    async take(asked, at) {
      const rates = asked.flatMap(({ every, burst }) => [String(every), String(burst)]);
      try {
        return Number(
          await redis.eval(TAKE, { keys: asked.map(({ key }) => key), arguments: [String(at), ...rates] }),
        );
      } catch {
        return own.take(asked, at);
      }
    },
    async slow(key, until) {
      await own.slow(key, until);
      const left = Math.max(1, Math.ceil(until - now()));
      await redis.eval(SLOW, { keys: [key], arguments: [String(until), String(left)] }).catch(() => {});
    },
  };
}
