import express, { Router, type Request, type Response } from 'express';
import { answerChallenge } from '../channels/index.ts';
import {
  Unreadable,
  type Channel,
  type ChannelName,
  type Inbound,
  type RawRequest,
} from '../channels/channel.ts';
import { receive, type Reception, type Touched } from '../db/arrivals.ts';
import { isAway } from '../db/connect.ts';
import { keep } from '../db/kept.ts';
import type { Spool } from '../db/spool.ts';

export interface WebhookDeps extends Reception {
  channels: Map<ChannelName, Channel>;
  verifyToken: string;
  spool: Spool;
  now(): Date;
  touched(conversations: Touched): void;
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
    router.post(PATHS[channel.name], raw, (request, response) => knock(deps, channel, request, response));
  return router;
}

async function knock(
  deps: WebhookDeps,
  channel: Channel,
  request: Request,
  response: Response,
): Promise<void> {
  const incoming: RawRequest = {
    method: request.method,
    url: request.originalUrl,
    headers: Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    ),
    body: Buffer.isBuffer(request.body) ? request.body : new Uint8Array(),
    at: deps.now(),
  };
  if (!channel.isGenuine(incoming)) {
    deps.log('webhook_refused', { channel: channel.name });
    response.status(401).end();
    return;
  }
  await store(deps, channel, incoming);
  const { status, mime, body } = channel.acceptedFor?.(incoming) ?? channel.accepted;
  response.status(status).type(mime).send(body);
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
  try {
    deps.touched(await receive(deps, channel, arrivals, request.at!));
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

function keepBytes(
  { db, vault, now }: WebhookDeps,
  channel: Channel,
  reason: string,
  request: RawRequest,
): Promise<void> {
  const { url, headers, body } = request;
  return keep(
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
