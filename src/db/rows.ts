import { CompiledQuery } from 'kysely';
import type { Tx } from './connect.ts';
import type { Posted } from './effects.ts';
import { newId } from './ids.ts';
import { Handled, type Turn } from './turns.ts';
import type { Vault } from './vault.ts';

/** What a turn leaves behind in the conversation's own row. */
export interface After {
  flow: string;
  state: unknown;
  language: string;
  voice?: { to: 'bot' | 'staff'; by?: string };
  /** The event was a message: the person waits from now, unless something answers. */
  spoke: boolean;
  /** The service or the staff said something that answers. */
  answered: boolean;
}

type Put = (value: unknown) => string;

/**
 * The common rows of one turn, which are written in one statement: messages, facts, timers, "handled" and the
 * conversation itself. What comes before something that is no such row is written before it, so that order holds.
 */
export class Rows {
  readonly #tx: Tx;
  readonly #vault: Vault;
  readonly #turn: Turn;
  readonly #now: Date;
  #messages: unknown[][] = [];
  #facts: unknown[][] = [];
  readonly #timers = new Map<string, unknown[]>();
  readonly #cancelled = new Set<string>();
  #done = false;

  constructor(tx: Tx, vault: Vault, turn: Turn, now: Date) {
    this.#tx = tx;
    this.#vault = vault;
    this.#turn = turn;
    this.#now = now;
  }

  /** Puts something into the outbox; on lease to this worker at once, if `until` is given. */
  async message(post: Posted, epoch: number, until?: Date): Promise<void> {
    const { id, channel, audience, voice, kind, urgency, tag, letter } = post;
    const sealed = await this.#vault.seal(this.#tx, this.#turn.key, `outbox/${id}`, letter);
    const own = [id, this.#turn.conversation, channel, audience, voice, kind, urgency, epoch, tag, sealed];
    this.#messages.push([...own, this.#now, this.#now, until ? 'leased' : 'queued', until, until ? 1 : 0]);
  }

  async fact(id: string, fact: { at: string }): Promise<void> {
    // The effect's id, not the fact's: a fact cannot choose to be one that is there already.
    const sealed = await this.#vault.seal(this.#tx, this.#turn.caseKey, `facts/${id}`, { ...fact, id });
    this.#facts.push([id, this.#turn.case, sealed, new Date(fact.at)]);
  }

  async timer(key: string, effect: string, due: Date): Promise<void> {
    await this.#once(key);
    const id = newId(this.#now);
    const sealed = await this.#vault.seal(this.#tx, this.#turn.key, `inbox/${id}`, { kind: 'timer', key });
    this.#timers.set(key, [id, `timer:${effect}`, key, sealed, due]);
  }

  async cancel(key: string): Promise<void> {
    await this.#once(key);
    this.#cancelled.add(key);
  }

  /** The same timer twice in one turn: the one after the other. */
  async #once(key: string): Promise<void> {
    if (this.#timers.has(key) || this.#cancelled.has(key)) await this.flush();
  }

  /** Marks the event as handled before anything else of a timer's turn, so that a timer may set itself again. */
  async begin(): Promise<void> {
    if (this.#turn.event.kind === 'timer') await this.#execute(this.#statement());
  }

  /** Writes what waits, because something else comes after it. */
  async flush(): Promise<void> {
    const waits = this.#messages.length + this.#facts.length + this.#timers.size + this.#cancelled.size;
    if (waits) await this.#execute(this.#statement());
  }

  /** The last statement of the turn, to be sent with the commit. */
  async end(after: After): Promise<CompiledQuery> {
    const { key, conversation } = this.#turn;
    const sealed = await this.#vault.seal(this.#tx, key, `conversations/${conversation}`, after.state);
    return this.#statement({ ...after, sealed });
  }

  async #execute(statement: CompiledQuery): Promise<void> {
    await this.#tx.executeQuery(statement).catch((error: unknown) => {
      throw raced(error);
    });
  }

  #statement(after?: After & { sealed: Buffer }): CompiledQuery {
    const values: unknown[] = [];
    const put: Put = (value) => `$${values.push(value)}`;
    const parts = this.#parts(put);
    const done = this.#done ? '' : DONE;
    if (!this.#done)
      parts.unshift(`done as (update inbox set done_at = ${put(this.#now)}, failure = null
        where id = ${put(this.#turn.event.id)} and done_at is null returning id)`);
    this.#done = true;
    const rest = after
      ? `update conversations set ${changes(this.#turn, after, this.#now, put)} where id = ${put(this.#turn.conversation)}${done && ` and ${done}`}`
      : `select 1${done && ` where ${done}`}`;
    return CompiledQuery.raw(parts.length ? `with ${parts.join(', ')} ${rest}` : rest, values);
  }

  #parts(put: Put): string[] {
    const list = (rows: unknown[][]) => rows.map((row) => `(${row.map(put).join(', ')})`).join(', ');
    const parts: string[] = [];
    if (this.#messages.length) parts.push(`said as (${MESSAGES} ${list(this.#messages)} ${ONCE})`);
    if (this.#facts.length)
      parts.push(`learnt as (insert into facts (id, case_id, sealed, at) values ${list(this.#facts)})`);
    for (const [n, timer] of [...this.#timers.values()].entries())
      parts.push(...this.#setTimer(n, timer, put));
    if (this.#cancelled.size)
      parts.push(`cancelled as (update inbox set done_at = ${put(this.#now)}, failure = 'cancelled'
        where conversation_id = ${put(this.#turn.conversation)} and timer_key = any(${put([...this.#cancelled])}) and done_at is null)`);
    this.#messages = [];
    this.#facts = [];
    this.#timers.clear();
    this.#cancelled.clear();
    return parts;
  }

  /** The pending timer of this key moves; where there is none, one is made. */
  #setTimer(n: number, [id, source, key, sealed, due]: unknown[], put: Put): string[] {
    const [at, conversation, name, when] = [this.#now, this.#turn.conversation, key, due].map(put);
    return [
      `moved${n} as (update inbox set due_at = ${when}, at = ${at}, attempts = 0, parked_at = null
        where conversation_id = ${conversation} and timer_key = ${name} and done_at is null returning id)`,
      `set${n} as (insert into inbox (id, conversation_id, kind, source, timer_key, sealed, due_at, at)
        select ${put(id)}, ${conversation}, 'timer', ${put(source)}, ${name}, ${put(sealed)}, ${when}, ${at}
        where not exists (select 1 from moved${n}))`,
    ];
  }
}

const MESSAGES = `insert into outbox (id, conversation_id, channel, audience, voice, kind, urgency, epoch, tag, sealed, due_at,
  at, state, leased_until, attempts) values`;
const ONCE = 'on conflict (id) do nothing';

/** An error where another worker has handled the event: it undoes the turn even when `commit` follows at its heels. */
const DONE = '1 / (select count(*) from done) = 1';
const DIVISION_BY_ZERO = '22012';

/** What a statement of a turn threw, in our words. */
export function raced(error: unknown): unknown {
  return (error as { code?: string }).code === DIVISION_BY_ZERO ? new Handled('handled meanwhile') : error;
}

function changes(turn: Turn, after: After & { sealed: Buffer }, now: Date, put: Put): string {
  const set = [
    `flow = ${put(after.flow)}`,
    `sealed = ${put(after.sealed)}`,
    `language = ${put(after.language)}`,
    `changed_at = ${put(now)}`,
  ];
  const at = after.spoke ? put(new Date(turn.event.at)) : '';
  if (after.spoke) set.push(`last_inbound_at = greatest(last_inbound_at, ${at})`);
  if (after.answered) set.push('waiting_since = null');
  else if (after.spoke) set.push(`waiting_since = coalesce(waiting_since, ${at})`);
  if (after.voice)
    set.push(
      `voice = ${put(after.voice.to)}`,
      `holder_id = ${put(after.voice.by ?? null)}`,
      `epoch = ${put(turn.epoch + 1)}`,
    );
  return set.join(', ');
}
