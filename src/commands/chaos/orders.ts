import { isDeepStrictEqual } from 'node:util';
import type { Flow } from '../../engine/flow.ts';
import { taps } from '../walk.ts';
import { family, pageOf } from './family.ts';
import { house, type House } from './house.ts';
import type { Row, Status } from './row.ts';

/** Six things that knock at the same time, in whatever order. */
interface Scenario {
  name: string;
  /** What happened before, at the question for papers: photos that are being read. */
  reading: number;
  knocks: ((stage: Stage) => void)[];
}

interface Stage {
  home: House;
  /** The last message that was sent, whose answer was lost: two tries of it are under way. */
  open: Row;
  now: number;
}

const BEGAN = Date.parse('2026-11-24T04:30:00.000Z');
const AT = new Date(BEGAN).toISOString();
const photo =
  (id: string) =>
  ({ home, now }: Stage) =>
    void home.arrive(
      `whatsapp:${id}`,
      { kind: 'message', shape: 'media', text: '', media: [{ id, type: 'image' }] },
      BEGAN + 3_600_000,
      now,
    );
const page =
  (id: string) =>
  ({ home, now }: Stage) =>
    void home.arrive(`read:${id}`, pageOf(4, id, AT), now, now);
const receipt =
  (of: string, status: Status) =>
  ({ home, open, now }: Stage) =>
    home.receipt(of, open.id, status, now);
const template =
  (state: 'usable' | 'paused' | 'gone', at: number) =>
  ({ home }: Stage) =>
    home.template(state, at);
/** An answer that was given already, tapped once more on the old button. */
const old =
  (id: string) =>
  ({ home, now }: Stage) =>
    void home.arrive(`whatsapp:${id}`, taps('language:en'), BEGAN + 3_600_000, now);

/** Six at a time: albums, pages, receipts of two tries, notices, repeats and old buttons. */
export const SCENARIOS: readonly Scenario[] = [
  { name: 'an album of six photos', reading: 0, knocks: ['a', 'b', 'c', 'd', 'e', 'f'].map(photo) },
  { name: 'four photos, two of them twice', reading: 0, knocks: ['a', 'b', 'c', 'd', 'a', 'b'].map(photo) },
  {
    name: 'six pages that contradict each other',
    reading: 6,
    knocks: ['r1', 'r2', 'r3', 'r4', 'r5', 'r6'].map(page),
  },
  {
    name: 'three pages, each read twice',
    reading: 3,
    knocks: ['r1', 'r2', 'r3', 'r1', 'r2', 'r3'].map(page),
  },
  {
    name: 'six receipts of two tries of one message',
    reading: 0,
    knocks: [
      receipt('x', 'sent'),
      receipt('x', 'failed'),
      receipt('y', 'sent'),
      receipt('y', 'delivered'),
      receipt('y', 'read'),
      receipt('y', 'delivered'),
    ],
  },
  {
    name: 'photos, receipts and notices',
    reading: 0,
    knocks: [
      photo('a'),
      photo('b'),
      receipt('x', 'delivered'),
      receipt('x', 'read'),
      template('paused', 1),
      template('usable', 2),
    ],
  },
  {
    name: 'pages, a template that comes and goes, a failure that is late',
    reading: 2,
    knocks: [
      page('r1'),
      page('r2'),
      template('paused', 1),
      template('gone', 3),
      template('usable', 2),
      receipt('x', 'failed'),
    ],
  },
  {
    name: 'an old button twice, photos and a repeat',
    reading: 0,
    knocks: [old('t'), old('t'), photo('a'), photo('b'), photo('a'), receipt('x', 'read')],
  },
];

/** Plays one scenario in every order, and gives every end that there was. */
export function endsOf(flow: Flow, { reading, knocks }: Scenario): unknown[] {
  const ends: unknown[] = [];
  for (const order of orders(knocks)) {
    const end = played(flow, reading, order);
    if (!ends.some((one) => isDeepStrictEqual(one, end))) ends.push(end);
  }
  return ends;
}

function played(flow: Flow, reading: number, order: Scenario['knocks']): unknown {
  const shown: Row[] = [];
  let lost = false;
  let tries = 0;
  const home = house(
    flow,
    (row) => {
      tries += 1;
      if (lost) return { outcome: 'unknown', detail: 'timeout' };
      shown.push(row);
      return { outcome: 'sent', providerId: `p${tries}` };
    },
    () => 0.5,
  );
  let now = untilPapers(flow, home, shown);
  for (let i = 1; i <= reading; i += 1) photo(`r${i}`)({ home, open: shown[0]!, now });
  home.work((now += 4_000));
  home.work((now += 10_000));
  // One message is in the air while all of it knocks.
  lost = true;
  home.arrive('whatsapp:open', { ...taps('open') }, now, now);
  home.work(now);
  const open = home.rows.findLast((row) => row.audience === 'person')!;
  for (const knock of order) {
    knock({ home, open, now });
    now += 100;
  }
  lost = false;
  for (let i = 0; i < 40; i += 1) {
    for (const media of home.reading()) page(media)({ home, open, now });
    const next = home.next();
    if (next === undefined || next > now + 600_000) break;
    home.work((now = Math.max(now, next)));
  }
  const said = home.rows
    .filter((row) => row.audience === 'person')
    .map((row) => `${row.tag} ${row.state} ${textOf(row)}`);
  return {
    case: home.remains(),
    status: home.status(),
    open: open.state,
    said: [...new Set(said)].sort(),
    template: home.templateNow(),
  };
}

const textOf = ({ letter: { message } }: Row) => ('text' in message ? message.text : '');

/** A willing family up to the question for papers. Returns the time it is then. */
function untilPapers(flow: Flow, home: House, shown: Row[]): number {
  const people = family(flow, 4);
  let now = BEGAN;
  home.arrive('whatsapp:0', people.begins().event, now, now);
  for (let i = 1; i < 60; i += 1) {
    home.work((now += 1_000));
    for (const row of shown)
      for (const status of ['delivered', 'read'] as const)
        home.receipt([...row.receipts.keys()][0]!, row.id, status, now);
    const last = shown.at(-1)!;
    if (last.tag === 'papers') return now;
    const { message } = last.letter;
    const options = message.kind === 'choice' ? message.options.map(({ id }) => id) : [];
    for (const { event } of people.answers([{ kind: last.kind, tag: last.tag, options }]))
      home.arrive(`whatsapp:${i}`, event, now, now);
  }
  throw new Error('the family never came to the question for papers');
}

/** All ways to put things into an order. */
function* orders<One>(things: readonly One[]): Generator<One[]> {
  if (!things.length) yield [];
  for (const [i, one] of things.entries())
    for (const rest of orders([...things.slice(0, i), ...things.slice(i + 1)])) yield [one, ...rest];
}
