import { fromNodeHeaders } from 'better-auth/node';
import type { Request, RequestHandler, Response } from 'express';
import type { Role } from './contract.ts';
import type { Deps } from './deps.ts';
import { policies, type Deed, type Policy } from './policies.ts';
import { notAllowed, notSignedIn, oneStepOnly } from './problems.ts';

/** Who asks, with what they may do. */
export interface Seat {
  id: string;
  name: string;
  email: string;
  role: Role;
  qualification: string;
  registration: string;
  policy: Policy;
  /** The session itself, and whether the second step is set up. */
  session: string;
  secondStep: boolean;
}

/** The page says by it that nobody touched it for a while, so that what it asks by itself does not keep it signed in. */
const AWAY = 'x-away';

/** Puts the one who is signed in on the response, or answers 401. Where two steps are demanded, 403 after one. */
export function signedIn(deps: Deps): RequestHandler {
  return async (request, response, next) => {
    const session = await deps.auth.api.getSession({
      headers: fromNodeHeaders(request.headers),
      query: { disableRefresh: request.get(AWAY) !== undefined },
    });
    // An account that is switched off has no sessions; one that was born in the same instant opens nothing.
    if (!session || session.user.offAt) throw notSignedIn();
    if (deps.secondStep && session.session.proof === 'password') throw oneStepOnly();
    const { id, name, email, role, qualification, registration } = session.user;
    if (!Object.hasOwn(policies, role)) throw notAllowed('This account has no role yet.');
    const seat: Seat = {
      id,
      name,
      email,
      role: role as Role,
      qualification: qualification ?? '',
      registration: registration ?? '',
      policy: policies[role as Role],
      session: session.session.id,
      secondStep: session.user.twoFactorEnabled === true,
    };
    response.locals['seat'] = seat;
    response.set('cache-control', 'no-store');
    next();
  };
}

export function seatOf(response: Response): Seat {
  return response.locals['seat'] as Seat;
}

/** @throws Refused 403 when this role does not do such things. */
export function allow(seat: Seat, deed: Deed): void {
  if (!seat.policy.may(deed)) throw notAllowed('Your role may look at this, but not change it.');
}

const HARMLESS = ['GET', 'HEAD', 'OPTIONS'];

/**
 * A page of somebody else can make a browser send our cookie, but neither our header nor our origin.
 * Requests that carry a token instead of the cookie cannot be forged that way.
 */
export function fromOurPages(deps: Pick<Deps, 'publicUrl' | 'production'>): RequestHandler {
  return (request, _response, next) => {
    if (HARMLESS.includes(request.method) || (byToken(request) && !request.headers.cookie)) return next();
    if (request.get('x-requested-with') !== 'doosri-rai' || !isSameOrigin(request, deps))
      throw notAllowed('This request did not come from the desk. Please reload the page.');
    next();
  };
}

function byToken(request: Request): boolean {
  return /^bearer ./i.test(request.get('authorization') ?? '');
}

function isSameOrigin(request: Request, deps: Pick<Deps, 'publicUrl' | 'production'>): boolean {
  const site = request.get('sec-fetch-site');
  if (site && site !== 'same-origin') return false;
  const origin = request.get('origin');
  if (!origin) return true;
  if (origin === new URL(deps.publicUrl).origin) return true;
  return !deps.production && URL.canParse(origin) && new URL(origin).host === request.get('host');
}
