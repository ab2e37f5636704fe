import { pause } from './wait.ts';

/** Only what the story reads of the desk's answers; the other side of the wire knows no types of ours. */
export interface DeskRow {
  case: string;
  conversation: string;
  status: string;
  lastAt: string;
}

export interface DeskCase {
  status: string;
  moves: string[];
  facts: { id: string; path: string; value: string; current: boolean; accepted: boolean }[];
  questions: { path: string; text: string }[];
  tasks: { id: string; what: string }[];
  opinions: { version: number; signedAt: string | null }[];
}

export interface Credentials {
  email: string;
  password: string;
}

/** Somebody signed in at the desk. */
export interface Desk {
  queue(): Promise<DeskRow[]>;
  look(id: string): Promise<DeskCase>;
  /** Null when it was done, or the code of why not. */
  act(path: string, body: object): Promise<string | null>;
}

/** The cookies of an answer, as the next request sends them. */
const cookiesOf = (response: Response) =>
  response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');

/** So often people try again while the service is in trouble, each time after a longer wait; that is some two minutes. */
const TRIES = 12;
const LONGEST = 15;

/** Asks, and again where the service is in trouble or asked too often; whatever else comes is an answer. */
async function patiently(ask: () => Promise<Response>, signal: AbortSignal): Promise<Response> {
  for (let tries = 1; ; tries += 1) {
    const response = await ask();
    if ((response.status < 500 && response.status !== 429) || tries === TRIES) return response;
    await response.body?.cancel();
    const asked = Number(response.headers.get('retry-after')) || 0;
    await pause(1_000 * Math.min(LONGEST, Math.max(asked, 2 ** (tries - 1))), signal);
  }
}

/**
 * Signs in with e-mail and password.
 * @throws Error when the desk does not let them in.
 */
export async function signIn(base: string, who: Credentials, signal: AbortSignal): Promise<Desk> {
  const origin = new URL(base).origin;
  const headers = { 'content-type': 'application/json', 'x-requested-with': 'doosri-rai', origin };
  const body = JSON.stringify(who);
  const entered = await patiently(
    () => fetch(`${base}/api/auth/sign-in/email`, { method: 'POST', headers, body, signal }),
    signal,
  );
  if (!entered.ok) throw new Error(`Signing in was answered with ${entered.status}.`);
  const cookie = cookiesOf(entered);
  await entered.body?.cancel();
  const get = async (path: string): Promise<unknown> => {
    const response = await patiently(
      () => fetch(`${base}/api/${path}`, { headers: { cookie }, signal }),
      signal,
    );
    if (!response.ok) throw new Error(`The desk answered ${response.status}.`);
    return response.json();
  };
  return {
    queue: async () => ((await get('queue')) as { rows: DeskRow[] }).rows,
    look: async (id) => (await get(`cases/${encodeURIComponent(id)}`)) as DeskCase,
    async act(path, body) {
      const init = { method: 'POST', headers: { ...headers, cookie }, body: JSON.stringify(body), signal };
      const response = await patiently(() => fetch(`${base}/api/${path}`, init), signal);
      if (response.ok) return null;
      const problem = (await response.json().catch(() => null)) as { code?: string } | null;
      return problem?.code ?? `http_${response.status}`;
    },
  };
}
