import { expect, test } from '@jest/globals';
import { begin, isInput } from '../../src/commands/script.ts';
import { told } from '../../src/commands/told.ts';
import { loadContent } from '../../src/content.ts';
import type { Event } from '../../src/engine/types.ts';

const by = { id: 'asha', name: 'Asha Nair' };
const photo = { id: '1047291038462', type: 'image' } as const;
const origin = { kind: 'page', document: 'd1', page: 1, box: [0, 0, 1, 1], words: 'PR' } as const;
const fact = { id: 'f1', path: 'tumour.er', value: 'Positive | 90%', at: '', from: origin, sure: 1 };
const happened = (...events: object[]) =>
  events.map((event, i) => ({
    shape: 'text',
    text: '',
    media: [],
    kind: 'message',
    ...event,
    id: `i${i}`,
    at: '',
  })) as unknown as Event[];

test('each thing that can happen is one line, and each line is an input that plays', () => {
  const lines = told(
    happened(
      { text: 'hello\nfrom Patna' },
      { shape: 'choice', choice: 'B7K2M9/who:patient', text: 'I am the patient' },
      { shape: 'media', media: [photo], text: 'report' },
      { shape: 'media', media: [{ id: 'v', type: 'audio' }] },
      { kind: 'voice_read', of: 'i3', text: 'namaste' },
      { shape: 'edit', about: 'i0', text: 'hello again' },
      { shape: 'revoke', about: 'i3' },
      {
        kind: 'document_read',
        document: {
          media: photo.id,
          type: 'ihc',
          faults: ['blurred'],
          facts: [
            { ...fact, accepted: true },
            { ...fact, path: 'tumour.pr', accepted: false },
            { ...fact, path: 'patient.hospital_id', value: 'GC-1', accepted: true },
          ],
        },
      },
      { kind: 'timer', key: 'settle' },
      { kind: 'taken', by },
      { kind: 'said', by, text: 'Namaste ji' },
      { kind: 'handed_back', by },
      { kind: 'status_changed', to: 'in_review', by },
      { kind: 'family_opted', out: true },
      { kind: 'opened', language: 'en' },
      { text: 'handed on', sure: true },
    ),
    ['B7K2M9'],
  );
  expect(lines).toEqual([
    '> hello from Patna',
    '> (tap K7M2QX/who:patient)',
    '> (photo p1) report',
    '> (voice p2)',
    '! heard 1: namaste',
    '> (edit 5) hello again',
    '> (revoke 3)',
    '= p1 ihc | blurred | tumour.er Positive, 90%',
    '~ settle',
    '! taken by Asha Nair',
    '! said Asha Nair: Namaste ji',
    '! handed back by Asha Nair',
    '! status in_review',
    '! family stop',
  ]);
  expect(lines.every(isInput)).toBe(true);
  const play = begin(loadContent().flow);
  for (const line of lines) expect(() => play.line(line)).not.toThrow();
});
