import { caseOf } from '../../cases/case.ts';
import type { Fact } from '../../cases/facts.ts';
import type { Flow } from '../../engine/flow.ts';
import type { Event, Numbered } from '../../engine/types.ts';
import { kindOf, MANNERS } from '../../workers/kinds.ts';
import type { TemplateState } from '../../workers/plan.ts';
import { phone, type Happening } from '../seats.ts';
import { outbox, type Carry } from './outbox.ts';
import type { Row, Status } from './row.ts';

/**
 * The service for one family, in memory: the real engine, planner, lattice, bundles and endings, over rows that behave as
 * those of the database do. It has no clock and no network of its own, so that a proof can try thousands of both.
 */
export interface House {
  rows: Row[];
  /** Something arrived at the door. False when it had been there before. */
  arrive(source: string, event: Happening, at: number, now: number): boolean;
  receipt(of: string, callback: string, status: Status, now: number): void;
  template(state: TemplateState, at: number): void;
  templateNow(): TemplateState;
  /** The relative's phone said STOP or START by SMS. */
  opted(source: string, out: boolean, now: number): void;
  /** The next moment at which something is due by itself. */
  next(): number | undefined;
  /** Does what is due: timers, messages, and those that did not arrive. */
  work(now: number): void;
  /** What is known of the case, however it came to be known. */
  remains(): unknown;
  facts(): Fact[];
  status(): string;
  allowed(): boolean;
  /** The desk sends what was stopped once more, as its button does. Returns how many. */
  again(now: number): number;
  /** Something is on its way to the person, or an album waits for its end. */
  busy(): boolean;
  /** Files that wait to be read. */
  reading(): string[];
}

export function house(flow: Flow, carry: Carry, random: () => number): House {
  const all = phone(flow);
  const seen = new Set<string>();
  const facts: Fact[] = [];
  const consents: string[] = [];
  const tasks: string[] = [];
  const waiting: string[] = [];
  let [epoch, lastInboundAt, permitted, stoppedSms] = [0, null as Date | null, false, false];
  let news: { state: TemplateState; at: number } = { state: 'usable', at: 0 };

  const seat = () => all.now();
  const post = outbox(flow, carry, random, {
    state: () => seat().state,
    allowed: () => permitted && !stoppedSms,
    heard: () => lastInboundAt,
    epoch: () => epoch,
    template: () => news.state,
    task: (what) => void tasks.push(what),
  });
  const say = (
    event: Event,
    effect: Extract<Numbered, { kind: 'send' | 'seen' | 'family' }>,
    now: number,
  ) => {
    const kind = kindOf(event, effect);
    const { urgency } = MANNERS[kind];
    if (effect.kind === 'seen') return;
    if (effect.kind === 'family') {
      const to = { kind: 'phone', value: effect.to } as const;
      const letter = { to: effect.to, message: { kind: 'text', text: effect.text } } as const;
      return post.put(effect.id, now, {
        kind,
        urgency,
        channel: 'sms',
        audience: 'family',
        tag: effect.meaning,
        letter,
        to,
      });
    }
    const letter = { message: effect.message };
    const opened = event.kind === 'message' && event.choice === 'open';
    post.put(effect.id, now, { kind, urgency, voice: effect.voice, tag: effect.tag, letter, opened });
  };

  const follow = (event: Event, effects: readonly Numbered[], now: number) => {
    for (const effect of effects) {
      if (effect.kind === 'send' || effect.kind === 'seen' || effect.kind === 'family')
        say(event, effect, now);
      else if (effect.kind === 'learn') facts.push({ ...effect.fact, id: effect.id });
      else if (effect.kind === 'consent') consents.push(`${effect.purpose}:${effect.given}:${effect.hash}`);
      else if (effect.kind === 'task') tasks.push(effect.what);
      else if (effect.kind === 'permit') permitted = effect.given;
      else if (effect.kind === 'read') waiting.push(effect.media.id);
      else if (effect.kind === 'voice') epoch += 1;
      else if (effect.kind === 'withdraw')
        post.withdraw('', (row) => row.audience === 'person' && row.voice === 'bot');
    }
  };

  const happen = (event: Happening, at: number, now: number) => {
    const before = seat().state.stopped;
    const spoke = event['kind'] === 'message';
    if (spoke) lastInboundAt = new Date(Math.max(lastInboundAt?.getTime() ?? 0, at));
    if (spoke) post.release();
    const effects = all.happen(seat(), event, at);
    if (!before && seat().state.stopped) post.withdraw('opted_out', (row) => row.voice !== 'staff');
    follow(event as unknown as Event, effects, now);
  };

  const timers = () => all.seats.flatMap((one) => [...one.timers].map(([key, due]) => ({ one, key, due })));

  return {
    rows: post.rows,
    arrive(source, event, at, now) {
      if (seen.has(source)) return false;
      seen.add(source);
      if (event['kind'] === 'document_read')
        waiting.splice(waiting.indexOf((event['document'] as { media: string }).media) >>> 0, 1);
      happen(event, Math.min(at, now), now);
      return true;
    },
    receipt: post.receipt,
    template(state, at) {
      if (at >= news.at) news = { state, at };
    },
    templateNow: () => news.state,
    opted(source, out, now) {
      if (seen.has(source)) return;
      seen.add(source);
      stoppedSms = out;
      if (out) post.withdraw('stop_word', (row) => row.audience === 'family');
      happen({ kind: 'family_opted', out }, now, now);
    },
    next() {
      const due = [...timers().map((one) => one.due), ...post.due()].filter(Number.isFinite);
      return due.length ? Math.min(...due) : undefined;
    },
    work(now) {
      for (const { one, key, due } of timers().sort((a, b) => a.due - b.due)) {
        if (due > now || one.timers.get(key) !== due) continue;
        one.timers.delete(key);
        follow({ kind: 'timer', key } as Event, all.happen(one, { kind: 'timer', key }, now), now);
      }
      post.watch(now);
      for (let i = 0; i < 200 && post.deliver(now); i += 1);
    },
    remains: () =>
      remainsOf(
        all.seats.map(({ state }) => state.status),
        facts,
        consents,
      ),
    facts: () => facts,
    status: () => seat().state.status,
    allowed: () => permitted && !stoppedSms,
    again: post.again,
    busy: () => timers().some(({ key }) => ['album', 'settle', 'pages'].includes(key)) || post.busy(),
    reading: () => [...waiting],
  };
}

/** A case as a doctor sees it: what counts now, what contradicts, what was agreed. Ids and the order of arrival are not part of it. */
function remainsOf(statuses: readonly string[], facts: readonly Fact[], consents: readonly string[]) {
  const { current, conflicts, history } = caseOf(facts);
  const values = Object.entries(current).map(([path, fact]) => `${path} = ${fact.normal ?? fact.value}`);
  const said = Object.entries(history).map(
    ([path, all]) =>
      `${path}: ${all
        .map(({ value }) => value)
        .sort()
        .join(' | ')}`,
  );
  return { statuses, values: values.sort(), said: said.sort(), conflicts, consents: [...consents].sort() };
}
