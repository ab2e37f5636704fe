import { createHmac } from 'node:crypto';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { readConfig } from '../../src/config.ts';
import { startService, type Choices, type Service } from '../../src/main.ts';
import type { Stage } from './stage.ts';

export interface Running {
  service: Service;
  /** Every line of the log. */
  lines: string[];
  dataDir: string;
  stop(): Promise<void>;
}

/** The whole service in this process, on a port and in a folder of its own. */
export async function run(
  stage: Stage,
  database: { url: string; masterKey: string; folder: string },
  choices: Omit<Choices, 'log'> = {},
): Promise<Running> {
  const port = await freePort();
  const dataDir = join(database.folder, 'data');
  const publicUrl = `http://127.0.0.1:${port}`;
  const lines: string[] = [];
  const config = readConfig({
    ...stage.env,
    PORT: String(port),
    PUBLIC_URL: publicUrl,
    DATA_DIR: dataDir,
    DATABASE_URL: database.url,
    MASTER_KEY: database.masterKey,
  });
  const log = (event: string, detail: object = {}) => void lines.push(JSON.stringify({ event, ...detail }));
  const service = await startService(config, { ...choices, log });
  stage.sim.aim(service.url, publicUrl);
  return { service, lines, dataDir, stop: () => service.stop() };
}

/** Knocks as Meta would: the same bytes, signed with the app's secret. */
export function knock(
  base: string,
  secret: string,
  body: string | Uint8Array,
  headers: Record<string, string> = {},
): Promise<Response> {
  const bytes = Buffer.from(body);
  const signature = createHmac('sha256', secret).update(bytes).digest('hex');
  return fetch(`${base}/webhooks/whatsapp`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-hub-signature-256': `sha256=${signature}`,
      ...headers,
    },
    body: bytes,
  });
}

/** One webhook of Meta's with these messages in it. */
export const envelope = (env: Record<string, string>, messages: object[], contacts: object[] = []) =>
  JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [
      {
        id: env['WHATSAPP_WABA_ID'],
        changes: [
          {
            field: 'messages',
            value: {
              messaging_product: 'whatsapp',
              metadata: {
                display_phone_number: '911140000001',
                phone_number_id: env['WHATSAPP_PHONE_NUMBER_ID'],
              },
              contacts,
              messages,
            },
          },
        ],
      },
    ],
  });

export function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => done(port));
    });
  });
}
