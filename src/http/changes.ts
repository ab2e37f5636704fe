import { EventEmitter } from 'node:events';
import type { createClient } from 'redis';

/** Something about a conversation is new. `*` means: anything may be. */
export interface Change {
  conversation: string;
  case: string;
}

/** Tells every open desk that it should look again. Losing one is harmless: the database is the truth. */
export interface Changes {
  /** Returns how to stop listening. */
  on(listener: (change: Change) => void): () => void;
  emit(change: Change): void;
}

/** Within one process. */
export function localChanges(): Changes {
  const bus = new EventEmitter().setMaxListeners(0);
  return {
    on(listener) {
      bus.on('changed', listener);
      return () => bus.off('changed', listener);
    },
    emit: (change) => void bus.emit('changed', change),
  };
}

type Redis = Pick<ReturnType<typeof createClient>, 'publish' | 'subscribe'>;

const TOPIC = 'doosri-rai:changed';

/**
 * Between processes. `subscriber` is a connection of its own, as Redis wants it. Ids only go through Redis.
 * While Redis is away changes still reach this process.
 */
export async function sharedChanges(publisher: Redis, subscriber: Redis): Promise<Changes> {
  const local = localChanges();
  await subscriber.subscribe(TOPIC, (text: string) => {
    const { conversation, case: one } = JSON.parse(text) as Change;
    local.emit({ conversation, case: one });
  });
  return {
    on: local.on,
    emit: (change) => void publisher.publish(TOPIC, JSON.stringify(change)).catch(() => local.emit(change)),
  };
}
