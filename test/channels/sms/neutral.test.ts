import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { segments } from '../../../src/channels/index.ts';
import { cut } from '../../../src/channels/sms/cut.ts';
import { givesAway } from '../../../src/channels/sms/neutral.ts';
import { smsFaults } from '../../../src/commands/check-sms.ts';
import { loadContent } from '../../../src/content.ts';
import { wordsOf, type Tree } from '../../../src/engine/words.ts';

const { flow, sms } = loadContent();

describe('the relative’s SMS on a locked screen', () => {
  test.each([
    ['en', 'CareLink: your chemotherapy is planned'],
    ['en', 'CareLink: the pembrolizumab is ready'],
    ['hi', 'CareLink: माँ की कैंसर की जाँच'],
    ['hi', 'CareLink: कैं\u200Dसर'],
    ['bn', 'CareLink: ফুসফুসের খবর'],
    ['te', 'CareLink: ఆసుపత్రికి రండి'],
    ['mr', 'CareLink: शस्त्रक्रियेची तारीख'],
    ['ta', 'CareLink: புற்றுநோய்'],
    ['gu', 'CareLink: ડૉક્ટરનો જવાબ'],
    ['kn', 'CareLink: ಆಸ್ಪತ್ರೆಯಲ್ಲಿ'],
    ['ml', 'CareLink: മരുന്നുകൾ'],
    ['pa', 'CareLink: ਹਸਪਤਾਲ ਤੋਂ'],
    ['or', 'CareLink: ଡାକ୍ତରଙ୍କ ଉତ୍ତର'],
    ['ur', 'CareLink: ہسپتال سے'],
    ['a name', 'CareLink: request of Asha is ready'],
    ['a link', 'CareLink: see care.example.in/x'],
  ])('%s: something is given away', (_language, text) => {
    expect(givesAway(text, sms)).not.toEqual([]);
  });

  test('words that only look alike are neutral', () => {
    expect(givesAway('CareLink: We hear you. A latest update. Reply STOP to end SMS.', sms)).toEqual([]);
    expect(givesAway('CareLink: கட்டணம் வாய்ப்பு', { ...sms, telling: { ta: ['=வாய்'] } })).toEqual([]);
  });

  test('the word lists cover twelve languages', () => {
    expect(Object.keys(sms.telling)).toEqual('en hi bn te mr ta gu kn ml pa or ur'.split(' '));
    for (const words of Object.values(sms.telling)) expect(words.length).toBeGreaterThan(30);
  });

  test('ours keep to it, and fit one part', () => {
    expect(smsFaults(flow, sms)).toEqual([]);
  });

  test('a long text, a name in it and an order to the provider are found', () => {
    const tree: Tree = {
      sms: { ready: 'CareLink: {name}', closed: 'x'.repeat(161) },
      steps: { family: { ask: 'SMS?', options: { agree: 'Yes', refuse: 'No' } } },
      asides: { again: { ask: 'Go on?', options: { quit: 'Quit.' } } },
    };
    const told = smsFaults({ ...flow, words: wordsOf({ en: tree }) }, sms).join('\n');
    expect(told).toMatch('en: sms.ready holds {name}');
    expect(told).toMatch('en: sms.closed takes 2 SMS (161 units of GSM-7).');
    expect(told).toMatch('steps.family.options.agree offers "Yes"');
    expect(told).toMatch('asides.again.options.quit offers "Quit."');
  });
});

describe('a long text in pieces', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 400 }),
    fc.string({ unit: fc.constantFrom('क', '्', 'ष', 'ि', '👩🏽‍⚕️', ' ', 'é', '\n', 'த', 'மி'), maxLength: 400 }),
  );

  test('nothing is lost and nothing is parted that people see as one letter', () => {
    const borders = (text: string) =>
      new Set([...new Intl.Segmenter('und').segment(text)].map(({ index }) => index));
    fc.assert(
      fc.property(texts, fc.integer({ min: 80, max: 200 }), (text, most) => {
        const pieces = cut(text, most);
        expect(pieces.join('')).toBe(text);
        expect(pieces.every((piece) => piece.length <= most)).toBe(true);
        let at = 0;
        const letters = borders(text);
        const longest = Math.max(
          0,
          ...[...new Intl.Segmenter('und').segment(text)].map(({ segment }) => segment.length),
        );
        if (longest > 64) return;
        for (const piece of pieces.slice(0, -1)) expect(letters).toContain((at += piece.length));
      }),
    );
  });

  test('a sentence is cut between words', () => {
    expect(cut('one two three four', 10)).toEqual(['one two ', 'three four']);
  });

  test('a sign that stands on a space is not parted from it', () => {
    const text = `${'x'.repeat(70)} \u0301${'y'.repeat(40)}`;
    expect(cut(text, 72)[0]).toBe(`${'x'.repeat(70)} \u0301`);
    expect(cut(text, 71)[0]).toBe('x'.repeat(70));
  });

  test('an emoji never becomes two halves', () => {
    for (const piece of cut('🙏'.repeat(50), 7)) expect(piece.isWellFormed()).toBe(true);
  });
});

test('the alphabets are the standard’s: 127 letters of one unit and 10 of two', () => {
  const all = Array.from({ length: 0x10_000 }, (_, code) => String.fromCharCode(code)).filter(
    (letter) => segments(letter).encoding === 'GSM-7',
  );
  const units = all.map((letter) => segments(letter).units);
  expect([all.length, units.filter((one) => one === 2).length]).toEqual([137, 10]);
});
