import type { Alias, Failure, Outbound } from '../channel.ts';
import { isIndian, registrationOf, visible, type Registration, type Registry } from './dlt.ts';
import { failure } from './failures.ts';

/** Twilio takes no longer text, however many parts it makes. */
const LONGEST = 1600;

/** Fields of one `POST /Messages`, named as the `twilio` package names them. */
export interface SmsRequest {
  to: string;
  body?: string;
  /** A stored Content and its values, as JSON; in place of `body`. */
  contentSid?: string;
  contentVariables?: string;
  from?: string;
  messagingServiceSid?: string;
  statusCallback: string;
  /** Fields of our own account that the package does not know. */
  fields?: Record<string, string>;
}

/** Who sends, and where receipts go. */
export interface SmsSender {
  messagingServiceSid?: string | undefined;
  from?: string | undefined;
  statusCallbackUrl: string;
  /** Set where the sender is an Indian header: every text to an Indian phone must be registered. */
  dlt?: Registry | undefined;
}

/**
 * The exact request for a message, or why it cannot be an SMS. Our outbox `id` travels in the address for receipts,
 * since Twilio hands nothing else back.
 */
export function format(
  message: Outbound,
  to: Alias,
  id: string,
  sender: SmsSender,
): { request: SmsRequest; registration?: Registration } | { failure: Failure } {
  const said = words(message);
  if (typeof said !== 'string') return { failure: said };
  const body = visible(said);
  if (to.kind !== 'phone') return { failure: failure('no_phone') };
  if (body.trim() === '') return { failure: failure('empty') };
  if (body.length > LONGEST) return { failure: failure('too_long') };
  const { messagingServiceSid, from, statusCallbackUrl, dlt } = sender;
  const registration = dlt && isIndian(to.value) ? registrationOf(body, dlt) : undefined;
  if (typeof registration === 'string') return { failure: failure(registration) };
  const by = { ...(messagingServiceSid ? { messagingServiceSid } : {}), ...(from ? { from } : {}) };
  const statusCallback = callbackOf(statusCallbackUrl, id);
  const request = { to: to.value, ...by, body, statusCallback };
  if (!registration) return { request };
  const { entity, template } = registration;
  const fields = dlt?.fields && { fields: { [dlt.fields.entity]: entity, [dlt.fields.template]: template } };
  return { request: { ...request, ...fields }, registration };
}

/** Where receipts of one message go. */
export function callbackOf(url: string, id: string): string {
  return `${url}${url.includes('?') ? '&' : '?'}id=${encodeURIComponent(id)}`;
}

/** What an SMS says. A question becomes numbered lines; descriptions stay away, since every letter is paid. */
function words(message: Outbound): string | Failure {
  switch (message.kind) {
    case 'text':
      return message.text;
    case 'choice': {
      const lines = message.options.map(({ title }, i) => `${i + 1}. ${title}`);
      return [message.text, ...lines, message.hint].filter(Boolean).join('\n');
    }
    case 'file':
      return failure('no_files');
    case 'template':
      return failure('no_templates');
    case 'seen':
      return '';
  }
}
