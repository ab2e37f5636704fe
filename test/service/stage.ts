import { randomBytes } from 'node:crypto';
import { createSimulator, type Simulator } from '../../src/simulator/simulator.ts';
import type { SimMessage } from '../../src/simulator/contract.ts';

/** By this name the service knows itself; nothing resolves it. */
const PUBLIC_URL = 'https://doosri.example';

/** Both providers as the test's own, and the environment of a service that is configured for them. */
export interface Stage {
  sim: Simulator;
  env: Record<string, string>;
  /** Where the providers listen. */
  url: string;
  appSecret: string;
  authToken: string;
}

/** Raises the providers on loopback. They are fast enough for people who answer at once. */
export async function raise(seed = 1, now: () => Date = () => new Date()): Promise<Stage> {
  const secret = (name: string) => `${name}-${randomBytes(9).toString('hex')}`;
  const whatsapp = {
    phoneNumberId: '100000000000001',
    wabaId: '200000000000001',
    displayPhone: '911140000001',
    appSecret: secret('app'),
    accessToken: secret('access'),
    verifyToken: secret('verify'),
    graphVersion: 'v25.0',
    limits: { burst: 100_000, every: 1, perSecond: 100_000 },
  };
  const twilio = { accountSid: `AC${'0'.repeat(32)}`, authToken: secret('auth'), from: '+15005550006' };
  const sim = createSimulator({ now, seed, whatsapp, twilio });
  const { url } = await sim.listen();
  return {
    sim,
    url,
    appSecret: whatsapp.appSecret,
    authToken: twilio.authToken,
    env: {
      PORT: '0',
      PUBLIC_URL,
      LOG_LEVEL: 'info',
      WHATSAPP_PHONE_NUMBER_ID: whatsapp.phoneNumberId,
      WHATSAPP_WABA_ID: whatsapp.wabaId,
      WHATSAPP_ACCESS_TOKEN: whatsapp.accessToken,
      WHATSAPP_APP_SECRET: whatsapp.appSecret,
      WHATSAPP_VERIFY_TOKEN: whatsapp.verifyToken,
      WHATSAPP_GRAPH_URL: url,
      WHATSAPP_PER_SECOND: '100000',
      WHATSAPP_PAIR_EVERY_MS: '1',
      WHATSAPP_PAIR_BURST: '100000',
      TWILIO_ACCOUNT_SID: twilio.accountSid,
      TWILIO_AUTH_TOKEN: twilio.authToken,
      TWILIO_API_URL: url,
      TWILIO_SMS_FROM: twilio.from,
    },
  };
}

/** Resolves once `look` finds something. @throws Error that says what was awaited, after `ms`. */
export async function until<T>(
  what: string,
  look: () => T | undefined | false | null | Promise<T | undefined | false | null>,
  ms = 20_000,
): Promise<T> {
  const end = performance.now() + ms;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (performance.now() > end) throw new Error(`waited in vain for ${what}`);
    await new Promise((done) => setTimeout(done, 20));
  }
}

/** Somebody with a phone who listens before they answer. */
export class Person {
  readonly sim: Simulator;
  readonly phone: string;
  #heard = 0;

  constructor(sim: Simulator, phone: string) {
    this.sim = sim;
    this.phone = phone;
  }

  get hands() {
    return this.sim.whatsapp(this.phone);
  }

  /** All that the service said, oldest first. */
  said(): SimMessage[] {
    return this.sim.chat(this.phone).messages.filter((message) => message.from === 'service');
  }

  /** The next message, not heard before, that fits: by its words, or by an option it offers. Those before it count as heard. */
  async hears(what: RegExp | string, ms?: number): Promise<SimMessage> {
    const fits = (message: SimMessage) =>
      typeof what === 'string' ? message.options.some(({ id }) => id === what) : what.test(message.text);
    return until(
      `${what} on ${this.phone}; heard last: ${this.said().at(-1)?.text ?? 'nothing'}`,
      () => {
        const all = this.said();
        const at = all.findIndex((message, n) => n >= this.#heard && fits(message));
        if (at < 0) return undefined;
        this.#heard = at + 1;
        return all[at];
      },
      ms,
    );
  }

  write(text: string): void {
    this.hands.text(text);
  }

  /** Taps an option of the newest message that offers it. */
  tap(option: string): void {
    const message = this.said().findLast(({ options }) => options.some(({ id }) => id === option));
    if (!message) throw new Error(`nobody offered ${option}`);
    this.hands.tap(message.id, option);
  }

  /** Goes through questions: says or taps the first of each pair, and waits for the second. */
  async goes(way: readonly (readonly [say: string, then: RegExp | string])[], ms?: number): Promise<void> {
    for (const [say, then] of way) {
      if (/^[a-z_]+:\w+$/.test(say)) this.tap(say);
      else this.write(say);
      await this.hears(then, ms);
    }
  }
}

/** From the first word to the question for papers, of somebody who writes for themselves. */
export const wayIn = (reading: 'agree' | 'refuse', name: string, age: string) =>
  [
    ['hello', 'language:en'],
    ['language:en', 'who:patient'],
    ['who:patient', 'notice:agree'],
    ['notice:agree', 'reading:agree'],
    [`reading:${reading}`, 'sharing:agree'],
    ['sharing:agree', 'safety:none'],
    ['safety:none', /full name/],
    [name, /How old/],
    [age, 'cancer:breast'],
    ['cancer:breast', 'papers:later'],
  ] as const;

/** From the question for papers to the end, with a relative who may get SMS. */
export const wayOut = (
  relativePhone: string,
  relativeName: string,
  question = 'Must the treatment begin now?',
) =>
  [
    ['papers:later', 'question:treatment'],
    ['question:treatment', 'question:own_words'],
    ['question:own_words', /own words/],
    [question, 'spread:local'],
    ['spread:local', 'treatment:nothing'],
    ['treatment:nothing', 'date_fixed:none'],
    ['date_fixed:none', 'days:0'],
    ['days:0', 'problems:none'],
    ['problems:none', 'illness:none'],
    ['illness:none', 'sex:female'],
    ['sex:female', 'side:right'],
    ['side:right', 'found:biopsy'],
    ['found:biopsy', /month and the year/],
    ['08/2025', 'stage:unsure'],
    ['stage:unsure', 'periods:stopped'],
    ['periods:stopped', /blood family/],
    ['none', 'wishes:family'],
    ['wishes:family', 'wishes:enough'],
    ['wishes:enough', /worry/],
    ['3', 'family:agree'],
    ['family:agree', /10-digit/],
    [relativePhone, /Whose number/],
    [relativeName, 'check:send'],
  ] as const;
