import { expect, test } from '@jest/globals';
import { begin } from '../../src/commands/script.ts';
import { loadContent } from '../../src/content.ts';
import { step } from '../../src/engine/step.ts';
import type { Event } from '../../src/engine/types.ts';

const { flow } = loadContent();

test('of a ZIP the good papers are received, and each that did not open is named', () => {
  const play = begin(flow);
  for (const line of ['> hello', '> (tap language:hi)', '> (tap who:patient)']) play.line(line);
  for (const tap of ['notice:agree', 'reading:agree', 'sharing:agree']) play.line(`> (tap ${tap})`);
  const spoilt = ['1.jpg', 'old scan.pdf', '3.png', '4.jpg'];
  const document = { id: 'd1', media: 'z1', type: 'lab', pages: 2, faults: [], spoilt, facts: [] };
  const media = [{ id: 'z1', type: 'document', mime: 'application/zip' }];
  const events = [
    { kind: 'message', shape: 'media', text: '', media },
    { kind: 'document_read', document },
    { kind: 'timer', key: 'album' },
    { kind: 'timer', key: 'settle' },
  ];
  let state = play.state();
  const said = events.flatMap((event, i) => {
    const at = new Date(Date.parse('2026-11-24T06:00:00.000Z') + i * 10_000).toISOString();
    const next = step(flow, state, { id: `e${i}`, at, ...event } as Event);
    state = next.state;
    return next.effects.flatMap((one) => (one.kind === 'send' ? [JSON.stringify(one.message)] : []));
  });
  expect(said.join('\n')).toContain('✓');
  expect(said.join('\n')).toMatch(/ZIP.*4 .*1\.jpg, old scan\.pdf, 3\.png …/);
});
