import { DEMO_USERS } from '../../src/http/staff.ts';

/** Asks for things as somebody who signed in at the desk: the coordinator, unless told otherwise. */
export async function atTheDesk(url: string, who = DEMO_USERS[0]!) {
  const headers = {
    'content-type': 'application/json',
    'x-requested-with': 'doosri-rai',
    origin: new URL(url).origin,
  };
  const body = JSON.stringify(who);
  const entered = await fetch(`${url}/api/auth/sign-in/email`, { method: 'POST', headers, body });
  const cookie = entered.headers.getSetCookie().map((one) => one.split(';')[0]);
  const more = { ...headers, cookie: cookie.join('; ') };
  const send = (path: string, said?: object) =>
    fetch(`${url}${path}`, {
      ...(said ? { method: 'POST', body: JSON.stringify(said) } : {}),
      headers: more,
    });
  return {
    send,
    ask: async <T>(path: string, said?: object): Promise<T> => (await (await send(path, said)).json()) as T,
  };
}
