import { sql } from 'kysely';
import type { Tx } from './connect.ts';

/** What a notice says about one template: a state, a category or a quality, as the provider spells them. */
export interface TemplateNews {
  name: string;
  language: string;
  state?: string;
  category?: string;
  quality?: string;
}

/** Keeps the newest news of each part, in whatever order notices come. */
export async function keepTemplate(tx: Tx, news: TemplateNews, at: Date): Promise<void> {
  for (const part of ['state', 'category', 'quality'] as const) {
    const value = news[part];
    if (value === undefined) continue;
    const [column, time] = [sql.ref(part), sql.ref(`${part}_at`)];
    await sql`
      insert into templates as t (name, language, ${column}, ${time}) values (${news.name}, ${news.language}, ${value}, ${at})
      on conflict (name, language) do update set ${column} = excluded.${column}, ${time} = excluded.${time}
      where t.${time} is null or t.${time} <= excluded.${time}`.execute(tx);
  }
}

const USABLE = new Set(['APPROVED', 'REINSTATED', 'UNPAUSE', 'FLAGGED', 'IN_APPEAL']);
const PAUSED = new Set(['PAUSED', 'PENDING', 'LOCKED', 'LIMIT_EXCEEDED']);

/** Whether a template may go out: `usable` also when nothing was ever said of it, for then it was approved before we listened. */
export async function templateState(
  tx: Tx,
  name: string,
  language: string,
): Promise<'usable' | 'paused' | 'gone' | 'costly'> {
  const row = await tx
    .selectFrom('templates')
    .select(['state', 'category'])
    .where('name', '=', name)
    .where('language', '=', language)
    .executeTakeFirst();
  const state = row?.state ?? 'APPROVED';
  if (PAUSED.has(state)) return 'paused';
  if (!USABLE.has(state)) return 'gone';
  return row?.category === 'MARKETING' ? 'costly' : 'usable';
}

/** Templates that cannot go out, or soon cost more, in words for an operator. */
export async function templateTroubles(tx: Tx): Promise<string[]> {
  const rows = await tx.selectFrom('templates').selectAll().orderBy('name').orderBy('language').execute();
  return rows.flatMap(({ name, language, state, category, quality }) => [
    ...(state && !USABLE.has(state) ? [`${name} (${language}) is ${state}`] : []),
    ...(category === 'MARKETING'
      ? [`${name} (${language}) counts as MARKETING: correct its text or appeal`]
      : []),
    ...(quality === 'RED' ? [`${name} (${language}) has quality RED`] : []),
  ]);
}
