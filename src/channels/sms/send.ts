import type { Alias, Outbound, Sent } from '../channel.ts';
import { errorCode, failedBeforeSending } from '../download.ts';
import { failure } from './failures.ts';
import { format, type SmsRequest, type SmsSender } from './format.ts';

/** Creates one message at Twilio and gives its id; rejects as the `twilio` package does. */
export type Create = (request: SmsRequest) => Promise<{ sid: string }>;

/** Sends one SMS. Never throws: every ending is a value. Read marks and typing do not exist here: nothing is sent. */
export async function send(
  create: Create,
  sender: SmsSender,
  message: Outbound,
  to: Alias,
  id: string,
): Promise<Sent> {
  if (message.kind === 'seen') return { outcome: 'sent', providerId: `seen:${message.of}` };
  const formatted = format(message, to, id, sender);
  if ('failure' in formatted) return { outcome: 'refused', failure: formatted.failure };
  try {
    const { sid } = await create(formatted.request);
    if (!sid) return { outcome: 'unknown', detail: 'unreadable' };
    const { registration: by } = formatted;
    const registration = by && { registration: `${by.entity}/${by.header}/${by.template}` };
    return { outcome: 'sent', providerId: sid, ...registration };
  } catch (error) {
    return ending(error);
  }
}

/**
 * What an exception of the `twilio` package says about the message. It is judged by its status, not its class, and
 * never kept or logged: a network error holds the credentials. Without a status, or from 500 on, the message may
 * have gone out; only an error while connecting is certain.
 */
export function ending(error: unknown): Sent {
  const { status, code, name } = Object(error) as { status?: unknown; code?: unknown; name?: unknown };
  if (typeof status !== 'number') {
    if (failedBeforeSending(error)) return { outcome: 'refused', failure: failure('network') };
    return { outcome: 'unknown', detail: name === 'SyntaxError' ? 'unreadable' : errorCode(error) };
  }
  if (status >= 500 || status === 408) return { outcome: 'unknown', detail: `http_${status}` };
  if (status === 429) return { outcome: 'refused', failure: failure(20429) };
  if (typeof code === 'number') return { outcome: 'refused', failure: failure(code) };
  return {
    outcome: 'refused',
    failure: failure(status === 401 || status === 403 ? 20003 : `http_${status}`),
  };
}
