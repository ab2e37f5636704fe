import { expect, test } from '@jest/globals';
import type { Fact } from '../../src/cases/facts.ts';
import { loadContent } from '../../src/content.ts';
import { start } from '../../src/engine/state.ts';
import { step } from '../../src/engine/step.ts';

const { flow } = loadContent();
const at = '2026-11-24T04:30:00.000Z';
const by = { id: 'asha', name: 'Asha Nair' };
const fact: Fact = {
  id: 'f9',
  path: 'ihc.her2',
  value: 'Equivocal (2+)',
  at,
  from: { kind: 'staff', user: 'asha' },
  accepted: true,
  corrects: 'f1',
};

test('what the desk adds or agrees with reaches the case, once the family has agreed', () => {
  const agreed = { ...start(flow, { reference: 'K7M2QX' }), consents: { service: true } };
  const { effects } = step(flow, agreed, { id: 'e1', at, kind: 'fact_added', fact, by });
  expect(effects).toEqual([{ id: 'e1.1', kind: 'learn', fact }]);
});

test('nothing is learned of a family that has not agreed, nor any more of one that stopped', () => {
  const fresh = start(flow, { reference: 'K7M2QX' });
  for (const state of [
    fresh,
    { ...fresh, consents: { service: true }, stopped: { from: 'intake' as const, told: at } },
  ])
    expect(step(flow, state, { id: 'e1', at, kind: 'fact_added', fact, by }).effects).toEqual([]);
});
