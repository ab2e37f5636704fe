import { createServer } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSimulator } from '../../src/simulator/simulator.ts';
import type { Simulator } from '../../src/simulator/simulator.ts';
import type { SimulatorOptions } from '../../src/simulator/options.ts';

/** A request as the service got it. */
export interface Got {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** What a service of ours would be to the simulator: it keeps every request, and answers as it is told. */
export interface Service {
  url: string;
  got: Got[];
  /** Answers of the next requests; 200 when it is empty. */
  answers: { status: number; mime?: string; body?: string }[];
  close(): Promise<void>;
}

export async function startService(): Promise<Service> {
  const got: Got[] = [];
  const answers: Service['answers'] = [];
  const server = createServer((req, res) => {
    const parts: Buffer[] = [];
    req.on('data', (part: Buffer) => parts.push(part));
    req.on('end', () => {
      got.push({
        method: req.method ?? '',
        url: req.url ?? '',
        headers: req.headers,
        body: Buffer.concat(parts),
      });
      const { status, mime, body } = answers.shift() ?? { status: 200 };
      res.writeHead(status, { 'content-type': mime ?? 'text/xml' });
      res.end(body ?? '');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    got,
    answers,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export const MEERA = '+919800000001';
export const SON = '+919800000002';

export const account: SimulatorOptions['whatsapp'] = {
  phoneNumberId: '106550000000001',
  wabaId: '104220000000001',
  displayPhone: '912240001111',
  appSecret: 'app secret of the test',
  accessToken: 'token of the test',
  verifyToken: 'verify me',
  graphVersion: 'v25.0',
  templates: [
    {
      name: 'case_update',
      language: 'en',
      body: 'Your request {{1}} has an update.',
      buttons: ['Open', 'Later'],
    },
  ],
};

export const twilio: SimulatorOptions['twilio'] = {
  accountSid: 'AC' + '1'.repeat(32),
  authToken: 'twilio token of the test',
  from: '+14155550100',
};

/** A day of the story: Meera's chat begins on this morning. */
export const MORNING = '2026-11-24T06:00:00.000Z';

export interface Wire {
  sim: Simulator;
  service: Service;
  api: string;
  /** Moves the clock. */
  jump(ms: number): void;
  close(): Promise<void>;
}

/** Both sides of the wire, on loopback. */
export async function startWire(more: Partial<SimulatorOptions> = {}): Promise<Wire> {
  const service = await startService();
  let now = Date.parse(MORNING);
  const sim = createSimulator({
    now: () => new Date(now),
    seed: 7,
    webhookUrl: service.url,
    whatsapp: account,
    twilio,
    ...more,
  });
  const { url } = await sim.listen();
  return {
    sim,
    service,
    api: url,
    jump: (ms) => {
      now += ms;
    },
    close: async () => {
      await sim.close();
      await service.close();
    },
  };
}

/** Every value of every change in the WhatsApp webhooks so far, in order. */
export function values(got: Got[]): Record<string, any>[] {
  return got
    .filter((g) => g.url === '/webhooks/whatsapp')
    .flatMap((g) => JSON.parse(g.body.toString()).entry)
    .flatMap((e) => e.changes)
    .map((c) => c.value);
}

export const messages = (got: Got[]): any[] => values(got).flatMap((v) => v['messages'] ?? []);
export const statuses = (got: Got[]): any[] => values(got).flatMap((v) => v['statuses'] ?? []);

/** Sends to the Graph API as the service would. */
export async function graph(api: string, body: unknown, token = account.accessToken) {
  const response = await fetch(`${api}/v25.0/${account.phoneNumberId}/messages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as any };
}

export const to = (phone: string, rest: object) => ({
  messaging_product: 'whatsapp',
  recipient_type: 'individual',
  to: phone,
  ...rest,
});

/** Sends an SMS as the service would. */
export async function sms(api: string, form: Record<string, string>, token = twilio.authToken) {
  const response = await fetch(`${api}/2010-04-01/Accounts/${twilio.accountSid}/Messages.json`, {
    method: 'POST',
    headers: { authorization: 'Basic ' + Buffer.from(`${twilio.accountSid}:${token}`).toString('base64') },
    body: new URLSearchParams(form),
  });
  return { status: response.status, body: (await response.json()) as any };
}
