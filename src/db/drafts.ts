import type { Alias } from '../channels/channel.ts';
import type { Tx } from './connect.ts';
import { newId, newReference } from './ids.ts';
import type { KeyRow, Vault } from './vault.ts';

/** What a conversation starts from: the newest flow's hash and the engine's first state for a case of this reference. */
export type Newcomer = (reference: string) => { flow: string; state: unknown };

/** A conversation and a case with their keys, not written yet. */
export interface Draft {
  conversation: string;
  key: string;
  case: string;
  caseKey: string;
  keys: KeyRow[];
  reference: string;
  flow: string;
  sealed: Buffer;
  at: Date;
  /** Who speaks in it. */
  names: (Alias & { lookup: string })[];
  /** Seals one of those names. */
  name(value: string): Buffer;
}

export function draft(vault: Vault, newcomer: Newcomer, at: Date): Draft {
  const conversation = newId(at);
  const own = vault.make('conversation', at);
  const shared = vault.make('case', at);
  const reference = newReference();
  const { flow, state } = newcomer(reference);
  return {
    conversation,
    key: own.id,
    case: newId(at),
    caseKey: shared.id,
    keys: [own, shared],
    reference,
    flow,
    sealed: vault.sealNew(own.id, `conversations/${conversation}`, state),
    at,
    names: [],
    name: (value) => vault.sealNew(own.id, `aliases/${conversation}`, value),
  };
}

/** A conversation and a case with their keys, for nobody yet. */
export async function begin(
  tx: Tx,
  vault: Vault,
  channel: string,
  newcomer: Newcomer,
  at: Date,
): Promise<{ conversation: string; key: string; case: string; names: string[]; isNew: boolean }> {
  const made = draft(vault, newcomer, at);
  const times = { opened_at: at, changed_at: at };
  await tx
    .insertInto('keys')
    .values(made.keys.map(({ at: made_at, ...key }) => ({ ...key, made_at })))
    .execute();
  await tx
    .insertInto('cases')
    .values({
      id: made.case,
      reference: made.reference,
      key_id: made.caseKey,
      status: 'draft',
      status_since: at,
      ...times,
    })
    .execute();
  await tx
    .insertInto('conversations')
    .values({
      id: made.conversation,
      channel,
      case_id: made.case,
      key_id: made.key,
      flow: made.flow,
      sealed: made.sealed,
      ...times,
    })
    .execute();
  return { conversation: made.conversation, key: made.key, case: made.case, names: [], isNew: true };
}
