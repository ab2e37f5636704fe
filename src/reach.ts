import type { Channel, ChannelName } from './channels/channel.ts';
import { binding, channels, senderFault, type Registry } from './channels/index.ts';
import { ConfigError, type Config } from './config.ts';
import type { Content } from './content.ts';
import type { Flow } from './engine/flow.ts';

/** How people are reached: the channels that are configured, by name. */
export function channelsOf(
  config: Config,
  { whatsapp, whatsappTwilio: through, sms }: Pick<Config, 'whatsapp' | 'whatsappTwilio' | 'sms'>,
  { words, dlt }: Content,
): Map<ChannelName, Channel> {
  const list = channels({
    whatsapp: whatsapp && {
      ...whatsapp,
      mediaHosts: config.production ? [] : [new URL(whatsapp.graphUrl).host],
    },
    whatsappTwilio: through && {
      ...through,
      authToken: through.authTokens,
      publicUrl: config.publicUrl,
      statusCallbackUrl: `${config.publicUrl}/webhooks/whatsapp/status`,
    },
    sms: sms && {
      ...sms,
      authToken: sms.authTokens,
      publicUrl: config.publicUrl,
      statusCallbackUrl: `${config.publicUrl}/webhooks/twilio/status`,
      heard: { stop: words.everywhere('reserved.stop'), start: words.everywhere('reserved.start') },
      dlt: dltOf(config, sms.from, dlt),
    },
  });
  return new Map(list.map((channel) => [channel.name, channel]));
}

/** What the operator's own texts say beside the words of the locales. */
export function saidBy({ grievance, sms }: Config, { dlt }: Content): Pick<Flow, 'grievance' | 'whatsapp'> {
  const whatsapp = sms && binding(dlt, sms.from)?.whatsapp;
  return { ...(grievance ? { grievance } : {}), ...(whatsapp ? { whatsapp } : {}) };
}

/** @throws ConfigError in production, when an Indian sender is not the registered one: not one SMS would arrive. */
function dltOf({ production }: Config, sender: string | undefined, dlt: Registry): Registry | undefined {
  const fault = senderFault(dlt, sender);
  if (production && fault) throw new ConfigError(`TWILIO_SMS_FROM: ${fault}`);
  return binding(dlt, sender);
}
