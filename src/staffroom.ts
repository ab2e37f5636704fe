import type { RequestHandler } from 'express';
import { type Config } from './config.ts';
import { derived } from './master-key.ts';
import type { Db } from './db/connect.ts';
import type { Deps } from './http/deps.ts';
import type { Health } from './http/contract.ts';

interface Furniture extends Omit<Deps, 'auth' | 'cover' | 'photo'> {
  db: Db;
  health(): Promise<Health>;
}

/** What the desk answers: its own interface, and whoever holds a paper and asks whether it is genuine. */
const OURS = /^\/(?:api|verify)(?:\/|$)/;

/**
 * The desk, furnished when the first of the staff comes: sign-in, sessions and printing weigh as much as the rest of the
 * service, and most processes of a big house never see a person.
 */
export function staffroom(
  { masterKeys, publicUrl, production, sessions, secondStep, directory }: Config,
  redis: unknown,
  deps: Furniture,
): RequestHandler {
  let ready: Promise<RequestHandler> | undefined;
  const furnish = async (): Promise<RequestHandler> => {
    const [{ createAuth }, { desk }, { openDemo }, { cover, photo }] = await Promise.all([
      import('./http/auth.ts'),
      import('./http/desk.ts'),
      import('./http/staff.ts'),
      import('./documents/cover.ts'),
    ]);
    const secret = derived(masterKeys[0]!, 'sessions');
    const auth = createAuth(deps.db, {
      secret,
      publicUrl,
      production,
      redis,
      sessions,
      secondStep,
      directory,
    });
    if (!production) await openDemo(auth, deps.db);
    return desk({ ...deps, directory, auth, cover, photo });
  };
  return (request, response, next) => {
    if (!OURS.test(request.path)) return next();
    ready ??= furnish().catch((error: Error) => {
      // Such as a database that is away: the next one finds it perhaps.
      ready = undefined;
      throw error;
    });
    ready.then((desk) => desk(request, response, next), next);
  };
}
