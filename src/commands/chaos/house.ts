import type { Sent } from '../../channels/channel.ts';
import { caseOf } from '../../cases/case.ts';
import type { Fact } from '../../cases/facts.ts';
import type { Ending, Leased } from '../../db/outbox.ts';
import { reached } from '../../db/receipts.ts';
import type { Flow } from '../../engine/flow.ts';
import type { Event, Numbered } from '../../engine/types.ts';
import { bundle } from '../../workers/bundle.ts';
import { endingOf } from '../../workers/ending.ts';
import { kindOf, MANNERS } from '../../workers/kinds.ts';
import { overdue } from '../../workers/otherwise.ts';
import { plan, type Known, type Send, type TemplateState } from '../../workers/plan.ts';
import { INDIA } from '../../workers/quiet.ts';
import { TIMES } from '../../workers/world.ts';
import { phone, type Happening } from '../seats.ts';

/**
 * The service for one family, in memory: the real engine, planner, lattice, bundles and endings, over rows that behave as
 * those of the database do. It has no clock and no network of its own, so that a proof can try thousands of both.
 */
export interface House {
  rows: Row[];
  /** Something arrived at the door. False when it had been there before. */
  arrive(source: string, event: Happening, at: number, now: number): boolean;
  receipt(of: string, callback: string, status: Status, now: number): void;
  template(state: TemplateState, at: number): void;
  templateNow(): TemplateState;
  /** The relative's phone said STOP or START by SMS. */
  opted(source: string, out: boolean, now: number): void;
  /** The next moment at which something is due by itself. */
  next(): number | undefined;
  /** Does what is due: timers, messages, and those that did not arrive. */
  work(now: number): void;
  /** What is known of the case, however it came to be known. */
  remains(): unknown;
  facts(): Fact[];
  status(): string;
  allowed(): boolean;
  /** The desk sends what was stopped once more, as its button does. Returns how many. */
  again(now: number): number;
  /** Something is on its way to the person, or an album waits for its end. */
  busy(): boolean;
  /** Files that wait to be read. */
  reading(): string[];
}

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

/** The other side of the wire. `lost`: our worker died, with the message out or not. */
export type Carry = (row: Row, now: number) => Sent | 'lost';

const HOUR = 3_600_000;
export const PRICE = { template: 0.115, reply: 0.115, sms: 7 } as const;

export function house(flow: Flow, carry: Carry, random: () => number): House {
  const all = phone(flow);
  const rows: Row[] = [];
  const seen = new Set<string>();
  const facts: Fact[] = [];
  const consents: string[] = [];
  const tasks: string[] = [];
  const waiting: string[] = [];
  let [epoch, lastInboundAt, permitted, stoppedSms] = [0, null as Date | null, false, false];
  let news: { state: TemplateState; at: number } = { state: 'usable', at: 0 };

  const seat = () => all.now();
  const son = () => seat().state.family.permitted;
  const smsRoute = (now: number) =>
    son() &&
    permitted &&
    !stoppedSms &&
    !rows.some((row) => row.kind === 'fallback' && row.at > now - 12 * HOUR)
      ? PRICE.sms
      : undefined;

  const put = (id: string, now: number, more: Partial<Row>) => {
    if (rows.some((row) => row.id === id)) return;
    const { state } = seat();
    rows.push({
      id,
      seq: rows.length,
      conversation: 'c',
      case: 'k',
      caseKey: 'kk',
      key: 'ck',
      reference: state.reference,
      language: state.language || 'en',
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
      lastInboundAt,
      unsettled: null,
      urgency: 0,
      epoch,
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
      born: {
        open: now - (lastInboundAt?.getTime() ?? 0) < 24 * HOUR,
        allowed: permitted && !stoppedSms,
        lastWrote: lastInboundAt?.getTime() ?? 0,
      },
      ...more,
    });
  };

  const say = (
    event: Event,
    effect: Extract<Numbered, { kind: 'send' | 'seen' | 'family' }>,
    now: number,
  ) => {
    const kind = kindOf(event, effect);
    const { urgency } = MANNERS[kind];
    if (effect.kind === 'seen') return;
    if (effect.kind === 'family') {
      const to = { kind: 'phone', value: effect.to } as const;
      const letter = { to: effect.to, message: { kind: 'text', text: effect.text } } as const;
      return put(effect.id, now, {
        kind,
        urgency,
        channel: 'sms',
        audience: 'family',
        tag: effect.meaning,
        letter,
        to,
      });
    }
    const letter = { message: effect.message };
    const opened = event.kind === 'message' && event.choice === 'open';
    put(effect.id, now, { kind, urgency, voice: effect.voice, tag: effect.tag, letter, opened });
  };

  const follow = (event: Event, effects: readonly Numbered[], now: number) => {
    for (const effect of effects) {
      if (effect.kind === 'send' || effect.kind === 'seen' || effect.kind === 'family')
        say(event, effect, now);
      else if (effect.kind === 'learn') facts.push({ ...effect.fact, id: effect.id });
      else if (effect.kind === 'consent') consents.push(`${effect.purpose}:${effect.given}:${effect.hash}`);
      else if (effect.kind === 'task') tasks.push(effect.what);
      else if (effect.kind === 'permit') permitted = effect.given;
      else if (effect.kind === 'read') waiting.push(effect.media.id);
      else if (effect.kind === 'voice') epoch += 1;
      else if (effect.kind === 'withdraw')
        for (const row of rows)
          if (row.audience === 'person' && row.voice === 'bot' && ['queued', 'held'].includes(row.state))
            row.state = 'withdrawn';
    }
  };

  const happen = (event: Happening, at: number, now: number) => {
    const before = seat().state.stopped;
    const spoke = event['kind'] === 'message';
    if (spoke) lastInboundAt = new Date(Math.max(lastInboundAt?.getTime() ?? 0, at));
    if (spoke) release();
    const effects = all.happen(seat(), event, at);
    if (!before && seat().state.stopped)
      for (const row of rows)
        if (row.voice !== 'staff' && ['queued', 'held'].includes(row.state))
          Object.assign(row, { state: 'withdrawn', reason: 'opted_out' });
    follow(event as unknown as Event, effects, now);
  };

  const release = () => {
    for (const row of rows) {
      if (row.state === 'held')
        Object.assign(row, {
          state: row.kind === 'reminder' && row.tag !== 'follow' ? 'withdrawn' : 'queued',
          reason: '',
        });
      if (row.audience === 'person' && row.state === 'queued' && row.reason === 'quiet_hours')
        Object.assign(row, { due: row.at, reason: '' });
    }
  };

  const known = (row: Row, now: number): Known => {
    const isTemplate = row.letter.message.kind === 'template';
    const original = rows.find(({ id }) => id === row.id.replace(/\.sms$/, ''));
    const moot =
      original && ['read', row.tag === 'fallback.unread' ? '' : 'delivered'].includes(original.state);
    return {
      now: new Date(now),
      times: TIMES,
      quiet: INDIA,
      permitted: permitted && !stoppedSms,
      blocked: false,
      template: isTemplate ? news.state : 'usable',
      smsRoute: isTemplate ? smsRoute(now) : undefined,
      refused: undefined,
      arrived:
        row.kind === 'fallback' && Boolean(moot || (lastInboundAt && lastInboundAt.getTime() > row.at)),
      price: row.channel === 'sms' ? PRICE.sms : isTemplate ? PRICE.template : PRICE.reply,
    };
  };

  const open = (row: Row) => ['queued', 'leased', 'unknown'].includes(row.state);
  const dueOf = (row: Row) => (row.state === 'leased' ? Math.max(row.due, row.leasedUntil) : row.due);
  const isFirst = (row: Row) =>
    !rows.some(
      (older) =>
        older.seq < row.seq && older.audience === row.audience && older.urgency <= row.urgency && open(older),
    );

  const tell = (row: Row, why: string, now: number): boolean => {
    if (smsRoute(now) === undefined) return false;
    const to = { kind: 'phone', value: son()! } as const;
    const key = row.kind === 'opinion' ? 'sms.ready' : 'sms.needed';
    const text = flow.words.say(row.language, key, { reference: row.reference });
    const letter = { to: to.value, message: { kind: 'text', text } } as const;
    put(`${row.id}.sms`, now, {
      kind: 'fallback',
      urgency: 1,
      channel: 'sms',
      audience: 'family',
      voice: 'service',
      tag: `fallback.${why}`,
      letter,
      to,
    });
    return true;
  };

  const hold = (row: Row, now: number) => {
    const nudged = rows.some(
      ({ tag, at, state }) =>
        tag === 'nudge' &&
        !['withdrawn', 'parked', 'failed'].includes(state) &&
        at > (lastInboundAt?.getTime() ?? 0),
    );
    const template = {
      kind: 'template',
      name: 'request_update',
      language: row.language,
      parameters: [row.reference],
      payloads: ['open'],
    } as const;
    if (!nudged)
      put(`${row.id}.nudge`, now, {
        kind: 'nudge',
        urgency: 1,
        voice: 'service',
        tag: 'nudge',
        letter: {
          message: { ...template, parameters: [...template.parameters], payloads: [...template.payloads] },
        },
        isTemplate: true,
      });
    Object.assign(row, { state: 'held', reason: 'window' });
  };

  const end = (row: Row, ending: Ending, sent: Send, now: number) => {
    if (ending.state === 'held') return hold(row, now);
    if (ending.state === 'sent') {
      const best = settle(row, ending.providerId);
      Object.assign(row, {
        state: best,
        sentAt: ending.at,
        checkAt: ending.check?.getTime() ?? Infinity,
        reason: sent.why,
        price: row.price + sent.price,
      });
    } else if ('due' in ending) {
      Object.assign(row, { state: ending.state, due: ending.due.getTime(), reason: ending.failure });
      if (ending.state === 'unknown') row.doubts += 1;
    }
    if ('reason' in ending) Object.assign(row, { state: ending.state, reason: ending.reason });
  };

  /** The best of what the receipts of every attempt say. */
  const settle = (row: Row, providerId: string): string => {
    if (!row.receipts.has(providerId)) row.receipts.set(providerId, new Set());
    const each = [...row.receipts.values()].map((own) => reached(['sent', ...own])!);
    return ['read', 'delivered', 'sent', 'failed'].find((state) => each.includes(state as Status))!;
  };

  const takeAlong = (row: Row, now: number) => {
    const behind = rows.filter(
      (one) => one.seq > row.seq && one.audience === 'person' && one.state === 'queued' && one.urgency === 1,
    );
    const { text, along } = bundle(
      row,
      behind.map((one) => ({
        id: one.id,
        kind: one.kind,
        voice: one.voice,
        due: new Date(one.due),
        message: one.letter.message,
      })),
      new Date(now),
    );
    if (!along.length) return;
    row.letter = { message: { kind: 'text', text } };
    row.along = [...row.along, ...along];
    for (const one of rows)
      if (along.includes(one.id)) Object.assign(one, { state: 'withdrawn', reason: `bundled.${row.id}` });
  };

  const send = (row: Row, decided: Send, now: number) => {
    takeAlong(row, now);
    const sent = carry(row, now);
    if (sent === 'lost') return;
    if (sent.outcome !== 'unknown' && row.state !== 'leased') return;
    if (row.state !== 'leased') return;
    end(row, endingOf(row, sent, new Date(now), TIMES, random), decided, now);
    if ((row.state as string) === 'parked') tasks.push('parked');
    if (sent.outcome === 'refused' && sent.failure.action === 'fallback' && row.audience === 'person')
      tell(row, sent.failure.code, now);
  };

  const deliver = (now: number): boolean => {
    const row = rows
      .filter((one) => open(one) && dueOf(one) <= now && isFirst(one))
      .sort((a, b) => a.urgency - b.urgency || a.due - b.due || a.seq - b.seq)[0];
    if (!row) return false;
    if (row.state === 'leased')
      return Boolean(
        Object.assign(row, {
          state: 'unknown',
          reason: 'lease_ran_out',
          due: now + TIMES.settle,
          doubts: row.doubts + 1,
        }),
      );
    row.unsettled = row.state !== 'unknown' ? null : row.reason === 'lease_ran_out' ? 'worker' : 'answer';
    Object.assign(row, {
      state: 'leased',
      leasedUntil: now + TIMES.lease,
      attempts: row.attempts + 1,
      lastInboundAt,
      stopped: seat().state.status === 'withdrawn',
      stale: row.voice === 'bot' && row.audience === 'person' && row.epoch < epoch,
    });
    const decided = plan(row, known(row, now));
    if (decided.do === 'send') send(row, decided, now);
    else if (decided.do === 'wait')
      Object.assign(row, {
        state: 'queued',
        due: decided.until.getTime(),
        reason: decided.why,
        attempts: row.attempts - 1,
      });
    else if (decided.do === 'template') hold(row, now);
    else if (decided.do === 'sms')
      Object.assign(
        row,
        tell(row, decided.why, now)
          ? { state: 'withdrawn', reason: `sms.${decided.why}` }
          : { state: 'parked', reason: decided.why },
      );
    else Object.assign(row, { state: decided.do === 'drop' ? 'withdrawn' : 'parked', reason: decided.why });
    if ((row.state as string) === 'parked') tasks.push('parked');
    return true;
  };

  const watch = (now: number) => {
    for (const row of rows.filter((one) => one.checkAt <= now)) {
      row.checkAt = Infinity;
      const wroteSince = Boolean(row.sentAt && lastInboundAt && lastInboundAt > row.sentAt);
      const next = overdue({ ...row, wroteSince }, new Date(now));
      if (next.do === 'look') row.checkAt = next.at.getTime();
      if (next.do === 'tell' && !tell(row, next.why, now) && next.why === 'undelivered') tasks.push('parked');
    }
  };

  const timers = () => all.seats.flatMap((one) => [...one.timers].map(([key, due]) => ({ one, key, due })));

  return {
    rows,
    arrive(source, event, at, now) {
      if (seen.has(source)) return false;
      seen.add(source);
      if (event['kind'] === 'document_read')
        waiting.splice(waiting.indexOf((event['document'] as { media: string }).media) >>> 0, 1);
      happen(event, Math.min(at, now), now);
      return true;
    },
    receipt(of, callback, status, now) {
      const row = rows.find((one) => one.receipts.has(of)) ?? rows.find(({ id }) => id === callback);
      if (!row) return;
      const before = row.state;
      const had = row.receipts.get(of) ?? new Set();
      if (had.has(status)) return;
      row.receipts.set(of, had.add(status));
      const best = settle(row, of);
      if (
        best === 'failed' &&
        !(['sent', 'failed', 'leased', 'unknown'].includes(before) && status === 'failed')
      )
        return;
      Object.assign(row, { state: best, sentAt: row.sentAt ?? new Date(now) });
      if (best === 'failed' && before !== 'failed') tasks.push('parked');
    },
    template(state, at) {
      if (at >= news.at) news = { state, at };
    },
    templateNow: () => news.state,
    opted(source, out, now) {
      if (seen.has(source)) return;
      seen.add(source);
      stoppedSms = out;
      for (const row of rows)
        if (out && row.audience === 'family' && row.state === 'queued')
          Object.assign(row, { state: 'withdrawn', reason: 'stop_word' });
      happen({ kind: 'family_opted', out }, now, now);
    },
    next() {
      const due = [
        ...timers().map((one) => one.due),
        ...rows.filter((row) => open(row) && isFirst(row)).map(dueOf),
        ...rows.map(({ checkAt }) => checkAt),
      ].filter(Number.isFinite);
      return due.length ? Math.min(...due) : undefined;
    },
    work(now) {
      for (const { one, key, due } of timers().sort((a, b) => a.due - b.due)) {
        if (due > now || one.timers.get(key) !== due) continue;
        one.timers.delete(key);
        follow({ kind: 'timer', key } as Event, all.happen(one, { kind: 'timer', key }, now), now);
      }
      watch(now);
      for (let i = 0; i < 200 && deliver(now); i += 1);
    },
    remains: () =>
      remainsOf(
        all.seats.map(({ state }) => state.status),
        facts,
        consents,
      ),
    facts: () => facts,
    status: () => seat().state.status,
    allowed: () => permitted && !stoppedSms,
    again(now) {
      const stopped = rows.filter(({ state }) => state === 'parked');
      for (const row of stopped)
        Object.assign(row, { state: 'queued', due: now, attempts: 0, doubts: 0, reason: '' });
      return stopped.length;
    },
    busy: () =>
      timers().some(({ key }) => ['album', 'settle', 'pages'].includes(key)) ||
      rows.some(
        (row) =>
          (open(row) || row.state === 'parked') && row.audience === 'person' && row.reason !== 'quiet_hours',
      ),
    reading: () => [...waiting],
  };
}

/** A case as a doctor sees it: what counts now, what contradicts, what was agreed. Ids and the order of arrival are not part of it. */
function remainsOf(statuses: readonly string[], facts: readonly Fact[], consents: readonly string[]) {
  const { current, conflicts, history } = caseOf(facts);
  const values = Object.entries(current).map(([path, fact]) => `${path} = ${fact.normal ?? fact.value}`);
  const said = Object.entries(history).map(
    ([path, all]) =>
      `${path}: ${all
        .map(({ value }) => value)
        .sort()
        .join(' | ')}`,
  );
  return { statuses, values: values.sort(), said: said.sort(), conflicts, consents: [...consents].sort() };
}
