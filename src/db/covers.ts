import type { CoverAct } from '../cases/covers.ts';
import type { Box } from '../cases/facts.ts';
import type { PrintedLine } from '../cases/identity.ts';
import type { Tx } from './connect.ts';
import { newId } from './ids.ts';
import type { Vault } from './vault.ts';

interface Owner {
  id: string;
  key: string;
}

/** So many are kept of one case: nobody draws more, and a loop does. */
export const MOST_COVERS = 2_000;

/** A page with its lines, and what was said of its covers since, in order. */
export interface PrintedPage {
  document: string;
  number: number;
  lines: PrintedLine[];
  /** Bar codes and QR codes. */
  codes: Box[];
  acts: CoverAct[];
}

/** What a page holds sealed, as far as it is needed here; older pages know no codes. */
interface Seen {
  lines: PrintedLine[];
  codes?: Box[];
}

/** The pages of a case, or one of them, with all that their covers follow from. */
export async function printedPages(
  tx: Tx,
  vault: Vault,
  one: Owner,
  only?: { document: string; number: number },
): Promise<PrintedPage[]> {
  const acts = await actsOf(tx, vault, one, only?.document);
  let pages = tx
    .selectFrom('pages as p')
    .innerJoin('documents as d', 'd.id', 'p.document_id')
    .select(['p.document_id as document', 'p.number', 'p.sealed'])
    .where('d.case_id', '=', one.id)
    .orderBy('p.number')
    .limit(3_000);
  if (only) pages = pages.where('d.id', '=', only.document).where('p.number', '=', only.number);
  const rows = await pages.execute();
  if (rows.length) await vault.key(tx, one.key);
  return Promise.all(
    rows.map(async ({ document, number, sealed }) => {
      const place = `pages/${document}/${number}`;
      const { lines, codes = [] } = await vault.open<Seen>(tx, one.key, place, sealed);
      return { document, number, lines, codes, acts: acts.get(place) ?? [] };
    }),
  );
}

async function actsOf(tx: Tx, vault: Vault, one: Owner, document?: string): Promise<Map<string, CoverAct[]>> {
  let all = tx
    .selectFrom('covers')
    .select(['id', 'document_id', 'number', 'sealed'])
    .where('case_id', '=', one.id)
    .orderBy('seq')
    .limit(MOST_COVERS);
  if (document) all = all.where('document_id', '=', document);
  const acts = new Map<string, CoverAct[]>();
  for (const row of await all.execute()) {
    const place = `pages/${row.document_id}/${row.number}`;
    const act = await vault.open<CoverAct>(tx, one.key, `covers/${row.id}`, row.sealed);
    acts.set(place, [...(acts.get(place) ?? []), act]);
  }
  return acts;
}

/** Keeps what somebody said of a page's covers. False when the case has too many already. */
export async function keepCover(
  tx: Tx,
  vault: Vault,
  one: Owner,
  page: { document: string; number: number },
  { act, user, at }: { act: CoverAct; user: string; at: Date },
): Promise<boolean> {
  const { count } = await tx
    .selectFrom('covers')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .where('case_id', '=', one.id)
    .executeTakeFirstOrThrow();
  if (Number(count) >= MOST_COVERS) return false;
  const id = newId(at);
  await tx
    .insertInto('covers')
    .values({
      id,
      case_id: one.id,
      document_id: page.document,
      number: page.number,
      user_id: user,
      sealed: await vault.seal(tx, one.key, `covers/${id}`, act),
      at,
    })
    .execute();
  return true;
}
