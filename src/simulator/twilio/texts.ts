import type { SimSms } from '../contract.ts';

/** An SMS of either side. */
export interface Sms extends SimSms {
  sid: string;
  phone: string;
  callback?: string;
  errorCode: number | null;
  /** Sent through the Messaging Service. */
  service: boolean;
}

export interface Texts {
  keep(sms: Sms): void;
  bySid(sid: string): Sms | undefined;
  of(phone: string): SimSms[];
  all(): Iterable<Sms>;
  drop(sid: string): boolean;
  /** Phones that said STOP: nothing goes to them until they say START. */
  blocked: Set<string>;
}

const MOST = 5000;

/** All texts, oldest first; bounded. */
export function createTexts(): Texts {
  const texts = new Map<string, Sms>();
  return {
    keep(sms) {
      texts.set(sms.sid, sms);
      const oldest = texts.keys().next().value;
      if (texts.size > MOST && oldest) texts.delete(oldest);
    },
    bySid: (sid) => texts.get(sid),
    of: (phone) =>
      [...texts.values()]
        .filter((t) => t.phone === phone)
        .map(({ id, from, at, text, segments, state }) => ({ id, from, at, text, segments, state })),
    all: () => texts.values(),
    drop: (sid) => texts.delete(sid),
    blocked: new Set(),
  };
}
