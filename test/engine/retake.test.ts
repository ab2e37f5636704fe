import { expect, test } from '@jest/globals';
import { begin } from '../../src/commands/script.ts';
import { loadContent } from '../../src/content.ts';
import { step } from '../../src/engine/step.ts';
import type { State } from '../../src/engine/state.ts';
import type { Event, Numbered } from '../../src/engine/types.ts';

const { flow } = loadContent();
const AT = '2026-11-24T06:00:00.000Z';
const PICTURE = { hash: 'h', name: 'photo.jpg', mime: 'image/jpeg' };

/** Somebody who agreed to everything and may send papers. */
function willing(): State {
  const play = begin(flow);
  for (const line of [
    '> hello',
    '> english',
    'who:patient',
    'notice:agree',
    'reading:agree',
    'sharing:agree',
  ])
    play.line(line.startsWith('>') ? line : `> (tap ${line})`);
  return play.state();
}

/** Lets events happen one after another, ten seconds apart, and tells what came of the last. */
function after(state: State, ...events: Record<string, unknown>[]): { state: State; effects: Numbered[] } {
  let now = { state, effects: [] as Numbered[] };
  events.forEach((event, i) => {
    const at = new Date(Date.parse(AT) + i * 10_000).toISOString();
    now = step(flow, now.state, { id: `e${i}`, at, ...event } as Event);
  });
  return now;
}

const photo = (id: string, more: object = {}) => ({
  kind: 'message',
  shape: 'media',
  text: '',
  media: [{ id, type: 'image' }],
  ...more,
});
const looks = (media: string, ...faults: string[]) => ({
  kind: 'photo_faulty',
  media,
  faults,
  picture: PICTURE,
});
const sent = (effects: readonly Numbered[]) =>
  effects.flatMap((effect) => (effect.kind === 'send' ? [effect] : []));

test('a page is asked for again twice and no oftener, whichever photo comes for it', () => {
  const asked = (n: number) =>
    after(willing(), ...Array.from({ length: n }, (_, i) => [photo(`p${i}`), looks(`p${i}`, 'dark')]).flat());
  for (const n of [1, 2])
    expect(sent(asked(n).effects)[0]).toMatchObject({ message: { kind: 'file', bare: true } });
  const third = asked(3);
  const kept = flow.words.say('en', 'retake.kept');
  expect(sent(third.effects)).toMatchObject([{ message: { kind: 'text', text: kept } }]);
  expect(third.effects).toContainEqual(expect.objectContaining({ kind: 'task', what: 'documents' }));
});

test('the picture goes to the phone that sent the photo and to no other of the family', () => {
  const [mother, son] = ['+919812345001', '+919812345002'];
  const state = { ...willing(), guests: [son] };
  const fromSon = after(state, photo('p1', { phone: son }), looks('p1', 'glare'));
  expect(sent(fromSon.effects).map((effect) => effect.to ?? 'the first')).toEqual([son]);
  const fromMother = after(state, photo('p1', { phone: mother }), looks('p1', 'glare'));
  expect(sent(fromMother.effects).map((effect) => effect.to ?? 'the first')).toEqual(['the first']);
});

test('nothing is said of a photo while somebody else may hold the phone, after STOP, in an alarm, or to staff', () => {
  const quiet: Partial<State>[] = [
    { prove: { wrong: 0 } },
    { stopped: { from: 'intake', told: '' } },
    { hold: { level: 'emergency', flag: 'bleeding', at: AT } },
    { voice: 'staff' },
  ];
  for (const way of quiet) {
    const waiting = { ...willing(), album: { count: 0, waiting: ['p1'], done: [] }, ...way };
    expect(sent(after(waiting, looks('p1', 'blurred')).effects)).toEqual([]);
  }
});

test('of one album three photos are spoken of at once, and the others in the summary', () => {
  const many = ['p1', 'p2', 'p3', 'p4'];
  const state = after(willing(), { ...photo('p1'), media: many.map((id) => ({ id, type: 'image' })) }).state;
  const said = many.map((id, i) => looks(id, i ? 'blurred' : 'cut'));
  expect(sent(after(state, ...said.slice(0, 3)).effects)).toHaveLength(1);
  expect(sent(after(state, ...said).effects)).toHaveLength(0);
  const read = many.map((id) => ({
    kind: 'document_read',
    document: { id: `d-${id}`, media: id, type: 'unsure', pages: 1, faults: ['blurred'], facts: [] },
  }));
  const end = after(
    state,
    ...said,
    ...read,
    { kind: 'timer', key: 'album' },
    { kind: 'timer', key: 'settle' },
  );
  expect(JSON.stringify(sent(end.effects))).toContain('1 photo was blurred');
});

const ASHA = { id: 'asha', name: 'Asha Nair' };
const asks = (document: string, fault: string) => ({
  kind: 'retake_asked',
  by: ASHA,
  document,
  fault,
  picture: PICTURE,
});

test('the desk asks for a page again, in the family’s words; the photo that comes is the answer', () => {
  const state = willing();
  const asked = after(state, asks('d1', 'covered'));
  expect(sent(asked.effects)).toMatchObject([
    { voice: 'bot', message: { kind: 'file', caption: flow.words.say('en', 'retake.covered') } },
  ]);
  const came = after(state, asks('d1', 'covered'), photo('p1'));
  expect(came.effects).toContainEqual(expect.objectContaining({ kind: 'retaken', document: 'd1' }));
  // One photo answers one paper, and no later one answers it again.
  const later = after(state, asks('d1', 'covered'), photo('p1'), photo('p2'));
  expect(later.effects.map(({ kind }) => kind)).not.toContain('retaken');
  // The other page of a report has words of its own.
  expect(sent(after(state, asks('d1', 'page_missing')).effects)[0]).toMatchObject({
    message: { caption: expect.stringContaining('other page') },
  });
});

test('while a person has the voice it goes with theirs; after STOP it does not go', () => {
  const held = after(willing(), { kind: 'taken', by: ASHA }, asks('d1', 'dark'));
  expect(sent(held.effects)).toMatchObject([{ voice: 'staff', tag: 'retake' }]);
  const stopped = after(
    willing(),
    { kind: 'message', shape: 'text', text: 'stop', media: [] },
    asks('d1', 'dark'),
  );
  expect(sent(stopped.effects)).toEqual([]);
});
