import { passkey } from '@better-auth/passkey';
import { APIError } from 'better-auth/api';

/** Routes at which a passkey is made, for who is signed in. */
export const MAKING = ['/passkey/generate-register-options', '/passkey/verify-registration'];
/** Where somebody signs in by one. */
export const ASKING = '/passkey/generate-authenticate-options';
export const SHOWING = '/passkey/verify-authentication';

/**
 * Passkeys count as both steps: something one has, and a finger, face or PIN that the device asked for. One whose device
 * did not ask is refused, at making and at signing in (WebAuthn level 2, flag UV).
 */
export function passkeys({ publicUrl, production }: { publicUrl: string; production: boolean }) {
  return passkey({
    rpName: 'Doosri Rai',
    rpID: new URL(publicUrl).hostname,
    // Elsewhere the browser's own origin counts, as for all of the sign-in; the device holds it against the name above.
    ...(production ? { origin: new URL(publicUrl).origin } : {}),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    registration: {
      afterVerification: async ({ verification }) => {
        if (!verification.registrationInfo?.userVerified) throw unverified();
      },
    },
    authentication: {
      afterVerification: async ({ verification }) => {
        if (!verification.authenticationInfo.userVerified) throw unverified();
      },
    },
  });
}

const unverified = () =>
  new APIError('FORBIDDEN', {
    code: 'USER_NOT_VERIFIED',
    message: 'This device did not ask for a finger, face or PIN. Please sign in with your password.',
  });

/** A name somebody gives the device, and no session on the side. @throws APIError */
export function checkMaking(body: unknown): void {
  const { name, createSession } = (body ?? {}) as { name?: unknown; createSession?: unknown };
  if (createSession || (name !== undefined && (typeof name !== 'string' || name.length > 60)))
    throw new APIError('BAD_REQUEST', { code: 'invalid', message: 'This passkey cannot be made.' });
}
