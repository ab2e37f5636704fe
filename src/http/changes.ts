import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import type { createClient } from 'redis';

/** Something about a conversation is new. `*` means: anything may be. */
export interface Change {
  conversation: string;
  case: string;
  /** Only who looks, writes or has it at the desk changed: nothing of the case. */
  only?: 'desk';
}

/** Tells every open desk that it should look again. Losing one is harmless: the database is the truth. */
export interface Changes {
  /** Returns how to stop listening. `elsewhere`: another process tells it. */
  on(listener: (change: Change, elsewhere: boolean) => void): () => void;
  emit(change: Change): void;
}

/** Within one process. */
export function localChanges(bus = new EventEmitter().setMaxListeners(0), elsewhere = false): Changes {
  return {
    on(listener) {
      bus.on('changed', listener);
      return () => bus.off('changed', listener);
    },
    emit: (change) => void bus.emit('changed', change, elsewhere),
  };
}

type Redis = Pick<ReturnType<typeof createClient>, 'publish' | 'subscribe'>;

const TOPIC = 'doosri-rai:changed';

/**
 * Between processes. `subscriber` is a connection of its own, as Redis wants it. Ids only go through Redis.
 * This process hears its own changes at once, and those of others as long as Redis is there.
 */
export function sharedChanges(publisher: Redis, subscriber: Redis): Changes {
  const bus = new EventEmitter().setMaxListeners(0);
  const local = localChanges(bus);
  const others = localChanges(bus, true);
  const self = randomUUID();
  // Answered whenever Redis is there, and again by the client itself after each time it was away.
  void subscriber
    .subscribe(TOPIC, (text: string) => {
      const { from, ...change } = JSON.parse(text) as Change & { from: string };
      if (from !== self) others.emit(change);
    })
    .catch(() => {});
  return {
    on: local.on,
    emit(change) {
      local.emit(change);
      void publisher.publish(TOPIC, JSON.stringify({ ...change, from: self })).catch(() => {});
    },
  };
}
