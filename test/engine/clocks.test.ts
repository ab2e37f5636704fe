import { expect, test } from '@jest/globals';
import { loadContent } from '../../src/content.ts';
import { start, type State } from '../../src/engine/state.ts';
import { step } from '../../src/engine/step.ts';
import type { Event, Numbered } from '../../src/engine/types.ts';

const { flow } = loadContent();
const BY = { id: 'asha', name: 'Asha Nair' };
const PHONE = '+919812345670';

/** Somebody who agreed, whose relative may get SMS; `answers` are those of the questions named. */
function agreed(language: string, answers: Record<string, string> = {}): State {
  const given = { relative_phone: PHONE, ...answers };
  const state = start(flow, { reference: 'K7M2QX' });
  state.asked = true;
  state.at = null;
  state.language = language;
  state.consents = { service: true, family_sms: true };
  for (const [name, value] of Object.entries(given))
    state.answers[name] = { value, said: value, message: 'e0' };
  return state;
}

let count = 0;
function after(state: State, at: string, what: Record<string, unknown>) {
  count += 1;
  return step(flow, state, { id: `e${count}`, at, ...what } as unknown as Event);
}
const ready = (state: State, at: string) => after(state, at, { kind: 'status_changed', to: 'ready', by: BY });
const fires = (state: State, at: string, key: string) => after(state, at, { kind: 'timer', key });
const timersOf = (effects: readonly Numbered[]) =>
  Object.fromEntries(effects.flatMap((one) => (one.kind === 'timer' ? [[one.key, one.due]] : [])));
const smsOf = (effects: readonly Numbered[]) =>
  effects.flatMap((one) => (one.kind === 'family' ? [one.text] : []));
const saidIn = (effects: readonly Numbered[]) =>
  effects.flatMap((one) => (one.kind === 'send' && 'text' in one.message ? [one.message.text] : []));

test('where a date passes the family is told, a relative gets one neutral SMS, and the desk a task', () => {
  const begun = ready(agreed('en'), '2026-11-24T04:30:00.000Z');
  expect(timersOf(begun.effects)).toMatchObject({
    late_opinion: '2026-11-27T14:30:00.000Z',
    late_assign: '2026-11-24T16:30:00.000Z',
  });
  const late = fires(begun.state, '2026-11-27T14:30:00.000Z', 'late_opinion');
  expect(late.effects.filter(({ kind }) => kind === 'task')).toMatchObject([{ what: 'late_opinion' }]);
  expect(smsOf(late.effects)).toEqual([
    'CareLink: Request K7M2QX needs more time. The new date is 01/12. Reply STOP to end SMS.',
  ]);
  expect(saidIn(late.effects)[0]).toContain('The new date is Tuesday, 1 December.');
  expect(timersOf(late.effects)).toEqual({ late_opinion: '2026-12-01T14:30:00.000Z' });
});

test('a treatment within the week makes it a day, and the date is said in the family’s language', () => {
  const begun = ready(agreed('hi', { date_fixed: 'week' }), '2026-11-24T04:30:00.000Z');
  expect(timersOf(begun.effects)['late_opinion']).toBe('2026-11-25T04:30:00.000Z');
  expect(saidIn(begun.effects)[0]).toContain('बुधवार, 25 नवंबर');
});

test('while a person has the chat, or there is a danger, nothing is said; the desk has its task, and it is looked at again', () => {
  const begun = ready(agreed('en'), '2026-11-24T04:30:00.000Z').state;
  for (const state of [
    { ...begun, voice: 'staff' as const, holder: 'asha' },
    { ...begun, hold: { level: 'emergency' as const, flag: 'breath', at: '2026-11-27T14:00:00.000Z' } },
  ]) {
    const late = fires(state, '2026-11-27T14:30:00.000Z', 'late_opinion');
    expect([saidIn(late.effects), smsOf(late.effects)]).toEqual([[], []]);
    expect(late.effects.filter(({ kind }) => kind === 'task')).toHaveLength(1);
    expect(timersOf(late.effects)).toEqual({ late_opinion: '2026-11-28T14:30:00.000Z' });
  }
});

test('after a STOP, a death or the end of the case no clock is left', () => {
  const begun = ready(agreed('en'), '2026-11-24T04:30:00.000Z').state;
  const message = { kind: 'message', shape: 'text', media: [] };
  for (const what of [
    { ...message, text: 'stop' },
    { ...message, text: 'he passed away yesterday' },
    { kind: 'status_changed', to: 'closed', by: BY },
  ]) {
    const { state } = after(begun, '2026-11-25T04:30:00.000Z', what);
    expect(Object.keys(state.clocks ?? {})).toEqual([]);
    expect(fires(state, '2026-11-27T14:30:00.000Z', 'late_opinion').effects).toEqual([]);
  }
});
