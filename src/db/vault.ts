import { randomBytes } from 'node:crypto';
import type { Db, Tx } from './connect.ts';
import { newId } from './ids.ts';
import { Broken, fingerprint, keyOf, masterKey, open, seal, type Key } from './seal.ts';

/** The key of this was destroyed: what it sealed is gone for good. */
export class Erased extends Error {
  override name = 'Erased';
}

/** Why a box will never open, however often it is tried: `Erased` or `Broken`. Undefined for every other error. */
export function neverOpens(error: unknown): string | undefined {
  return error instanceof Erased || error instanceof Broken ? error.name : undefined;
}

/** A row of `keys` that is still to be written. */
export interface KeyRow {
  id: string;
  purpose: string;
  wrapped: Buffer;
  master: string;
  at: Date;
}

/** Unwrapped keys are forgotten after this, so that a key destroyed elsewhere stops opening things here. */
const REMEMBER_MS = 60_000;
const REMEMBER_MOST = 20_000;

/**
 * Seals and opens everything a person wrote, photographed or is called.
 * One key per conversation and per case, each wrapped by the master key; one index key for finding phones and ids.
 */
export class Vault {
  readonly #masters: Map<string, Key>;
  readonly #current: string;
  readonly #known = new Map<string, { key: Key; until: number }>();
  #index: Key | undefined;

  /** @param masters the current master key first, then older ones that still open things. */
  constructor(masters: string[]) {
    const all = masters.map(masterKey);
    if (!all[0]) throw new Error('MASTER_KEY is missing');
    this.#current = all[0].name;
    this.#masters = new Map(all.map((m) => [m.name, m.key]));
  }

  /** A key as a row of `keys`, not written yet. What it seals opens only once that row is. */
  make(purpose: string, at: Date): KeyRow {
    const id = newId(at);
    const key = randomBytes(32);
    this.#remember(id, key);
    return { id, purpose, wrapped: this.#wrap(id, key), master: this.#current, at };
  }

  /** Seals with a key that was just made, or that is known: nothing has to be read. */
  sealNew(keyId: string, place: string, value: unknown): Buffer {
    const known = this.#known.get(keyId);
    if (!known) throw new Erased(`key ${keyId} was forgotten`);
    return seal(known.key, place, Buffer.from(JSON.stringify(value)));
  }

  /** Takes in a key as it was read along with what it opens; one that was destroyed meanwhile is forgotten. */
  know(id: string, { wrapped, master }: { wrapped: Uint8Array | null; master: string | null }): void {
    const known = this.#known.get(id);
    if (!wrapped || !master) this.#known.delete(id);
    else if (!known || known.until <= performance.now())
      this.#remember(id, this.#unwrap(id, master, wrapped));
  }

  /** Whether this seals without asking for its key, as of now. */
  knows(id: string): boolean {
    return (this.#known.get(id)?.until ?? 0) > performance.now();
  }

  /** @throws Erased when the key was destroyed or never was. */
  async key(tx: Tx, id: string): Promise<Key> {
    const known = this.#known.get(id);
    if (known && known.until > performance.now()) return known.key;
    const row = await tx
      .selectFrom('keys')
      .select(['wrapped', 'master'])
      .where('id', '=', id)
      .executeTakeFirst();
    if (!row?.wrapped) throw new Erased(`key ${id} is destroyed`);
    return this.#remember(id, this.#unwrap(id, row.master, row.wrapped));
  }

  async seal(tx: Tx, keyId: string, place: string, value: unknown): Promise<Buffer> {
    return seal(await this.key(tx, keyId), place, Buffer.from(JSON.stringify(value)));
  }

  async open<T>(tx: Tx, keyId: string, place: string, box: Uint8Array): Promise<T> {
    return JSON.parse(open(await this.key(tx, keyId), place, box).toString('utf8')) as T;
  }

  /** Hash by which a phone, an id or a file is found. The same for ever, whatever happens to the master key. */
  lookup(...parts: (string | Uint8Array)[]): string {
    if (!this.#index) throw new Error('the vault is not ready: call prepare() first');
    return fingerprint(this.#index, ...parts);
  }

  /** Finds or makes the index key and the service's own key. Call once before use. */
  async prepare(db: Db, at: Date): Promise<void> {
    for (const id of ['index', 'service']) {
      const key = randomBytes(32);
      await db
        .insertInto('keys')
        .values({ id, purpose: id, wrapped: this.#wrap(id, key), master: this.#current, made_at: at })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
    this.#index = await this.key(db, 'index');
  }

  /** Destroys a key, and with it all that it sealed. Cannot be undone. */
  async destroy(tx: Tx, id: string, at: Date): Promise<void> {
    await tx.updateTable('keys').set({ wrapped: null, destroyed_at: at }).where('id', '=', id).execute();
    this.#known.delete(id);
  }

  /** Wraps every key again under the current master key. Returns how many; run it until it says 0. */
  async rewrap(db: Db, most = 1_000): Promise<number> {
    return db.transaction().execute(async (tx) => {
      const rows = await tx
        .selectFrom('keys')
        .select(['id', 'master', 'wrapped'])
        .where('master', '!=', this.#current)
        .where('wrapped', 'is not', null)
        .limit(most)
        .forUpdate()
        .skipLocked()
        .execute();
      for (const row of rows) {
        const wrapped = this.#wrap(row.id, this.#unwrap(row.id, row.master, row.wrapped!));
        await tx
          .updateTable('keys')
          .set({ wrapped, master: this.#current })
          .where('id', '=', row.id)
          .execute();
      }
      return rows.length;
    });
  }

  #wrap(id: string, key: Buffer): Buffer {
    return seal(this.#masters.get(this.#current)!, `keys/${id}`, key);
  }

  #unwrap(id: string, master: string, wrapped: Uint8Array): Buffer {
    const key = this.#masters.get(master);
    if (!key) throw new Error(`key ${id} was wrapped by master key ${master}, which is not configured`);
    return open(key, `keys/${id}`, wrapped);
  }

  #remember(id: string, bytes: Buffer): Key {
    if (this.#known.size >= REMEMBER_MOST) this.#known.delete(this.#known.keys().next().value!);
    const key = keyOf(bytes);
    this.#known.set(id, { key, until: performance.now() + REMEMBER_MS });
    return key;
  }
}
