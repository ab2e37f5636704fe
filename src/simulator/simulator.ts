import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { Router } from 'express';
import type { Behaviour, SimChat, SimSms } from './contract.ts';
import { controlRouter } from './control.ts';
import { createLive } from './live.ts';
import { APPROVED } from './options.ts';
import type { SimTemplate, SimulatorOptions } from './options.ts';
import { createPostman, fetchParcel } from './postman.ts';
import { createTrouble } from './trouble.ts';
import { twilioApi } from './twilio/api.ts';
import { receive } from './twilio/operator.ts';
import { createTexts } from './twilio/texts.ts';
import { deliverAll } from './whatsapp/accept.ts';
import { graphApi } from './whatsapp/api.ts';
import { whatsappHands } from './whatsapp/hands.ts';
import type { WhatsAppHands } from './whatsapp/hands.ts';
import { createLinks } from './whatsapp/media.ts';
import { chatOf, createPeople } from './whatsapp/people.ts';
import { createRates } from './whatsapp/rates.ts';
import { createTell } from './whatsapp/tell.ts';
import { createWorld, phoneOf } from './world.ts';

export interface Simulator {
  /** Opens the providers' side on loopback; the URL is the base of both the Graph API and Twilio's. */
  listen(port?: number): Promise<{ url: string }>;
  close(): Promise<void>;
  /** Says where the service listens, and by which name it knows itself if that is another. */
  aim(webhookUrl: string, publicUrl?: string): void;
  /** Meta's handshake before it sends webhooks; false when the service did not give the challenge back. */
  verify(): Promise<boolean>;
  /** The routes of `contract.ts`, to be mounted at `/demo`. */
  control: Router;
  whatsapp(phone: string): WhatsAppHands;
  sms(phone: string): { text(text: string): string };
  chat(phone: string): SimChat;
  texts(phone: string): SimSms[];
  behave(wanted: Partial<Behaviour>): Behaviour;
  behaviour(): Behaviour;
  /** Adds a template, or replaces the one of the same name and language. */
  template(template: SimTemplate): void;
  on(event: 'changed', listener: (what: { phone: string; channel: 'whatsapp' | 'sms' }) => void): () => void;
  /** Says something to all demo screens on `/demo/live`. */
  announce(event: 'story' | 'clock' | 'accidents', data: unknown): void;
  /** Resolves when no webhook waits or is under way. */
  idle(): Promise<void>;
  /** Webhooks that wait or are under way. */
  waiting(): number;
}

/** Builds the other side of the wire. Nothing listens before `listen`. */
export function createSimulator(options: SimulatorOptions): Simulator {
  const world = createWorld(options);
  const account = options.whatsapp;
  let url = '';
  let hook: { listens: string; named: string } | null = null;
  const aim = (listens: string, named = listens) => {
    hook = { listens: listens.replace(/\/+$/, ''), named: named.replace(/\/+$/, '') };
  };
  if (options.webhookUrl) aim(options.webhookUrl, options.publicUrl);

  const postman = createPostman(world.behaviour, world.random);
  const trouble = createTrouble(world);
  const live = createLive();
  const people = createPeople();
  const texts = createTexts();
  const links = createLinks(options.now, () => url);
  const tell = createTell(account, world, postman, () => hook?.listens ?? null);
  const rates = createRates(account.limits);
  const desk = { account, world, people, rates, tell, templates: [...(account.templates ?? APPROVED)] };
  const operator = { account: options.twilio, world, texts, postman, hook: () => hook };

  const app = express();
  app.disable('x-powered-by');
  app.use(twilioApi(operator, trouble));
  app.use(graphApi(desk, links, trouble));
  const server = createServer(app);

  world.events.on('changed', (what) => live.say('changed', what));
  world.events.on('behaviour', (is: Behaviour, was: Behaviour) => {
    if (was.phoneOff && !is.phoneOff) deliverAll(desk);
    if (is.down && !was.down) {
      server.close();
      server.closeAllConnections();
    }
    // Where it was: the service knows no other address.
    if (was.down && !is.down) server.listen(Number(new URL(url).port), '127.0.0.1');
  });

  const sim: Omit<Simulator, 'control'> = {
    aim,
    async listen(port = 0) {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, '127.0.0.1', resolve);
      });
      url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      return { url };
    },
    async close() {
      postman.close();
      live.close();
      trouble.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
    async verify() {
      if (!hook) return false;
      const challenge = world.unique(20);
      const query = new URLSearchParams({
        'hub.mode': 'subscribe',
        'hub.challenge': challenge,
        'hub.verify_token': account.verifyToken,
      });
      const handshake = `${hook.listens}/webhooks/whatsapp?${query}`;
      const target = {
        method: 'GET' as const,
        url: () => handshake,
        headers: {},
      };
      const answer = await fetchParcel(target, new AbortController().signal);
      return answer?.status === 200 && answer.text === challenge;
    },
    whatsapp: (phone) => whatsappHands(people.meet(phoneOf(phone)), desk, links),
    sms: (phone) => ({ text: (text) => receive(operator, phoneOf(phone), text) }),
    chat: (phone) => chatOf(phoneOf(phone), people.byPhone(phoneOf(phone)), options.now().getTime()),
    texts: (phone) => texts.of(phoneOf(phone)),
    behave: world.behave,
    behaviour: world.behaviour,
    template(template) {
      const same = desk.templates.findIndex(
        (t) => t.name === template.name && t.language === template.language,
      );
      desk.templates.splice(same < 0 ? desk.templates.length : same, same < 0 ? 0 : 1, template);
    },
    on(event, listener) {
      world.events.on(event, listener);
      return () => world.events.off(event, listener);
    },
    announce: live.say,
    idle: postman.idle,
    waiting: postman.waiting,
  };
  const whole = sim as Simulator;
  whole.control = controlRouter(whole, world, live);
  return whole;
}
