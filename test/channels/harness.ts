import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Socket } from 'node:net';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import type { RawRequest } from '../../src/channels/channel.ts';

/** When every recorded request arrived. */
export const ARRIVED = new Date('2026-11-24T06:00:00Z');

// Any connection that would leave this machine fails, whoever opens it: fetch, axios or a redirect.
const connect = Socket.prototype.connect;
Socket.prototype.connect = function (this: Socket, ...args: unknown[]) {
  const options = [args[0]].flat()[0] as { host?: string; path?: string } | undefined;
  const host = typeof options === 'object' ? (options.host ?? options.path ?? 'localhost') : 'localhost';
  if (!/^(127\.0\.0\.1|localhost|::1|\/.*)$/.test(host)) throw new Error(`A test tried to reach ${host}.`);
  return (connect as (...all: unknown[]) => Socket).apply(this, args);
} as typeof connect;

export function post(
  url: string,
  body: string | Uint8Array,
  headers: RawRequest['headers'] = {},
): RawRequest {
  return {
    method: 'POST',
    url,
    headers,
    body: typeof body === 'string' ? Buffer.from(body) : body,
    at: ARRIVED,
  };
}

export interface Seen {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
}

export type Answer = (seen: Seen, res: ServerResponse) => void;

/** A server on this machine that writes down what reaches it and answers in turn; more requests than answers fail. */
export async function provider(...answers: Answer[]) {
  const seen: Seen[] = [];
  const server = createServer((req, res) => {
    const parts: Buffer[] = [];
    req.on('data', (part: Buffer) => parts.push(part));
    req.on('end', () => {
      const { method = '', url = '', headers } = req;
      const each = { method, url, headers, body: Buffer.concat(parts).toString('utf8') };
      seen.push(each);
      const answer = answers.shift();
      if (answer) answer(each, res);
      else res.writeHead(599).end('unexpected');
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
    expect(answers).toHaveLength(0);
  };
  return { url: `http://127.0.0.1:${port}`, host: `127.0.0.1:${port}`, seen, close };
}

export const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Answer =>
  (_seen, res) =>
    res.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));

export const raw =
  (status: number, body: string | Uint8Array, headers: Record<string, string> = {}): Answer =>
  (_seen, res) =>
    res.writeHead(status, headers).end(body);

/** Takes the request and closes the connection without an answer. */
export const hangUp: Answer = (_seen, res) => res.destroy();

/** Takes the request and never answers. */
export const silence: Answer = () => {};

/** An address at which nothing listens. */
export async function closedPort(): Promise<string> {
  const gone = await provider();
  await gone.close();
  return gone.url;
}

/** A recorded table beside the test. With `UPDATE=1` what comes out is written down as what is expected. */
export function recorded<Case extends { name: string; expect: unknown }>(
  file: URL,
  run: (each: Case) => unknown,
): void {
  let cases = JSON.parse(readFileSync(file, 'utf8')) as Case[];
  if (process.env['UPDATE']) {
    cases = cases.map((each) => ({ ...each, expect: JSON.parse(JSON.stringify(run(each))) as unknown }));
    writeFileSync(file, JSON.stringify(cases, null, 2) + '\n');
  }
  test.each(cases.map((each) => [each.name, each] as const))('%s', (_name, each) => {
    expect(JSON.parse(JSON.stringify(run(each)))).toEqual(each.expect);
  });
}

/** Facts handed out beside the project: published schemas and samples. Undefined, and said aloud, where they are not. */
export function published(path: string): URL | undefined {
  const file = new URL(`../../../shared/${path}`, import.meta.url);
  if (existsSync(file)) return file;
  process.stderr.write(`\nNOT CHECKED against ${path}: the file is not here.\n`);
  return undefined;
}
