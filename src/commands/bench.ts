import { spawn, type ChildProcess } from 'node:child_process';
import { createHmac, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { embedded } from '../db/embedded.ts';
import { benchRead } from './bench-read.ts';
import { benchStep } from './bench-step.ts';

/**
 * `npm run bench`: whole turns, from the webhook to the reply at a fake Graph on loopback, against a bare server
 * that does one INSERT and one send, in the same run and in turns. Prints medians over the rounds, and ratios.
 * Before it the step alone and the reading of papers; `--step` and `--read` do only that.
 */
const ROUNDS = 5;
const PEOPLE = 12;
const TURNS = 20;
const SECRET = 'bench-app-secret';

interface Contestant {
  name: string;
  base: string;
  webhook: string;
  child: ChildProcess;
}

interface Round {
  p50: number;
  p95: number;
  perSecond: number;
}

const replies = new Map<string, () => void>();
const graph = createServer((request, response) => {
  let text = '';
  request.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  request.on('end', () => {
    const body = JSON.parse(text || '{}') as { to?: string; status?: string };
    response.setHeader('content-type', 'application/json');
    // Read marks are no reply.
    if (body.status) return void response.end('{"success":true}');
    response.end(
      JSON.stringify({ messages: [{ id: `wamid.${randomBytes(12).toString('hex')}` }], contacts: [] }),
    );
    replies.get(String(body.to).replace('+', ''))?.();
  });
});

const only = process.argv.find((arg) => arg === '--step' || arg === '--read');
if (only !== '--read') process.stdout.write(`${benchStep()}\n`);
if (only !== '--step') process.stdout.write(`${await benchRead()}\n`);
if (only) process.exit();

const folder = await mkdtemp(join(tmpdir(), 'doosri-bench-'));
await chmod(folder, 0o755);
const database = await embedded(join(folder, 'postgres'));
const graphUrl = await new Promise<string>((ready) =>
  graph.listen(0, '127.0.0.1', () => ready(`http://127.0.0.1:${(graph.address() as { port: number }).port}`)),
);
const children: ChildProcess[] = [];
try {
  const bare = await contestant(
    'bare server',
    'bench-baseline.ts',
    [database.url, SECRET, graphUrl],
    {},
    '/',
  );
  const ours = await contestant('this service', '../main.ts', [], serviceEnvironment(), '/webhooks/whatsapp');
  const atRest = await memory(ours);
  const rounds = new Map<string, Round[]>();
  for (let n = -1; n < ROUNDS; n++)
    for (const one of [bare, ours]) {
      const round = await play(one, n);
      // The first round only warms up.
      if (n >= 0) rounds.set(one.name, [...(rounds.get(one.name) ?? []), round]);
    }
  report(rounds, atRest);
} finally {
  for (const child of children) child.kill('SIGTERM');
  await Promise.all(
    children.map(
      (child) => new Promise((gone) => (child.exitCode === null ? child.once('exit', gone) : gone(0))),
    ),
  );
  graph.close();
  graph.closeAllConnections();
  await database.stop();
  await rm(folder, { recursive: true, force: true });
}

function serviceEnvironment(): Record<string, string> {
  return {
    PORT: '0',
    DATA_DIR: join(folder, 'data'),
    DATABASE_URL: database.url,
    LOG_LEVEL: 'silent',
    WHATSAPP_PHONE_NUMBER_ID: '1',
    WHATSAPP_WABA_ID: '2',
    WHATSAPP_ACCESS_TOKEN: 'bench-access-token',
    WHATSAPP_APP_SECRET: SECRET,
    WHATSAPP_VERIFY_TOKEN: 'bench-verify-token',
    WHATSAPP_GRAPH_URL: graphUrl,
    // Two hundred people in one process answer faster than a real number may.
    WHATSAPP_PER_SECOND: '100000',
    WHATSAPP_PAIR_BURST: '100000',
    WHATSAPP_PAIR_EVERY_MS: '1',
  };
}

async function contestant(
  name: string,
  program: string,
  args: string[],
  env: Record<string, string>,
  path: string,
): Promise<Contestant> {
  const child = spawn(process.execPath, [join(import.meta.dirname, program), ...args], {
    env: { ...process.env, NODE_ENV: 'development', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const base = await new Promise<string>((ready, fail) => {
    child.once('exit', () => fail(new Error(`${name} did not start`)));
    child.stdout.on('data', (chunk: Buffer) => {
      const found = /http:\/\/[\w.:]+/.exec(chunk.toString());
      if (found) ready(found[0]);
    });
  });
  return { name, base, webhook: base + path, child };
}

async function play({ webhook }: Contestant, round: number): Promise<Round> {
  const began = performance.now();
  const waits: number[] = [];
  await Promise.all(
    Array.from({ length: PEOPLE }, async (_, person) => {
      const from = `9190000${String((round + 1) * 1000 + person).padStart(5, '0')}`;
      for (let turn = 0; turn < TURNS; turn++) waits.push(await oneTurn(webhook, from, turn));
    }),
  );
  waits.sort((a, b) => a - b);
  const at = (share: number) => waits[Math.floor(waits.length * share)] ?? 0;
  return { p50: at(0.5), p95: at(0.95), perSecond: (waits.length / (performance.now() - began)) * 1000 };
}

async function oneTurn(webhook: string, from: string, turn: number): Promise<number> {
  // Words that keep a conversation at its first questions: each gets one reply, and no emergency is played.
  const said = turn === 0 ? 'hello' : 'status';
  const message = {
    from,
    id: `wamid.${randomBytes(12).toString('hex')}`,
    timestamp: String(Math.floor(performance.timeOrigin / 1000)),
    type: 'text',
    text: { body: said },
  };
  const value = {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '1', phone_number_id: '1' },
    contacts: [{ wa_id: from, profile: { name: 'Bench' } }],
    messages: [message],
  };
  const body = JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [{ id: '2', changes: [{ field: 'messages', value }] }],
  });
  const signature = `sha256=${createHmac('sha256', SECRET).update(body).digest('hex')}`;
  const began = performance.now();
  const replied = new Promise<void>((done, fail) => {
    const late = setTimeout(() => fail(new Error('no reply within 30 s')), 30_000);
    replies.set(from, () => (clearTimeout(late), done()));
  });
  const response = await fetch(webhook, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-hub-signature-256': signature },
    body,
  });
  if (response.status !== 200) throw new Error(`the webhook was answered ${response.status}`);
  await replied;
  return performance.now() - began;
}

async function memory({ base }: Contestant): Promise<number> {
  const text = await (await fetch(`${base}/metrics`)).text();
  return Number(/^process_resident_memory_bytes (\d+)/m.exec(text)?.[1] ?? 0) / 1024 / 1024;
}

function report(rounds: Map<string, Round[]>, atRest: number): void {
  const median = (numbers: number[]) =>
    numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
  const of = (name: string, key: keyof Round) => (rounds.get(name) ?? []).map((round) => round[key]);
  const show = (numbers: number[]) =>
    `${median(numbers).toFixed(1)} (${Math.min(...numbers).toFixed(1)}–${Math.max(...numbers).toFixed(1)})`;
  const [bare, ours] = [...rounds.keys()] as [string, string];
  const ratio = (key: keyof Round) => (median(of(ours, key)) / median(of(bare, key))).toFixed(2);
  process.stdout.write(
    `Whole turns, ${PEOPLE} people at once, ${TURNS} turns each, ${ROUNDS} rounds in turn: median (least–most)\n\n`,
  );
  process.stdout.write(`| | ${bare} | ${ours} | ratio |\n|---|--:|--:|--:|\n`);
  process.stdout.write(
    `| webhook → reply p50, ms | ${show(of(bare, 'p50'))} | ${show(of(ours, 'p50'))} | ${ratio('p50')} |\n`,
  );
  process.stdout.write(
    `| webhook → reply p95, ms | ${show(of(bare, 'p95'))} | ${show(of(ours, 'p95'))} | ${ratio('p95')} |\n`,
  );
  process.stdout.write(
    `| turns a second | ${show(of(bare, 'perSecond'))} | ${show(of(ours, 'perSecond'))} | ${ratio('perSecond')} |\n`,
  );
  process.stdout.write(
    `\nMemory of the service at rest, before the first message: ${atRest.toFixed(0)} MB\n`,
  );
}
