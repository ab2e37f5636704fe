import type { Tx } from './connect.ts';
import type { Posted } from './effects.ts';
import { newId } from './ids.ts';
import { emptySheet, written, type Sheet } from './sheet.ts';
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

/**
 * The common rows of one turn, which are written in one statement: messages, facts, timers, "handled" and the
 * conversation itself. What comes before something that is no such row is written before it, so that order holds.
 */
export class Rows {
  readonly #tx: Tx;
  readonly #vault: Vault;
  readonly #turn: Turn;
  readonly #now: Date;
  readonly #keys = new Set<string>();
  #sheet: Sheet;

  constructor(tx: Tx, vault: Vault, turn: Turn, now: Date) {
    this.#tx = tx;
    this.#vault = vault;
    this.#turn = turn;
    this.#now = now;
    this.#sheet = { ...emptySheet(), handled: turn.event.id };
  }

  /** Puts something into the outbox; on lease to this worker at once, if `until` is given. */
  async message(post: Posted, epoch: number, until?: Date): Promise<void> {
    const { id, channel, audience, voice, kind, urgency, tag, letter } = post;
    const box = await this.#vault.seal(this.#tx, this.#turn.key, `outbox/${id}`, letter);
    const own = [id, this.#turn.conversation, channel, audience, voice, kind, urgency, epoch, tag];
    this.#sheet.messages.push({
      values: [...own, until ? 'leased' : 'queued', until, until ? 1 : 0],
      box,
    });
  }

  async fact(id: string, fact: { at: string }): Promise<void> {
    // The effect's id, not the fact's: a fact cannot choose to be one that is there already.
    const box = await this.#vault.seal(this.#tx, this.#turn.caseKey, `facts/${id}`, { ...fact, id });
    this.#sheet.facts.push({ values: [id, this.#turn.case, new Date(fact.at)], box });
  }

  async timer(key: string, effect: string, due: Date): Promise<void> {
    await this.#once(key);
    const id = newId(this.#now);
    const box = await this.#vault.seal(this.#tx, this.#turn.key, `inbox/${id}`, { kind: 'timer', key });
    this.#sheet.timers.push({ values: [id, this.#turn.conversation, `timer:${effect}`, key, due], box });
  }

  async cancel(key: string): Promise<void> {
    await this.#once(key);
    this.#sheet.cancelled.push({ values: [this.#turn.conversation, key] });
  }

  /** The same timer twice in one turn: the one after the other. */
  async #once(key: string): Promise<void> {
    if (this.#keys.has(key)) await this.flush();
    this.#keys.add(key);
  }

  /** Marks the event as handled before anything else of a timer's turn, so that a timer may set itself again. */
  async begin(): Promise<void> {
    if (this.#turn.event.kind === 'timer') await this.#execute();
  }

  /** Writes what waits, because something else comes after it. */
  async flush(): Promise<void> {
    const { messages, facts, timers, cancelled } = this.#sheet;
    if (messages.length + facts.length + timers.length + cancelled.length) await this.#execute();
  }

  /** The last rows of the turn, for a statement that is sent with the commit. */
  async end({ flow, state, language, voice, spoke, answered }: After): Promise<Sheet> {
    const { key, conversation, event, epoch } = this.#turn;
    const box = await this.#vault.seal(this.#tx, key, `conversations/${conversation}`, state);
    const heard = spoke ? new Date(event.at) : undefined;
    const moved = voice ? [voice.to, voice.by, epoch + 1] : [];
    return {
      ...this.#sheet,
      after: [{ values: [conversation, flow, language, heard, answered, ...moved], box }],
    };
  }

  async #execute(): Promise<void> {
    const sheet = this.#sheet;
    this.#sheet = emptySheet();
    this.#keys.clear();
    await this.#tx.executeQuery(written([sheet], this.#now)).catch((error: unknown) => {
      throw raced(error);
    });
  }
}

const DIVISION_BY_ZERO = '22012';

/** What a statement of a turn threw, in our words. */
export function raced(error: unknown): unknown {
  return (error as { code?: string }).code === DIVISION_BY_ZERO ? new Handled('handled meanwhile') : error;
}
