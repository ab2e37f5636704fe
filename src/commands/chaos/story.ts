import type { Sent } from '../../channels/channel.ts';
import { failure as metaFailure } from '../../channels/whatsapp/failures.ts';
import type { Flow } from '../../engine/flow.ts';
import { seeded } from '../../simulator/random.ts';
import { TIMES } from '../../workers/world.ts';
import type { Happening } from '../seats.ts';
import { family, hash, pageOf, type Shown } from './family.ts';
import { house } from './house.ts';
import type { Row, Status } from './row.ts';
import { judge, type Wrong } from './judge.ts';
import { DAY, delayOf, type Weather } from './weather.ts';

/** How one family fared in one weather. */
export interface Told {
  /** The case at the end. */
  case: unknown;
  status: string;
  /** Everything shown, in order: row, tag and text. */
  shown: { row: Row; provider: string; at: number }[];
  rows: readonly Row[];
  doubled: number;
  /** Doubled where nobody could know: the answer and every receipt of the first try were lost. */
  blind: number;
  /** Things the family did that never came to anything, and messages that are nowhere. */
  lost: number;
  wrong: Wrong[];
  acts: number;
  webhooks: number;
  sends: number;
  kills: number;
  /** What the desk sent once more. */
  retried: number;
  days: number;
  /** A photo of an album came a long time after the others: what is said about pages differs then. */
  straggled: boolean;
}

/** When everything begins: 24 November 2026, ten in the morning in India. */
const BEGAN = Date.parse('2026-11-24T04:30:00.000Z');
const MOST_EVENTS = 6_000;
const END = 60 * DAY;
const SECOND = 1_000;
const ASHA = { id: 'asha', name: 'Asha Nair' };

interface Due {
  at: number;
  n: number;
  act(now: number): void;
}

/** Plays one family's story. The same two seeds always give the same story. */
export function play(flow: Flow, seed: number, weather: Weather, luck: number): Told {
  const random = seeded(hash(seed, luck, weather.name));
  const agenda: Due[] = [];
  let [n, webhooks, sends, kills, acts, taken, lastWrote, provider] = [0, 0, 0, 0, 0, 0, -Infinity, 0];
  let straggled = false;
  let now = BEGAN;
  const later = (at: number, act: Due['act']) => void agenda.push({ at, n: (n += 1), act });
  const away = periods(weather.away, random, 3 * 3_600_000);
  const paused = periods(weather.templates, random, 2 * DAY);
  const shown: Told['shown'] = [];
  const wrong: Wrong[] = [];
  const people = family(flow, seed);

  /** A webhook on its way: late, perhaps again, and after the database is back. */
  const knock = (at: number, wait: number, act: Due['act']) => {
    const arrive = (when: number) => later(away.after(when), (now) => ((webhooks += 1), act(now)));
    arrive(at + wait);
    for (let i = 0; i < 3 && random.chance(weather.copies); i += 1)
      arrive(at + wait + random.below(random.pick([SECOND, DAY, 7 * DAY])));
  };

  const does = (event: Happening, at: number, together: boolean) => {
    acts += 1;
    const source = `whatsapp:a${acts}`;
    lastWrote = at;
    const wait =
      together && weather.shuffled && !random.chance(0.1) ? random.below(2_500) : delayOf(weather, random);
    if (together && wait > 2_500) straggled = true;
    knock(at, wait, (now) => {
      if (home.arrive(source, event, at, now)) taken += 1;
    });
  };

  const unanswered: Shown[] = [];
  const sees = (row: Row) => {
    const { message } = row.letter;
    const options = message.kind === 'choice' ? message.options.map(({ id }) => id) : [];
    unanswered.push({ kind: row.kind, tag: row.tag, options });
  };
  /** They wait until all they did was answered; meanwhile anything may overtake anything. */
  const waits = () => acts > taken || home.reading().length > 0 || home.busy();
  let looking = false;
  const look = (now: number) => {
    if (looking || !unanswered.length || waits()) return;
    looking = true;
    later(now + people.thinks(unanswered.at(-1)!.tag), (at) => {
      looking = false;
      if (waits()) return;
      for (const { event, together } of people.answers(unanswered.splice(0)))
        does(event, at, together ?? false);
    });
  };

  const receipts = (row: Row, id: string, now: number, answerLost: boolean) => {
    const callback = row.id;
    let at = now;
    for (const [i, status] of (['sent', 'delivered', 'read'] as Status[]).entries()) {
      at += 300 + random.below(row.channel === 'sms' ? 3_000 : 20_000) * i;
      const must = answerLost && !weather.blind && i === 0;
      if (!must && random.chance(weather.lostReceipts)) continue;
      const wait = must ? random.below(TIMES.settle / 3) : delayOf(weather, random);
      // A receipt that must come knocks while the database is there.
      knock(must ? at : at, wait, (when) => home.receipt(id, callback, status, when));
    }
  };

  const arrives = (row: Row, now: number, answerLost: boolean): string => {
    const id = `wamid.${(provider += 1)}`;
    const again = shown.some((one) => one.row === row);
    shown.push({ row, provider: id, at: now });
    receipts(row, id, now, answerLost);
    if (!again && row.audience === 'person') sees(row);
    return id;
  };

  const carry = (row: Row, now: number): Sent | 'lost' => {
    sends += 1;
    wrong.push(...judge(row, now, { lastWrote, allowed: home.allowed(), shown }));
    const isTemplate = row.letter.message.kind === 'template';
    if (isTemplate && paused.during(now)) return { outcome: 'refused', failure: metaFailure('132015') };
    if (row.channel === 'whatsapp' && !isTemplate && now - lastWrote >= DAY)
      return { outcome: 'refused', failure: metaFailure('131047') };
    const fate = random.next();
    const { refused, hung, cut, killed } = weather;
    if (fate < refused)
      return { outcome: 'refused', failure: metaFailure(random.pick(['131000', '130429', '131056'])) };
    if (fate < refused + hung) {
      arrives(row, now, true);
      return { outcome: 'unknown', detail: 'timeout' };
    }
    if (fate < refused + hung + cut) return { outcome: 'unknown', detail: 'ECONNRESET' };
    if (fate < refused + hung + cut + killed) {
      kills += 1;
      if (random.chance(0.5)) arrives(row, now, true);
      return 'lost';
    }
    return { outcome: 'sent', providerId: arrives(row, now, false) };
  };

  let retried = 0;
  let atDesk = false;
  /** Somebody at the desk looks an hour later and sends once more what was stopped. */
  const desk = () => {
    if (atDesk || !home.rows.some(({ state }) => state === 'parked')) return;
    atDesk = true;
    later(now + 3_600_000, (at) => {
      atDesk = false;
      retried += home.again(at);
    });
  };
  const home = house(flow, carry, () => random.next());
  const done = new Set<string>();
  /** The reader and the desk: they do the same whatever the network does. */
  const inside = (now: number) => {
    for (const media of home.reading())
      if (!done.has(media)) {
        done.add(media);
        const at = new Date(BEGAN + (hash(media) % SECOND)).toISOString();
        later(now + 5 * SECOND + random.below(20 * SECOND), (when) =>
          home.arrive(`read:${media}`, pageOf(seed, media, at), when, when),
        );
      }
    const status = home.status();
    const act = deskAct(status);
    if (!act || done.has(status)) return;
    done.add(status);
    // Nobody at the desk decides while something of the family is on its way.
    const decide = (when: number) => {
      if (waits()) later(when + 3_600_000, decide);
      else home.arrive(`desk:${status}`, act, when, when);
    };
    later(now + (1 + (hash(seed, status) % 20)) * 3_600_000, decide);
  };

  for (const [at, state] of paused.changes)
    knock(BEGAN + at, delayOf(weather, random), () =>
      home.template(state ? random.pick(['paused', 'gone', 'costly']) : 'usable', at),
    );
  const first = people.begins();
  later(BEGAN, (at) => does(first.event, at, false));
  for (let i = 0; i < MOST_EVENTS; i += 1) {
    const next = agenda.reduce<Due | undefined>(
      (best, one) => (!best || one.at < best.at || (one.at === best.at && one.n < best.n) ? one : best),
      undefined,
    );
    const own = home.next();
    // While the database is away nobody works either.
    const due = Math.min(next?.at ?? Infinity, own === undefined ? Infinity : away.after(own));
    if (!Number.isFinite(due) || due > BEGAN + END) break;
    now = Math.max(now, due);
    if (next && next.at <= now) {
      agenda.splice(agenda.indexOf(next), 1);
      next.act(now);
    }
    if (!away.during(now)) home.work(now);
    inside(now);
    look(now);
    desk();
  }
  const twice = shown.filter(({ row }, i) => shown.findIndex((one) => one.row === row) < i);
  const open = home.rows.filter(({ state }) => ['queued', 'leased', 'unknown'].includes(state));
  return {
    case: home.remains(),
    status: home.status(),
    shown,
    rows: home.rows,
    doubled: weather.blind ? 0 : twice.length,
    blind: weather.blind ? twice.length : 0,
    lost: acts - taken + open.filter(({ kind }) => kind !== 'reminder' && kind !== 'nudge').length,
    wrong,
    acts,
    webhooks,
    sends,
    kills,
    retried,
    days: (now - BEGAN) / DAY,
    straggled,
  };
}

const OPINION = {
  id: 'o',
  doctor: 'Dr Rao',
  qualification: 'MD',
  registration: '1',
  summary: 'Plain words.',
  answers: [],
  file: { hash: 'f'.repeat(64), name: 'o.pdf', mime: 'application/pdf', bytes: 1 },
};

/** What the desk does about a case of this status, once. */
function deskAct(status: string): Happening | undefined {
  const moves: Record<string, string> = { documents: 'ready', checking: 'ready', ready: 'in_review' };
  if (moves[status]) return { kind: 'status_changed', to: moves[status], by: ASHA };
  return status === 'in_review' ? { kind: 'opinion_signed', opinion: OPINION, by: ASHA } : undefined;
}

/** Spells of trouble in the first ten days. */
function periods(share: number, random: ReturnType<typeof seeded>, longest: number) {
  const spells = random.chance(share)
    ? Array.from({ length: 1 + random.below(2) }, () => {
        const from = random.below(10 * DAY);
        return [from, from + random.below(longest)] as const;
      })
    : [];
  const within = (now: number) => spells.find(([from, to]) => now - BEGAN >= from && now - BEGAN < to);
  return {
    changes: spells.flatMap(
      ([from, to]) =>
        [
          [from, true],
          [to, false],
        ] as [number, boolean][],
    ),
    during: (now: number) => within(now) !== undefined,
    after(at: number): number {
      const spell = within(at);
      return spell ? this.after(BEGAN + spell[1]) : at;
    },
  };
}
