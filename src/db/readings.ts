import { sql } from 'kysely';
import type { Media, ReadDocument } from '../engine/types.ts';
import type { Db, Tx } from './connect.ts';
import { post } from './inbox.ts';
import { neverOpens, type Vault } from './vault.ts';

/** One file on lease to a worker. */
export interface LeasedReading {
  id: string;
  conversation: string;
  case: string;
  key: string;
  caseKey: string;
  channel: string;
  media: Media;
  /** Event id of the message it came with. */
  message: string;
  /** Sound that a machine may listen to, and the language it is probably in. */
  hear?: boolean;
  language: string;
  /** Of a locked PDF, for this one reading. */
  password?: string;
  /** Store name, when an earlier attempt had downloaded it. */
  file: string | null;
  urgent: boolean;
  /** Nobody agreed that a machine may read it, or it is sound: only kept. */
  keepOnly: boolean;
  attempts: number;
  at: Date;
}

/** Leases the next file to download and read, or the next photo to look at first: urgent people first, then the oldest. */
export async function leaseReading(
  db: Db,
  vault: Vault,
  now: Date,
  lease: number,
  unseen = false,
): Promise<LeasedReading | undefined> {
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<Row>`
      select r.*, c.key_id as key, c.language, k.key_id as "caseKey" from readings r
        join conversations c on c.id = r.conversation_id join cases k on k.id = r.case_id
      where r.state in ('queued', 'leased') and r.unseen = ${unseen} and r.due_at <= ${now} and (r.state = 'queued' or r.leased_until <= ${now})
      order by r.urgent desc, r.due_at limit 1 for update of r skip locked`.execute(tx);
    const row = rows[0];
    if (!row) return undefined;
    await tx
      .updateTable('readings')
      .set({ state: 'leased', leased_until: new Date(now.getTime() + lease), attempts: row.attempts + 1 })
      .where('id', '=', row.id)
      .execute();
    const asked = await openAsked(vault, tx, row);
    if (typeof asked === 'string') {
      const parked = { state: 'parked', failure: asked, leased_until: null };
      await tx.updateTable('readings').set(parked).where('id', '=', row.id).execute();
      return undefined;
    }
    return {
      ...asked,
      id: row.id,
      conversation: row.conversation_id,
      case: row.case_id,
      key: row.key,
      caseKey: row.caseKey,
      channel: row.channel,
      language: row.language,
      file: row.file,
      urgent: row.urgent,
      keepOnly: row.keep_only,
      attempts: row.attempts + 1,
      at: row.at,
    };
  });
}

type Asked = { media: Media; message: string; password?: string; hear?: boolean };

/** What is to be read; or why nobody will ever know, such as a destroyed key. */
async function openAsked(vault: Vault, tx: Tx, row: Row): Promise<Asked | string> {
  try {
    return await vault.open<Asked>(tx, row.caseKey, `readings/${row.id}`, row.sealed);
  } catch (error) {
    const failure = neverOpens(error);
    if (failure) return failure;
    throw error;
  }
}

interface Row {
  id: string;
  conversation_id: string;
  case_id: string;
  key: string;
  caseKey: string;
  channel: string;
  language: string;
  sealed: Buffer;
  file: string | null;
  urgent: boolean;
  keep_only: boolean;
  attempts: number;
  at: Date;
}

/** The bytes are stored: a later attempt need not download them again. */
export async function noteFile(db: Db, id: string, file: string): Promise<void> {
  await db.updateTable('readings').set({ file }).where('id', '=', id).execute();
}

/** Try again later. */
export async function putOff(db: Db, id: string, due: Date, failure: string): Promise<void> {
  await db
    .updateTable('readings')
    .set({ state: 'queued', due_at: due, leased_until: null, failure })
    .where('id', '=', id)
    .where('state', '=', 'leased')
    .execute();
}

/** What a quick look at a photo found; empty when there is nothing to say, or nobody could look. */
export interface Seen {
  faults: string[];
  /** Store name of the photo with the bad place marked. */
  picture?: { hash: string; name: string; mime: string };
}

/** The photo was looked at and may be read now; what is wrong with it is told to the conversation, all or nothing. */
export async function keepSeen(
  db: Db,
  vault: Vault,
  reading: LeasedReading,
  { faults, picture }: Seen,
  now: Date,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const done = await tx
      .updateTable('readings')
      .set({ state: 'queued', unseen: false, leased_until: null, attempts: 0 })
      .where('id', '=', reading.id)
      .where('unseen', '=', true)
      .executeTakeFirst();
    // Another worker, whose lease followed ours, was faster.
    if (!done.numUpdatedRows || !faults.length) return;
    const media = reading.media.id;
    await post(tx, vault, {
      conversation: reading.conversation,
      key: reading.key,
      source: `look:${reading.id}`,
      event: { kind: 'photo_faulty', media, faults, ...(picture ? { picture } : {}) },
      at: now,
    });
  });
}

/** Store name of a document of this case. */
export async function fileOf(tx: Tx, caseId: string, document: string): Promise<string | null> {
  const row = await tx
    .selectFrom('documents')
    .select('file')
    .where('id', '=', document)
    .where('case_id', '=', caseId)
    .executeTakeFirst();
  return row?.file || null;
}

/** The document with the same bytes in this case, if there is one. */
export async function sameFile(
  db: Db,
  caseId: string,
  file: string,
  except: string,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('documents')
    .select('id')
    .where('case_id', '=', caseId)
    .where('file', '=', file)
    .where('reading_id', '!=', except)
    // What could not be opened then may be opened now.
    .where((where) => where.or([where('failure', 'is', null), where('failure', '!=', 'encrypted')]))
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst();
  return row?.id;
}

async function forgetPassword(
  tx: Tx,
  vault: Vault,
  { id, caseKey, media, message }: LeasedReading,
): Promise<void> {
  const sealed = await vault.seal(tx, caseKey, `readings/${id}`, { media, message });
  await tx.updateTable('readings').set({ sealed }).where('id', '=', id).execute();
}

/** A page as it is kept. */
export interface KeptPage {
  number: number;
  width: number;
  height: number;
  rotation: number;
  file: string;
  text: string;
  lines: unknown[];
  codes?: unknown[];
  /** From the original to this page: by it the image can be drawn again. */
  way: readonly number[];
}

export interface KeptDocument {
  document: ReadDocument;
  file: string;
  typeConfidence: number;
  mime: string;
  bytes: number;
  pages: KeptPage[];
  /** What a machine heard in it. */
  heard?: string;
}

/** T3: the document, its pages and the event that tells the conversation, all or nothing. Repeating it changes nothing. */
export async function keepDocument(
  db: Db,
  vault: Vault,
  reading: LeasedReading,
  kept: KeptDocument,
  now: Date,
): Promise<void> {
  const { document } = kept;
  await db.transaction().execute(async (tx) => {
    const done = await tx
      .updateTable('readings')
      .set({ state: 'done', leased_until: null, failure: document.failure ?? null })
      .where('id', '=', reading.id)
      .where('state', '!=', 'done')
      .executeTakeFirst();
    // Another worker, whose lease followed ours, was faster.
    if (!done.numUpdatedRows) return;
    if (reading.password) await forgetPassword(tx, vault, reading);
    const { fileName } = reading.media;
    await tx
      .insertInto('documents')
      .values({
        id: document.id,
        case_id: reading.case,
        reading_id: reading.id,
        message_id: reading.message,
        file: kept.file,
        type: document.type,
        type_confidence: kept.typeConfidence,
        mime: kept.mime,
        bytes: kept.bytes,
        faults: document.faults,
        failure: document.failure ?? null,
        duplicate_of: document.duplicateOf ?? null,
        sealed: await vault.seal(tx, reading.caseKey, `documents/${document.id}`, {
          fileName: fileName ?? null,
        }),
        at: now,
      })
      .execute();
    for (const page of kept.pages) {
      const { text, lines, way, codes = [], ...row } = page;
      const place = `pages/${document.id}/${page.number}`;
      const sealed = await vault.seal(tx, reading.caseKey, place, { text, lines, way, codes });
      await tx
        .insertInto('pages')
        .values({ ...row, document_id: document.id, sealed })
        .execute();
    }
    await post(tx, vault, {
      conversation: reading.conversation,
      key: reading.key,
      source: `read:${reading.id}`,
      event: { kind: 'document_read', document },
      at: now,
    });
    if (!kept.heard) return;
    await post(tx, vault, {
      conversation: reading.conversation,
      key: reading.key,
      source: `heard:${reading.id}`,
      event: { kind: 'voice_read', of: reading.message, media: document.media, text: kept.heard },
      at: now,
    });
  });
}
