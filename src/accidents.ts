import type { Db } from './db/connect.ts';
import { lettersDue, papersInHand, readOf, sentOf, storedOf } from './db/absorbed.ts';
import type { Embedded } from './db/embedded.ts';
import type { Accident, Mortal } from './simulator/contract.ts';
import type { Simulator } from './simulator/simulator.ts';

export interface AccidentDeps {
  db: Db;
  simulator: Simulator;
  /** Our own PostgreSQL; undefined where somebody else's is configured. */
  server: Pick<Embedded, 'kill' | 'revive'> | undefined;
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
  const { db, simulator, server, reader, now } = deps;
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
    const one = open.get('database');
    if (!one?.dead || channel !== 'whatsapp') return;
    const said = simulator
      .chat(phone)
      .messages.filter(({ from, at }) => from === 'person' && at >= one.since);
    meet(
      one,
      said.map(({ id }) => `whatsapp:${id}`),
    );
    tell();
  });

  const safeOf = { database: storedOf, readers: readOf, providers: sentOf };
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
    mortal: [...(server ? ['database' as const] : []), 'providers', 'readers'],
    list,
    happen,
    close() {
      clearInterval(looking);
      clearTimeout(forgotten);
      unheard();
    },
  };
}
