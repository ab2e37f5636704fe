import { choice } from './choice.ts';
import { consent } from './consent.ts';
import { date } from './date.ts';
import { documents } from './documents.ts';
import { number } from './number.ts';
import { say } from './say.ts';
import { text } from './text.ts';
import type { Kind } from './kind.ts';

/** All kinds of steps. */
export const KINDS = { say, choice, text, number, date, consent, documents } satisfies Record<string, Kind>;

export type KindName = keyof typeof KINDS;
