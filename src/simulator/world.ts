import { EventEmitter } from 'node:events';
import { changed as sensible, honest } from './behaviour.ts';
import type { Behaviour } from './contract.ts';
import { createFiles } from './files.ts';
import type { Files } from './files.ts';
import type { SimulatorOptions } from './options.ts';
import { NotPossible } from './options.ts';
import { seeded } from './random.ts';
import type { Random } from './random.ts';

/** What both providers share: the clock, chance, the files, and who wants to hear of a change. */
export interface World {
  now(): Date;
  random: Random;
  files: Files;
  behaviour(): Behaviour;
  behave(wanted: unknown): Behaviour;
  /** An id that never comes twice, not even after a restart: the service refuses repeats for ever. */
  unique(length: number): string;
  digits(): string;
  events: EventEmitter;
  changed(phone: string, channel: 'whatsapp' | 'sms'): void;
}

/** Makes an empty world. */
export function createWorld(options: SimulatorOptions): World {
  const random = seeded(options.seed ?? 1);
  const events = new EventEmitter();
  events.setMaxListeners(0);
  let behaviour = honest(options.seed ?? 1);
  let count = 0;
  // The time and a counter make ids unique over restarts and within a run; chance only fills them up.
  const stamp = () => {
    count = (count + 1) % 0xffff;
    return options.now().getTime().toString(16).padStart(12, '0') + count.toString(16).padStart(4, '0');
  };
  const digits = () => BigInt('0x' + stamp()).toString();
  return {
    now: options.now,
    random,
    files: createFiles(options.keepFiles ?? 400, digits),
    behaviour: () => behaviour,
    behave(wanted) {
      const was = behaviour;
      behaviour = sensible(behaviour, wanted);
      if (behaviour.seed !== was.seed) random.reseed(behaviour.seed);
      events.emit('behaviour', behaviour, was);
      return behaviour;
    },
    unique: (length) => (stamp() + random.hex(Math.max(0, length - 16))).slice(0, length),
    digits,
    events,
    changed: (phone, channel) => void events.emit('changed', { phone, channel }),
  };
}

/**
 * A phone as E.164 with a plus sign.
 * @throws NotPossible when it is none.
 */
export function phoneOf(written: string): string {
  const digits = written.replace(/[\s()+-]/g, '');
  if (!/^[1-9]\d{6,14}$/.test(digits)) throw new NotPossible('bad_phone', 'That is not a phone number.');
  return '+' + digits;
}
