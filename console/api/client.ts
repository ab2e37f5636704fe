import type { Problem } from '../../src/http/contract.ts';

/** A request that did not work, with the server's own words for the person at the desk. `status` 0 means no answer came. */
export class RequestFailed extends Error {
  override name = 'RequestFailed';
  readonly status: number;
  readonly problem: Problem;

  constructor(status: number, problem: Problem) {
    super(problem.message);
    this.status = status;
    this.problem = problem;
  }
}

/** How this page proves who it is: by the session cookie, or by a token that lives only in memory (the demo's seats). */
const proof: { by: 'cookie' | 'token'; token: string | null } = { by: 'cookie', token: null };

/** From now on no cookie is sent or kept, so two seats can sit side by side in one browser. */
export function keepInMemory(): void {
  proof.by = 'token';
}

/** Remembers the token of this seat; null forgets it. */
export function carry(token: string | null): void {
  proof.token = token;
}

/** Told to the window when the server no longer knows who asks. */
export const SIGNED_OUT = 'signed-out';

/** True when pictures and files cannot be fetched by plain links because the proof is a header. */
export const byToken = (): boolean => proof.by === 'token';

/** After this long without a touch, what the page asks by itself must not keep anybody signed in. */
const AWAY = 5 * 60_000;
const touch = { last: Date.now() };
for (const kind of ['pointerdown', 'keydown', 'scroll', 'touchstart'])
  addEventListener(kind, () => (touch.last = Date.now()), { capture: true, passive: true });

/** Asks the server and hands back the bare response. @throws RequestFailed for every answer that is not 2xx, and for none at all. */
export async function open(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set('x-requested-with', 'doosri-rai');
  if (Date.now() - touch.last > AWAY) headers.set('x-away', '1');
  if (proof.token) headers.set('authorization', `Bearer ${proof.token}`);
  const credentials = byToken() ? 'omit' : 'same-origin';
  const response = await fetch(path, { ...init, headers, credentials }).catch((error: unknown) => {
    if (init.signal?.aborted) throw error;
    throw new RequestFailed(0, {
      code: 'offline',
      message: 'No connection to the service. Nothing was lost; try again.',
    });
  });
  if (response.status === 401 && !byToken()) dispatchEvent(new Event(SIGNED_OUT));
  if (!response.ok) throw new RequestFailed(response.status, await problemOf(response));
  return response;
}

/** The server's problem, or one in our words when a proxy answered instead. */
async function problemOf(response: Response): Promise<Problem> {
  const body: unknown = await response.json().catch(() => null);
  const { code, message, fields } = (body ?? {}) as Partial<Problem>;
  return {
    code: code ?? String(response.status),
    message: message || `The service answered ${response.status}. Try again in a moment.`,
    ...(fields ? { fields } : {}),
  };
}

/** Reads JSON. */
export const get = async <T>(path: string, signal?: AbortSignal): Promise<T> =>
  (await (await open(path, signal ? { signal } : {})).json()) as T;

/** Sends JSON and reads JSON. */
export async function post<T = { ok: true }>(path: string, body: unknown = {}): Promise<T> {
  const response = await open(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return (await response.json().catch(() => ({}))) as T;
}
