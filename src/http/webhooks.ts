import type { IncomingMessage, ServerResponse } from 'node:http';
import express, { Router, type Request, type Response } from 'express';
import { answerChallenge } from '../channels/index.ts';
import {
  Unreadable,
  type Channel,
  type ChannelName,
  type Inbound,
  type RawRequest,
} from '../channels/channel.ts';
import type { Reception, Touched } from '../db/arrivals.ts';
import { isAway } from '../db/connect.ts';
import type { Doorway } from '../db/doorway.ts';
import { keep } from '../db/kept.ts';
import type { Spool } from '../db/spool.ts';

export interface WebhookDeps extends Pick<Reception, 'db' | 'vault'> {
  receive: Doorway;
  channels: Map<ChannelName, Channel>;
  verifyToken: string;
  spool: Spool;
  now(): Date;
  /** The number of this channel went too fast: it is silent for so long. */
  slow(channel: ChannelName, ms: number): void;
  /** `due`: there is an event for them, not just a receipt. */
  touched(conversations: Touched, due: boolean): void;
  log(event: string, detail?: Record<string, string | number | boolean | null>): void;
}

/** A request as it waits in the spool. */
interface Spooled {
  channel: ChannelName;
  url: string;
  headers: Record<string, string | undefined>;
  body: string;
  at: string;
}

/** Where each provider knocks. */
const PATHS: Record<ChannelName, string[]> = {
  // The second is where Twilio tells of messages, if WhatsApp comes through it.
  whatsapp: ['/webhooks/whatsapp', '/webhooks/whatsapp/status'],
  sms: ['/webhooks/twilio', '/webhooks/twilio/status'],
};

/** The providers' doors. Nothing is parsed before its signature is good; nothing is acknowledged before it is stored. */
export function webhooks(deps: WebhookDeps): Router {
  const router = Router();
  const raw = express.raw({ type: () => true, limit: '3mb' });
  router.get('/webhooks/whatsapp', (request, response) => {
    const challenge = answerChallenge(request.query as Record<string, unknown>, deps.verifyToken);
    if (challenge === undefined) response.sendStatus(403);
    else response.type('text/plain').send(challenge);
  });
  for (const channel of deps.channels.values())
    router.post(PATHS[channel.name], raw, async (request: Request, response: Response) => {
      const body = Buffer.isBuffer(request.body) ? request.body : new Uint8Array();
      answer(response, await knock(deps, channel, request, request.originalUrl, body));
    });
  return router;
}

const MOST_BYTES = 3 * 1024 * 1024;

/**
 * The same doors without the house around them: what a provider posts plainly is answered before anything else looks at it.
 * False when the request is none of that, and the router takes it.
 */
export function doors(deps: WebhookDeps): (request: IncomingMessage, response: ServerResponse) => boolean {
  const byPath = new Map(
    [...deps.channels.values()].flatMap((channel) =>
      PATHS[channel.name].map((path) => [path, channel] as const),
    ),
  );
  return (request, response) => {
    const { url = '/', headers, method } = request;
    const channel = method === 'POST' ? byPath.get(url.split('?', 1)[0]!) : undefined;
    const length = Number(headers['content-length']);
    // Packed, unmeasured or too long: for those who know how.
    if (!channel || headers['content-encoding'] || !(length <= MOST_BYTES)) return false;
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
      knock(deps, channel, request, url, body).then(
        (answered) => answer(response, answered),
        (error: Error & { code?: string }) => {
          deps.log('request_failed', { failure: error.code ?? error.name });
          answer(response, { status: 500, mime: 'text/plain', body: 'That did not work.' });
        },
      );
    });
    return true;
  };
}

interface Answer {
  status: number;
  mime: string;
  body: string;
}

function answer(response: ServerResponse, { status, mime, body }: Answer): void {
  response
    .writeHead(status, {
      'content-type': `${mime}; charset=utf-8`,
      'content-length': Buffer.byteLength(body),
      'x-content-type-options': 'nosniff',
    })
    .end(body);
}

async function knock(
  deps: WebhookDeps,
  channel: Channel,
  { method = '', headers }: IncomingMessage,
  url: string,
  body: Uint8Array,
): Promise<Answer> {
  const incoming: RawRequest = {
    method,
    url,
    // Of all headers only cookies come as a list, and nobody reads those of a provider.
    headers: headers as RawRequest['headers'],
    body,
    at: deps.now(),
  };
  if (!channel.isGenuine(incoming)) {
    deps.log('webhook_refused', { channel: channel.name });
    return { status: 401, mime: 'text/plain', body: '' };
  }
  await store(deps, channel, incoming);
  return channel.acceptedFor?.(incoming) ?? channel.accepted;
}

/** Into the inbox; or, while the database is away or older requests still wait, into the spool. */
async function store(deps: WebhookDeps, channel: Channel, request: RawRequest): Promise<void> {
  if (deps.spool.waiting() === 0) {
    try {
      return await take(deps, channel, request);
    } catch (error) {
      if (!isAway(error)) throw error;
      deps.log('webhook_spooled', { channel: channel.name });
    }
  }
  const { url, headers, body, at } = request;
  await deps.spool.append({
    channel: channel.name,
    url,
    headers,
    body: Buffer.from(body).toString('base64'),
    at: at!.toISOString(),
  });
}

async function take(deps: WebhookDeps, channel: Channel, request: RawRequest): Promise<void> {
  const arrivals = await read(deps, channel, request);
  alarm(deps, arrivals);
  for (const one of arrivals) if (one.kind === 'notice' && one.slow) deps.slow(channel.name, one.slow);
  try {
    const touched = await deps.receive(channel, arrivals, request.at!);
    deps.touched(
      touched,
      arrivals.some(({ kind }) => kind !== 'receipt'),
    );
  } catch (error) {
    if (isAway(error)) throw error;
    // A bug of ours must not make the provider knock for seven days and then forget: the bytes stay with us.
    deps.log('webhook_failed', { channel: channel.name, failure: (error as Error).name });
    await keepBytes(deps, channel, 'failed', request);
  }
}

/** A template that was paused, rejected or moved to another category changes what the whole service may say: somebody must hear. */
function alarm({ log }: WebhookDeps, arrivals: readonly Inbound[]): void {
  for (const one of arrivals)
    if (one.kind === 'notice' && one.template) {
      const { name, language, state = null, category = null, quality = null } = one.template;
      log(category ? 'template_category' : 'template_changed', { name, language, state, category, quality });
    }
}

async function read(deps: WebhookDeps, channel: Channel, request: RawRequest): Promise<Inbound[]> {
  try {
    return channel.parse(request);
  } catch (error) {
    const reason = error instanceof Unreadable ? 'unreadable' : 'failed';
    deps.log('webhook_kept', { channel: channel.name, reason });
    await keepBytes(deps, channel, reason, request);
    return [];
  }
}

async function keepBytes(
  { db, vault, now }: WebhookDeps,
  channel: Channel,
  reason: string,
  request: RawRequest,
): Promise<void> {
  const { url, headers, body } = request;
  await keep(
    db,
    vault,
    channel.name,
    reason,
    { url, headers, body: Buffer.from(body).toString('base64') },
    now(),
  );
}

/** Brings what waited in the spool to the inbox, in order. Called now and then; ends quietly while the database is away. */
export async function replay(deps: WebhookDeps): Promise<void> {
  if (deps.spool.waiting() === 0) return;
  try {
    await deps.spool.drain(async (value) => {
      const { channel: name, url, headers, body, at } = value as Spooled;
      const channel = deps.channels.get(name);
      if (!channel) throw new Error('a spooled request of a channel that is not configured');
      await take(deps, channel, {
        method: 'POST',
        url,
        headers,
        body: Buffer.from(body, 'base64'),
        at: new Date(at),
      });
    });
    deps.log('spool_replayed');
  } catch (error) {
    if (!isAway(error)) throw error;
  }
}
