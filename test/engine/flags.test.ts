import { expect, test } from '@jest/globals';
import { loadContent } from '../../src/content.ts';
import { redFlag } from '../../src/engine/flags.ts';

const { flow } = loadContent();
const flagOf = (text: string) => redFlag(text, flow.flags)?.flag ?? null;

test.each([
  ['She cannot breathe!', 'breath'],
  ['papa ko saans nahi aa rahi hai', 'breath'],
  ['sans nhi aa rahi', 'breath'],
  ['माँ को सांस लेने में बहुत दिक्कत है', 'breath'],
  ['उन्हें साँस नहीं आ रही', 'breath'],
  ['no fever, but bleeding since morning', 'bleed'],
  ['bleeding nahi ruk raha', 'bleed'],
  ['we can not stop bleeding', 'bleed'],
  ['khoon ki ulti hui', 'bleed'],
  ['खून बंद नहीं हो रहा', 'bleed'],
  ['fever 102 after chemo', 'fever'],
  ['102.5 bukhar hai', 'fever'],
  ['temp 38.5', 'fever'],
  ['बुखार १०२ है', 'fever'],
  ['papa behosh ho gaye', 'fit'],
  ['seene me bahut dard', 'chest'],
  ['khoon behta hai', 'bleed'],
  ['seene me dard ho raha hai', 'chest'],
  ['she wants to die', 'sad'],
  ['jeene ka mann nahi karta', 'sad'],
  ['मैं मरना चाहता हूँ', 'sad'],
  ['unbearable pain', 'pain'],
])('%s → %s', (text, flag) => {
  expect(flagOf(text)).toBe(flag);
});

test.each([
  'no bleeding and no fever',
  'khoon nahi aa raha',
  'bukhar nahi hai',
  'she has no chest pain',
  'blood test report',
  'khoon ki janch ho gayi',
  'blood cancer',
  'fever 98.4 normal',
  'does this treatment help?',
  'Sunita Devi',
  'इलाज के दौरान',
  'I am 54',
  'सीने में दर्द नहीं है',
])('no alarm: %s', (text) => {
  expect(flagOf(text)).toBeNull();
});
