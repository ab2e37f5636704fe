import type { Channel } from '../channel.ts';
import { graph, type GraphConfig } from './graph.ts';
import { fetchMedia } from './media.ts';
import { parse } from './parse.ts';
import { send } from './send.ts';
import { isGenuine } from './verify.ts';

/** What the WhatsApp channel needs to know. Several app secrets while one is being rotated. */
export interface WhatsAppConfig extends GraphConfig {
  appSecrets: string[];
  /** For `answerChallenge`; the channel itself does not use it. */
  verifyToken: string;
}

/** One business number on WhatsApp's Cloud API. */
export function whatsapp(config: WhatsAppConfig): Channel {
  const api = graph(config);
  return {
    name: 'whatsapp',
    isGenuine: (request) => isGenuine(request, config.appSecrets),
    parse: (request) => parse(request, config.phoneNumberId),
    accepted: { status: 200, mime: 'text/plain', body: '' },
    send: (message, to, id) => send(api, config.phoneNumberId, message, to, id),
    fetch: (media) => fetchMedia(api, config.phoneNumberId, media),
  };
}
