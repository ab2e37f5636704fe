import { Router, type Response } from 'express';
import { z } from 'zod';
import { record } from '../db/audit.ts';
import { openInvitations } from '../db/invitations.ts';
import { changeMember, members, type Changed } from '../db/staff.ts';
import type { NewLink, StaffList } from './account-contract.ts';
import type { Role } from './contract.ts';
import type { Deps } from './deps.ts';
import { bodyAs, idFrom } from './input.ts';
import { makeLink } from './links.ts';
import { notAllowed, notFound } from './problems.ts';
import { allow, seatOf, type Seat } from './session.ts';

const NewRole = z.object({ role: z.enum(['coordinator', 'reviewer', 'lead', 'administrator']) });
const Mend = z.object({ purpose: z.enum(['password', 'second_step']) });

/** Who works at the desk, and what an administrator does to their accounts. No act of these touches a case. */
export function roster(deps: Deps): Router {
  const { db, now } = deps;
  const router = Router();
  router.get('/api/staff', async (_request, response) => {
    const seat = seatOf(response);
    const invites = [...seat.policy.invites()];
    if (!invites.length) throw notFound();
    const manages = seat.policy.may('accounts');
    const [people, links] = await Promise.all([members(db), openInvitations(db, now())]);
    response.json({
      invites,
      manages,
      people: people.map(({ offAt, ...one }) => ({
        ...one,
        role: one.role as Role,
        qualification: one.qualification ?? '',
        registration: one.registration ?? '',
        off: offAt?.toISOString() ?? null,
        me: one.id === seat.id,
      })),
      links: links
        .filter(({ purpose, role }) => manages || (purpose === 'account' && invites.includes(role as Role)))
        .map(({ user: _user, endsAt, ...one }) => ({
          ...one,
          role: one.role as Role,
          ends: endsAt.toISOString(),
        })),
    } satisfies StaffList);
  });

  const change = async (
    seat: Seat,
    id: unknown,
    act: string,
    to: { role: Role } | { offAt: Date | null },
  ): Promise<void> => {
    allow(seat, 'accounts');
    const user = idFrom(id);
    await db.transaction().execute(async (tx) => {
      told(await changeMember(tx, { actor: seat.id, user, change: to }));
      const detail = 'role' in to ? { detail: to.role } : {};
      await record(tx, { actor: seat.id, act, object: `user/${user}`, ...detail, at: now() });
    });
  };
  const done = (response: Response) => void response.json({ ok: true });
  router.post('/api/staff/:id/off', async (request, response) => {
    await change(seatOf(response), request.params.id, 'staff.off', { offAt: now() });
    done(response);
  });
  router.post('/api/staff/:id/on', async (request, response) => {
    await change(seatOf(response), request.params.id, 'staff.on', { offAt: null });
    done(response);
  });
  router.post('/api/staff/:id/role', async (request, response) => {
    const { role } = bodyAs(NewRole, request.body);
    await change(seatOf(response), request.params.id, 'staff.role', { role });
    done(response);
  });

  router.post('/api/staff/:id/mend', async (request, response) => {
    const seat = seatOf(response);
    allow(seat, 'accounts');
    const { purpose } = bodyAs(Mend, request.body);
    const id = idFrom(request.params.id);
    // One's own password is changed by the old one: a desk that was left open gives nobody a way round it.
    if (id === seat.id) throw notAllowed('Another administrator has to make a link for your own account.');
    const made = await db.transaction().execute(async (tx) => {
      const one = (await members(tx)).find((each) => each.id === id && !each.offAt);
      if (!one) throw notFound();
      const { email, name, role } = one;
      const link = await makeLink(deps, tx, { purpose, email, name, role, user: id, by: seat.id });
      await record(tx, {
        actor: seat.id,
        act: 'staff.mend_link',
        object: `user/${id}`,
        detail: purpose,
        at: now(),
      });
      return link;
    });
    response.json({ link: made.link, ends: made.ends } satisfies NewLink);
  });
  return router;
}

/** @throws Refused when the account was not changed. */
function told(changed: Changed): void {
  if (changed === 'unknown') throw notFound();
  if (changed === 'not_yours') throw notAllowed('You are no administrator any more.');
  if (changed === 'oneself') throw notAllowed('Another administrator has to change your own account.');
}
