import { CompiledQuery } from 'kysely';

/** A row to be written, without what is the same for all of them. */
export interface Line {
  values: readonly unknown[];
  /** What it holds sealed. */
  box?: Buffer;
}

/** The common rows of one turn, not written yet. */
export interface Sheet {
  /** The event that is handled with this. */
  handled?: string;
  messages: Line[];
  facts: Line[];
  timers: Line[];
  cancelled: Line[];
  /** The conversation itself. */
  after: Line[];
}

export const emptySheet = (): Sheet => ({ messages: [], facts: [], timers: [], cancelled: [], after: [] });

type Kind = Exclude<keyof Sheet, 'handled'>;

/** Columns of each kind of line, in the order of its values, with their types. */
const COLUMNS: Readonly<Record<Kind, readonly (readonly [name: string, type: string])[]>> = {
  messages: [
    ['id', 'text'],
    ['conversation', 'text'],
    ['channel', 'text'],
    ['audience', 'text'],
    ['voice', 'text'],
    ['kind', 'text'],
    ['urgency', 'int2'],
    ['epoch', 'int4'],
    ['tag', 'text'],
    ['state', 'text'],
    ['leased_until', 'timestamptz'],
    ['attempts', 'int4'],
  ],
  facts: [
    ['id', 'text'],
    ['of_case', 'text'],
    ['at', 'timestamptz'],
  ],
  timers: [
    ['id', 'text'],
    ['conversation', 'text'],
    ['source', 'text'],
    ['timer_key', 'text'],
    ['due_at', 'timestamptz'],
  ],
  cancelled: [
    ['conversation', 'text'],
    ['timer_key', 'text'],
  ],
  after: [
    ['conversation', 'text'],
    ['flow', 'text'],
    ['language', 'text'],
    ['heard_at', 'timestamptz'],
    ['answered', 'bool'],
    ['voice', 'text'],
    ['holder', 'text'],
    ['epoch', 'int4'],
  ],
};

const KINDS = Object.keys(COLUMNS) as Kind[];

/** What all sheets of one statement hold. */
interface Gathered {
  now: Date;
  handled: string[];
  /** Every box, one after the other: a list of them would travel as text, twice as long and read letter by letter. */
  boxes: Buffer;
  /** Values of each column, and after them where each line's box begins and how long it is. */
  lists: Record<Kind, unknown[][]>;
}

/** A statement of which only the values change: PostgreSQL plans it once. */
interface Made {
  text: string;
  values: ((all: Gathered) => unknown)[];
}

const made = new Map<string, Made>();

/**
 * One statement for all that these turns leave behind, each of another conversation. An error where one of their events was
 * handled by somebody else (`raced` in `rows.ts` tells): it undoes them all even when `commit` follows at its heels.
 */
export function written(sheets: readonly Sheet[], now: Date): CompiledQuery {
  const all = gathered(sheets, now);
  const kinds = KINDS.filter((kind) => all.lists[kind][0]!.length);
  const shape = [all.handled.length ? 'handled' : '', ...kinds].join(' ');
  let one = made.get(shape);
  if (!one) made.set(shape, (one = make(kinds, all.handled.length > 0)));
  return CompiledQuery.raw(
    one.text,
    one.values.map((value) => value(all)),
  );
}

function gathered(sheets: readonly Sheet[], now: Date): Gathered {
  const boxes: Buffer[] = [];
  let length = 0;
  const listsOf = (kind: Kind) => {
    const lines = sheets.flatMap((sheet) => sheet[kind]);
    const starts = lines.map(({ box }) => {
      if (box) boxes.push(box);
      return 1 + (length += box?.length ?? 0) - (box?.length ?? 0);
    });
    const columns = COLUMNS[kind].map((_, n) => lines.map(({ values }) => values[n]));
    return [...columns, starts, lines.map(({ box }) => box?.length ?? 0)];
  };
  const lists = Object.fromEntries(KINDS.map((kind) => [kind, listsOf(kind)])) as Gathered['lists'];
  return { now, handled: sheets.flatMap(({ handled }) => handled ?? []), boxes: Buffer.concat(boxes), lists };
}

function make(kinds: readonly Kind[], handles: boolean): Made {
  const values: Made['values'] = [];
  const put = (value: (all: Gathered) => unknown) => `$${values.push(value)}`;
  const once = (value: (all: Gathered) => unknown) => {
    let name: string | undefined;
    return () => (name ??= put(value));
  };
  const now = once((all) => all.now);
  const boxes = once((all) => all.boxes);
  const pen: Pen = {
    now: () => `${now()}::timestamptz`,
    box: (line) => `substr(${boxes()}::bytea, ${line}.starts, ${line}.long)`,
    from: (kind, line) => {
      const columns = [
        ...COLUMNS[kind],
        ...(kind === 'cancelled' ? [] : [['starts', 'int4'] as const, ['long', 'int4'] as const]),
      ];
      const lists = columns.map(([, type], n) => `${put((all) => all.lists[kind][n])}::${type}[]`);
      return `unnest(${lists.join(', ')}) as ${line}(${columns.map(([name]) => name).join(', ')})`;
    },
  };
  const parts = kinds.flatMap((kind) => (kind === 'after' ? [] : WRITE[kind](pen)));
  let check = '';
  if (handles) {
    const ids = put((all) => all.handled);
    const count = put((all) => all.handled.length);
    parts.unshift(`done as (update inbox set done_at = ${pen.now()}, failure = null
      where id = any(${ids}::text[]) and done_at is null returning id)`);
    check = `1 / (case when (select count(*) from done) = ${count}::int4 then 1 else 0 end) = 1`;
  }
  const rest = kinds.includes('after')
    ? `${after(pen)}${check && ` and ${check}`}`
    : `select 1${check && ` where ${check}`}`;
  return { text: parts.length ? `with ${parts.join(', ')} ${rest}` : rest, values };
}

interface Pen {
  now(): string;
  /** The box of a line. */
  box(line: string): string;
  /** The lines of a kind, as a table of this name. */
  from(kind: Kind, line: string): string;
}

/** The pending timer of a line: asked for apart, or PostgreSQL may begin with all timers there are. */
const PENDING = (line: string) => `
  select id from inbox where conversation_id = ${line}.conversation and timer_key = ${line}.timer_key and done_at is null offset 0`;

const WRITE: Readonly<Record<Exclude<Kind, 'after'>, (pen: Pen) => string[]>> = {
  messages: ({ now, box, from }) => [
    `said as (
      insert into outbox (id, conversation_id, channel, audience, voice, kind, urgency, epoch, tag, sealed, due_at, at,
        state, leased_until, attempts)
      select m.id, m.conversation, m.channel, m.audience, m.voice, m.kind, m.urgency, m.epoch, m.tag, ${box('m')}, ${now()}, ${now()},
        m.state, m.leased_until, m.attempts from ${from('messages', 'm')}
      on conflict (id) do nothing)`,
  ],
  facts: ({ box, from }) => [
    `learnt as (
      insert into facts (id, case_id, sealed, at) select f.id, f.of_case, ${box('f')}, f.at from ${from('facts', 'f')})`,
  ],
  // The pending timer of a key moves; where there is none, one is made.
  timers: ({ now, box, from }) => [
    `timers as (select * from ${from('timers', 't')})`,
    `moved as (
      update inbox i set due_at = t.due_at, at = ${now()}, attempts = 0, parked_at = null
      from timers t cross join lateral (${PENDING('t')}) p where i.id = p.id and i.done_at is null
      returning i.conversation_id, i.timer_key)`,
    `started as (
      insert into inbox (id, conversation_id, kind, source, timer_key, sealed, due_at, at)
      select t.id, t.conversation, 'timer', t.source, t.timer_key, ${box('t')}, t.due_at, ${now()} from timers t
      where not exists (
        select 1 from moved m where m.conversation_id = t.conversation and m.timer_key = t.timer_key))`,
  ],
  cancelled: ({ now, from }) => [
    `cancelled as (
      update inbox i set done_at = ${now()}, failure = 'cancelled'
      from ${from('cancelled', 'x')} cross join lateral (${PENDING('x')}) p where i.id = p.id and i.done_at is null)`,
  ],
};

const after = ({ now, box, from }: Pen) => `
  update conversations c set flow = a.flow, sealed = ${box('a')}, language = a.language, changed_at = ${now()},
    last_inbound_at = greatest(c.last_inbound_at, a.heard_at),
    waiting_since = case when a.answered then null else coalesce(c.waiting_since, a.heard_at) end,
    voice = coalesce(a.voice, c.voice), holder_id = case when a.voice is null then c.holder_id else a.holder end,
    epoch = coalesce(a.epoch, c.epoch)
  from ${from('after', 'a')} where c.id = a.conversation`;
