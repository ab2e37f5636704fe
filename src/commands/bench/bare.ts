import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import pg from 'pg';

/**
 * What the bench measures the service against. A: a bare server that checks the signature, does one committed INSERT per
 * message and answers 200. B (with the argument `reply`): the same, and then sends one reply. It keeps no state, orders
 * nothing and forgets what it could not send.
 */
const [databaseUrl, secret, graph, reply] = process.argv.slice(2) as [string, string, string, string?];
const pool = new pg.Pool({ connectionString: databaseUrl, max: 16, idleTimeoutMillis: 0 });
await pool.query('create table if not exists bare (id text primary key, body jsonb not null)');

interface Body {
  entry: { changes: { value: { messages?: { id: string; from: string }[] } }[] }[];
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => void answer(Buffer.concat(chunks), String(request.headers['x-hub-signature-256'])));

  async function answer(raw: Buffer, signature: string): Promise<void> {
    const own = Buffer.from(`sha256=${createHmac('sha256', secret).update(raw).digest('hex')}`);
    const given = Buffer.from(signature);
    if (own.length !== given.length || !timingSafeEqual(own, given))
      return void response.writeHead(401).end();
    const messages = (JSON.parse(raw.toString()) as Body).entry[0]?.changes[0]?.value.messages ?? [];
    for (const message of messages)
      await pool.query('insert into bare values ($1, $2) on conflict do nothing', [
        message.id,
        raw.toString(),
      ]);
    response.writeHead(200).end();
    if (!reply) return;
    for (const { from } of messages) {
      const sent = await fetch(`${graph}/v25.0/1/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ to: from, type: 'text', text: { body: 'ok' } }),
      });
      await sent.arrayBuffer();
    }
  }
});
// While others have their turn nobody asks it anything.
server.keepAliveTimeout = 65_000;
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(
    `Ready at http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}\n`,
  );
});
