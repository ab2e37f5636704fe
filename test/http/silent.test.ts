import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { openHouse, type House } from './house.ts';
import { CLIENT, openDirectory, type TestDirectory } from './oidc-provider.ts';

let house: House;
let directory: TestDirectory;
beforeAll(async () => {
  directory = await openDirectory();
  // It hangs while the desk starts.
  directory.hang(true);
  house = await openHouse({
    now: () => new Date(),
    directory: { issuer: directory.issuer, name: 'City Hospital', ...CLIENT },
  });
}, 60_000);
afterAll(async () => {
  await house.close();
  await directory.close();
});

const away = () =>
  house.send(
    '/api/auth/sign-in/social',
    {
      provider: 'directory',
      callbackURL: '/console/?directory',
      errorCallbackURL: '/console/',
      disableRedirect: true,
    },
    { origin: house.url },
  );

test('a directory that hangs shuts nobody else out, and is asked anew by the next who comes by it', async () => {
  const began = performance.now();
  expect((await house.as('coordinator', '/api/me')).status).toBe(200);
  expect(performance.now() - began).toBeLessThan(5_000);
  // Ten seconds at most, and no way is shown.
  expect((await away()).ok).toBe(false);
  directory.hang(false);
  const asked = await away();
  expect(asked.status).toBe(200);
  expect(new URL(((await asked.json()) as { url: string }).url).origin).toBe(directory.issuer);
}, 30_000);

test('a fault of the house is one word for the log, and nothing on stderr', async () => {
  const stderr = jest.spyOn(console, 'error').mockImplementation(() => {});
  const before = house.bugs.length;
  // The tables of the sign-in are gone.
  await house.db.schema.alterTable('session').renameTo('session_away').execute();
  try {
    const answer = await house.send('/api/auth/get-session', undefined, {
      cookie: 'doosri-rai.session_token=x.y',
    });
    const signed = await house.signIn('asha@desk.example', 'marigold-basket-27', '10.0.0.9');
    expect([answer.status, signed.status].some((status) => status >= 500)).toBe(true);
    expect(stderr.mock.calls).toEqual([]);
    expect(house.bugs.length).toBeGreaterThan(before);
  } finally {
    await house.db.schema.alterTable('session_away').renameTo('session').execute();
    stderr.mockRestore();
  }
}, 30_000);
