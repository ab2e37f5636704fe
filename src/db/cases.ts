import type { Fact } from '../cases/facts.ts';
import type { Status } from '../cases/status.ts';
import type { Tx } from './connect.ts';
import { Erased, type Vault } from './vault.ts';

/** A case and its newest conversation, as far as every request about it needs them. */
export interface CaseRow {
  id: string;
  reference: string;
  /** Key of the case. */
  key: string;
  status: Status;
  statusSince: Date;
  conversation: string;
  conversationKey: string;
  channel: 'whatsapp' | 'sms';
  language: string;
  voice: 'bot' | 'staff';
  holder: { id: string; name: string } | null;
  /** When the person last wrote. */
  lastInboundAt: Date | null;
}

const MOST_FACTS = 2_000;

/**
 * The cases somebody may see, narrowed to those statuses. Everything the desk reads goes through this one query,
 * so that a status not in the list is as if the case did not exist.
 */
function visible(tx: Tx, sees: readonly Status[]) {
  return tx
    .selectFrom('cases as k')
    .innerJoin('conversations as c', 'c.case_id', 'k.id')
    .leftJoin('user as u', 'u.id', 'c.holder_id')
    .select([
      'k.id',
      'k.reference',
      'k.key_id as key',
      'k.status',
      'k.status_since as statusSince',
      'c.id as conversation',
      'c.key_id as conversationKey',
      'c.channel',
      'c.language',
      'c.voice',
      'c.holder_id as holderId',
      'u.name as holderName',
      'c.last_inbound_at as lastInboundAt',
    ])
    .where('k.status', 'in', sees.length ? [...sees] : ['']);
}

type Row = Awaited<ReturnType<ReturnType<typeof visible>['execute']>>[number];

/** One case, or undefined when there is none that one may see. */
export async function findCase(tx: Tx, id: string, sees: readonly Status[]): Promise<CaseRow | undefined> {
  const row = await visible(tx, sees)
    .where('k.id', '=', id)
    .orderBy('c.opened_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && asCase(row);
}

/** The case of a conversation, with that conversation. */
export async function findConversation(
  tx: Tx,
  id: string,
  sees: readonly Status[],
): Promise<CaseRow | undefined> {
  const row = await visible(tx, sees).where('c.id', '=', id).executeTakeFirst();
  return row && asCase(row);
}

function asCase(row: Row): CaseRow {
  return {
    id: row.id,
    reference: row.reference,
    key: row.key,
    status: row.status as Status,
    statusSince: row.statusSince,
    conversation: row.conversation,
    conversationKey: row.conversationKey,
    channel: row.channel as CaseRow['channel'],
    language: row.language,
    voice: row.voice as CaseRow['voice'],
    holder: row.holderId ? { id: row.holderId, name: row.holderName ?? '' } : null,
    lastInboundAt: row.lastInboundAt,
  };
}

/** All facts of a case, oldest first, opened. @throws Erased when the case's key is destroyed. */
export async function factsOf(tx: Tx, vault: Vault, one: Pick<CaseRow, 'id' | 'key'>): Promise<Fact[]> {
  const rows = await tx
    .selectFrom('facts')
    .select(['id', 'sealed'])
    .where('case_id', '=', one.id)
    .orderBy('seq', 'desc')
    .limit(MOST_FACTS)
    .execute();
  return openFacts(tx, vault, one.key, rows.reverse());
}

/** The facts of many cases at once, by case. A case that was erased has none. */
export async function factsOfAll(
  tx: Tx,
  vault: Vault,
  cases: readonly Pick<CaseRow, 'id' | 'key'>[],
): Promise<Map<string, Fact[]>> {
  const found = new Map<string, Fact[]>();
  if (!cases.length) return found;
  const ids = cases.map((one) => one.id);
  const rows = await tx
    .selectFrom('facts')
    .select(['id', 'case_id', 'sealed'])
    .where('case_id', 'in', ids)
    .orderBy('seq', 'desc')
    .limit(MOST_FACTS * 20)
    .execute();
  const byCase = Map.groupBy(rows.reverse(), (row) => row.case_id);
  for (const { id, key } of cases)
    found.set(id, await openFacts(tx, vault, key, byCase.get(id) ?? []).catch(nothingIfErased));
  return found;
}

async function openFacts(
  tx: Tx,
  vault: Vault,
  key: string,
  rows: readonly { id: string; sealed: Buffer }[],
): Promise<Fact[]> {
  // The key first: otherwise every row would ask for it at the same moment.
  if (rows.length) await vault.key(tx, key);
  return Promise.all(rows.map((row) => vault.open<Fact>(tx, key, `facts/${row.id}`, row.sealed)));
}

function nothingIfErased(error: unknown): Fact[] {
  if (error instanceof Erased) return [];
  throw error;
}

/** What was agreed to, oldest first, without the words. */
export function consentsOf(tx: Tx, caseId: string) {
  return tx
    .selectFrom('consents')
    .select(['purpose', 'given', 'version', 'at'])
    .where('case_id', '=', caseId)
    .orderBy('seq')
    .limit(200)
    .execute();
}
