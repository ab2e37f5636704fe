/** Somebody signed in at the desk, who asks and acts as the console does. A refusal is thrown, with its status. */
export interface Seated {
  get<T>(path: string): Promise<T>;
  post(path: string, body: object): Promise<unknown>;
}

export async function sit(base: string, who: { email: string; password: string }): Promise<Seated> {
  const common = { 'content-type': 'application/json', 'x-requested-with': 'doosri-rai', origin: base };
  const init = { method: 'POST', headers: common, body: JSON.stringify(who) };
  const entered = await fetch(`${base}/api/auth/sign-in/email`, init);
  if (!entered.ok) throw new Error(`signing in was answered with ${entered.status}`);
  const cookie = entered.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  const ask = async (path: string, body?: object): Promise<unknown> => {
    const answer = await fetch(`${base}/api/${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { ...common, cookie },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!answer.ok) throw new Error(`${path} was answered with ${answer.status}: ${await answer.text()}`);
    return answer.json();
  };
  return { get: async <T>(path: string) => (await ask(path)) as T, post: (path, body) => ask(path, body) };
}
