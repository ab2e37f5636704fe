import { describe, expect, test } from '@jest/globals';
import { loadContent } from '../../src/content.ts';
import { start, type State } from '../../src/engine/state.ts';
import { step } from '../../src/engine/step.ts';
import { explore, RULES, type Found } from './one-voice.ts';

const { flow } = loadContent();

/** In the middle of the questions, and after them, with the doctor. */
const asked = (): State => {
  let state = start(flow, { reference: 'K7M2QX' });
  for (const [n, text] of ['hello', '1', 'I am the patient'].entries()) {
    const at = new Date(Date.UTC(2026, 10, 24, 4, n)).toISOString();
    const event = { id: `e${n}`, at, kind: 'message' as const, shape: 'text' as const, text, media: [] };
    state = step(flow, state, event).state;
  }
  return state;
};
const reviewed = (): State => ({
  ...asked(),
  at: null,
  status: 'in_review',
  consents: { service: true, reading: true },
});

function tell(name: string, depth: number, found: Found): void {
  process.stdout.write(`${name}: ${found.states} worlds, ${found.moves} moves, to a depth of ${depth}\n`);
}

describe('one voice at a time, and nobody left in silence', () => {
  test.each([
    ['in the middle of the questions', 8, asked],
    ['with the doctor', 9, reviewed],
  ])(
    '%s, whatever happens in whatever order',
    (name, depth, begin) => {
      const found = explore(flow, begin(), depth);
      tell(name, depth, found);
      expect(found.fault).toBeNull();
      expect(found.states).toBeGreaterThan(10_000);
    },
    600_000,
  );
});

describe('the checker can fail', () => {
  test('when what an older voice queued still goes', () => {
    const fault = explore(flow, asked(), 8, {
      ...RULES,
      isStale: () => false,
      step: withdrawNothing,
    }).fault;
    expect(fault?.what).toBe('two voices');
    expect(fault?.way.at(-1)).toMatch(/arrives|dies after/);
  });

  test('when nobody sets the timer of the promise', () => {
    const fault = explore(flow, asked(), 8, { ...RULES, step: withoutPromise }).fault;
    expect(fault?.what).toBe('silent beyond the promise');
  });
});

/** The engine, but taking over takes nothing back. */
const withdrawNothing: typeof step = (...given) => {
  const { state, effects } = step(...given);
  return { state, effects: effects.filter(({ kind }) => kind !== 'withdraw') };
};

/** The engine, but it promises nothing. */
const withoutPromise: typeof step = (...given) => {
  const { state, effects } = step(...given);
  return { state, effects: effects.filter((one) => one.kind !== 'timer' || one.key !== 'promise') };
};
