import type { ClockName } from '../cases/life.ts';
import { anew } from './adopt.ts';
import { papersArranged } from './arranged.ts';
import { answeredAtDesk, questionAsked } from './asked.ts';
import { albumQuiet, pageRead, pagesLate, settled } from './album.ts';
import { late } from './clocks.ts';
import { complaintClosed } from './complaint.ts';
import type { Flow } from './flow.ts';
import { followUp } from './follow.ts';
import { glanceLate } from './glance.ts';
import { voiceHeard } from './hearing.ts';
import { isGuest, joined, knocked, spread } from './join.ts';
import { inner, remember } from './known.ts';
import { message } from './message.ts';
import { offer, signed } from './opinion.ts';
import { hushed, renamed } from './prove.ts';
import { remind } from './remind.ts';
import { photoFaulty, retakeAsked } from './retake.ts';
import { handedBack, said, statusChanged, taken } from './staff.ts';
import type { State } from './state.ts';
import { emit, MOST_EFFECTS, type Turn } from './turn.ts';
import type { Beside, Event, Numbered } from './types.ts';
import { upgrade } from './upgrade.ts';
import { leaseOver, promiseDue, waved } from './voice.ts';
import { chosen, opened } from './whom.ts';

/**
 * One event of one conversation: what it becomes, and what is to be done. Pure, and total: it answers any event in any
 * state without throwing. The effects' ids are `<event id>.<n>`, so that the same event can never do anything twice.
 */
export function step(
  flow: Flow,
  state: State,
  event: Event,
  beside: readonly Beside[] = [],
): { state: State; effects: Numbered[] } {
  const own = upgrade(state);
  // A step that is not in the flow: the first open question takes its place, and is asked before it is answered.
  const lost = own.at !== null && !flow.steps.some((one) => one.name === own.at);
  const begun = lost ? anew(flow, own) : own;
  // The other patients of the first phone are no concern of one that joined.
  const known = isGuest({ state: begun, event }) ? [] : beside;
  const turn: Turn = { flow, state: begun, event, effects: [], beside: known };
  turn.state.flow = flow.hash;
  happen(turn, event);
  const effects = turn.effects
    .slice(0, MOST_EFFECTS)
    .map((effect, i) => ({ ...effect, id: `${event.id}.${i + 1}` }));
  return { state: turn.state, effects: spread(turn, hushed(turn, effects)) };
}

function happen(turn: Turn, event: Event): void {
  switch (event.kind) {
    case 'message':
      return message(turn, event);
    case 'document_read':
      return pageRead(turn, event.document);
    case 'photo_faulty':
      return photoFaulty(turn, event);
    case 'retake_asked':
      return retakeAsked(turn, event);
    case 'opened':
      return opened(turn, event.language);
    case 'chosen':
      return chosen(turn, event.given);
    case 'voice_read':
      return voiceHeard(turn, event);
    case 'knocked':
      return knocked(turn, event);
    case 'joined':
      return joined(turn, event.phone);
    case 'renamed':
      return renamed(turn);
    case 'timer':
      return timePassed(turn, event.key);
    case 'taken':
      return taken(turn, event.by);
    case 'handed_back':
      return handedBack(turn, event.by, event.summary);
    case 'said':
      return said(turn, event.by, event.text);
    case 'waved':
      return waved(turn, event.upTo);
    case 'status_changed':
      return statusChanged(turn, event);
    case 'fact_added':
      return factAdded(turn, event);
    case 'papers_arranged':
      return papersArranged(turn, event);
    case 'task_closed':
      turn.state.open = turn.state.open.filter((what) => what !== event.what);
      return;
    case 'question_asked':
      return questionAsked(turn, event);
    case 'opinion_signed':
      return signed(turn, event.opinion);
    case 'complaint_closed':
      return complaintClosed(turn, event);
    case 'family_opted':
      turn.state.family.out = event.out;
      return;
    default:
      return event satisfies never;
  }
}

function timePassed(turn: Turn, key: string): void {
  if (key === 'album') albumQuiet(turn);
  else if (key === 'settle') settled(turn);
  else if (key === 'pages') pagesLate(turn);
  else if (key === 'glance') glanceLate(turn);
  else if (key === 'opinion') offer(turn);
  else if (key === 'reminder') remind(turn);
  else if (key === 'follow') followUp(turn);
  else if (key === 'promise') promiseDue(turn);
  else if (key === 'lease') leaseOver(turn);
  else if (key.startsWith('late_')) late(turn, key.slice('late_'.length) as ClockName);
}

/**
 * What the desk added or agreed with is known of the case. What it corrected counts in the conversation as well:
 * it is not asked again, nor compared with the old value.
 */
function factAdded(turn: Turn, { fact }: Extract<Event, { kind: 'fact_added' }>): void {
  if (turn.state.stopped || turn.state.consents.service !== true) return;
  const id = emit(turn, { kind: 'learn', fact });
  answeredAtDesk(turn, fact.path, fact.value, id);
  const asked = turn.flow.steps.find((one) => one.learn === fact.path);
  if (!asked && fact.accepted && inner(turn.flow, fact.path)) remember(turn.state, fact);
  if (!asked || asked.learn?.endsWith('.n')) return;
  const value = String(fact.normal ?? fact.value).slice(0, 200);
  if (asked.options.length && !asked.options.includes(value)) return;
  if (asked.name === turn.state.at) return;
  turn.state.answers[asked.name] = {
    value,
    said: fact.value.slice(0, 200),
    message: turn.event.id,
    facts: [id],
  };
}
