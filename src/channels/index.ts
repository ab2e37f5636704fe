import type { Channel, ChannelName, Failure } from './channel.ts';
import { failure as twilioFailure } from './sms/failures.ts';
import { sms, type SmsConfig } from './sms/sms.ts';
import { whatsappTwilio, type TwilioWhatsAppConfig } from './whatsapp-twilio/whatsapp-twilio.ts';
import { failure as metaFailure } from './whatsapp/failures.ts';
import { whatsapp, type WhatsAppConfig } from './whatsapp/whatsapp.ts';

export { cut } from './sms/cut.ts';
export { binding, registerNews, senderFault, type Registry } from './sms/dlt.ts';
export { segments } from './sms/segments.ts';
export { sms, type SmsConfig } from './sms/sms.ts';
export { answerChallenge } from './whatsapp/verify.ts';
export { whatsapp, type WhatsAppConfig } from './whatsapp/whatsapp.ts';

/** What a provider's code means for an operator. */
export const whyFailed = (code: string, channel: ChannelName): string => meant(code, channel).operator;

/** Whether a code is about our number, its token or its account, so that nothing of that number goes out. */
export const isHalted = (code: string, channel: ChannelName): boolean => meant(code, channel).halts === true;

/** Meta's and Twilio's codes share no number. */
function meant(code: string, channel: ChannelName): Failure {
  const isTwilio = channel === 'sms' || /^([236]\d{4}|dlt_\w+)$/.test(code);
  return isTwilio ? twilioFailure(code) : metaFailure(code);
}

export type { ChannelName };

/** The channels that are configured. WhatsApp comes from Meta itself or through Twilio. A new channel is one folder and one line here. */
export function channels(config: {
  whatsapp?: WhatsAppConfig | undefined;
  whatsappTwilio?: TwilioWhatsAppConfig | undefined;
  sms?: SmsConfig | undefined;
}): Channel[] {
  const { whatsapp: w, whatsappTwilio: t, sms: s } = config;
  return [...(w ? [whatsapp(w)] : t ? [whatsappTwilio(t)] : []), ...(s ? [sms(s)] : [])];
}
