import { toNodeHandler } from 'better-auth/node';
import express, { Router } from 'express';
import { ADDRESS_HEADER } from './auth-hooks.ts';
import { board } from './board.ts';
import { account } from './account.ts';
import { arranging } from './arranging.ts';
import { routes } from './auth-guard.ts';
import type { Ways } from './account-contract.ts';
import { ask } from './ask.ts';
import { reviewers } from './reviewers.ts';
import { cases } from './cases.ts';
import { covers } from './covers.ts';
import { conflicts } from './conflicts.ts';
import type { Health, Me } from './contract.ts';
import { conversations } from './conversations.ts';
import { erase } from './erase.ts';
import type { Deps } from './deps.ts';
import { facts } from './facts.ts';
import { invitations } from './invitations.ts';
import { live } from './live.ts';
import { opinions } from './opinions.ts';
import { originals } from './originals.ts';
import { pages } from './pages.ts';
import { retakes } from './retakes.ts';
import { sending } from './sending.ts';
import { side } from './side.ts';
import { sorting } from './sorting.ts';
import { sounds } from './sounds.ts';
import { answerProblems, notFound } from './problems.ts';
import { queue } from './queue.ts';
import { roster } from './roster.ts';
import { fromOurPages, seatOf, signedIn } from './session.ts';
import { DEMO_USERS } from './staff.ts';
import { tasks } from './tasks.ts';
import { verify } from './verify.ts';
import { welcome } from './welcome.ts';

/**
 * Everything under `/api`: sign-in, what the desk reads, and what it does. Mount it at the root, before any body parser.
 * It looks at `request.ip`: say `trust proxy` on the app where a proxy stands before it.
 */
export function desk(deps: Deps & { health?(): Promise<Health> }): Router {
  const router = Router();
  const auth = toNodeHandler(deps.auth);
  const open = routes(deps.directory !== undefined);
  router.all('/api/auth/{*rest}', (request, response) => {
    if (!open.has(request.path.slice('/api/auth'.length))) throw notFound();
    request.headers[ADDRESS_HEADER] = request.ip ?? 'unknown';
    response.set('cache-control', 'no-store');
    return auth(request, response);
  });
  router.get('/api/ways', (_request, response) => {
    response.json({ directory: deps.directory?.name ?? null } satisfies Ways);
  });
  router.get('/api/demo-users', (_request, response) => {
    if (deps.production) throw notFound();
    response.json(DEMO_USERS.map(({ email, password, name, role }) => ({ email, password, name, role })));
  });
  router.use(verify(deps));
  router.use(welcome(deps));
  router.use('/api', fromOurPages(deps), signedIn(deps), express.json({ limit: '512kb' }));
  router.get('/api/me', (_request, response) => {
    const { id, name, role, email, qualification, registration } = seatOf(response);
    const demo = !deps.production && DEMO_USERS.some((one) => one.email === email);
    response.json({ id, name, role, demo, qualification, registration } satisfies Me);
  });
  for (const part of [
    account,
    roster,
    invitations,
    queue,
    cases,
    arranging,
    facts,
    conflicts,
    conversations,
    side,
    sending,
    tasks,
    pages,
    covers,
    retakes,
    sorting,
    sounds,
    originals,
    opinions,
    reviewers,
    ask,
    erase,
    board,
    live,
  ])
    router.use(part(deps));
  router.use('/api', () => {
    throw notFound();
  });
  router.use('/api', answerProblems(deps.onBug ?? (() => {})));
  return router;
}
