import type { Log } from './log.ts';

export type Redis = Awaited<ReturnType<typeof connectRedis>>;

/** Two connections to Redis. The service starts and goes on without it: nothing of what is true is in there. */
export async function connectRedis(url: string, stops: (() => Promise<unknown>)[], log: Log) {
  const { createClient } = await import('redis');
  // What cannot be told now is of no use later.
  const publisher = createClient({ url, disableOfflineQueue: true });
  const subscriber = createClient({ url });
  for (const client of [publisher, subscriber]) {
    client.on('error', (error: Error & { code?: string }) =>
      log('redis_lost', { code: error.code ?? error.name }),
    );
    const connected = client.connect().catch(() => {});
    await Promise.race([connected, new Promise((waited) => setTimeout(waited, 1_000))]);
    stops.push(async () => client.destroy());
  }
  return { publisher, subscriber };
}
