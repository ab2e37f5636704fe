import type { Channel } from './channel.ts';
import { sms, type SmsConfig } from './sms/sms.ts';
import { whatsapp, type WhatsAppConfig } from './whatsapp/whatsapp.ts';

export { segments } from './sms/segments.ts';
export { sms, type SmsConfig } from './sms/sms.ts';
export { answerChallenge } from './whatsapp/verify.ts';
export { whatsapp, type WhatsAppConfig } from './whatsapp/whatsapp.ts';

/** The channels that are configured. A new channel is one folder and one line here. */
export function channels(config: {
  whatsapp?: WhatsAppConfig | undefined;
  sms?: SmsConfig | undefined;
}): Channel[] {
  const { whatsapp: w, sms: s } = config;
  return [...(w ? [whatsapp(w)] : []), ...(s ? [sms(s)] : [])];
}
