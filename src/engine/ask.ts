import { permitFamily } from './family.ts';
import { greeting } from './greeting.ts';
import type { Flow, Step } from './flow.ts';
import { unsureOf } from './kinds/choice.ts';
import { KINDS } from './kinds/index.ts';
import type { Reply } from './kinds/kind.ts';
import { factOf, relevant, toldByPapers } from './known.ts';
import { forget, learnAnswers } from './learnt.ts';
import { offerReading } from './offered.ts';
import { remindLater } from './reminders.ts';
import { optionOf } from './rows.ts';
import { storyLines, takeStory } from './story.ts';
import { submit } from './submit.ts';
import { summaryOf } from './summary.ts';
import type { State } from './state.ts';
import { askAside, raise, send, tongue, words, type Turn } from './turn.ts';

/** The first question that matters and is not answered: what a conversation waits for is never stored as a way through a graph. */
export function nextStep(flow: Flow, state: State): Step | undefined {
  return flow.steps.find(
    (step) => !state.answers[step.name] && relevant(flow, state, step) && !toldByPapers(state, step),
  );
}

/** The step whose answer is waited for now. */
export function waitingAt(turn: Turn): Step | undefined {
  return turn.flow.steps.find((step) => step.name === turn.state.at);
}

/** Goes to the next open question and asks it; says in passing what only has to be said. */
export function goOn(turn: Turn, lead = ''): void {
  const { flow, state } = turn;
  for (const step of flow.steps)
    // What was agreed to or refused stays so, whatever else changes.
    if (state.answers[step.name] && step.kind !== 'consent' && !relevant(flow, state, step))
      forget(turn, step);
  for (let i = 0; i <= flow.steps.length; i += 1) {
    const step = nextStep(flow, state);
    state.tries = 0;
    state.picked = [];
    if (state.page !== undefined) delete state.page;
    state.at = step?.name ?? null;
    if (!step) return afterChange(turn, lead);
    if (step.papers && takeOver(turn, step)) continue;
    if (step.task) raise(turn, step.task, step.name);
    if (step.kind !== 'say') return ask(turn, step, 'ask', lead);
    send(turn, { kind: 'text', text: words(turn, `steps.${step.name}.ask`) }, step.name);
    state.answers[step.name] = { value: 'said', said: '', message: turn.event.id };
  }
}

/** Nothing is left to ask. Whoever changed an answer after all was sent hears that it counts, and where things stand. */
function afterChange(turn: Turn, lead: string): void {
  const { status, reference } = turn.state;
  if (status === 'draft') return;
  // The desk had opened the intake again, and all was confirmed before.
  if (status === 'intake') return submit(turn);
  const text = [lead, words(turn, `statuses.${status}`, { reference })].filter(Boolean).join('\n\n');
  send(turn, { kind: 'text', text }, 'after');
}

/** Asks the waiting question again, after something else was dealt with; where nothing waits, only that is said. */
export function retell(turn: Turn, lead = ''): void {
  const step = waitingAt(turn);
  if (step) ask(turn, step, 'ask', lead);
  else if (lead) send(turn, { kind: 'text', text: lead }, 'told');
}

/** Reopens a step: its answer stays until there is a new one. */
export function reopen(turn: Turn, name: string, lead = ''): void {
  turn.state.at = name;
  turn.state.tries = 0;
  turn.state.picked = [];
  delete turn.state.page;
  retell(turn, lead);
}

/** Acts on what the person did at a step. */
export function take(turn: Turn, step: Step, reply: Reply): void {
  const { state } = turn;
  if (reply.is === 'answer' && reply.doubt) return offerReading(turn, step, reply);
  if (reply.is === 'answer') return record(turn, step, reply);
  if (reply.is === 'reopen') {
    delete state.answers[reply.step];
    if (step.summary) return reopen(turn, reply.step);
    return goOn(turn);
  }
  if (reply.is === 'more') {
    state.tries = 0;
    return ask(turn, step, 'more');
  }
  if (reply.is === 'page') return ask(turn, step, 'again');
  // The list of papers is long: it stands above, and is not said again.
  if (reply.is === 'asked')
    return ask(turn, step, 'again', step.kind === 'documents' ? words(turn, 'wrong.papers') : '');
  if (reply.is === 'stay') return ask(turn, step, step.kind === 'consent' ? 'refused' : 'ask');
  // A convenience holds nobody up: after a second unclear answer all is asked.
  if (step.story && reply.is === 'unclear' && state.tries > 0)
    return record(turn, step, { is: 'answer', value: 'wrong', said: '' });
  // Papers can come at any time: nobody is held at the list of them.
  if (step.kind === 'documents' && reply.is === 'unclear' && state.tries > 0)
    return goOnWithout(turn, step, reply.reason);
  if (reply.is === 'unclear') unclear(turn, step, reply.reason);
}

/** The papers come later. A question that was asked instead stays with our team. */
function goOnWithout(turn: Turn, step: Step, reason?: string): void {
  const lead = reason === 'understood.question' ? [words(turn, reason)] : [];
  const said = words(turn, `steps.${step.name}.options.later`);
  record(
    turn,
    step,
    { is: 'answer', value: 'later', said },
    [...lead, words(turn, 'papers.any_time')].join('\n\n'),
  );
}

/** One rephrase, then a simpler way to ask, then a person; after that a short line, never the same again and again. */
function unclear(turn: Turn, step: Step, reason?: string): void {
  const { state } = turn;
  // After the fourth it begins again with the question: the same line is never all that is said.
  state.tries = state.tries >= 4 ? 1 : state.tries + 1;
  if (state.tries === 1)
    return ask(
      turn,
      step,
      'again',
      reason ? words(turn, reason) : greeting(turn, step, firstWords(turn), '\n\n'),
    );
  if (state.tries === 2) {
    // The list of papers has no simpler form: what is wanted is said again.
    const kept = reason === 'understood.question' || step.kind === 'documents';
    return ask(
      turn,
      step,
      'simple',
      kept && reason ? words(turn, reason) : greeting(turn, step, 'unclear.second', '\n\n'),
    );
  }
  raise(turn, 'stuck', step.name);
  askAside(
    turn,
    'stuck',
    step.skip || unsureOf(step) ? ['person', 'again', 'skip'] : ['person', 'again'],
    words(turn, state.tries === 3 ? 'unclear.third' : 'unclear.more'),
  );
}

/** Whoever told their story where something else was asked is thanked for it. */
function firstWords({ state, event }: Turn): string {
  return state.story?.message === event.id ? 'unclear.kept' : 'unclear.first';
}

type Manner = 'ask' | 'again' | 'simple' | 'more' | 'refused';

/** The key of the sentence a step is asked with in this manner. */
function sentenceOf(turn: Turn, step: Step, manner: Manner): string {
  const instead = manner === 'ask' ? KINDS[step.kind].instead?.(turn) : null;
  if (instead) return instead;
  const key = `steps.${step.name}.${manner}`;
  if (turn.flow.words.has(tongue(turn), key)) return key;
  return manner === 'more' ? 'unclear.another' : `steps.${step.name}.ask`;
}

/** Sends a question in one bubble: what led here, the question, its options, where one is and how to answer. */
export function ask(turn: Turn, step: Step, manner: Manner, lead = ''): void {
  const { state } = turn;
  const kind = KINDS[step.kind];
  const options = kind.options(turn, step);
  const values = { ...kind.values?.(turn, step), ...whatIn(turn, step) };
  const own = sentenceOf(turn, step, manner);
  if (step.summary && manner === 'ask') send(turn, { kind: 'text', text: summaryOf(turn) }, step.name);
  // The list of papers is long: what was wrong, and the ways on, are enough the second time.
  const short = step.kind === 'documents' && manner !== 'ask' && lead && own === `steps.${step.name}.ask`;
  const said = short
    ? ''
    : step.name === 'language'
      ? greeting(turn, step, own, '\n\n')
      : words(turn, own, values);
  const parts = [lead, said];
  if (manner === 'simple' && options.length) parts.push(numbered(turn, step, options));
  const progress =
    step.part > 1 ? words(turn, 'hint.progress', { part: step.part - 1, parts: turn.flow.parts - 1 }) : '';
  state.asked = true;
  state.aside = null;
  if (options.length) {
    const hint = [
      progress,
      greeting(turn, step, options.length > 3 ? 'hint.list' : `hint.tap${options.length}`),
    ]
      .filter(Boolean)
      .join(' · ');
    const rows = options.map((id) => optionOf(turn, step, id));
    send(
      turn,
      {
        kind: 'choice',
        text: parts.filter(Boolean).join('\n\n'),
        options: rows,
        open: words(turn, 'hint.open'),
        hint,
      },
      step.name,
    );
  } else {
    const skip = step.skip ? words(turn, 'hint.skip') : '';
    const foot = [progress, skip].filter(Boolean).join(' · ');
    send(
      turn,
      { kind: 'text', text: [...parts, foot && `_${foot}_`].filter(Boolean).join('\n\n') },
      step.name,
    );
  }
  remindLater(turn, 0);
}

/** What a question shows of what is known: the story that was told, or what was picked so far. */
function whatIn(turn: Turn, step: Step): { what?: string } {
  if (step.story) return { what: storyLines(turn) };
  const { picked } = turn.state;
  return picked.length
    ? { what: picked.map((id) => words(turn, `steps.${step.name}.options.${id}`)).join(', ') }
    : {};
}

function numbered(turn: Turn, step: Step, options: readonly string[]): string {
  return options.map((id, i) => `${i + 1} = ${optionOf(turn, step, id).title}`).join('\n');
}

type Given = Extract<Reply, { is: 'answer' }>;

/** Keeps an answer, learns its facts, and goes on. */
export function record(turn: Turn, step: Step, given: Given, lead = ''): void {
  const { state } = turn;
  const before = state.answers[step.name];
  // What is answered anew stands last.
  if (before) delete state.answers[step.name];
  state.answers[step.name] = {
    value: given.value.slice(0, 200),
    said: given.said.slice(0, 200),
    message: turn.event.id,
  };
  const facts = before?.facts ?? state.earlier?.[step.name];
  if (facts) state.answers[step.name]!.facts = facts;
  if (state.earlier) delete state.earlier[step.name];
  if (step.name === 'language') state.language = given.value;
  state.picked = [];
  if (step.story) takeStory(turn, given.value === 'correct');
  learnAnswers(turn, step, given);
  permitFamily(turn);
  const corrected = before && before.value !== given.value && step.learn && !lead;
  const said = corrected
    ? words(turn, 'change.done', {
        what: words(turn, `steps.${step.name}.short`),
        now: given.said || given.value,
      })
    : lead;
  if (step.calls && given.value === 'call') raise(turn, step.calls, step.name);
  if (step.flags || step.summary || alarms(step, given)) return; // The caller decides what follows of these.
  goOn(turn, [said || follows(turn, step, given), given.told].filter(Boolean).join('\n\n'));
}

/** Whether a figure is so high that help comes before the next question. */
export function alarms(step: Step, given: Reply): boolean {
  return step.alarm !== undefined && given.is === 'answer' && Number(given.value) >= step.from;
}

/** What is said to an answer before the next question, where there is such a sentence. */
function follows(turn: Turn, step: Step, { value }: Given): string {
  const key = `steps.${step.name}.then.${value}`;
  return turn.flow.words.has(tongue(turn), key) ? words(turn, key) : '';
}

/** Takes a value from the papers instead of asking, once the name on them is known to be right. */
function takeOver(turn: Turn, step: Step): boolean {
  const known = turn.state.known[step.learn!];
  if (
    !known?.sure ||
    !factOf(turn.flow, turn.state, 'patient.name') ||
    turn.state.open.includes('wrong_patient')
  )
    return false;
  if (step.options.length && !step.options.includes(known.normal)) return false;
  const said = step.options.length ? words(turn, `steps.${step.name}.options.${known.normal}`) : known.value;
  turn.state.answers[step.name] = { value: known.normal, said, message: turn.event.id, paper: true };
  return true;
}

/** The last question: everything was confirmed. */
export function finish(turn: Turn): void {
  turn.state.at = null;
  submit(turn);
}
