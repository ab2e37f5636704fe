import { pino } from 'pino';

/** Writes one line of JSON. It takes ids, codes and counts: never words, names or numbers of a person. */
export type Log = (event: string, detail?: Record<string, string | number | boolean | null>) => void;

/** @param level `info`, or `silent` for commands whose output is for people. */
export function createLog(level: string): Log {
  const logger = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
  return (event, detail = {}) => logger.info({ event, ...detail });
}
