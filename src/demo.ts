import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import express, { Router } from 'express';
import { accidents, type AccidentDeps, type Accidents } from './accidents.ts';
import type { JumpingClock } from './clock.ts';
import { storyOf } from './commands/save.ts';
import { told } from './commands/told.ts';
import type { SmsSettings, WhatsAppSettings } from './config.ts';
import type { Content } from './content.ts';
import type { Db } from './db/connect.ts';
import { happened } from './db/happened.ts';
import { NUDGE } from './db/nudge.ts';
import { find } from './db/people.ts';
import type { Vault } from './db/vault.ts';
import type { Words } from './engine/words.ts';
import { nextDue } from './db/waits.ts';
import { DEMO_USERS } from './http/staff.ts';
import type { DemoState, StoryState } from './simulator/contract.ts';
import type { SimTemplate } from './simulator/options.ts';
import { playStory, type StoryHands } from './simulator/play.ts';
import { createSimulator, type Simulator } from './simulator/simulator.ts';

/** The two phones of a play. */
export interface Phones {
  patient: string;
  son: string;
}

/** Invented numbers, a pair for each play: no Indian subscriber number has this form. */
export const phonesOf = (play: number): Phones => ({
  patient: numberOf(2 * play + 1),
  son: numberOf(2 * play + 2),
});
const numberOf = (n: number) => `+91900000${String(n).padStart(4, '0')}`;
const MOST_PLAYS = 4_000;

/** The first pair that nobody has written from: the story begins with a person nobody knows. */
async function unknownPhones(db: Db, vault: Vault): Promise<Phones> {
  for (let play = 0; play < MOST_PLAYS; play += 1) {
    const phones = phonesOf(play);
    if (!(await find(db, vault, 'whatsapp', [{ kind: 'phone', value: phones.patient }]))) return phones;
  }
  return phonesOf(0);
}

/** Credentials the simulated providers accept. They open nothing else. */
const WHATSAPP = {
  phoneNumberId: '100000000000001',
  wabaId: '200000000000001',
  accessToken: 'simulated-access-token',
  verifyToken: 'simulated-verify-token',
  graphVersion: 'v25.0',
};
const APP_SECRET = 'simulated-app-secret';
const TWILIO = { accountSid: `AC${'0'.repeat(32)}`, from: '+15005550006' };
const AUTH_TOKEN = 'simulated-auth-token';

export interface Stage {
  simulator: Simulator;
  whatsapp: WhatsAppSettings;
  sms: SmsSettings;
}

/** Raises the simulated providers on loopback and says with which settings the channels reach them. */
export async function raiseStage(now: () => Date, publicUrl: string, words: Words): Promise<Stage> {
  const simulator = createSimulator({
    now,
    publicUrl,
    // People in a story tap faster than Meta lets a business answer one person.
    whatsapp: {
      ...WHATSAPP,
      displayPhone: '911140000001',
      appSecret: APP_SECRET,
      limits: { burst: 200, every: 500 },
      templates: templatesOf(words),
    },
    twilio: { ...TWILIO, authToken: AUTH_TOKEN },
  });
  const { url } = await simulator.listen();
  return {
    simulator,
    whatsapp: {
      ...WHATSAPP,
      appSecrets: [APP_SECRET],
      graphUrl: url,
      rates: { number: { every: 1, burst: 1_000 }, pair: { every: 500, burst: 200 } },
    },
    sms: { ...TWILIO, authTokens: [AUTH_TOKEN], apiUrl: url },
  };
}

/** The one template of the service, approved in each language we speak. */
function templatesOf(words: Words): SimTemplate[] {
  return words.languages.map((language) => ({
    name: NUDGE,
    language,
    // An approved text has its gaps numbered, and no marks around them.
    body: words.say(language, 'template.update', { reference: '{{1}}' }).replace(/[\u2066-\u2069]/g, ''),
    buttons: [words.say(language, 'template.open')],
  }));
}

/** The invented papers of the story, photographed with a phone: a biopsy report, a blood test and a mammogram. */
export function storyPapers(): StoryHands['papers'] {
  const folder = join(import.meta.dirname, '../samples');
  const names = ['sushila-histopathology-phone.jpg', 'sushila-lab-phone.jpg', 'sushila-mammogram-phone.jpg'];
  return names.map((name, n) => ({
    bytes: readFileSync(join(folder, name)),
    mime: 'image/jpeg',
    name: `IMG_${n + 1}.jpg`,
  }));
}

export interface DemoDeps extends AccidentDeps {
  clock: JumpingClock;
  vault: Vault;
  content: Pick<Content, 'flow'>;
  /** Where this service itself is reached. */
  base(): string;
  /** The clock jumped: look for what is due. */
  wake(): void;
  /** What is to be undone when the service stops. */
  stops: (() => Promise<unknown>)[];
}

/** The demo's own routes: the state of the stage, the story, and the clock. The simulator's phones come with them. */
export function demoRoutes(deps: DemoDeps): Router {
  const router = Router();
  const json = express.json({ limit: '8kb' });
  const story = player(deps);
  const mishaps = accidents(deps);
  deps.stops.push(async () => mishaps.close());
  router.get('/state', async (_request, response) => void response.json(await state(deps, story, mishaps)));
  router.post('/play', async (_request, response) => void response.json({ ok: await story.play() }));
  router.post('/stop', (_request, response) => {
    story.stop();
    response.json({ ok: true });
  });
  router.post('/clock', json, async (request, response) => {
    const { to, ms } = (request.body ?? {}) as { to?: unknown; ms?: unknown };
    const next = await upcoming(deps);
    const far = to === 'next' ? (next ? Date.parse(next.due) - deps.clock.now().getTime() : 0) : Number(ms);
    // Thirty days at once is more than any timer waits.
    if (Number.isFinite(far)) deps.clock.jump(Math.min(Math.max(0, far), 30 * 86_400_000));
    deps.wake();
    const after = await state(deps, story, mishaps);
    deps.simulator.announce('clock', { now: after.now, next: after.next });
    response.json(after);
  });
  router.post('/accident', json, async (request, response) => {
    const { what, dead } = (request.body ?? {}) as { what?: unknown; dead?: unknown };
    const one = mishaps.mortal.find((each) => each === what);
    if (!one || typeof dead !== 'boolean')
      return void response.status(400).json({ code: 'invalid', message: 'That cannot be killed here.' });
    await mishaps.happen(one, dead);
    response.json(mishaps.list());
  });
  router.get('/whatsapp/:phone/transcript', async (request, response) => {
    const text = await transcript(deps, request.params.phone);
    if (text === undefined)
      return void response
        .status(404)
        .json({ code: 'no_such_chat', message: 'Nobody has written from this phone yet.' });
    response.attachment('conversation.txt').type('text/plain').send(text);
  });
  router.use(deps.simulator.control);
  return router;
}

/** What happened to a phone as a golden transcript with invented persons in it; undefined where nothing did. */
async function transcript({ db, vault, content }: DemoDeps, phone: string): Promise<string | undefined> {
  const known = await find(db, vault, 'whatsapp', [{ kind: 'phone', value: phone }]);
  if (!known) return undefined;
  const { events, references } = await happened(db, vault, known);
  const { text, same } = storyOf(content.flow, 'What this story shows', told(events, references));
  return same
    ? text
    : `# The invented persons got other answers than the real ones: look for what differs.\n${text}`;
}

function player(deps: DemoDeps) {
  const idle: StoryState = { playing: false, caption: '', seat: null, step: 0, steps: 0 };
  let current = idle;
  let phones: Promise<Phones> | undefined;
  let stopping: AbortController | undefined;
  const onStage = () =>
    (phones ??= unknownPhones(deps.db, deps.vault).catch((error: Error) => {
      phones = undefined;
      throw error;
    }));
  const tell = (next: StoryState) => {
    current = next;
    deps.simulator.announce('story', next);
  };
  return {
    now: () => current,
    phones: onStage,
    async play(): Promise<boolean> {
      if (current.playing) return false;
      // At once, so that a second press meanwhile starts nothing.
      current = { ...idle, playing: true };
      stopping = new AbortController();
      phones = undefined;
      const { patient, son } = await onStage().catch((error: Error) => {
        current = idle;
        throw error;
      });
      const [coordinator, reviewer] = DEMO_USERS as [(typeof DEMO_USERS)[0], (typeof DEMO_USERS)[0]];
      void playStory({
        base: deps.base(),
        patient,
        son,
        papers: storyPapers(),
        coordinator,
        reviewer,
        signal: stopping.signal,
        tell,
      });
      return true;
    },
    stop: () => stopping?.abort(),
  };
}

async function upcoming({ db, clock }: DemoDeps): Promise<DemoState['next']> {
  const next = await nextDue(db).catch(() => undefined);
  if (!next || next.due <= clock.now()) return null;
  return { what: next.key ?? next.what, due: next.due.toISOString() };
}

/** Also while the database is dead: the screen is where it is brought back. */
async function state(
  deps: DemoDeps,
  story: ReturnType<typeof player>,
  mishaps: Accidents,
): Promise<DemoState> {
  return {
    ...(await story.phones().catch(() => phonesOf(0))),
    now: deps.clock.now().toISOString(),
    next: await upcoming(deps),
    story: story.now(),
    behaviour: deps.simulator.behaviour(),
    mortal: mishaps.mortal,
    accidents: mishaps.list(),
    // The office has no seat in the story.
    seats: DEMO_USERS.slice(0, 2).map(({ role, email, password }) => ({
      seat: role as 'coordinator' | 'reviewer',
      email,
      password,
    })),
  };
}
