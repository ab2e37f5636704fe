import type { Random } from '../../simulator/random.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** How badly the network, the provider and our own processes behave: shares from 0 to 1. */
export interface Weather {
  name: string;
  /** A webhook comes again, the same bytes, up to seven days later. */
  copies: number;
  /** A webhook is late: seconds, minutes, hours or days. */
  late: number;
  /** What was sent together arrives in any order. */
  shuffled: boolean;
  /** A receipt never comes. */
  lostReceipts: number;
  /** The provider refuses for the moment (5xx, 429). */
  refused: number;
  /** The provider takes a message and never answers, or the connection is cut in the middle of the answer. */
  hung: number;
  /** The connection is cut in the middle of the request: nothing was taken, and nobody can tell. */
  cut: number;
  /** Our worker is killed between the lease and the note of how it ended, before or after the send. */
  killed: number;
  /** The database is away for a while: everything that knocks waits outside. */
  away: number;
  /** Templates are paused, rejected or moved to another category for a while. */
  templates: number;
  /** Where an answer was lost, its receipts may be lost or late as well: then nobody can know whether it went out. */
  blind: boolean;
}

export const CALM: Weather = {
  name: 'calm',
  copies: 0,
  late: 0,
  shuffled: false,
  lostReceipts: 0,
  refused: 0,
  hung: 0,
  cut: 0,
  killed: 0,
  away: 0,
  templates: 0,
  blind: false,
};

export const HOSTILE: Weather = {
  name: 'hostile',
  copies: 0.4,
  late: 0.25,
  shuffled: true,
  lostReceipts: 0.3,
  refused: 0.15,
  hung: 0.08,
  cut: 0.05,
  killed: 0.08,
  away: 0.3,
  templates: 0.3,
  blind: false,
};

/** A delay as networks have them: mostly moments, seldom days. */
export function delayOf({ late }: Weather, random: Random): number {
  if (!random.chance(late)) return random.below(2 * SECOND);
  const most = random.pick([10 * SECOND, MINUTE, 10 * MINUTE, HOUR, 6 * HOUR, DAY, 7 * DAY]);
  return random.below(most);
}
