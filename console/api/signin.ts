import type { Ways } from '../../src/http/account-contract.ts';
import type { Me } from '../../src/http/contract.ts';
import { byToken, carry, get, open, post, RequestFailed } from './client.ts';

/** Somebody to try the desk as, outside production. */
export interface DemoUser {
  email: string;
  password: string;
  name?: string;
  role: string;
}

/** How a sign-in went on: done, or a code from the authenticator app is wanted. */
export type SignedIn = 'done' | 'code';

/** Signs in by e-mail and password. The token, where one comes, is kept in memory only. */
export async function signIn(email: string, password: string): Promise<SignedIn> {
  const response = await open('/api/auth/sign-in/email', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  // Where the cookie proves who we are, a token in memory would outlive the session it was made for.
  if (byToken()) carry(response.headers.get('set-auth-token'));
  const body = (await response.json()) as { twoFactorRedirect?: boolean };
  return body.twoFactorRedirect ? 'code' : 'done';
}

/** Second step, where the account has one: a code of the app, or a backup code. */
export async function enterCode(code: string, which: 'totp' | 'backup-code' = 'totp'): Promise<void> {
  const path = `/api/auth/two-factor/verify-${which}`;
  await post(path, { code: which === 'totp' ? code.replace(/\s/g, '') : code.trim() });
}

/** What an authenticator app is told, and the codes for the day the phone is lost. */
export interface SecondStep {
  totpURI: string;
  backupCodes: string[];
}

/** Whoever came by the directory and has no password here gives none. */
export const beginSecondStep = (password: string): Promise<SecondStep> =>
  post<SecondStep>('/api/auth/two-factor/enable', password ? { password } : {});

/** Whether the password was right and the second step is not set up yet, where one is demanded. */
export const wantsSecondStep = (error: unknown): boolean =>
  error instanceof RequestFailed && error.problem.code === 'second_step';

/** The name of the hospital's directory, where people sign in by one. */
export const directoryName = async (): Promise<string | null> => (await get<Ways>('/api/ways')).directory;

/** Goes to the directory's own sign-in. Whoever comes back is at the address that `desk/arrival.ts` reads. */
export async function goToDirectory(): Promise<void> {
  const { url } = await post<{ url: string }>('/api/auth/sign-in/social', {
    provider: 'directory',
    callbackURL: '/console/?directory',
    errorCallbackURL: '/console/',
    disableRedirect: true,
  });
  location.assign(url);
}

export async function signOut(): Promise<void> {
  await post('/api/auth/sign-out');
  carry(null);
}

/** Who sits here. @throws RequestFailed 401 when nobody is signed in. */
export const whoAmI = (): Promise<Me> => get<Me>('/api/me');

/** Demo users, or none in production, where the route is not there. */
export const demoUsers = (): Promise<DemoUser[]> => get<DemoUser[]>('/api/demo-users').catch(() => []);

/** Changes one's own password. @throws RequestFailed `wrong_password` */
export const changePassword = (current: string, next: string) =>
  post('/api/account/password', { current, next });
