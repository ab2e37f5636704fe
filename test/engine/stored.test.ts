import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { happen, walkOn, type Walk } from '../../src/commands/walk.ts';
import { loadContent } from '../../src/content.ts';
import { adopt } from '../../src/engine/adopt.ts';
import { factOf } from '../../src/engine/known.ts';
import type { Flow } from '../../src/engine/flow.ts';
import type { State } from '../../src/engine/state.ts';
import { seeded } from '../../src/simulator/random.ts';
import { anything } from './wander.ts';

const content = loadContent();
/** A conversation and its flow as an earlier version of the service stored them. Never brought up to date. */
const stored = JSON.parse(readFileSync(join(import.meta.dirname, 'stored.json'), 'utf8')) as {
  state: State;
  flow: object;
};
const own = content.older(JSON.stringify(stored.flow));
const fresh = (): State => structuredClone(stored.state);

test('a flow that was stored long ago is still the same flow', () => {
  expect(own.hash).toBe(stored.state.flow);
});

test.each<[string, Flow[]]>([
  ['its own version is known', [content.flow, own]],
  ['its own version is lost', [content.flow]],
])('a conversation that was stored long ago goes on to the end, where %s', (_, flows) => {
  const { flow, state } = adopt(flows, stored.state.flow, fresh());
  expect(factOf(flow, state, 'patient.name')).toBe(stored.state.answers['name']?.value);
  const walk: Walk = { state, events: [] };
  expect(walkOn(flow, walk, seeded(1))).toBe(true);
});

test('whatever happens to it, fields that were not there then are no error', () => {
  for (let seed = 1; seed <= 40; seed += 1) {
    const random = seeded(seed);
    const { flow, state } = adopt([content.flow, own], stored.state.flow, fresh());
    const walk: Walk = { state, events: [] };
    for (let i = 0; i < 60; i += 1) happen(flow, walk, anything(flow, walk, random, new Set()));
    expect(walkOn(flow, walk, random)).toBe(true);
  }
});
