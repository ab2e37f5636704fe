import { expect, test } from '@jest/globals';
import { begin } from '../../src/commands/script.ts';
import { loadContent } from '../../src/content.ts';
import { step } from '../../src/engine/step.ts';
import type { Event, Numbered } from '../../src/engine/types.ts';

const { flow } = loadContent();
const AT = '2026-11-24T06:00:00.000Z';

test('a yes to a place on a paper corrects the fact as it was kept, and no number that nobody has', () => {
  const play = begin(flow);
  for (const line of ['> hello', '> english', '> (tap who:patient)']) play.line(line);
  for (const tap of ['notice:agree', 'reading:agree', 'sharing:agree', 'safety:none'])
    play.line(`> (tap ${tap})`);
  const from = { kind: 'page', document: 'd1', page: 1, box: [1, 2, 30, 40], words: '3+' };
  const her2 = { path: 'ihc.her2', label: 'HER2', value: '3+', normal: '3+', at: AT, from, sure: 0.5 };
  const facts = [{ ...her2, id: 'd1.0', accepted: false, doubt: 'two_readings' }];
  const document = { id: 'd1', media: 'm1', type: 'ihc_molecular', pages: 1, faults: [], facts };
  const events = [
    { kind: 'message', shape: 'media', text: '', media: [{ id: 'm1', type: 'image' }] },
    { kind: 'document_read', document },
    { kind: 'timer', key: 'album' },
    { kind: 'timer', key: 'settle' },
    { kind: 'message', shape: 'choice', text: 'Yes', choice: 'glance:correct', media: [] },
  ];
  let state = play.state();
  const effects: Numbered[] = events.flatMap((event, i) => {
    const at = new Date(Date.parse(AT) + i * 10_000).toISOString();
    const next = step(flow, state, { id: `e${i}`, at, ...event } as Event);
    state = next.state;
    return [...next.effects];
  });
  const kept = effects.flatMap((one) => (one.kind === 'learn' && one.fact.path === 'ihc.her2' ? [one] : []));
  expect(kept).toHaveLength(2);
  expect(kept[1]!.fact.corrects).toBe(kept[0]!.id);
});
