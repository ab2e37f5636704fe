import { Router } from 'express';
import { z } from 'zod';
import { record } from '../db/audit.ts';
import { closeInvitation, openInvitations } from '../db/invitations.ts';
import { memberOf } from '../db/staff.ts';
import type { NewLink } from './account-contract.ts';
import type { Deps } from './deps.ts';
import { bodyAs, idFrom, words } from './input.ts';
import { makeLink } from './links.ts';
import { notAllowed, notFound, Refused } from './problems.ts';
import { seatOf } from './session.ts';

const Asked = z.object({
  email: z.email('Please write an e-mail address.').max(254, 'This address is too long.').toLowerCase(),
  name: words(100),
  role: z.enum(['coordinator', 'reviewer', 'lead', 'administrator'], { error: 'Please choose a role.' }),
});

/** Invitations to the desk: made for an address and a role, shown once to who made them, and taken back. */
export function invitations(deps: Deps): Router {
  const { db, now } = deps;
  const router = Router();
  router.post('/api/staff/invitations', async (request, response) => {
    const seat = seatOf(response);
    const asked = bodyAs(Asked, request.body);
    if (!seat.policy.invites().includes(asked.role))
      throw notAllowed('Your role cannot invite for this role.');
    const made = await db.transaction().execute(async (tx) => {
      if (await memberOf(tx, asked.email)) throw known();
      const link = await makeLink(deps, tx, { ...asked, purpose: 'account', user: null, by: seat.id });
      const object = `invitation/${link.id}`;
      await record(tx, { actor: seat.id, act: 'staff.invited', object, detail: asked.role, at: now() });
      return link;
    });
    response.json({ link: made.link, ends: made.ends } satisfies NewLink);
  });

  router.post('/api/staff/invitations/:id/revoke', async (request, response) => {
    const seat = seatOf(response);
    const id = idFrom(request.params.id);
    const one = (await openInvitations(db, now())).find((each) => each.id === id);
    // A link that mends an account is for those alone who may make one.
    const mine = one?.purpose === 'account' && seat.policy.invites().some((role) => role === one.role);
    if (!mine && !(one && seat.policy.may('accounts'))) throw notFound();
    if (!(await closeInvitation(db, id, 'revoked_at', now()))) throw notFound();
    await record(db, { actor: seat.id, act: 'staff.link_revoked', object: `invitation/${id}`, at: now() });
    response.json({ ok: true });
  });
  return router;
}

const known = () =>
  new Refused(409, {
    code: 'known',
    message: 'This address has an account already.',
    fields: { email: 'This address has an account already.' },
  });
