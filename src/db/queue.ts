import { sql, type ExpressionBuilder } from 'kysely';
import type { Status } from '../cases/status.ts';
import type { Tx } from './connect.ts';
import { newsIn } from './marks.ts';
import type { DB } from './tables.ts';

/** One line of the queue: a conversation with its case, and whose it is. */
export interface QueueItem {
  id: string;
  reference: string;
  key: string;
  status: Status;
  conversation: string;
  channel: 'whatsapp' | 'sms';
  language: string;
  voice: 'bot' | 'staff';
  holder: string | null;
  assignee: { id: string; name: string } | null;
  team: string | null;
  labels: string[];
  waitingSince: Date | null;
  lastAt: Date;
  /** The person's messages that the one who looks has not seen; never more than `MOST_UNREAD`. */
  unread: number;
  /** Facts and papers since the one who looks last opened the case. */
  news: number;
  /** A note names the one who looks, who has not seen it. */
  mentioned: boolean;
  /** Names of others who look at it now. */
  viewers: string[];
  place: string;
}

/** What somebody wants to see of the queue. Absent: all of it. */
export interface Filter {
  which?: 'waiting' | 'mine' | 'nobodys' | 'mentions' | 'unread';
  team?: string;
  label?: string;
  status?: Status;
  language?: string;
  channel?: string;
}

/** Who looks, and which cases exist for them. */
export interface Eyes {
  user: string;
  sees: readonly Status[];
  now: Date;
}

/** A place between two pages: everything after it is on the next. */
export interface Cursor {
  place: string;
  id: string;
}

const PAGE = 50;
const MOST_UNREAD = 100;
/** Ranks below 6 want something of us; 10^13 to each rank, see the trigger `conversation_place`. */
const CALM = '60000000000000';

type Where = ExpressionBuilder<DB & { c: DB['conversations'] }, 'c'>;

/** One page of the queue, the most pressing first, read along an index: the last page costs what the first does. */
export async function pageOfQueue(tx: Tx, eyes: Eyes, filter: Filter, after?: Cursor): Promise<QueueItem[]> {
  return lines(tx, eyes, (where) =>
    where.and([
      ...filtered(where, eyes, filter),
      ...(after ? [sql<boolean>`(c.place, c.id) > (${after.place}::bigint, ${after.id})`] : []),
    ]),
  );
}

/** The conversations of these cases, as far as they may be seen. */
export function linesOf(tx: Tx, eyes: Eyes, cases: readonly string[]): Promise<QueueItem[]> {
  if (!cases.length) return Promise.resolve([]);
  return lines(tx, eyes, (where) => where('c.case_id', 'in', [...cases]));
}

/** How many wait, are mine, and name me: counted to a hundred, which is as good as many. */
export async function countsOfQueue(
  tx: Tx,
  eyes: Eyes,
): Promise<Record<'waiting' | 'mine' | 'mentions', number>> {
  const count = (which: 'waiting' | 'mine' | 'mentions') =>
    tx
      .selectFrom((from) =>
        from
          .selectFrom('conversations as c')
          .select('c.id')
          .where((where) => where.and(filtered(where, eyes, { which })))
          .where('c.case_status', 'in', seen(eyes))
          .limit(100)
          .as('some'),
      )
      .select(({ fn }) => fn.countAll<string>().as('n'))
      .executeTakeFirstOrThrow();
  const [waiting, mine, mentions] = await Promise.all([count('waiting'), count('mine'), count('mentions')]);
  return { waiting: Number(waiting.n), mine: Number(mine.n), mentions: Number(mentions.n) };
}

const seen = ({ sees }: Eyes) => (sees.length ? [...sees] : ['']);

function filtered(where: Where, { user }: Eyes, filter: Filter) {
  const { which, team, label, status, language, channel } = filter;
  return [
    ...(which === 'waiting' ? [where('c.place', '<', CALM)] : []),
    ...(which === 'mine' ? [where('c.assignee_id', '=', user)] : []),
    ...(which === 'nobodys' ? [where('c.assignee_id', 'is', null)] : []),
    ...(which === 'mentions' ? [sql<boolean>`c.id in (${mentionsOf(user)})`] : []),
    ...(which === 'unread' ? [sql<boolean>`exists (${unseen(user)})`] : []),
    ...(team ? [where('c.team', '=', team)] : []),
    ...(label ? [sql<boolean>`c.labels != '{}' and c.labels @> ${[label]}`] : []),
    ...(status ? [where('c.case_status', '=', status)] : []),
    ...(language ? [where('c.language', '=', language)] : []),
    ...(channel ? [where('c.channel', '=', channel)] : []),
  ];
}

const mentionsOf = (user: string) =>
  sql`select m.conversation_id from mentions m where m.user_id = ${user} and m.seen_at is null`;

/** Their messages after the mark. Counting from a mark, not from a flag, it cannot forget one. */
const unseen = (user: string) => sql`
  select 1 from inbox i where i.conversation_id = c.id and i.kind = 'message' and i.seq >
    coalesce((select s.seq from seen_marks s where s.user_id = ${user} and s.conversation_id = c.id), 0)`;

async function lines(
  tx: Tx,
  eyes: Eyes,
  which: (where: Where) => ReturnType<Where['and']>,
): Promise<QueueItem[]> {
  const { user, now } = eyes;
  const rows = await tx
    .selectFrom('conversations as c')
    .innerJoin('cases as k', 'k.id', 'c.case_id')
    .leftJoin('user as h', 'h.id', 'c.holder_id')
    .leftJoin('user as a', 'a.id', 'c.assignee_id')
    .select(['k.id', 'k.reference', 'k.key_id as key', 'c.case_status as status', 'c.id as conversation'])
    .select(['c.channel', 'c.language', 'c.voice', 'h.name as holder', 'a.id as assigneeId'])
    .select([
      'a.name as assigneeName',
      'c.team',
      'c.labels',
      'c.waiting_since',
      'c.task_since',
      'c.task_rank',
    ])
    .select(['c.changed_at', 'c.place'])
    .select([
      sql<string>`(select count(*) from (${unseen(user)} limit ${sql.lit(MOST_UNREAD)}) new)`.as('unread'),
      newsIn(user, MOST_UNREAD).as('news'),
      sql<boolean>`c.id in (${mentionsOf(user)})`.as('mentioned'),
      sql<string[]>`array(
        select u.name from viewers v join "user" u on u.id = v.user_id
        where v.conversation_id = c.id and v.user_id != ${user} and v.until > ${now} order by u.name limit 5)`.as(
        'viewers',
      ),
    ])
    .where('c.case_status', 'in', seen(eyes))
    .where((where) => which(where as unknown as Where))
    .orderBy('c.place')
    .orderBy('c.id')
    .limit(PAGE)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    reference: row.reference,
    key: row.key,
    status: row.status as Status,
    conversation: row.conversation,
    channel: row.channel as QueueItem['channel'],
    language: row.language,
    voice: row.voice as QueueItem['voice'],
    holder: row.voice === 'staff' ? row.holder : null,
    assignee: row.assigneeId ? { id: row.assigneeId, name: row.assigneeName ?? '' } : null,
    team: row.team,
    labels: row.labels,
    waitingSince: waitsFor(row),
    lastAt: row.changed_at,
    unread: Number(row.unread),
    news: Math.min(Number(row.news), MOST_UNREAD),
    mentioned: row.mentioned,
    viewers: row.viewers,
    place: row.place,
  }));
}

/** The clock runs while the family waits for us: for an answer, or for the person they asked for. */
function waitsFor(row: {
  waiting_since: Date | null;
  task_since: Date | null;
  task_rank: number | null;
}): Date | null {
  const asked = row.task_rank !== null && row.task_rank <= 1 ? row.task_since : null;
  if (!asked || !row.waiting_since) return asked ?? row.waiting_since;
  return asked < row.waiting_since ? asked : row.waiting_since;
}

/** Where the page after this one begins; undefined when it was the last. */
export function cursorAfter(items: readonly QueueItem[]): Cursor | undefined {
  const last = items[PAGE - 1];
  return last && { place: last.place, id: last.conversation };
}
