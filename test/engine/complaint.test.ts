import { expect, test } from '@jest/globals';
import { loadContent } from '../../src/content.ts';
import type { Flow } from '../../src/engine/flow.ts';
import { start } from '../../src/engine/state.ts';
import { step } from '../../src/engine/step.ts';
import type { Event } from '../../src/engine/types.ts';

const { flow } = loadContent();

/** What a new conversation says to these words. */
function said(own: Flow, text: string): { text: string; tasks: string[] } {
  const at = '2026-11-24T04:30:00.000Z';
  const event: Event = { id: 'e1', at, kind: 'message', shape: 'text', text, media: [] };
  const { effects } = step(own, start(own, { reference: 'K7M2QX' }), event);
  return {
    text: effects
      .flatMap((one) => (one.kind === 'send' && 'text' in one.message ? [one.message.text] : []))
      .join('\n'),
    tasks: effects.flatMap((one) => (one.kind === 'task' ? [one.what] : [])),
  };
}

test('whoever answers for complaints is named, where the operator said who it is', () => {
  const grievance = { officer: 'Meera Iyer', contact: 'grievance@opinion.example' };
  expect(said({ ...flow, grievance }, 'complaint').text).toContain('Meera Iyer, grievance@opinion.example');
  expect(said(flow, 'complaint').text).not.toContain('undefined');
});

test.each([
  ['Complaint!'],
  ['please, I want to complain'],
  ['शिकायत करनी है'],
  ['shikayat karni hai'],
  ['অভিযোগ'],
  ['abhijog ache'],
  ['तक्रार'],
  ['takrar karaychi aahe'],
  ['ఫిర్యాదు'],
  ['firyadu cheyali'],
  ['புகார்'],
  ['pugar sollanum'],
  ['ફરિયાદ'],
  ['fariyad karvi che'],
  ['ದೂರು'],
  ['dooru kodabeku'],
  ['പരാതി'],
  ['parathi parayanam'],
  ['ਸ਼ਿਕਾਇਤ'],
  ['main shikayat karni hai'],
  ['ଅଭିଯୋଗ'],
  ['abhijoga karibi'],
  ['شکایت'],
])('%s is a complaint, before anything was agreed to', (text) => {
  expect(said(flow, text).tasks).toEqual(['complaint']);
});

test.each(['pet dard ki shikayat', 'chief complaint: lump', 'complaint of pain', 'sar dard ki shikayat hai'])(
  '%s is about an illness',
  (text) => expect(said(flow, text).tasks).not.toContain('complaint'),
);
