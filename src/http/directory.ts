import { genericOAuth, type GenericOAuthOptions } from 'better-auth/plugins';
import { decodeJwt } from 'jose';
import { record } from '../db/audit.ts';
import type { Db } from '../db/connect.ts';
import { closeInvitation, invitationFor } from '../db/invitations.ts';
import { addMember, memberOf } from '../db/staff.ts';

/** A hospital's directory of its people, by OpenID Connect. */
export interface Directory {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** On the button of the sign-in page. */
  name: string;
}

/** Routes that are there only where a directory is. */
export const LEAVING = '/sign-in/social';
export const RETURNING = '/callback/directory';

/** What the page sends somebody away with; nothing else is taken, so no flow is bent and no token put in place of one. */
export const AWAY = {
  provider: 'directory',
  callbackURL: '/console/?directory',
  errorCallbackURL: '/console/',
  disableRedirect: true,
} as const;

type Claims = Record<string, unknown>;

/**
 * Sign-in by the directory: code flow with PKCE, state and nonce; the ID token's signature, issuer, audience, age and nonce
 * are checked before anything of it is believed (OpenID Connect Core 3.1.3.7). The directory makes nobody a member of the
 * desk: an address it has verified must have an account here, or an open invitation.
 */
export function directoryPlugin(db: Db, { issuer, clientId, clientSecret, name }: Directory) {
  const provider: GenericOAuthOptions['config'][number] = {
    providerId: 'directory',
    name,
    discoveryUrl: `${issuer.replace(/\/+$/, '')}/.well-known/openid-configuration`,
    requireIdTokenVerification: true,
    clientId,
    clientSecret,
    pkce: true,
    scopes: ['openid', 'email', 'profile'],
    disableImplicitSignUp: true,
    disableSignUp: true,
    // Called when the ID token was checked. Without one nothing is believed, whatever else the directory would tell.
    async getUserInfo({ idToken }) {
      if (!idToken) return null;
      const claims: Claims = decodeJwt(idToken);
      if (!sameIssuer(claims['iss'], issuer) || typeof claims['email'] !== 'string') return null;
      return { ...claims, email: claims['email'], emailVerified: isVerified(claims) };
    },
    async mapProfileToUser(claims) {
      if (isVerified(claims)) await join(db, String(claims['email']), new Date());
      return {};
    },
  };
  // The library would ask it at the start, without a limit: a directory that hangs would shut the desk for everybody else. What
  // it finds pending it asks when somebody comes by it, for ten seconds at most.
  const pending = { genericOAuthPendingDiscovery: new Map([[provider.providerId, provider]]) };
  return { ...genericOAuth({ config: [provider] }), init: () => ({ context: pending }) };
}

/** Whoever is invited and known to the directory need not choose a password. A doctor's registration is asked behind the link. */
async function join(db: Db, email: string, at: Date): Promise<void> {
  if (await memberOf(db, email)) return;
  const invitation = await invitationFor(db, email, at);
  if (!invitation || invitation.role === 'reviewer') return;
  await db.transaction().execute(async (tx) => {
    if (!(await closeInvitation(tx, invitation.id, 'used_at', at))) return;
    const id = await addMember(tx, invitation, at);
    if (id)
      await record(tx, { actor: id, act: 'staff.joined', object: `user/${id}`, detail: 'directory', at });
  });
}

/** The directory itself must have made sure of the address: "true" as a word is what some send. */
export const isVerified = (claims: Claims): boolean =>
  claims['email_verified'] === true || claims['email_verified'] === 'true';

const sameIssuer = (said: unknown, issuer: string): boolean =>
  typeof said === 'string' && said.replace(/\/+$/, '') === issuer.replace(/\/+$/, '');

/** Names of two steps in `acr`: REFEDS, OpenID EAP, Microsoft. In `amr` it is `mfa` (RFC 8176). */
const STRONG = [
  'https://refeds.org/profile/mfa',
  'phr',
  'phrh',
  'http://schemas.microsoft.com/claims/multipleauthn',
];

/** Whether the directory says that it asked for two steps. */
export function isStrong(claims: Claims): boolean {
  const { amr, acr } = claims;
  if (Array.isArray(amr) && amr.some((one) => one === 'mfa' || STRONG.includes(String(one)))) return true;
  return typeof acr === 'string' && STRONG.includes(acr);
}
