import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { ConfigError, readConfig } from '../../src/config.ts';

const DATA_DIR = mkdtempSync(join(tmpdir(), 'doosri-config-'));
afterAll(() => rmSync(DATA_DIR, { recursive: true, force: true }));

/** Everything production wants. Each value is one that would be seen at once if it were printed. */
const production: Record<string, string> = {
  NODE_ENV: 'production',
  DATA_DIR,
  PUBLIC_URL: 'https://opinion.example',
  DATABASE_URL: 'postgres://doosri:canary-password@db.example/doosri',
  MASTER_KEY: 'ca'.repeat(32),
  GRIEVANCE_OFFICER: 'Canary Officer',
  GRIEVANCE_CONTACT: 'canary@opinion.example',
  WHATSAPP_PHONE_NUMBER_ID: 'canary-number-id',
  WHATSAPP_WABA_ID: 'canary-account-id',
  WHATSAPP_ACCESS_TOKEN: 'canary-access-token',
  WHATSAPP_APP_SECRET: 'canary-app-secret',
  WHATSAPP_VERIFY_TOKEN: 'canary-verify-token',
};
const sms: Record<string, string> = {
  TWILIO_ACCOUNT_SID: 'ACcanary-account',
  TWILIO_AUTH_TOKEN: 'canary-auth-token',
  TWILIO_SMS_FROM: '+15005550006',
};

/** What the operator reads when it does not start. */
function refusal(env: Record<string, string | undefined>): string {
  try {
    readConfig(env);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as Error).message;
  }
  throw new Error('it would start');
}

test('with everything given, production starts, with and without SMS', () => {
  const config = readConfig({ ...production, WHATSAPP_APP_SECRET: 'newer-secret, older-secret' });
  expect(config).toMatchObject({ production: true, http: true, work: true, port: 8080 });
  expect(config.whatsapp?.appSecrets).toEqual(['newer-secret', 'older-secret']);
  expect(config.sms).toBeUndefined();
  expect(readConfig({ ...production, ...sms }).sms?.from).toBe('+15005550006');
  expect(Object.isFrozen(config)).toBe(true);
});

test('development needs nothing: the simulator stands in, with a master key made once', () => {
  const first = readConfig({ DATA_DIR });
  expect(first.whatsapp).toBeUndefined();
  expect(first.masterKeys[0]).toMatch(/^[0-9a-f]{64}$/);
  expect(readConfig({ DATA_DIR }).masterKeys).toEqual(first.masterKeys);
});

test.each(Object.keys(production).filter((name) => name !== 'NODE_ENV' && name !== 'DATA_DIR'))(
  'production without %s is refused by its name',
  (name) => {
    for (const missing of [undefined, '']) {
      const said = refusal({ ...production, [name]: missing });
      expect(said).toContain(`${name}: is required in production`);
      expect(said).not.toContain('canary');
    }
  },
);

test.each(Object.keys(production).filter((name) => name.startsWith('WHATSAPP_')))(
  'half of the credentials is a mistake in development too: only %s',
  (name) => {
    const said = refusal({ DATA_DIR, [name]: production[name] });
    for (const other of Object.keys(production).filter((one) => one.startsWith('WHATSAPP_') && one !== name))
      expect(said).toContain(`${other}: is required together with its siblings`);
    expect(said).not.toContain('canary');
  },
);

test('half of the SMS credentials, and a sender nobody named', () => {
  for (const name of ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN']) {
    const said = refusal({ ...production, ...sms, [name]: undefined });
    expect(said).toBe(`${name}: is required together with its siblings`);
  }
  expect(refusal({ ...production, ...sms, TWILIO_SMS_FROM: undefined })).toContain('TWILIO_SMS_FROM');
});

const WRONG: [name: string, value: string][] = [
  ['PORT', 'canary'],
  ['PORT', '65536'],
  ['PORT', '-1'],
  ['PORT', '80.5'],
  ['PUBLIC_URL', 'canary'],
  ['PUBLIC_URL', 'ftp://canary.example'],
  ['PUBLIC_URL', 'javascript:alert("canary")'],
  ['DATABASE_URL', 'mysql://root:canary@db.example/x'],
  ['DATABASE_URL', 'canary'],
  ['REDIS_URL', 'http://canary.example'],
  ['ROLE', 'canary'],
  ['LOG_LEVEL', 'canary'],
  ['MASTER_KEY', 'canary'],
  ['MASTER_KEY', `${'ca'.repeat(32)},canary`],
  ['MASTER_KEY', 'zz'.repeat(32)],
  ['WHATSAPP_APP_SECRET', 'canary'],
  ['WHATSAPP_APP_SECRET', 'long-enough-secret,canary'],
  ['TWILIO_AUTH_TOKEN', 'canary'],
  ['MASTER_KEY', ','],
  ['WHATSAPP_APP_SECRET', ' , '],
  ['WHATSAPP_ACCESS_TOKEN', 'canary'.slice(0, 3)],
  ['WHATSAPP_VERIFY_TOKEN', 'can'],
  ['WHATSAPP_GRAPH_URL', 'canary'],
  ['WHATSAPP_GRAPH_VERSION', 'canary'],
  ['TWILIO_ACCOUNT_SID', 'canary'],
  ['TWILIO_AUTH_TOKEN', ','],
  ['TWILIO_API_URL', 'canary'],
  ['TWILIO_MESSAGING_SERVICE_SID', 'canary'],
];

test.each(WRONG)('%s that is wrong is named, and not shown', (name, value) => {
  const said = refusal({ ...production, ...sms, [name]: value });
  expect(said).toMatch(new RegExp(`(^|\n)${name}: .{5,}`));
  expect(said).not.toContain('can');
});

test('everything that is wrong is said at once', () => {
  const said = refusal({ ...production, PORT: 'x', PUBLIC_URL: 'x', ROLE: 'x' });
  expect(said.split('\n')).toHaveLength(3);
});

test('a part of the service cannot run apart from a simulator', () => {
  expect(refusal({ DATA_DIR, ROLE: 'work' })).toContain('WHATSAPP_ACCESS_TOKEN');
});

test('a directory is whole and behind TLS in production, or there is none', () => {
  const directory = {
    OIDC_ISSUER: 'https://login.hospital.example',
    OIDC_CLIENT_ID: 'canary-client',
    OIDC_CLIENT_SECRET: 'canary-client-secret',
  };
  expect(readConfig(production).directory).toBeUndefined();
  expect(readConfig({ ...production, ...directory, OIDC_NAME: 'City Hospital' }).directory).toEqual({
    issuer: 'https://login.hospital.example',
    clientId: 'canary-client',
    clientSecret: 'canary-client-secret',
    name: 'City Hospital',
  });
  for (const name of Object.keys(directory))
    expect(refusal({ ...production, ...directory, [name]: undefined })).toContain(`${name}:`);
  const open = refusal({ ...production, ...directory, OIDC_ISSUER: 'http://login.hospital.example' });
  expect(open).toContain('OIDC_ISSUER:');
});
