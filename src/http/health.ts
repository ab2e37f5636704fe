import { statfs } from 'node:fs/promises';
import type { Db } from '../db/connect.ts';
import type { Spool } from '../db/spool.ts';
import { templateTroubles } from '../db/templates.ts';
import { isHalted, whyFailed } from '../channels/index.ts';
import { answers, backlog, failuresWaiting } from '../db/waits.ts';
import type { Health } from './contract.ts';

export interface HealthDeps {
  db: Db;
  spool?: Spool;
  dataDir: string;
  now(): Date;
  /** Reading processes, where this process reads. */
  reader?: { health(): { alive: number; waiting: number; restarts: number } };
  simulated: boolean;
  /** How far the registration of SMS in India is. */
  sms?: string;
}

type Part = Health['parts'][number];

/** Below this the disk counts as full: one album of photos must still fit. */
const LEAST_FREE = 200 * 1024 * 1024;
/** Events older than this that nobody handled mean that no worker is at work. */
const LATE_MS = 60_000;

/** The state of every part, in words an operator can act on. Never throws, never takes longer than the database's own limit. */
export async function health(deps: HealthDeps): Promise<Health> {
  const parts = [await database(deps), ...(await queues(deps)), await disk(deps)];
  if (deps.spool) parts.push(spooled(deps.spool));
  if (deps.reader) parts.push(reading(deps.reader.health()));
  if (deps.simulated)
    parts.push({ name: 'providers', ok: true, detail: 'The simulator stands in for WhatsApp and SMS.' });
  if (deps.sms) parts.push({ name: 'sms', ok: true, detail: deps.sms });
  return { ok: parts.every((part) => part.ok), parts };
}

async function database({ db }: HealthDeps): Promise<Part> {
  try {
    await answers(db);
    return { name: 'database', ok: true, detail: 'answers' };
  } catch {
    return {
      name: 'database',
      ok: false,
      detail: 'Does not answer. Messages are kept on disk until it does.',
    };
  }
}

async function queues({ db, now }: HealthDeps): Promise<Part[]> {
  try {
    const { due, parked, sending, unknown, reading: pages, oldest } = await backlog(db, now());
    const late = oldest !== null && now().getTime() - oldest.getTime() > LATE_MS;
    const moving: Part = {
      name: 'work',
      ok: !late,
      detail: late
        ? `${due} events wait, the oldest for more than a minute. Is a worker running?`
        : `${due} events, ${sending} messages, ${pages} pages under way`,
    };
    const stuck: Part = {
      name: 'stuck',
      ok: true,
      detail:
        parked + unknown
          ? `${parked} events parked, ${unknown} messages without an answer: see the desk`
          : 'nothing',
    };
    const troubles = await templateTroubles(db);
    const templates: Part = {
      name: 'templates',
      // This process can work all the same.
      ok: true,
      ...(troubles.length ? { warn: true as const } : {}),
      detail: troubles.length
        ? `${troubles.join('; ')}. SMS or the desk stand in meanwhile.`
        : 'no news of trouble',
    };
    return [moving, stuck, templates, await numbers(db)];
  } catch {
    return [];
  }
}

/** A number whose token, account or payment is not in order: nothing goes out, and only somebody who runs this can mend it. */
async function numbers(db: Db): Promise<Part> {
  const halted = (await failuresWaiting(db)).filter(({ channel, failure }) => isHalted(failure, channel));
  if (!halted.length) return { name: 'numbers', ok: true, detail: 'in order' };
  const detail = halted.map(
    ({ channel, failure }) => `${whyFailed(failure, channel)} (${channel}, ${failure})`,
  );
  return { name: 'numbers', ok: true, warn: true, detail: `Nothing goes out. ${detail.join(' ')}` };
}

async function disk({ dataDir }: HealthDeps): Promise<Part> {
  try {
    const { bavail, bsize } = await statfs(dataDir);
    const free = bavail * bsize;
    const detail = `${Math.round(free / 1024 / 1024)} MB free`;
    return { name: 'disk', ok: free > LEAST_FREE, detail };
  } catch {
    return { name: 'disk', ok: false, detail: 'The data folder cannot be reached.' };
  }
}

function spooled(spool: Spool): Part {
  const [waiting, broken] = [spool.waiting(), spool.broken()];
  const parts = [
    ...(waiting ? [`${waiting} requests wait on disk for the database`] : []),
    ...(broken ? [`${broken} spooled requests cannot be opened: see *.broken in the data folder`] : []),
  ];
  return { name: 'spool', ok: parts.length === 0, detail: parts.join('; ') || 'empty' };
}

function reading({ alive, waiting, restarts }: { alive: number; waiting: number; restarts: number }): Part {
  return {
    name: 'reader',
    ok: true,
    detail: `${alive} processes, ${waiting} waiting, ${restarts} replaced since start`,
  };
}
