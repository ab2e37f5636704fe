import type { Sent } from '../../channels/channel.ts';
import type { Ending } from '../../db/outbox.ts';
import { reached } from '../../db/receipts.ts';
import type { Flow } from '../../engine/flow.ts';
import type { State } from '../../engine/state.ts';
import { bundle } from '../../workers/bundle.ts';
import { endingOf } from '../../workers/ending.ts';
import { overdue } from '../../workers/otherwise.ts';
import { plan, type Known, type Send, type TemplateState } from '../../workers/plan.ts';
import { INDIA } from '../../workers/quiet.ts';
import { TIMES } from '../../workers/world.ts';
import { blank, dueOf, isFirst, isOpen, type Row, type Status } from './row.ts';

/** The other side of the wire. `lost`: our worker died, with the message out or not. */
export type Carry = (row: Row, now: number) => Sent | 'lost';

/** What the rows must know of the family they are for. */
export interface About {
  state(): State;
  /** The relative's phone may be written to. */
  allowed(): boolean;
  heard(): Date | null;
  epoch(): number;
  template(): TemplateState;
  task(what: string): void;
}

const HOUR = 3_600_000;
const PRICE = { template: 0.115, reply: 0.115, sms: 7 } as const;

/** The rows of one family's outbox, which behave as those of the database do, around the real planner and lattice. */
export function outbox(flow: Flow, carry: Carry, random: () => number, about: About) {
  const rows: Row[] = [];
  const { heard } = about;
  const son = () => about.state().family.permitted;
  const smsRoute = (now: number) =>
    son() &&
    about.allowed() &&
    !rows.some((row) => row.kind === 'fallback' && (row.sentAt?.getTime() ?? row.at) > now - 12 * HOUR)
      ? PRICE.sms
      : undefined;

  const put = (id: string, now: number, more: Partial<Row>) => {
    if (rows.some((row) => row.id === id)) return;
    const { reference, language } = about.state();
    const lastWrote = heard()?.getTime() ?? 0;
    const born = { open: now - lastWrote < 24 * HOUR, allowed: about.allowed(), lastWrote };
    const epoch = about.epoch();
    const own = {
      id,
      seq: rows.length,
      reference,
      language: language || 'en',
      epoch,
      lastInboundAt: heard(),
      born,
    };
    rows.push({ ...blank(now), ...own, ...more });
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
      permitted: about.allowed(),
      blocked: false,
      template: isTemplate ? about.template() : 'usable',
      smsRoute: isTemplate ? smsRoute(now) : undefined,
      refused: undefined,
      arrived: row.kind === 'fallback' && Boolean(moot || (heard() && heard()!.getTime() > row.at)),
      price: row.channel === 'sms' ? PRICE.sms : isTemplate ? PRICE.template : PRICE.reply,
    };
  };

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
        at > (heard()?.getTime() ?? 0),
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
        price: row.price + (sent.price ?? 0),
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
    if ((row.state as string) === 'parked') about.task('parked');
    if (sent.outcome === 'refused' && sent.failure.action === 'fallback' && row.audience === 'person')
      tell(row, sent.failure.code, now);
  };

  const deliver = (now: number): boolean => {
    const row = rows
      .filter((one) => isOpen(one) && dueOf(one) <= now && isFirst(one, rows))
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
      lastInboundAt: heard(),
      stopped: about.state().status === 'withdrawn',
      stale: row.voice === 'bot' && row.audience === 'person' && row.epoch < about.epoch(),
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
    if ((row.state as string) === 'parked') about.task('parked');
    return true;
  };

  const watch = (now: number) => {
    for (const row of rows.filter((one) => one.checkAt <= now)) {
      row.checkAt = Infinity;
      const wroteSince = Boolean(row.sentAt && heard() && heard()! > row.sentAt);
      const next = overdue({ ...row, wroteSince }, new Date(now));
      if (next.do === 'look') row.checkAt = next.at.getTime();
      if (next.do === 'tell' && !tell(row, next.why, now) && next.why === 'undelivered') about.task('parked');
    }
  };

  return {
    rows,
    put,
    deliver,
    watch,
    receipt(of: string, callback: string, status: Status, now: number) {
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
      if (best === 'failed' && before !== 'failed') about.task('parked');
    },
    /** The person wrote: what was held may go, and what waited for the morning need not wait. */
    release() {
      for (const row of rows) {
        if (row.state === 'held')
          Object.assign(row, {
            state: row.kind === 'reminder' && row.tag !== 'follow' ? 'withdrawn' : 'queued',
            reason: '',
          });
        if (row.audience === 'person' && row.state === 'queued' && row.reason === 'quiet_hours')
          Object.assign(row, { due: row.at, reason: '' });
      }
    },
    /** Takes back what waits and fits. */
    withdraw(reason: string, which: (row: Row) => boolean) {
      for (const row of rows)
        if (['queued', 'held'].includes(row.state) && which(row))
          Object.assign(row, { state: 'withdrawn', reason });
    },
    again(now: number) {
      const stopped = rows.filter(({ state }) => state === 'parked');
      for (const row of stopped)
        Object.assign(row, { state: 'queued', due: now, attempts: 0, doubts: 0, reason: '' });
      return stopped.length;
    },
    /** When something is due by itself. */
    due: () => [
      ...rows.filter((row) => isOpen(row) && isFirst(row, rows)).map(dueOf),
      ...rows.map(({ checkAt }) => checkAt),
    ],
    busy: () =>
      rows.some(
        (row) =>
          (isOpen(row) || row.state === 'parked') &&
          row.audience === 'person' &&
          row.reason !== 'quiet_hours',
      ),
  };
}
