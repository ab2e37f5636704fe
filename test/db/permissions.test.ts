import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { isBlocked, isPermitted, permit, type Method } from '../../src/db/permissions.ts';
import { freshDatabase, type Fresh } from '../database.ts';

const NOW = new Date('2026-11-24T06:00:00Z');
let fresh: Fresh;
let phones = 0;

beforeAll(async () => {
  fresh = await freshDatabase(NOW);
});
afterAll(() => fresh.drop());

/** Who said what about one son's phone: a request in its chat, or the son himself. */
type Word = ['mother' | 'father' | 'son', 'yes' | 'no', Method?];

test.each<[string, Word[], { mother: boolean; father: boolean }]>([
  ['nobody said anything', [], { mother: false, father: false }],
  ['his mother allows it', [['mother', 'yes']], { mother: true, father: false }],
  [
    'his father does not any more: his mother’s word stands',
    [
      ['mother', 'yes'],
      ['father', 'yes'],
      ['father', 'no'],
    ],
    { mother: true, father: false },
  ],
  [
    'he says STOP: nobody else can take that back',
    [
      ['mother', 'yes'],
      ['son', 'no', 'stop_word'],
      ['mother', 'yes'],
      ['father', 'yes'],
    ],
    { mother: false, father: false },
  ],
  [
    'the provider knows of his STOP, and of his START after it',
    [
      ['mother', 'yes'],
      ['son', 'no', 'provider'],
      ['son', 'yes', 'provider'],
    ],
    { mother: true, father: false },
  ],
  [
    'he stopped in one way and starts in another: his last word counts',
    [
      ['mother', 'yes'],
      ['son', 'no', 'stop_word'],
      ['son', 'yes', 'provider'],
    ],
    { mother: true, father: false },
  ],
  [
    'his START opens nothing that his mother has closed',
    [
      ['mother', 'yes'],
      ['mother', 'no'],
      ['son', 'yes', 'provider'],
    ],
    { mother: false, father: false },
  ],
])('%s', async (_story, words, expected) => {
  const { db, vault } = fresh;
  const phone = `+9198123460${String((phones += 1)).padStart(2, '0')}`;
  for (const [who, word, method = 'chat'] of words) {
    const entry = { channel: 'sms', phone, given: word === 'yes', purpose: 'family', method } as const;
    await permit(db, vault, { ...entry, ...(who === 'son' ? {} : { conversation: who }), at: NOW });
  }
  const may = (request: string) => isPermitted(db, vault, 'sms', phone, request);
  expect({ mother: await may('mother'), father: await may('father') }).toEqual(expected);
});

test('who blocked our chat cannot write there: whoever writes has opened it again; an SMS has to say START', async () => {
  const { db, vault } = fresh;
  const phone = '+919812346099';
  const hour = (n: number) => new Date(NOW.getTime() + n * 3_600_000);
  for (const channel of ['whatsapp', 'sms'] as const) {
    await permit(db, vault, {
      channel,
      phone,
      given: false,
      purpose: 'service',
      method: 'provider',
      at: NOW,
    });
    const blocked = (heard: Date | null) => isBlocked(db, vault, channel, phone, heard);
    expect([channel, await blocked(null), await blocked(hour(-1)), await blocked(hour(1))]).toEqual([
      channel,
      true,
      true,
      channel === 'sms',
    ]);
  }
});

test('stopping advertising stops nothing of ours', async () => {
  const { db, vault } = fresh;
  const common = {
    channel: 'whatsapp',
    phone: '+919812346098',
    given: false,
    method: 'provider',
    at: NOW,
  } as const;
  await permit(db, vault, { ...common, purpose: 'marketing' });
  expect(await isBlocked(db, vault, 'whatsapp', common.phone)).toBe(false);
});
