import { segments } from '../../channels/index.ts';
import { loadContent } from '../../content.ts';
import type { Row } from './row.ts';
import { judge } from './judge.ts';
import { play, type Told } from './story.ts';
import { CALM, type Weather } from './weather.ts';

/** An ordinary month: now and then something is late, lost or paused. */
const ORDINARY: Weather = {
  ...CALM,
  name: 'ordinary',
  copies: 0.05,
  late: 0.05,
  shuffled: true,
  lostReceipts: 0.05,
  refused: 0.02,
  hung: 0.005,
  cut: 0.005,
  killed: 0.002,
  away: 0.05,
  templates: 0.15,
};

type Price = ReturnType<typeof loadContent>['price'];

/** What was sent by which way, and what it costs. */
interface Bill {
  replies: number;
  templates: number;
  parts: number;
  illegal: number;
}

/** Plays a month of many families and prints what was sent and what it cost, beside a sender that plans nothing. Returns the illegal sends. */
export function month(families: number, say: (line: string) => void): number {
  const { flow, price } = loadContent();
  const [ours, naive]: [Bill, Bill] = [empty(), empty()];
  let bundled = 0;
  for (let seed = 1; seed <= families; seed += 1) {
    const told = play(flow, seed, ORDINARY, 1);
    addOurs(ours, told);
    addNaive(naive, told);
    bundled += told.rows.filter(({ reason }) => reason.startsWith('bundled.')).length;
  }
  say(`A month of ${families} families, ordinary weather (in memory; prices of flows/prices.yaml)\n`);
  say(`${''.padEnd(24)} replies  templates  SMS parts  illegal     rupees  per family`);
  for (const [name, bill] of [
    ['planned', ours],
    ['each at once, unplanned', naive],
  ] as const) {
    const rupees = costOf(bill, price);
    const figures = [
      bill.replies,
      bill.templates,
      bill.parts,
      bill.illegal,
      rupees.toFixed(0),
      (rupees / families).toFixed(2),
    ];
    const widths = [8, 11, 11, 9, 11, 12];
    say(name.padEnd(24) + figures.map((figure, i) => String(figure).padStart(widths[i]!)).join(''));
  }
  say(
    `\n${bundled} messages went along with another. Unplanned: a template whenever the window is shut, an SMS to the relative with each piece of news, at any hour.`,
  );
  return ours.illegal;
}

const empty = (): Bill => ({ replies: 0, templates: 0, parts: 0, illegal: 0 });

function addOurs(bill: Bill, { shown, wrong }: Told): void {
  bill.illegal += wrong.length;
  for (const { row } of shown) add(bill, row, row.letter.message.kind === 'template');
}

function add(bill: Bill, { channel, letter }: Row, isTemplate: boolean): void {
  if (channel === 'sms') bill.parts += partsOf(letter.message);
  else if (isTemplate) bill.templates += 1;
  else bill.replies += 1;
}

const partsOf = (message: Row['letter']['message']) =>
  'text' in message ? segments(message.text).segments : 1;

/** Everything that was to be said, at the moment it was to be said. */
function addNaive(bill: Bill, { rows }: Told): void {
  for (const row of rows) {
    if (['nudge', 'fallback'].includes(row.kind) || row.reason === 'opted_out') continue;
    add(bill, row, row.channel === 'whatsapp' && !row.born.open);
    const isNews = ['update', 'opinion', 'reminder'].includes(row.kind);
    if (isNews && row.born.allowed) bill.parts += 1;
    const { lastWrote } = row.born;
    // What a template says is always legal by day; the judge looks at hours and permissions.
    const said = {
      ...row,
      letter: { message: { kind: 'template', name: '', language: '', parameters: [] } },
    } as Row;
    bill.illegal += judge(row.born.open ? row : said, row.at, {
      lastWrote,
      allowed: row.born.allowed,
      shown: [],
    }).length;
  }
}

/** In rupees; the free replies of a month are for the whole number. */
function costOf({ replies, templates, parts }: Bill, price: Price): number {
  return (
    Math.max(0, replies - price.reply.free) * price.reply.price +
    templates * price.template +
    parts * price.sms
  );
}
