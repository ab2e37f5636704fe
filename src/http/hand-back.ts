import { HANDED_BACK } from '../cases/settled.ts';
import type { CaseRow } from '../db/cases.ts';
import { chatOf } from '../db/desk.ts';
import { sinceTaken } from '../db/said.ts';
import type { HandBackView } from './contract.ts';
import type { Deps } from './deps.ts';
import { knownOf } from './known.ts';
import { shownTo } from './policies.ts';
import type { Seat } from './session.ts';
import { namesIn } from './veil.ts';

/** What happened since a person took the voice, and what the bot will go on from: shown before it is handed back. */
export async function handBackOf(deps: Deps, seat: Seat, one: CaseRow): Promise<HandBackView> {
  const since = one.voice === 'staff' ? await sinceTaken(deps.db, one.conversation) : undefined;
  const from = since?.at ?? deps.now();
  // By the order they came in: the provider tells whole seconds only.
  const theirs = new Set(since?.heard);
  const [lines, known] = await Promise.all([chatOf(deps.db, deps.vault, one, 200), knownOf(deps, one)]);
  const heard = lines.flatMap((line) =>
    line.from === 'person' && theirs.has(line.id) ? [line.event.text] : [],
  );
  const show = shownTo(seat.policy, namesIn(known.facts));
  const open = known.tasks.map(({ what }) => what);
  const closes = open.filter((what) => (HANDED_BACK as readonly string[]).includes(what));
  const name = seat.name.trim().split(/\s+/)[0] ?? '';
  return {
    since: since?.at.toISOString() ?? null,
    heard: heard.length,
    said: lines.filter((line) => line.from === 'staff' && line.tag === 'said' && line.at >= from).length,
    lastHeard: heard.slice(-3).map((text) => show(text).slice(0, 300)),
    learnt: known.facts
      .filter(({ at }) => new Date(at) > from)
      .slice(-12)
      .map(({ path, value }) => ({ path, value: show(value).slice(0, 120) })),
    missing: known.missing.filter(({ level }) => level === 'required').map(({ label }) => label),
    closes,
    stays: open.filter((what) => !closes.includes(what)),
    says: deps.words.say(one.language, 'staff.back', { name }),
  };
}
