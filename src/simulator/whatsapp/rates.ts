import type { SimLimits } from '../options.ts';
import { refuse } from './errors.ts';
import type { Refusal } from './errors.ts';

export interface Rates {
  /** Counts one message to this person, or says why it is too fast. */
  spend(phone: string, at: number): Refusal | null;
}

/**
 * Meta's two brakes: to one person a message in six seconds with 45 to borrow (131056), and 80 a second over the
 * number (130429).
 */
export function createRates(limits: Partial<SimLimits> = {}): Rates {
  const { burst = 45, every = 6000, perSecond = 80 } = limits;
  const pairs = new Map<string, { left: number; at: number }>();
  let second = { at: -1, count: 0 };
  return {
    spend(phone, at) {
      const now = Math.floor(at / 1000);
      if (now !== second.at) second = { at: now, count: 0 };
      if (second.count >= perSecond) return refuse(130429, 'Cloud API message throughput has been reached.');
      const pair = pairs.get(phone) ?? { left: burst, at };
      const left = Math.min(burst, pair.left + (at - pair.at) / every);
      if (left < 1)
        return refuse(
          131056,
          'Too many messages sent from the sender to the same recipient in a short time.',
        );
      pairs.set(phone, { left: left - 1, at });
      second.count += 1;
      return null;
    },
  };
}
