import { setTimeout as pause } from 'node:timers/promises';
import type { Contestant } from './contestants.ts';
import { cpuOf, type Cpu } from './cpu.ts';
import type { Graph } from './graph.ts';
import { phoneOf, receiptOf, TURNS, webhookOf } from './people.ts';

/** Figures of one round, by name. */
export type Figures = Record<string, number>;

const PATIENCE = 30_000;

/** Phones of people who only write, the same in every round. */
const REGULARS = 50_000_000;

/** Everything one measurement needs to know of where it is. */
export interface Place {
  graph: Graph;
  postmaster: number;
}

async function post(to: Contestant, { body, headers }: { body: Buffer; headers: string }): Promise<void> {
  const status = await to.wire.post(to.path, headers, body);
  if (status !== 200) throw new Error(`${to.name} answered ${status}`);
}

/** Webhooks a second that are acknowledged when so many knock at once, and for how long one waits. */
export async function acknowledge(
  { postmaster }: Place,
  to: Contestant,
  { at = 64, ms = 2_000, known = 400 } = {},
): Promise<Figures> {
  const waits: number[] = [];
  const before = cpuOf(to.pids, postmaster);
  const began = performance.now();
  const lane = async (n: number) => {
    for (let i = n; performance.now() - began < ms; i += at) {
      const webhook = webhookOf(phoneOf(REGULARS + (i % known)), 0, undefined);
      const sent = performance.now();
      await post(to, webhook);
      waits.push(performance.now() - sent);
    }
  };
  await Promise.all(Array.from({ length: at }, (_, n) => lane(n)));
  const wall = performance.now() - began;
  return {
    'acknowledged a second': (waits.length / wall) * 1000,
    'acknowledgement p99, ms': percentile(waits, 0.99),
    ...perUnit('webhook', before, cpuOf(to.pids, postmaster), waits.length),
  };
}

/** For how long an acknowledgement is waited for when webhooks come evenly, so many a second. */
export async function evenly(
  to: Contestant,
  { perSecond = 600, ms = 3_000, known = 400 } = {},
): Promise<Figures> {
  const waits: number[] = [];
  await atRate(perSecond, ms, async (i) => {
    const webhook = webhookOf(phoneOf(REGULARS + (i % known)), 0, undefined);
    const sent = performance.now();
    await post(to, webhook);
    waits.push(performance.now() - sent);
  });
  return {
    [`acknowledgement at ${perSecond}/s p50, ms`]: percentile(waits, 0.5),
    [`acknowledgement at ${perSecond}/s p99, ms`]: percentile(waits, 0.99),
  };
}

/** Whole conversations of so many people at once, each of whom answers as soon as they were answered. */
export async function turns({ graph, postmaster }: Place, to: Contestant, people = 32): Promise<Figures> {
  const talk = listen(graph);
  const before = cpuOf(to.pids, postmaster);
  const began = performance.now();
  await Promise.all(
    Array.from({ length: people }, async () => {
      const phone = phoneOf(to.next++);
      for (let turn = 0; turn < TURNS; turn++) await talk.turn(to, phone, turn);
    }),
  );
  const wall = performance.now() - began;
  // What is written down after the reply belongs to the turn as well.
  await pause(300);
  return {
    'turns a second': (people * TURNS * 1000) / wall,
    'webhook → reply p50, ms': percentile(talk.waits, 0.5),
    'webhook → reply p99, ms': percentile(talk.waits, 0.99),
    ...perUnit('turn', before, cpuOf(to.pids, postmaster), people * TURNS),
  };
}

/**
 * Turns at an even rate, with the receipts of every reply coming in: `sent` at once, `delivered` and `read` soon after.
 * `far` is how many milliseconds away the Graph is; the wait is until the reply arrives there.
 */
export async function steadily(
  { graph, postmaster }: Place,
  to: Contestant,
  { perSecond = 100, ms = 4_000, far = 0 } = {},
): Promise<Figures> {
  const talk = listen(graph, (phone, id) => {
    const tell = (status: string, after: number) =>
      setTimeout(() => void post(to, receiptOf(phone, id, status)).catch(() => {}), after);
    tell('sent', far);
    tell('delivered', far + 50);
    tell('read', far + 200);
  });
  graph.far = far;
  const ready: { phone: string; turn: number }[] = [];
  const before = cpuOf(to.pids, postmaster);
  await atRate(perSecond, ms, async (i) => {
    // Enough people that nobody answers within the second, and each goes on where they were.
    const one = i >= perSecond ? (ready.shift() ?? fresh(to)) : fresh(to);
    await talk.turn(to, one.phone, one.turn);
    ready.push(one.turn + 1 < TURNS ? { ...one, turn: one.turn + 1 } : fresh(to));
  });
  await pause(far + 600);
  graph.far = 0;
  const rate = far ? `${perSecond}/s, Graph ${far} ms away` : `${perSecond}/s`;
  return {
    [`webhook → reply at ${rate} p50, ms`]: percentile(talk.waits, 0.5),
    [`webhook → reply at ${rate} p99, ms`]: percentile(talk.waits, 0.99),
    ...perUnit(`turn at ${rate}`, before, cpuOf(to.pids, postmaster), talk.waits.length),
  };
}

const fresh = (to: Contestant) => ({ phone: phoneOf(to.next++), turn: 0 });

/** Who waits for a reply, and the id of the last message each got. */
function listen(graph: Graph, also?: (phone: string, id: string) => void) {
  const waiting = new Map<string, () => void>();
  const asked = new Map<string, string>();
  const waits: number[] = [];
  graph.onMessage = (phone, id) => {
    asked.set(phone, id);
    also?.(phone, id);
    waiting.get(phone)?.();
  };
  return {
    waits,
    async turn(to: Contestant, phone: string, turn: number): Promise<void> {
      const webhook = webhookOf(phone, turn, asked.get(phone));
      const replied = new Promise<number>((done, fail) => {
        const late = setTimeout(
          () => fail(new Error(`${to.name}: no reply to turn ${turn} within ${PATIENCE / 1000} s`)),
          PATIENCE,
        );
        waiting.set(phone, () => (clearTimeout(late), waiting.delete(phone), done(performance.now())));
      });
      const sent = performance.now();
      await post(to, webhook);
      waits.push((await replied) - sent);
    },
  };
}

/** Begins one after the other at an even rate, whether those before have ended or not; resolves when all have. */
async function atRate(perSecond: number, ms: number, begin: (i: number) => Promise<void>): Promise<void> {
  const began = performance.now();
  const all: Promise<void>[] = [];
  while (performance.now() - began < ms) {
    const due = Math.floor(((performance.now() - began) * perSecond) / 1000);
    while (all.length < due) all.push(begin(all.length));
    await pause(1);
  }
  await Promise.all(all);
}

function perUnit(unit: string, before: Cpu, after: Cpu, count: number): Figures {
  return {
    [`CPU of the process per ${unit}, ms`]: (after.own - before.own) / count,
    [`CPU of PostgreSQL per ${unit}, ms`]: (after.postgres - before.postgres) / count,
  };
}

function percentile(numbers: number[], share: number): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length * share)] ?? 0;
}
