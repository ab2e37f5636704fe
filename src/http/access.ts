import { record } from '../db/audit.ts';
import { findCase, findConversation, type CaseRow } from '../db/cases.ts';
import { findPage } from '../db/papers.ts';
import type { Deps } from './deps.ts';
import { idFrom } from './input.ts';
import { notFound } from './problems.ts';
import type { Seat } from './session.ts';

/** The case of this id. @throws Refused 404 when there is none, or none that this role sees. */
export async function caseFor(deps: Deps, seat: Seat, id: unknown): Promise<CaseRow> {
  const one = await findCase(deps.db, idFrom(id), seat.policy.sees());
  if (!one) throw notFound();
  return one;
}

/** The same by the id of its conversation. */
export async function talkFor(deps: Deps, seat: Seat, id: unknown): Promise<CaseRow> {
  const one = await findConversation(deps.db, idFrom(id), seat.policy.sees());
  if (!one) throw notFound();
  return one;
}

/** A page of a case this seat may see, by the address it has. @throws Refused 404 when there is none, or none that this role sees. */
export async function pageFor(deps: Deps, seat: Seat, params: { document: string; number: string }) {
  const document = idFrom(params.document);
  if (!/^[1-9]\d{0,3}$/.test(params.number)) throw notFound();
  const number = Number(params.number);
  const page = await findPage(deps.db, document, number);
  if (!page) throw notFound();
  return { one: await caseFor(deps, seat, page.case_id), page, document, number };
}

/** Writes down that somebody looked. */
export function looked(deps: Deps, seat: Seat, act: string, object: string): Promise<void> {
  return record(deps.db, { actor: seat.id, act, object, at: deps.now() });
}
