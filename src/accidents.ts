import type { Db } from './db/connect.ts';
import { lettersDue, papersInHand, readOf, sentOf, storedOf } from './db/absorbed.ts';
import type { Embedded } from './db/embedded.ts';
import type { Gate } from './gate.ts';
import type { Accident, Mortal } from './simulator/contract.ts';
import type { Simulator } from './simulator/simulator.ts';

export interface AccidentDeps {
  db: Db;
  simulator: Simulator;
  /** Our own PostgreSQL; undefined where somebody else's is configured. */
  server: Pick<Embedded, 'kill' | 'revive'> | undefined;
  /** In front of a Redis, where one is configured. */
  door: Pick<Gate, 'shut' | 'open'> | undefined;
  reader: { pids(): number[] };
  now(): Date;
}

/** What the demo screen may kill, and what came of it. */
export interface Accidents {
  mortal: Mortal[];
  list(): Accident[];
  /** Kills it, or lets it live again. Of the readers only the death is ours: the service starts new ones itself. */
  happen(what: Mortal, dead: boolean): Promise<void>;
  close(): void;
}

interface Open extends Accident {
  since: string;
  ids: Set<string>;
}

const LOOK_MS = 500;
/** Nobody shall find a demo whose database somebody killed and forgot. */
const FORGOTTEN_MS = 120_000;
const MOST_MET = 500;

/** Kills for real, and counts by id whether everything that happened meanwhile is where it belongs. */
export function accidents(deps: AccidentDeps): Accidents {
  const { db, simulator, server, door, reader, now } = deps;
  const open = new Map<Mortal, Open>();
  const list = () =>
    [...open.values()].reverse().map(({ what, dead, ids, safe }) => ({ what, dead, met: ids.size, safe }));
  let told = '';
  const tell = () => {
    const said = JSON.stringify(list());
    if (said !== told) simulator.announce('accidents', list());
    told = said;
  };

  const meet = (one: Open, ids: readonly string[]) => {
    for (const id of ids) if (one.ids.size < MOST_MET) one.ids.add(id);
  };
  const unheard = simulator.on('changed', ({ phone, channel }) => {
    if (channel !== 'whatsapp') return;
    const written = simulator.chat(phone).messages.filter(({ from }) => from === 'person');
    for (const one of [open.get('database'), open.get('redis')]) {
      if (!one?.dead) continue;
      const since = written.filter(({ at }) => at >= one.since);
      meet(
        one,
        since.map(({ id }) => `whatsapp:${id}`),
      );
    }
    tell();
  });

  const safeOf = { database: storedOf, redis: storedOf, readers: readOf, providers: sentOf };
  const look = async () => {
    for (const one of open.values()) {
      if (one.what === 'providers' && one.dead) meet(one, await lettersDue(db, now()));
      if (!one.dead && one.safe < one.ids.size) one.safe = await safeOf[one.what](db, [...one.ids]);
    }
    tell();
  };
  // While the database is dead there is nothing to look at.
  const looking = setInterval(() => void look().catch(() => {}), LOOK_MS).unref();
  let forgotten: NodeJS.Timeout | undefined;

  const kill: Record<Mortal, (one: Open) => Promise<void>> = {
    async database() {
      forgotten = setTimeout(() => void happen('database', false), FORGOTTEN_MS).unref();
      await server?.kill();
    },
    async redis() {
      door?.shut();
    },
    async readers(one) {
      meet(one, await papersInHand(db));
      for (const pid of reader.pids()) process.kill(pid, 'SIGKILL');
      one.dead = false;
    },
    async providers() {
      simulator.behave({ down: true });
    },
  };
  const revive: Record<Mortal, () => Promise<void>> = {
    async database() {
      clearTimeout(forgotten);
      await server?.revive();
    },
    async redis() {
      door?.open();
    },
    async readers() {},
    async providers() {
      simulator.behave({ down: false });
    },
  };

  async function happen(what: Mortal, dead: boolean): Promise<void> {
    const before = open.get(what);
    if (dead === (before?.dead ?? false)) return;
    if (dead) {
      const one: Open = { what, dead, met: 0, safe: 0, since: now().toISOString(), ids: new Set() };
      // The newest last.
      open.delete(what);
      open.set(what, one);
      await kill[what](one);
    } else {
      if (what === 'providers') meet(before!, await lettersDue(db, now()).catch(() => []));
      await revive[what]();
      before!.dead = false;
    }
    tell();
  }

  return {
    mortal: [
      ...(server ? ['database' as const] : []),
      ...(door ? ['redis' as const] : []),
      'providers',
      'readers',
    ],
    list,
    happen,
    close() {
      clearInterval(looking);
      clearTimeout(forgotten);
      unheard();
    },
  };
}
