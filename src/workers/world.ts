import type { Channel, ChannelName } from '../channels/channel.ts';
import type { Clock } from '../clock.ts';
import type { Db } from '../db/connect.ts';
import type { Gathered } from '../db/gather.ts';
import type { Taken } from '../db/outbox.ts';
import type { Courier } from './deliver.ts';
import type { Files } from '../db/files.ts';
import type { Vault } from '../db/vault.ts';
import type { Flow } from '../engine/flow.ts';
import type { Pace, Rates } from './pace.ts';
import type { Quiet } from './quiet.ts';
import type { Reader } from '../documents/reading.ts';
import type { Transcribe } from './transcribe.ts';

/** What the workers are handed. Nothing in here is made by them. */
export interface World {
  db: Db;
  vault: Vault;
  files: Files;
  clock: Clock;
  random: () => number;
  channels: Map<ChannelName, Channel>;
  /** Every flow body a conversation may still follow, by hash; the newest first. */
  flows: Flow[];
  reader: Reader;
  /** Listens to voice notes; absent where the operator has nothing that does. */
  transcribe?: Transcribe;
  /** Somebody's conversation changed: the desk looks again. */
  changed(conversation: string, caseId: string): void;
  /** There may be work for one of the loops. */
  nudge(loop: 'advance' | 'deliver' | 'look' | 'read'): void;
  /** Sends what is on lease to this process. */
  courier: Courier;
  /** Writes down that the provider took a message; those that end together are written together. */
  sent: Gathered<Taken, void>;
  /** How fast messages may go, and who keeps count. */
  pace: Pace;
  rates: Rates;
  /** Hours in which nothing comes unasked; absent where messages may come at any hour. */
  quiet: Quiet | undefined;
  /** Price of one message each way, in rupees; of an SMS, of one part. They hold for phones of one country. */
  price: { country: string; template: number; sms: number; reply: { price: number; free: number } };
  /** Ids and codes only. */
  log(event: string, detail?: Record<string, string | number | boolean | null>): void;
  times: Times;
}

/** What is put together outside; the workers make the rest for themselves. */
export type Outside = Omit<World, 'nudge' | 'courier' | 'sent'>;

/** Milliseconds. Tests make them small. */
export interface Times {
  /** How long one send may take before its message counts as unknown. */
  lease: number;
  /** How long a lost answer may be settled by a receipt before the message is sent once more. */
  settle: number;
  /** How long one file may take to be downloaded and read. */
  reading: number;
  /** The provider's window, with a margin. */
  window: number;
}

export const TIMES: Times = { lease: 60_000, settle: 90_000, reading: 180_000, window: 86_100_000 };
