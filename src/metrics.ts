import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import type { Db } from './db/connect.ts';
import { backlog } from './db/waits.ts';
import type { Log } from './log.ts';

/** What an operator's Prometheus may see: counts by code, never a person. */
export interface Metrics {
  /** Counts every logged event by its name, besides logging it. */
  counting(log: Log): Log;
  text(): Promise<{ type: string; text: string }>;
}

export function createMetrics(db: Db, now: () => Date): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const events = new Counter({
    name: 'doosri_events_total',
    help: 'Things worth a line in the log, by name',
    labelNames: ['event'],
    registers: [registry],
  });
  new Gauge({
    name: 'doosri_backlog',
    help: 'What waits, by kind',
    labelNames: ['kind'],
    registers: [registry],
    async collect() {
      const counts = await backlog(db, now()).catch(() => undefined);
      for (const kind of ['due', 'parked', 'sending', 'unknown', 'reading'] as const)
        if (counts) this.set({ kind }, counts[kind]);
    },
  });
  return {
    counting: (log) => (event, detail) => {
      events.inc({ event });
      log(event, detail);
    },
    text: async () => ({ type: registry.contentType, text: await registry.metrics() }),
  };
}
