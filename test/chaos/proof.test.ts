import { describe, expect, test } from '@jest/globals';
import { judge } from '../../src/commands/chaos/judge.ts';
import { month } from '../../src/commands/chaos/month.ts';
import { endsOf, SCENARIOS } from '../../src/commands/chaos/orders.ts';
import { prove } from '../../src/commands/chaos/proof.ts';
import { play } from '../../src/commands/chaos/story.ts';
import { CALM, HOSTILE } from '../../src/commands/chaos/weather.ts';
import { loadContent } from '../../src/content.ts';
import { otherwise } from '../../src/workers/otherwise.ts';

const { flow } = loadContent();
// `npm run chaos -- --seeds 5000` plays thousands, and every scenario.
const FEW = 60;

test('families end the same in hostile weather, see the same, and see nothing twice', () => {
  const sum = prove(flow, 90_001, FEW);
  expect(sum).toMatchObject({ families: FEW, different: [], doubled: 0, lost: 0, wrong: new Map() });
  // The weather was hostile indeed, and the stories were long.
  for (const figure of [sum.kills, sum.retried, sum.bundled]) expect(figure).toBeGreaterThan(0);
  expect(sum.webhooks).toBeGreaterThan(3 * sum.acts);
  expect(sum.ends.get('delivered')).toBeGreaterThan(FEW / 2);
}, 120_000);

test.each([SCENARIOS[2]!, SCENARIOS[4]!])(
  'in every order: $name',
  (scenario) => {
    expect(endsOf(flow, scenario)).toHaveLength(1);
  },
  120_000,
);

test('never two channels for one message, unless its plan named the second before it left', () => {
  let count = 0;
  for (let seed = 1; seed <= 40; seed += 1) {
    const { shown, rows } = play(flow, seed, HOSTILE, 1);
    for (const { row } of shown.filter(({ row: one }) => one.kind === 'fallback')) {
      count += 1;
      const first = rows.find(({ id }) => `${id}.sms` === row.id)!;
      expect(otherwise(first).map((way) => way.do)).toContain('sms');
      // What stands in is one SMS, and never itself told by another way.
      expect(rows.filter(({ id }) => id.startsWith(`${first.id}.sms`))).toHaveLength(1);
    }
    for (const row of rows.filter(({ kind }) => kind !== 'fallback'))
      expect(new Set(shown.filter((one) => one.row === row).map((one) => one.row.channel)).size).toBeLessThan(
        2,
      );
  }
  expect(count).toBeGreaterThan(0);
}, 60_000);

describe('the proof can fail', () => {
  test('where a lost answer stays unknown, something is shown twice', () => {
    const sum = prove(flow, 1, 30, { ...HOSTILE, hung: 0.4, blind: true });
    expect(sum.blind).toBeGreaterThan(0);
  }, 60_000);

  test('another family ends otherwise', () => {
    expect(play(flow, 3, CALM, 0).case).not.toEqual(play(flow, 4, CALM, 0).case);
  });

  test('the judge sees what is illegal', () => {
    const [row] = play(flow, 4, CALM, 0).rows;
    const night = Date.parse('2026-11-24T20:00:00Z');
    const seen = { lastWrote: 0, allowed: false, shown: [] };
    const rules = (change: object) => judge({ ...row!, ...change }, night, seen).map(({ rule }) => rule);
    expect(rules({})).toEqual(['free words with the window shut']);
    expect(rules({ channel: 'sms', kind: 'family', audience: 'family' })).toEqual(
      expect.arrayContaining(['an SMS nobody allowed', 'unasked at night']),
    );
  });
});

test('a month: nothing illegal, and cheaper than a sender that plans nothing', () => {
  const lines: string[] = [];
  expect(month(40, (line) => lines.push(line))).toBe(0);
  const rupees = (name: string) =>
    Number(
      lines
        .find((line) => line.startsWith(name))!
        .trim()
        .split(/ +/)
        .at(-1),
    );
  expect(rupees('planned')).toBeLessThan(rupees('each at once'));
}, 60_000);
