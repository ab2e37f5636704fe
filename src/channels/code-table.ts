import type { Failure } from './channel.ts';

/** What one code of a provider means and what we do about it. */
export interface Row {
  meaning: string;
  action: Failure['action'];
  operator: string;
  /** Milliseconds before the next try. */
  wait?: number;
}

/** Everything a provider's codes mean to us. */
export interface CodeTable {
  /** As it stands in a sentence for the operator. */
  provider: string;
  rows: Readonly<Record<string, Row>>;
  /** What the provider says about ranges of numbers: codes are added without notice. */
  ranged(code: string): Row | undefined;
  /** Codes with which a person stopped us at the provider. */
  stopped: ReadonlyMap<string, NonNullable<Failure['stopped']>>;
  /** Codes about our number, its token or its account, whoever the message was for. */
  halts: ReadonlySet<string>;
}

export const row = (meaning: string, action: Row['action'], operator: string, wait?: number): Row => ({
  meaning,
  action,
  operator,
  ...(wait === undefined ? {} : { wait }),
});

/** The failure of a code; `wait` is the provider's own hint. A code nobody has told us about goes to a person. */
export function failureOf(table: CodeTable, code: string | number, wait = 0): Failure {
  const key = String(code).slice(0, 40);
  const known = (Object.hasOwn(table.rows, key) ? table.rows[key] : undefined) ?? table.ranged(key);
  const longest = Math.max(known?.wait ?? 0, wait);
  const stopped = table.stopped.get(key);
  return {
    code: key,
    action: known?.action ?? 'person',
    operator: known?.operator ?? `${table.provider} reported code ${key}, which is not in our table.`,
    ...(longest > 0 ? { wait: longest } : {}),
    ...(stopped ? { stopped } : {}),
    ...(table.halts.has(key) ? { halts: true } : {}),
  };
}
