import type { Twilio } from 'twilio';
import type { Accepted, Channel } from '../channel.ts';
import type { Registry } from './dlt.ts';
import { format, type SmsRequest } from './format.ts';
import { fetchMedia } from './media.ts';
import { isStatus, parse } from './parse.ts';
import { send, type Create } from './send.ts';
import { isGenuine } from './verify.ts';
import { heardOf, NOTHING } from './wishes.ts';

/** How to reach Twilio. */
export interface TwilioAccess {
  accountSid: string;
  /** The primary token first; an older one may follow while it is being replaced. */
  authToken: string | string[];
  /** Twilio's API (`https://api.twilio.com`) or the simulator's. */
  apiUrl: string;
  /** Milliseconds one call may take; 30 000 without it. */
  timeoutMs?: number;
}

/** What the SMS channel needs to know. One of `messagingServiceSid` and `from` names the sender. */
export interface SmsConfig extends TwilioAccess {
  /** The address of this service as Twilio was given it: what signatures are made over. */
  publicUrl: string;
  messagingServiceSid?: string;
  from?: string;
  statusCallbackUrl: string;
  /** Words that stop and start SMS, in every language people write in; Twilio's own are known without. */
  heard?: { stop: readonly string[]; start: readonly string[] };
  /** What is registered in India; set where our sender is an Indian header. */
  dlt?: Registry | undefined;
}

/** XML, since plain text would be sent to the person as our reply. */
export const EMPTY: Accepted = {
  status: 200,
  mime: 'text/xml',
  body: '<?xml version="1.0" encoding="UTF-8"?><Response/>',
};

/**
 * SMS through Twilio.
 * @throws TypeError when the account is none, or neither a sender nor a messaging service is configured.
 */
export function sms(config: SmsConfig): Channel {
  const authTokens = [config.authToken].flat().filter((token) => token !== '');
  if (!config.accountSid.startsWith('AC')) throw new TypeError('SMS: the account must be an AC… id.');
  if (!config.messagingServiceSid && !config.from) throw new TypeError('SMS: no sender is configured.');
  const create = client(config, authTokens[0] ?? '');
  const access = { accountSid: config.accountSid, authTokens, apiUrl: config.apiUrl };
  const heard = config.heard ? heardOf(config.heard) : NOTHING;
  return {
    name: 'sms',
    wordsOnly: true,
    longest: 1600,
    isGenuine: (request) => isGenuine(request, config.publicUrl, authTokens),
    parse: (request) => parse(request, config.accountSid, heard),
    accepted: EMPTY,
    acceptedFor: (request) => (isStatus(request) ? { status: 204, mime: 'text/plain', body: '' } : EMPTY),
    refuses: (message, to) => {
      if (message.kind === 'seen') return undefined;
      const formatted = format(message, to, '', config);
      return 'failure' in formatted ? formatted.failure : undefined;
    },
    send: (message, to, id) => send(create, config, message, to, id),
    fetch: (media) => fetchMedia(access, media),
  };
}

/** The `twilio` package, loaded with the first SMS: it takes a third of a second and 30 MB. */
export function client(config: TwilioAccess, token: string): Create {
  let loaded: Promise<Create> | undefined;
  const load = async (): Promise<Create> => {
    const { default: twilio } = await import('twilio');
    // Empty rather than absent: TWILIO_EDGE and TWILIO_REGION would twist a local address.
    const options = { timeout: config.timeoutMs ?? 30_000, edge: '', region: '', logLevel: 'off' };
    const api = twilio(config.accountSid, token, options);
    api.api.baseUrl = config.apiUrl.replace(/\/+$/, '');
    return ({ fields, ...request }) =>
      fields ? plainly(api, config, { ...request, fields }) : api.messages.create(request);
  };
  return async (request) => (await (loaded ??= load()))(request);
}

/** A request with fields that the package would leave out. Rejects as the package does. */
async function plainly(
  api: Twilio,
  { accountSid, apiUrl }: TwilioAccess,
  { fields, ...request }: SmsRequest,
): Promise<{ sid: string }> {
  const named = Object.entries(request).map(([name, value]) => [
    name[0]!.toUpperCase() + name.slice(1),
    value,
  ]);
  const { statusCode, body } = (await api.request({
    method: 'post',
    uri: `${apiUrl.replace(/\/+$/, '')}/2010-04-01/Accounts/${accountSid}/Messages.json`,
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' },
    data: { ...Object.fromEntries(named), ...fields },
  })) as { statusCode: number; body: unknown };
  const said = (typeof body === 'string' ? JSON.parse(body) : body) as { sid: string; code?: number };
  if (statusCode >= 200 && statusCode < 300) return said;
  throw Object.assign(new Error('refused'), { status: statusCode, code: said.code });
}
