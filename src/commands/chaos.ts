import { loadContent } from '../content.ts';
import { endsOf, SCENARIOS } from './chaos/orders.ts';
import { prove } from './chaos/proof.ts';
import { real } from './chaos/real.ts';
import { HOSTILE } from './chaos/weather.ts';
import { month } from './chaos/month.ts';

/**
 * `npm run chaos`: many people write to the whole service while the network is hostile, and everything is counted on both
 * sides of the wire. `-- --seeds 5000`: first the pure part (engine, planner, lattice) for so many families and every order
 * of six events, then the whole service for a few. `-- --month`: what a month costs. Exits with 1 when something is wrong.
 */
const has = (name: string) => process.argv.includes(`--${name}`);
const option = (name: string, usual: number): number =>
  Number(process.argv[process.argv.indexOf(`--${name}`) + 1]) || usual;
const say = (line: string) => void process.stdout.write(`${line}\n`);
const number = (n: number) => n.toLocaleString('en');

/** Thousands of families in memory, and every order of six things. Returns how much was wrong. */
function pure(seeds: number, from: number): number {
  const { flow } = loadContent();
  let wrong = 0;
  say('Every order of six things that knock at once (in memory: the real engine, planner and lattice)\n');
  for (const scenario of SCENARIOS) {
    const ends = endsOf(flow, scenario).length;
    wrong += ends - 1;
    say(`  ${scenario.name.padEnd(62)} 720 orders, ${ends} ${ends === 1 ? 'end' : 'ends'}`);
  }
  say(`\n${number(seeds)} families from beginning to end, each in calm and in hostile weather (in memory)\n`);
  const began = performance.now();
  const sum = prove(flow, from, seeds, HOSTILE, (done) => process.stderr.write(`\r  ${number(done)}`));
  process.stderr.write('\r');
  const seconds = (performance.now() - began) / 1_000;
  const illegal = [...sum.wrong.values()].reduce((all, one) => all + one, 0);
  wrong += sum.different.length + sum.doubled + sum.lost + illegal;
  const ends = [...sum.ends].map(([status, count]) => `${number(count)} ${status}`).join(', ');
  for (const [what, figure] of [
    ['things people did', sum.acts],
    ['webhooks that arrived, repeats among them', sum.webhooks],
    ['sends', sum.sends],
    ['workers killed in a send', sum.kills],
    ['messages that went along with another', sum.bundled],
    ['messages that the desk had to send once more', sum.retried],
    ['families that ended otherwise than in calm weather', sum.different.length],
    ['messages shown twice', sum.doubled],
    ['things and messages lost', sum.lost],
    ['illegal sends', illegal],
  ] as const)
    say(`  ${what.padEnd(62)} ${number(figure).padStart(9)}`);
  say(`  ended as: ${ends}; ${seconds.toFixed(0)} s`);
  if (sum.different.length) say(`  look at: --seeds 1 --from ${sum.different.slice(0, 5).join(', ')}`);
  for (const [rule, count] of sum.wrong) say(`  illegal: ${rule}, ${count} times`);
  const blind = prove(flow, from, Math.min(seeds, 500), { ...HOSTILE, name: 'blind', blind: true });
  say(
    `\nTold, not judged: where the answer to a send and all of its receipts are lost or days late, nobody can know whether it went out; it is sent once more. ${number(blind.blind)} of ${number(blind.sends)} sends were then shown twice, ${number(blind.lost)} lost.`,
  );
  return wrong;
}

if (has('month')) process.exitCode = month(option('families', 400), say) ? 1 : 0;
else if (has('seeds')) {
  const wrong = pure(option('seeds', 5_000), option('from', 1));
  const alive = option('real', 10);
  say(`\nThe whole service with its database, ${alive} people in each weather\n`);
  const more = has('pure') ? 0 : await real({ people: alive, seed: option('seed', 1) }, say);
  say(wrong + more ? `\n${wrong + more} faults.` : '\nNo difference, nothing lost, nothing said twice.');
  process.exitCode = wrong + more ? 1 : 0;
} else
  process.exitCode = (await real({ people: option('people', 30), seed: option('seed', 1) }, say)) ? 1 : 0;
