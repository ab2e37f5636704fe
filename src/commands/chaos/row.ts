import type { Leased } from '../../db/outbox.ts';

export type Status = 'sent' | 'delivered' | 'read' | 'failed';

/** One row of the outbox. */
export interface Row extends Leased {
  seq: number;
  urgency: number;
  epoch: number;
  state: string;
  due: number;
  at: number;
  leasedUntil: number;
  sentAt: Date | null;
  checkAt: number;
  reason: string;
  /** It answers the button of the template: only a shut window brings that. */
  opened: boolean;
  /** The attempts that reached the provider, each with what its receipts said. */
  receipts: Map<string, Set<string>>;
  price: number;
  /** Those whose words went with this one. */
  along: readonly string[];
  isTemplate: boolean;
  /** How things stood when it was to be said. */
  born: { open: boolean; allowed: boolean; lastWrote: number };
}

/** A row that waits, with nothing said about it yet. */
export function blank(now: number): Row {
  return {
    id: '',
    seq: 0,
    conversation: 'c',
    case: 'k',
    caseKey: 'kk',
    key: 'ck',
    reference: '',
    language: 'en',
    channel: 'whatsapp',
    audience: 'person',
    voice: 'bot',
    kind: 'reply',
    stopped: false,
    stale: false,
    tag: '',
    attempts: 0,
    doubts: 0,
    letter: { message: { kind: 'text', text: '' } },
    to: { kind: 'phone', value: '+919000000001' },
    lastInboundAt: null,
    unsettled: null,
    urgency: 0,
    epoch: 0,
    state: 'queued',
    due: now,
    at: now,
    leasedUntil: 0,
    sentAt: null,
    checkAt: Infinity,
    reason: '',
    opened: false,
    receipts: new Map(),
    price: 0,
    along: [],
    isTemplate: false,
    born: { open: false, allowed: false, lastWrote: 0 },
  };
}

/** Whether something is still to be done about it. */
export const isOpen = (row: Row): boolean => ['queued', 'leased', 'unknown'].includes(row.state);
/** When it is due: a message on lease when its worker must be dead. */
export const dueOf = (row: Row): number =>
  row.state === 'leased' ? Math.max(row.due, row.leasedUntil) : row.due;

/** Whether nothing older of the same person stands before it. */
export function isFirst(row: Row, rows: readonly Row[]): boolean {
  return !rows.some(
    (older) =>
      older.seq < row.seq && older.audience === row.audience && older.urgency <= row.urgency && isOpen(older),
  );
}
