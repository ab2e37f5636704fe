import type { DemoState, SimChat, SimMessage, SimSms } from '../../src/simulator/contract.ts';
import { HOSTILE } from './family.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 24, 4, minute)).toISOString();

const message = (
  n: number,
  from: SimMessage['from'],
  text: string,
  more: Partial<SimMessage> = {},
): SimMessage => ({
  id: `w${n}`,
  from,
  at: at(n),
  kind: 'text',
  text,
  footer: null,
  options: [],
  open: null,
  file: null,
  replyTo: null,
  reaction: null,
  state: 'read',
  ...more,
});
const option = (id: string, title: string, description: string | null = null) => ({ id, title, description });

const chat: SimChat = {
  phone: '+919000000001',
  typing: true,
  windowEnds: at(1440),
  messages: [
    message(0, 'person', 'नमस्ते 🙏'),
    message(
      1,
      'service',
      'Namaste. *Doosri Rai* gets you a written second opinion from a cancer doctor.\n\nWhich language do you like?',
      {
        kind: 'buttons',
        footer: 'Tap, or type 1, 2 or 3',
        options: [option('hi', 'हिन्दी'), option('en', 'English'), option('person', 'Talk to a person')],
      },
    ),
    message(2, 'person', 'English', { replyTo: 'w1' }),
    message(3, 'service', 'Where is the cancer?', {
      kind: 'list',
      open: 'Choose one',
      options: [
        option('breast', 'Breast'),
        option('lung', 'Lung'),
        option('mouth', 'Mouth or throat', 'Cheek, tongue, jaw'),
        option('unknown', 'I do not know'),
      ],
    }),
    message(4, 'person', `Breast ${HOSTILE}`),
    message(5, 'person', '', {
      kind: 'image',
      file: { id: 'photo', name: 'photo.jpg', mime: 'image/jpeg', bytes: 240_000 },
      state: 'delivered',
    }),
    message(6, 'service', 'Your written opinion is ready.', {
      kind: 'document',
      file: { id: 'pdf', name: 'request-K7M4QP.pdf', mime: 'application/pdf', bytes: 81_000 },
    }),
    message(7, 'person', 'Thank you', { state: 'sent' }),
  ],
};

const sms: SimSms[] = [
  {
    id: 's1',
    from: 'service',
    at: at(6),
    text: 'CareLink: Request K7M4QP is received. We will inform you of each step. Reply STOP to end.',
    segments: 1,
    state: 'delivered',
  },
  { id: 's2', from: 'person', at: at(9), text: 'STATUS', segments: 1, state: 'sent' },
];

const state: DemoState = {
  patient: chat.phone,
  son: '+919000000002',
  now: at(15),
  next: { what: 'reminder', due: at(1460) },
  story: {
    playing: false,
    caption: 'Meena has found a lump and holds a biopsy report she does not understand.',
    seat: 'patient',
    step: 1,
    steps: 12,
  },
  behaviour: {
    seed: 1,
    copies: 1,
    reorder: false,
    delay: 0,
    fail: 0,
    hang: 0,
    cut: 0,
    loseReceipts: 0,
    expireMedia: false,
    phoneOff: false,
    down: false,
  },
  mortal: ['database', 'providers', 'readers'],
  accidents: [{ what: 'database', dead: false, met: 12, safe: 12 }],
  seats: [],
};

/** A play begins with people nobody knows. */
const NEW_PHONES = { patient: '+919000000003', son: '+919000000004' };

/** What the simulator would answer; every change is only written down. */
export function demoAnswer(
  path: string,
  body: Record<string, unknown>,
  asked: { path: string; body: Record<string, unknown> }[],
): unknown {
  const played = asked.some((one) => one.path === '/demo/play');
  if (path === '/demo/state') return played ? { ...state, ...NEW_PHONES } : state;
  const [, phone] = /^\/demo\/whatsapp\/([^/]+)$/.exec(path) ?? [];
  if (phone) return decodeURIComponent(phone) === chat.phone ? chat : { ...chat, phone, messages: [] };
  if (/^\/demo\/sms\/[^/]+$/.test(path)) return sms;
  if (!path.startsWith('/demo/files/')) asked.push({ path, body });
  return path === '/demo/behave' ? state.behaviour : { ok: true };
}
