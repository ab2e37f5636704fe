import type { Inbound } from '../channel.ts';

type Notice = Extract<Inbound, { kind: 'notice' }>;

/**
 * What somebody wishes about SMS as such. `detail` says who answers it: `provider` when Twilio did (or does, for its
 * own words), so that we say nothing; `us` when nobody has confirmed it yet; `help` is always answered by Twilio.
 */
export type Wish = Pick<Notice, 'what' | 'detail' | 'words'>;

/** Twilio's own words, as whole messages: it blocks or frees the number itself. YES and INFO are answers too. */
const STOP = new Set(['stop', 'stopall', 'unsubscribe', 'cancel', 'end', 'quit', 'revoke', 'optout']);
const START = new Set(['start', 'unstop']);
/** What Twilio does not know; whoever writes it means it all the same. Whole sentences beside the words handed in. */
const OURS = [
  // To stop, and nothing beside it but what is to be stopped: "stop the bleeding" is a cry for help.
  /^(please )?stop( (stop|please|it|this|all|now|sending|texting|messaging|me|us|to|my|phone|number|these|those|the|your|any|more|sms|messages?|msgs?|texts?))*$/,
  /^(please )?unsubscribe\b.{0,40}$/,
  /^opt[ -]out$/,
  /^(sms |मैसेज |संदेश )?(बंद|बन्द|रोक)( ?(करो|करें|करे|कर दो|कर दीजिए|कीजिए|दो|दें))?$/,
  /^(sms |message )?(band|bandh) ?(karo|karen|kare|kar do|kijiye)?$/,
];

/** Words that stop and start SMS in the languages people write in, made ready. */
export interface Heard {
  stop: ReadonlySet<string>;
  start: ReadonlySet<string>;
}

/** Makes words ready, so that case, points and joiners make no difference. */
export function heardOf(words: { stop: readonly string[]; start: readonly string[] }): Heard {
  return { stop: new Set(words.stop.map(plain)), start: new Set(words.start.map(plain)) };
}

export const NOTHING: Heard = heardOf({ stop: [], start: [] });

/** Joiners make no difference to a reader, and phones put them where they like. */
function plain(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\u200B-\u200F\u2060\u2066-\u2069]/g, '')
    .replace(/[.!?।۔؟،,"']+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The wish in a message, from Twilio's own finding if there is one, else from the words; undefined when there is none. */
export function wish(text: string, optOutType: string | undefined, heard: Heard): Wish | undefined {
  const provider = optOutType?.toUpperCase();
  if (provider === 'STOP') return { what: 'opted_out', detail: 'provider' };
  if (provider === 'START') return { what: 'opted_in', detail: 'provider' };
  if (provider === 'HELP') return { what: 'unknown', detail: 'help' };
  const words = plain(text);
  if (STOP.has(words)) return { what: 'opted_out', detail: 'provider' };
  if (START.has(words)) return { what: 'opted_in', detail: 'provider' };
  if (words === 'help') return { what: 'unknown', detail: 'help' };
  if (OURS.some((pattern) => pattern.test(words))) return { what: 'opted_out', detail: 'us' };
  if (heard.stop.has(words)) return { what: 'opted_out', detail: 'us', words: text };
  return heard.start.has(words) ? { what: 'opted_in', detail: 'us', words: text } : undefined;
}
