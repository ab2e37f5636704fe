import type { Tx } from './connect.ts';
import { newId } from './ids.ts';

/** Who did or saw what. Ids and codes only: never a person's words, name or number. */
export interface Deed {
  /** Id of the staff member. */
  actor: string;
  /** `case.viewed`, `opinion.signed` … */
  act: string;
  /** `case/<id>`, `conversation/<id>`, `page/<document>/<number>` … */
  object: string;
  detail?: string;
  at: Date;
}

/** Writes one line of the audit. Rows are only ever added. */
export async function record(tx: Tx, deed: Deed): Promise<void> {
  await tx
    .insertInto('audit')
    .values({ ...deed, id: newId(deed.at) })
    .execute();
}
