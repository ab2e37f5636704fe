import type { Inbound } from '../channel.ts';

type Notice = Extract<Inbound, { kind: 'notice' }>;

/**
 * What somebody wishes about SMS as such. `detail` says who answers it: `provider` when Twilio did (or does, for its
 * own words), so that we say nothing; `us` when nobody has confirmed it yet; `help` is always answered by Twilio.
 */
export type Wish = Pick<Notice, 'what' | 'detail'>;

/** Twilio's own words, as whole messages: it blocks or frees the number itself. YES and INFO are answers too. */
const STOP = new Set(['stop', 'stopall', 'unsubscribe', 'cancel', 'end', 'quit', 'revoke', 'optout']);
const START = new Set(['start', 'unstop']);
/** Words Twilio does not know; whoever writes them means it all the same. */
const OURS = [
  /^(please )?stop\b.{0,40}$/,
  /^(please )?unsubscribe\b.{0,40}$/,
  /^opt[ -]out$/,
  /^(sms |मैसेज |संदेश )?(बंद|बन्द|रोक)( ?(करो|करें|करे|कर दो|कर दीजिए|कीजिए|दो|दें))?$/,
  /^(sms |message )?(band|bandh) ?(karo|karen|kare|kar do|kijiye)?$/,
];

/** The wish in a message, from Twilio's own finding if there is one, else from the words; undefined when there is none. */
export function wish(text: string, optOutType: string | undefined): Wish | undefined {
  const provider = optOutType?.toUpperCase();
  if (provider === 'STOP') return { what: 'opted_out', detail: 'provider' };
  if (provider === 'START') return { what: 'opted_in', detail: 'provider' };
  if (provider === 'HELP') return { what: 'unknown', detail: 'help' };
  const words = text
    .toLowerCase()
    .replace(/[.!?।,"']+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  if (STOP.has(words)) return { what: 'opted_out', detail: 'provider' };
  if (START.has(words)) return { what: 'opted_in', detail: 'provider' };
  if (words === 'help') return { what: 'unknown', detail: 'help' };
  return OURS.some((pattern) => pattern.test(words)) ? { what: 'opted_out', detail: 'us' } : undefined;
}
