import { sql, type RawBuilder } from 'kysely';
import type { Tx } from '../connect.ts';
import { people, type Look } from './cohort.ts';

const movedTo = (...statuses: string[]) => sql<boolean>`exists (
  select 1 from case_moves m where m.case_id = h.id and m.to_status = any(${statuses}))`;

/** Whether a case of the cohort `h` came to each step. */
export const REACHED = {
  started: sql<boolean>`true`,
  notice: sql<boolean>`exists (
    select 1 from outbox o where o.conversation_id = h.conversation and o.tag = 'notice')`,
  consent: sql<boolean>`h.speaker != 'unknown' or exists (
    select 1 from consents s where s.case_id = h.id and s.purpose = 'service' and s.given)`,
  intake: movedTo('documents', 'checking'),
  papers: sql<boolean>`exists (select 1 from documents d where d.case_id = h.id and d.failure is null)`,
  checking: movedTo('checking'),
  ready: movedTo('ready'),
  opinion: sql<boolean>`exists (select 1 from opinions o where o.case_id = h.id and o.signed_at is not null)`,
  delivered: movedTo('delivered'),
  followup: sql<boolean>`exists (select 1 from outcomes o where o.case_id = h.id)`,
} satisfies Record<string, RawBuilder<boolean>>;

export type Reached = keyof typeof REACHED;

/** How many of the cohort came to each step. */
export interface Group {
  language: string;
  channel: string;
  speaker: string;
  steps: Record<Reached, number>;
}

/** The cohort by language, channel and speaker, with how many came to each step. */
export async function stepsOf(tx: Tx, look: Look): Promise<Group[]> {
  const names = Object.keys(REACHED) as Reached[];
  const flags = sql.join(names.map((name) => sql`(${REACHED[name]}) as ${sql.ref(name)}`));
  const counts = sql.join(
    names.map((name) => sql`count(*) filter (where ${sql.ref(name)})::int as ${sql.ref(name)}`),
  );
  const { rows } = await sql<Omit<Group, 'steps'> & Record<Reached, number>>`
    with ${people(look)}, reached as (select h.language, h.channel, h.speaker, ${flags} from cohort h)
    select language, channel, speaker, ${counts} from reached group by 1, 2, 3 order by 1, 2, 3`.execute(tx);
  return rows.map(({ language, channel, speaker, ...steps }) => ({ language, channel, speaker, steps }));
}
