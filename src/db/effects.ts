import { sql } from 'kysely';
import type { Effect, Message } from '../engine/types.ts';
import type { Tx } from './connect.ts';
import { fileOf } from './readings.ts';
import type { Turn } from './turns.ts';
import type { Vault } from './vault.ts';

/** One effect of a turn, as rows. Each of these is one statement in the turn's transaction. */
type Of<K extends Effect['kind']> = Extract<Effect, { kind: K }> & { id: string };

/** What an outbox row holds sealed. */
export interface Letter {
  /** Phone of the relative; absent when it goes to the person of the conversation. */
  to?: string;
  message: Message | { kind: 'seen'; of: string } | Template;
}

export interface Template {
  kind: 'template';
  name: string;
  language: string;
  parameters: string[];
  payloads?: string[];
}

/** What a message is to the person who gets it. */
export type MessageKind =
  'seen' | 'reply' | 'staff' | 'update' | 'opinion' | 'reminder' | 'nudge' | 'family' | 'fallback';

export interface Posted {
  id: string;
  channel: string;
  audience: 'person' | 'family';
  voice: string;
  kind: MessageKind;
  /** 0 goes before 1, 1 before 2. */
  urgency: number;
  tag: string;
  letter: Letter;
}

/** Takes back what the bot has not sent yet, to the person. The relative's SMS stand. */
export async function withdraw(tx: Tx, conversation: string): Promise<void> {
  await tx
    .updateTable('outbox')
    .set({ state: 'withdrawn' })
    .where('conversation_id', '=', conversation)
    .where('audience', '=', 'person')
    .where('voice', '=', 'bot')
    .where('state', 'in', ['queued', 'held'])
    .execute();
}

/**
 * The person wrote: what was held for the window may go, except reminders, which have lost their point; what waited for
 * the morning, or for a phone that was off, need not wait, for they are awake and it is on.
 */
export async function release(tx: Tx, conversation: string): Promise<void> {
  await tx
    .updateTable('outbox')
    // What came with a reminder (the answers so far) has lost its point with it; the question two weeks later has not.
    .set({
      state: sql`case when kind = 'reminder' and tag != 'follow' then 'withdrawn' else 'queued' end`,
      reason: null,
    })
    .where('conversation_id', '=', conversation)
    .where('state', '=', 'held')
    .execute();
  await tx
    .updateTable('outbox')
    .set((eb) => ({ due_at: eb.ref('at'), reason: null }))
    .where('conversation_id', '=', conversation)
    .where('audience', '=', 'person')
    .where('state', '=', 'queued')
    .where('reason', 'in', ['quiet_hours', 'later'])
    .execute();
}

/** A worse photo of a page that another document shows as well. It stays, marked. */
export async function markCopy(tx: Tx, turn: Turn, { document, of }: Of<'copy'>): Promise<void> {
  await tx
    .updateTable('documents')
    .set({ duplicate_of: of })
    .where('id', '=', document)
    .where('case_id', '=', turn.case)
    .execute();
}

export async function keepConsent(
  tx: Tx,
  vault: Vault,
  turn: Turn,
  effect: Of<'consent'>,
  at: Date,
): Promise<void> {
  const { purpose, given, version, hash, language, speaker, words, id } = effect;
  await tx
    .insertInto('consents')
    .values({
      id,
      case_id: turn.case,
      conversation_id: turn.conversation,
      purpose,
      given,
      version,
      hash,
      language,
      speaker,
      message_id: turn.event.id,
      sealed: await vault.seal(tx, turn.caseKey, `consents/${id}`, { words }),
      at,
    })
    .execute();
}

export async function askReading(
  tx: Tx,
  vault: Vault,
  turn: Turn,
  effect: Of<'read'>,
  urgent: boolean,
  at: Date,
): Promise<void> {
  await tx
    .insertInto('readings')
    .values({
      id: effect.id,
      conversation_id: turn.conversation,
      case_id: turn.case,
      channel: turn.channel,
      sealed: await vault.seal(tx, turn.caseKey, `readings/${effect.id}`, {
        media: effect.media,
        message: turn.event.id,
        ...(effect.password ? { password: effect.password } : {}),
        ...(effect.hear ? { hear: true } : {}),
      }),
      file: effect.again ? await fileOf(tx, turn.case, effect.again) : null,
      urgent,
      keep_only: effect.keepOnly ?? false,
      unseen: isPhoto(effect),
      due_at: at,
      at,
    })
    .execute();
}

/** What a machine may read, and a person may take again. */
function isPhoto({ media, keepOnly, again }: Of<'read'>): boolean {
  return !keepOnly && !again && (media.type === 'image' || !!media.mime?.startsWith('image/'));
}

export async function moveCase(tx: Tx, turn: Turn, to: string, at: Date): Promise<void> {
  await tx
    .updateTable('cases')
    .set({ status: to, status_since: at, changed_at: at })
    .where('id', '=', turn.case)
    .where('status', '!=', to)
    .execute();
}

/**
 * Opens a task for the desk, unless one of its kind is open already for this conversation. `due`: by when somebody must have
 * seen to it.
 */
export async function openTask(
  tx: Tx,
  vault: Vault,
  turn: Pick<Turn, 'conversation' | 'case' | 'caseKey'>,
  id: string,
  what: string,
  note: string | undefined,
  at: Date,
  due?: Date,
): Promise<void> {
  // A second emergency is a second emergency.
  if (what !== 'emergency' && (await hasOpenTask(tx, turn.conversation, what))) return;
  await tx
    .insertInto('tasks')
    .values({
      id,
      case_id: turn.case,
      conversation_id: turn.conversation,
      what,
      note: note === undefined ? null : await vault.seal(tx, turn.caseKey, `tasks/${id}`, { note }),
      at,
      due_at: due ?? null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Whether the desk still has something of this kind to do for a conversation. */
export async function hasOpenTask(tx: Tx, conversation: string, what: string): Promise<boolean> {
  const row = await tx
    .selectFrom('tasks')
    .select('id')
    .where('conversation_id', '=', conversation)
    .where('what', '=', what)
    .where('closed_at', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}

export async function closeTasks(
  tx: Tx,
  turn: Pick<Turn, 'conversation'>,
  what: string,
  at: Date,
): Promise<void> {
  await tx
    .updateTable('tasks')
    .set({ closed_at: at, closed_by: 'bot' })
    .where('conversation_id', '=', turn.conversation)
    // What was late about it is over with it.
    .where('what', 'in', [what, `late_${what}`])
    .where('closed_at', 'is', null)
    .execute();
}
