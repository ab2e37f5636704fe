import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { loadContent } from '../../src/content.ts';
import { start, type State } from '../../src/engine/state.ts';
import { step } from '../../src/engine/step.ts';
import type { Event, Numbered } from '../../src/engine/types.ts';

const { flow } = loadContent();
const by = { id: 'asha', name: 'Asha Nair' };
const optionIds = flow.steps.flatMap(({ name, options }) => options.map((id) => `${name}:${id}`));
const asides = [
  'lang:hi',
  'opinion:open',
  'opinion:later',
  'papers:now',
  'papers:none',
  'stuck:person',
  'stuck:skip',
  'hold_emergency:safe',
  'hold_distress:call',
];
const consents = ['notice', 'reading', 'sharing', 'family'].flatMap((name) => [
  `${name}:agree`,
  `${name}:refuse`,
]);
const documentsIds = ['papers:all_sent', 'papers:later'];

const text = fc.oneof(
  fc.constantFrom(
    '1',
    '2',
    '10',
    '१',
    'yes',
    'haan',
    'nahi',
    'skip',
    'back',
    'change',
    'change 3',
    'stop',
    'start',
    'help',
    'person',
    'hindi',
    'english',
    'Sunita Devi',
    '54',
    '8 months',
    '9876543210',
    '08/2025',
    'breast',
    'bleeding a lot',
    'want to die',
    'she passed away',
    '',
    '🙏',
    'a: b {{name}} $t(help)',
  ),
  fc.string({ maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
);
const media = fc.record({
  id: fc.constantFrom('m1', 'm2', 'm3'),
  type: fc.constantFrom('image', 'document', 'audio', 'video', 'sticker'),
});
const message = fc.record({
  kind: fc.constant('message'),
  shape: fc.constantFrom(
    'text',
    'text',
    'text',
    'choice',
    'media',
    'location',
    'contact',
    'reaction',
    'edit',
    'revoke',
    'unsupported',
  ),
  text,
  choice: fc.option(
    fc.constantFrom(
      ...optionIds,
      ...asides,
      ...consents,
      ...documentsIds,
      'x',
      ':',
      '__proto__:constructor',
      'who:toString',
    ),
    { nil: undefined, freq: 2 },
  ),
  about: fc.option(fc.constantFrom('e1', 'e5', 'e9'), { nil: undefined }),
  media: fc.array(media, { maxLength: 3 }),
  contacts: fc.option(fc.constant([{ name: 'R', phones: ['+919876543210'] }]), { nil: undefined }),
});
const fact = {
  id: 'x',
  path: 'patient.age',
  value: '55',
  normal: 55,
  at: '2026-11-24T00:00:00.000Z',
  from: { kind: 'staff', user: 'asha' },
  accepted: true,
} as const;
const opinion = {
  id: 'o',
  doctor: 'Dr Rao',
  qualification: 'MD',
  registration: '1',
  summary: 'word '.repeat(2000),
  answers: [{ question: 'q', answer: 'a' }],
  file: { hash: 'h', name: 'n.pdf', mime: 'application/pdf', bytes: 1 },
};
const other = fc.oneof(
  fc.record({
    kind: fc.constant('timer'),
    key: fc.constantFrom('album', 'settle', 'pages', 'reminder', 'opinion', 'nothing'),
  }),
  fc.constantFrom('taken', 'handed_back').map((kind) => ({ kind, by })),
  fc.constantFrom('e1', '9').map((upTo) => ({ kind: 'waved', by, upTo })),
  text.map((said) => ({ kind: 'said', by, text: said })),
  fc
    .constantFrom(
      'intake',
      'documents',
      'checking',
      'ready',
      'in_review',
      'more_info',
      'signed',
      'delivered',
      'closed',
      'withdrawn',
      'expired',
    )
    .map((to) => ({ kind: 'status_changed', to, by })),
  fc.boolean().map((out) => ({ kind: 'family_opted', out })),
  fc.constant({ kind: 'fact_added', fact, by }),
  fc.constant({ kind: 'opinion_signed', opinion, by }),
  fc
    .record({
      media: fc.constantFrom('m1', 'm2', 'm3', 'm9'),
      type: fc.constantFrom('histopathology', 'lab', 'unsure'),
      failure: fc.option(fc.constantFrom('encrypted', 'new_failure'), { nil: undefined }),
      faults: fc.constantFrom([], ['blurred'], ['new_fault']),
      name: fc.constantFrom('Sunita Devi', 'Mohan Lal'),
    })
    .map(({ name, ...document }) => ({
      kind: 'document_read',
      document: {
        id: 'd',
        pages: 1,
        ...document,
        facts: [{ ...fact, path: 'patient.name', value: name, normal: undefined }],
      },
    })),
);
const events = fc.array(fc.oneof({ arbitrary: message, weight: 3 }, { arbitrary: other, weight: 1 }), {
  maxLength: 60,
});
/** Half of the stories begin with consent given, so that they get far. */
const INTRO = [
  'english',
  'me',
  'i agree',
  'yes',
  'yes',
  'none',
  'Sunita Devi',
  '54',
  'f',
  '1,3',
  'skip',
  'later',
  'breast',
];

function play(
  all: readonly unknown[],
  each: (before: State, event: Event, effects: Numbered[], after: State) => void,
): State {
  let state = start(flow, { reference: 'K7M2QX' });
  let at = Date.parse('2026-11-24T04:30:00.000Z');
  for (const [i, one] of all.entries()) {
    at += 7 * 60_000;
    const event = { id: `e${i}`, at: new Date(at).toISOString(), ...(one as object) } as Event;
    const before = structuredClone(state);
    const turn = step(flow, state, event);
    expect(state).toEqual(before);
    expect(JSON.parse(JSON.stringify(turn.state))).toEqual(
      JSON.parse(JSON.stringify(structuredClone(turn.state))),
    );
    each(before, event, turn.effects, turn.state);
    state = JSON.parse(JSON.stringify(turn.state)) as State;
  }
  return state;
}

const story = fc
  .tuple(fc.boolean(), events)
  .map(([begun, rest]) => [
    ...(begun ? INTRO.map((said) => ({ kind: 'message', shape: 'text', text: said, media: [] })) : []),
    ...rest,
  ]);

test('any events in any order: no error, small states, unique ids, one voice, and silence after STOP', () => {
  fc.assert(
    fc.property(story, (all) => {
      const ids = new Set<string>();
      play(all, (before, event, effects, after) => {
        for (const { id } of effects) {
          expect(ids.has(id)).toBe(false);
          ids.add(id);
          expect(id.startsWith(`${event.id}.`)).toBe(true);
        }
        const bot = effects.filter((one) => one.kind === 'send' && one.voice === 'bot');
        const loud = bot.filter((one) => one.kind === 'send' && !['emergency', 'stopped'].includes(one.tag));
        if (before.voice === 'staff' && after.voice === 'staff') expect(loud).toEqual([]);
        if (before.stopped && after.stopped) expect(loud).toEqual([]);
        if (after.stopped && before.stopped)
          expect(effects.filter((one) => one.kind === 'family' || one.kind === 'read')).toEqual([]);
        expect(JSON.stringify({ ...after, opinion: null }).length).toBeLessThan(24_000);
      });
    }),
    { numRuns: 60 },
  );
});

test('nothing empty is ever learnt, whatever was sent instead of an answer', () => {
  fc.assert(
    fc.property(story, (all) => {
      play(all, (_before, _event, effects) => {
        for (const one of effects) if (one.kind === 'learn') expect(one.fact.value.trim()).not.toBe('');
      });
    }),
    { numRuns: 60 },
  );
});

test('nothing a person sends is longer or wider than WhatsApp takes', () => {
  fc.assert(
    fc.property(story, (all) => {
      play(all, (_before, _event, effects) => {
        for (const effect of effects) {
          if (effect.kind !== 'send' || !('text' in effect.message)) continue;
          const { message } = effect;
          expect(message.text.trim().length).toBeGreaterThan(0);
          expect(message.text.length).toBeLessThanOrEqual(
            message.kind === 'choice' && message.options.length <= 3 ? 1024 : 4096,
          );
          if (effect.voice === 'bot' && effect.tag !== 'opinion')
            expect(message.text).not.toMatch(/\{\{|^[a-z]+\.[a-z_.]+$/);
          if (message.kind === 'text') continue;
          expect(message.options.length).toBeGreaterThan(0);
          expect(message.options.length).toBeLessThanOrEqual(10);
          expect((message.hint ?? '').length).toBeLessThanOrEqual(60);
          for (const { title } of message.options)
            expect(title.length).toBeLessThanOrEqual(message.options.length > 3 ? 24 : 20);
        }
      });
    }),
    { numRuns: 40 },
  );
});

test('photos are never read before consent to reading', () => {
  fc.assert(
    fc.property(story, (all) => {
      play(all, (before, _event, effects, after) => {
        const read = effects.filter((one) => one.kind === 'read' && !one.keepOnly);
        if (read.length)
          expect(before.consents.reading === true || after.consents.reading === true).toBe(true);
        const learnt = effects.filter((one) => one.kind === 'learn');
        if (learnt.length) expect(after.consents.service).toBe(true);
      });
    }),
    { numRuns: 40 },
  );
});

test('the same event on the same state does the same: a repeat the inbox lets through changes nothing', () => {
  fc.assert(
    fc.property(story, (all) => {
      play(all, (before, event, effects, after) => {
        expect(step(flow, before, event)).toEqual({ state: after, effects });
      });
    }),
    { numRuns: 20 },
  );
});
