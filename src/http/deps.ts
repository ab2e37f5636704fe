import type { Box } from '../cases/facts.ts';
import type { Pack } from '../cases/missing.ts';
import type { Db } from '../db/connect.ts';
import type { Files } from '../db/files.ts';
import type { Vault } from '../db/vault.ts';
import type { Words } from '../engine/words.ts';
import type { Auth } from './auth.ts';
import type { Changes } from './changes.ts';

/** What the desk has at hand and has to keep to. */
export interface DeskRules {
  teams: readonly string[];
  labels: readonly string[];
  replies: readonly string[];
  /** Ready questions of a doctor to the family. */
  asks: readonly string[];
  /** Which of a doctor's own words the desk words before the family is asked. */
  wording: 'always' | 'never' | 'other_language';
  /** Signing needs a second reader where one of these holds. */
  secondReader: { when: readonly string[] };
}

/** Everything the desk's routes need, put together by whoever starts the service. */
export interface Deps {
  db: Db;
  vault: Vault;
  files: Files;
  auth: Auth;
  now(): Date;
  changed: Changes;
  /** What a case of each cancer needs, by the cancer's name. */
  packs: Readonly<Record<string, Pack>>;
  words: Words;
  /** Teams, labels, ready replies and ready questions, as codes; what wants a second reader. */
  desk: DeskRules;
  /** What a paper may be, as codes. */
  paperTypes: readonly string[];
  /** Price of one message each way, in rupees. */
  price: { template: number; sms: number };
  /** Paints places of a page's picture over; the boxes are on a page of this width. */
  cover(page: Uint8Array, width: number, boxes: readonly Box[]): Promise<Buffer>;
  /** A page's picture as a small photo that a phone shows. */
  photo(page: Uint8Array): Promise<Buffer>;
  publicUrl: string;
  production: boolean;
  /** Nothing opens for a password alone. */
  secondStep?: boolean;
  /** A hospital's directory, by its name, where people sign in by one. */
  directory?: { name: string } | undefined;
  /** Tells the loops of this process that an act waits for them. */
  wake?(): void;
  /** How long a request waits for its act to be done, in milliseconds; 5 000 without it. */
  patience?: number;
  /** Between two beats of a live stream, in milliseconds; 20 000 without it. */
  heartbeat?: number;
  /** Hears of what was not meant to happen: a code and the error, never a person's words. */
  onBug?(code: string, error: Error): void;
}
