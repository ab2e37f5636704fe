import { expect, test } from '@jest/globals';
import { mkdtempSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { wordFaults } from '../../src/commands/check-words.ts';
import { gradeOf } from '../../src/commands/words/reading.ts';
import { confirm } from '../../src/commands/words/translated.ts';
import { compile } from '../../src/engine/flow.ts';
import { languagesOf } from '../../src/engine/scripts.ts';
import { start } from '../../src/engine/state.ts';
import { step } from '../../src/engine/step.ts';
import { wordsOf, type Tree } from '../../src/engine/words.ts';

const NAMES: Record<string, string> = {
  en: 'English',
  hi: 'हिन्दी',
  bn: 'বাংলা',
  mr: 'मराठी',
  te: 'తెలుగు',
  ta: 'தமிழ்',
  gu: 'ગુજરાતી',
  kn: 'ಕನ್ನಡ',
  ml: 'മലയാളം',
  pa: 'ਪੰਜਾਬੀ',
  or: 'ଓଡ଼ିଆ',
  ur: 'اردو',
};

/** A tiny house of twelve languages: each says its own name where a sentence would stand. */
const locale = (name: string): Tree => ({
  name,
  hint: {
    list: `${name} list`,
    open: 'Open',
    further: name === 'English' ? 'More' : 'और',
    progress: '{part}',
  },
  asides: { lang: { ask: name } },
  steps: { language: { ask: `Hello ${name}`, again: name, short: name }, name: { ask: `Name in ${name}` } },
});
const words = wordsOf(Object.fromEntries(Object.entries(NAMES).map(([code, name]) => [code, locale(name)])));
const flow = compile(
  {
    steps: [
      { step: 'language', kind: 'choice', certain: true, options: Object.keys(NAMES) },
      { step: 'name', kind: 'text' },
    ],
  },
  words,
);

/** What is said last after these messages; a message that begins with "tap " is a tap. */
function lastOf(...messages: string[]) {
  let state = start(flow, { reference: 'K7M2QX' });
  let said: { text: string; rows: string[] } = { text: '', rows: [] };
  messages.forEach((text, i) => {
    const tapped = text.startsWith('tap ') ? text.slice(4) : null;
    const done = step(flow, state, {
      id: `m${i}`,
      at: '2026-11-24T10:00:00.000Z',
      kind: 'message',
      shape: tapped ? 'choice' : 'text',
      text: tapped ? '' : text,
      ...(tapped ? { choice: tapped } : {}),
      media: [],
    });
    state = done.state;
    for (const effect of done.effects)
      if (effect.kind === 'send' && 'text' in effect.message)
        said = {
          text: effect.message.text,
          rows: effect.message.kind === 'choice' ? effect.message.options.map(({ title }) => title) : [],
        };
  });
  return { ...said, language: state.language };
}

test('twelve languages are offered on two pages of a list, and the last row leads round', () => {
  const first = lastOf('hello');
  expect(first.text).toBe('Hello English\n\nHello हिन्दी');
  expect(first.rows).toHaveLength(10);
  expect(first.rows.at(-1)).toBe('More · और');
  expect(lastOf('hello', 'tap language:further').rows).toEqual([
    NAMES['pa'],
    NAMES['or'],
    NAMES['ur'],
    'More · और',
  ]);
  expect(lastOf('hello', '10', '4').rows).toHaveLength(10);
});

test('a language is chosen by tap, by its number on either page, or by its name', () => {
  expect(lastOf('hello', 'tap language:further', 'tap language:ur').language).toBe('ur');
  expect(lastOf('hello', 'tap language:further', '3').language).toBe('ur');
  expect(lastOf('hello', '13').language).toBe('ur');
  expect(lastOf('hello', '6').language).toBe('ta');
  expect(lastOf('hello', 'اردو').language).toBe('ur');
});

test.each([
  ['வணக்கம்', 'ta'],
  ['नमस्कार, मला मदत पाहिजे', 'mr'],
  ['নমস্কার', 'bn'],
  ['السلام علیکم', 'ur'],
])('who writes "%s" is greeted in that language and offered it first', (text, language) => {
  const { text: greeting, rows } = lastOf(text);
  expect(languagesOf(text)[0]).toBe(language);
  expect(greeting).toContain(`Hello ${NAMES[language]}`);
  expect(rows[0]).toBe(NAMES[language]);
});

test('a name inside an Urdu sentence stays where it was put, and a sentence that begins in Latin begins at the right', () => {
  const urdu = wordsOf({
    ur: { name: 'اردو', a: '{name} سے بات ہوئی', b: 'PDF بھیجیں', c: 'رپورٹ HER2 3+ ہے' },
  });
  expect(urdu.say('ur', 'a', { name: 'Dr. Rao' })).toBe('\u2068Dr. Rao\u2069 سے بات ہوئی');
  expect(urdu.say('ur', 'b')).toBe('\u200fPDF بھیجیں');
  expect(urdu.say('ur', 'c')).toBe('رپورٹ \u2068HER2 3+\u2069 ہے');
});

test('hard English is told from easy English', () => {
  expect(gradeOf(['Please tap one. Are you the patient?'])).toBeLessThan(4);
  expect(gradeOf(['Histopathological verification necessitates additional documentation.'])).toBeGreaterThan(
    12,
  );
});

test('a translation is stale when its English changes, until somebody looked again', () => {
  const folder = mkdtempSync(join(tmpdir(), 'locales-'));
  mkdirSync(join(folder, 'translated'));
  const write = (language: string, text: string) => writeFileSync(join(folder, `${language}.yaml`), text);
  const faults = (language: string) =>
    wordFaults(folder).filter((fault) => fault.startsWith(`${language}:`) && !fault.includes('missing'));
  write('en', '# English\nask: Who are you?\n');
  write('ta', '# AWAITING REVIEW\nask: நீங்கள் யார்?\n');
  expect(faults('ta')).toEqual(['ta: ask is not confirmed against its English.']);
  confirm(folder, 'ta', []);
  expect(faults('ta')).toEqual([]);
  write('en', '# English\nask: Who is the patient?\n');
  expect(faults('ta')).toEqual(['ta: ask is older than its English.']);
  write('ta', '# Translated\nask: நீங்கள் patient கொண்டு வந்த PDF नाम?\nn: "{count, plural, other {#}}"\n');
  confirm(folder, 'ta', ['ask']);
  expect(faults('ta')).toEqual([
    'ta: the head says neither AWAITING REVIEW nor REVIEWED BY whom.',
    'ta: ask mixes in "patient".',
    'ta: ask mixes in "नाम".',
    'ta: n has a plural without the form "one".',
  ]);
  expect(readFileSync(join(folder, 'translated', 'ta.yaml'), 'utf8')).toMatch(
    /^# The English[\s\S]*ask: '[0-9a-f]{8}'/,
  );
});
