import type { Me } from '../../src/http/contract.ts';
import { carry, get, open, post } from './client.ts';

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
  carry(response.headers.get('set-auth-token'));
  const body = (await response.json()) as { twoFactorRedirect?: boolean };
  return body.twoFactorRedirect ? 'code' : 'done';
}

/** Second step, where the account has one. */
export async function enterCode(code: string): Promise<void> {
  await post('/api/auth/two-factor/verify-totp', { code });
}

export async function signOut(): Promise<void> {
  await post('/api/auth/sign-out');
  carry(null);
}

/** Who sits here. @throws RequestFailed 401 when nobody is signed in. */
export const whoAmI = (): Promise<Me> => get<Me>('/api/me');

/** Demo users, or none in production, where the route is not there. */
export const demoUsers = (): Promise<DemoUser[]> => get<DemoUser[]>('/api/demo-users').catch(() => []);
