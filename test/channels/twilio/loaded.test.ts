import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const ROOT = join(import.meta.dirname, '../../..');
const META = `whatsapp: { phoneNumberId: '1', accessToken: 't', appSecrets: ['s'], graphUrl: 'https://graph.facebook.com', graphVersion: 'v25.0', mediaHosts: [] }`;
const SMS = `sms: { accountSid: 'AC1', authToken: 't', apiUrl: 'http://127.0.0.1:9', publicUrl: 'https://x.example', from: '+15005550006', statusCallbackUrl: 'https://x.example/s', timeoutMs: 500 }`;

/** Files of the package that a process of its own has read after this. */
function read(config: string, act = ''): number {
  const code = `
    import Module from 'node:module';
    import { channels } from './src/channels/index.ts';
    const all = channels({ ${config} });
    ${act}
    process.stdout.write(String(Object.keys(Module._cache).filter((file) => file.includes('/node_modules/twilio/')).length));`;
  const node = ['--no-warnings', '--input-type=module', '-e', code];
  return Number(execFileSync(process.execPath, node, { cwd: ROOT, encoding: 'utf8' }));
}

test('the package is read where Twilio is configured, with the first message, and nowhere else', () => {
  expect(read(META)).toBe(0);
  expect(read(`${META}, ${SMS}`)).toBe(0);
  const send = `await all[0].send({ kind: 'text', text: 'hi' }, { kind: 'phone', value: '+919812345678' }, 'o');`;
  expect(read(SMS, send)).toBeGreaterThan(10);
});
