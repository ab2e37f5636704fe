import type { Channel } from './channel.ts';
import { sms, type SmsConfig } from './sms/sms.ts';
import { whatsappTwilio, type TwilioWhatsAppConfig } from './whatsapp-twilio/whatsapp-twilio.ts';
import { whatsapp, type WhatsAppConfig } from './whatsapp/whatsapp.ts';

export { cut } from './sms/cut.ts';
export { binding, registerNews, senderFault, type Registry } from './sms/dlt.ts';
export { segments } from './sms/segments.ts';
export { sms, type SmsConfig } from './sms/sms.ts';
export { answerChallenge } from './whatsapp/verify.ts';
export { whatsapp, type WhatsAppConfig } from './whatsapp/whatsapp.ts';

/** The channels that are configured. WhatsApp comes from Meta itself or through Twilio. A new channel is one folder and one line here. */
export function channels(config: {
  whatsapp?: WhatsAppConfig | undefined;
  whatsappTwilio?: TwilioWhatsAppConfig | undefined;
  sms?: SmsConfig | undefined;
}): Channel[] {
  const { whatsapp: w, whatsappTwilio: t, sms: s } = config;
  return [...(w ? [whatsapp(w)] : t ? [whatsappTwilio(t)] : []), ...(s ? [sms(s)] : [])];
}
