import { record } from '../db/audit.ts';
import { findCase, findConversation, type CaseRow } from '../db/cases.ts';
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

/** Writes down that somebody looked. */
export function looked(deps: Deps, seat: Seat, act: string, object: string): Promise<void> {
  return record(deps.db, { actor: seat.id, act, object, at: deps.now() });
}
