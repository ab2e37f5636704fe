import type { Accepted, Alias, Channel, Outbound, Sent } from '../channel.ts';
import { failure } from '../sms/failures.ts';
import { callbackOf } from '../sms/format.ts';
import { fetchMedia } from '../sms/media.ts';
import { isStatus } from '../sms/parse.ts';
import { ending } from '../sms/send.ts';
import { client, EMPTY, type TwilioAccess } from '../sms/sms.ts';
import { isGenuine } from '../sms/verify.ts';
import { contents, type Contents } from './contents.ts';
import { addressOf, format } from './format.ts';
import { parse } from './parse.ts';

/** What WhatsApp through Twilio needs to know. */
export interface TwilioWhatsAppConfig extends TwilioAccess {
  publicUrl: string;
  statusCallbackUrl: string;
  /** Our WhatsApp number, E.164. */
  from: string;
  contentUrl: string;
  /** Ids (`HX…`) of approved templates by `name:language`. */
  contents: Readonly<Record<string, string>>;
}

const NO_CONTENT: Accepted = { status: 204, mime: 'text/plain', body: '' };

/**
 * One business number on WhatsApp, through Twilio. It has no read marks, and cannot carry a paper: Twilio would fetch it
 * from a public address.
 */
export function whatsappTwilio(config: TwilioWhatsAppConfig): Channel {
  const authTokens = [config.authToken].flat().filter((token) => token !== '');
  const access = { ...config, authToken: authTokens[0] ?? '', timeoutMs: config.timeoutMs ?? 30_000 };
  const create = client(config, access.authToken);
  const made = contents(access);
  return {
    name: 'whatsapp',
    longest: 1600,
    wordsOnly: true,
    isGenuine: (request) => isGenuine(request, config.publicUrl, authTokens),
    parse: (request) => parse(request, config.accountSid),
    accepted: EMPTY,
    acceptedFor: (request) => (isStatus(request) ? NO_CONTENT : EMPTY),
    send: (message, to, id) => send(create, made, config, message, to, id),
    fetch: (media) => fetchMedia({ ...config, authTokens }, media),
  };
}

async function send(
  create: ReturnType<typeof client>,
  made: Contents,
  config: TwilioWhatsAppConfig,
  message: Outbound,
  alias: Alias,
  id: string,
): Promise<Sent> {
  if (message.kind === 'seen') return { outcome: 'sent', providerId: `seen:${message.of}` };
  const form = format(message, config.contents);
  const to = addressOf(alias);
  if ('failure' in form) return { outcome: 'refused', failure: form.failure };
  if (!to) return { outcome: 'refused', failure: failure('no_phone') };
  const common = {
    to,
    from: `whatsapp:${config.from}`,
    statusCallback: callbackOf(config.statusCallbackUrl, id),
  };
  let content = 'contentSid' in form ? form.contentSid : '';
  if ('make' in form) {
    try {
      content = await made(form.make);
    } catch (error) {
      // Nothing has reached the person: what is uncertain there is certain here.
      const failed = ending(error);
      return failed.outcome === 'unknown' ? { outcome: 'refused', failure: failure('network') } : failed;
    }
  }
  const variables = 'variables' in form ? { contentVariables: JSON.stringify(form.variables) } : {};
  try {
    const said = 'body' in form ? { body: form.body } : { contentSid: content, ...variables };
    const { sid } = await create({ ...common, ...said });
    return sid ? { outcome: 'sent', providerId: sid } : { outcome: 'unknown', detail: 'unreadable' };
  } catch (error) {
    return ending(error);
  }
}
