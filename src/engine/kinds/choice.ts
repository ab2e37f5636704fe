import type { Step } from '../flow.ts';
import { without } from '../heard/beside.ts';
import { comingIn } from '../heard/coming.ts';
import { apartByTime } from '../heard/formerly.ts';
import { lexiconOf } from '../heard/lexicon.ts';
import { isLately } from '../heard/lately.ts';
import { aroundNow, aroundOf, aroundPast, placeIn, signIn } from '../heard/picked.ts';
import { allIn, loosely, type Around } from '../heard/sentence.ts';
import { isNothing, isUnknown } from '../heard/unsaid.ts';
import { exactly, isOne, typedNumber, typedNumbers, type Meaning } from '../match.ts';
import { FURTHER, rowNumbered, rowsOf, turnPage } from '../pages.ts';
import { words, type Turn } from '../turn.ts';
import type { Words } from '../words.ts';
import type { Input, Kind, Reply } from './kind.ts';

/** One of some options, or several of them. The words of an option may be typed in any language. */
export const choice: Kind = {
  faults: (step) => (step.options.length < 2 ? ['needs two options or more'] : []),
  options: (turn, step) => shown(turn, step),
  understand(turn, step, given) {
    if (isOver(turn, given)) return done(turn, step, turn.state.picked);
    // "Only a lump, no other problem": that there is nothing else says nothing, where something was said.
    const input = { ...given, text: without(given.text, turn.flow.words.everywhere('lists.nothing_else')) };
    const numbers = step.several > 1 && !input.option ? typedNumbers(input.text, and(turn)) : null;
    const options = shown(turn, step);
    if (numbers?.every((n) => options[n - 1]))
      return pickAll(
        turn,
        step,
        numbers.map((n) => options[n - 1]!),
      );
    // After something was picked, "no" means that it is all.
    const open = !turn.state.picked.length && !input.option;
    const none = step.alone && open && step.alone !== 'unsure' ? step.alone : null;
    if (none && isNothing(input.text, turn.flow.words, step.name)) return done(turn, step, [none]);
    const over = step.several > 1 && !input.option ? pastIn(turn, step, input.text) : [];
    if (over.length) return pickAll(turn, step, over, over.length === 1);
    const several =
      step.several > 1 && !input.option && !step.options.includes('own_words')
        ? namedAll(turn, step, input)
        : [];
    if (!several) return { is: 'unclear' };
    if (several.length > 1) return pickAll(turn, step, several);
    const option = input.option ?? named(turn, step, input, options) ?? several[0];
    if (!option) return dated(turn, step, input) ?? lately(turn, step, input) ?? { is: 'unclear' };
    if (option === FURTHER) {
      turnPage(turn);
      return { is: 'page' };
    }
    if (option === 'person') return { is: 'person' };
    const reopened = step.reopen[option];
    if (reopened) return { is: 'reopen', step: reopened };
    // Who wants to say it in their own words is asked for them at once.
    if (option === 'own_words') return done(turn, step, [...turn.state.picked, option]);
    return step.several > 1 ? pick(turn, step, option) : done(turn, step, [option]);
  },
};

/** The options of a text in which something is over, each in its own time: "bidi pite the, ab gutkha" is smoked, and chews. */
function pastIn(turn: Turn, step: Step, text: string): string[] {
  if (!Object.keys(step.past).length || text.includes('?')) return [];
  const all = meanings(
    turn,
    step,
    step.options.filter((id) => id !== step.alone && !UNSURE.includes(id)),
  );
  const found = apartByTime(text, turn.flow.words).flatMap((part) =>
    (allIn(part.text, all, around(turn, step)) ?? []).map((id) => (part.over ? (step.past[id] ?? id) : id)),
  );
  return [...new Set(found)];
}

/** A date where it is asked whether one is fixed: "operation on 3 Dec". Without its month it is shown back. */
function dated(turn: Turn, step: Step, { text }: Input): Reply | null {
  const today = turn.event.at.slice(0, 10);
  const found = step.days ? comingIn(text, lexiconOf(turn.flow.words), today) : null;
  if (!found) return null;
  const reply = done(turn, step, [step.options[found.days <= step.days ? 0 : 1]!]);
  return found.doubt && reply.is === 'answer' ? { ...reply, doubt: true } : reply;
}

/** When the last chemo was, told as a date or "3 months ago" where the question is whether it was in the last six weeks. */
function lately(turn: Turn, step: Step, { text }: Input): Reply | null {
  if (step.learn !== 'treatment.last_drug') return null;
  const recent = isLately(text, lexiconOf(turn.flow.words), turn.event.at.slice(0, 10));
  return recent === null ? null : done(turn, step, [step.options[recent ? 0 : 1]!]);
}

const ways = new WeakMap<Words, Map<string, readonly string[]>>();

/** Every option with all the words for it, in all languages; the same lists each time. */
export function meanings(turn: Turn, step: Step, options: readonly string[]): Meaning[] {
  const { words: all } = turn.flow;
  const language = turn.state.language ?? all.languages[0]!;
  return options.map((id) => meaningOf(all, step, id, language));
}

const meant = new WeakMap<Words, Map<string, Meaning>>();

function meaningOf(all: Words, step: Step, id: string, language: string): Meaning {
  const known = meant.get(all) ?? new Map<string, Meaning>();
  meant.set(all, known);
  const key = `${step.name}:${id}:${language}`;
  const before = known.get(key);
  if (before) return before;
  const made = {
    id,
    ways: waysOf(all, step.name, id),
    near: waysOf(all, step.name, id, language),
    weak: UNSURE.includes(id) || id === step.alone,
  };
  known.set(key, made);
  return made;
}

/** Languages that people of every language mix in. */
const MIXED_IN = ['en', 'hi'];

/** The ways to say an option: in all languages, or those a slip of somebody of this language is looked for in. */
function waysOf(all: Words, step: string, id: string, language?: string): readonly string[] {
  const known = ways.get(all) ?? new Map<string, readonly string[]>();
  ways.set(all, known);
  const key = `${step}:${id}:${language ?? ''}`;
  const before = known.get(key);
  if (before) return before;
  const tongues = language ? new Set([language, ...MIXED_IN]) : null;
  // Letters of its own tell a language; in Latin ones a slip in one is a word of another.
  const near = (one: string, tree: string) =>
    all.list(one, tree).filter((way) => tongues!.has(one) || !/[a-z]/i.test(way));
  const said = (tree: string) =>
    tongues ? all.understood.flatMap((one) => near(one, tree)) : all.everywhere(tree);
  const labels = said(`steps.${step}.options.${id}`);
  const own = [...labels, ...said(`steps.${step}.means.${id}`), ...said(`means.${id}`)];
  const made = [
    ...own,
    ...(id === 'enough' || id === FURTHER ? said(`hint.${id}`) : []),
    // Where "yes" or "no" is an answer, it is in every language.
    ...(['yes', 'no'] as const).flatMap((word) => (says(word, own, labels) ? said(`means.${word}`) : [])),
  ];
  known.set(key, made);
  return made;
}

/** Whether an option stands for yes or no: it may be said so, or its label begins so. */
function says(word: 'yes' | 'no', own: readonly string[], labels: readonly string[]): boolean {
  return (
    own.includes(word) ||
    labels.some((label) => label.toLowerCase() === word || label.toLowerCase().startsWith(`${word}, `))
  );
}

function named(turn: Turn, step: Step, input: Input, rows: readonly string[]): string | null {
  // What stands on another page may be typed as well.
  const options = rows.includes(FURTHER) ? [...step.options, FURTHER] : rows;
  const number = typedNumber(input.text);
  if (number !== null && !exactly(input.text, meanings(turn, step, options)))
    return numbered(turn, step, number, rows);
  const sign = signIn(input.text);
  if (sign) return signed(turn, step, sign, options);
  const own = meanings(
    turn,
    step,
    options.filter((id) => id !== 'enough'),
  );
  const exact = exactly(input.text, own);
  if (exact && !input.text.includes('?')) return exact;
  const place = placeIn(input.text, turn.flow.words);
  if (place !== null) return numbered(turn, step, place, rows);
  const found = loosely(input.text, own, around(turn, step));
  if (found) return found;
  if (turn.state.picked.length > 0) return exactly(input.text, meanings(turn, step, ['enough']));
  return isUnknown(input.text, turn.flow.words) ? (UNSURE.find((id) => options.includes(id)) ?? null) : null;
}

/** Facts of what has happened: what is planned, due or advised is none of them. */
const HAPPENED =
  'treatment.given diagnosis.how diagnosis.spread_told diagnosis.spread_where health.periods'.split(' ');

/** The words around an answer to this question. */
function around(turn: Turn, { learn = '' }: Step): Around {
  if (learn === 'health.problems') return aroundNow(turn.flow.words, 'earlier');
  if (learn === 'health.illness') return aroundNow(turn.flow.words, 'healthy');
  return (HAPPENED.includes(learn) ? aroundPast : aroundOf)(turn.flow.words);
}

/** The option of a number, as the rows are counted. */
function numbered(turn: Turn, step: Step, number: number, rows: readonly string[]): string | null {
  return step.several < 2 ? rowNumbered(turn, step, number) : (rows[number - 1] ?? null);
}

/** A thumb is a yes where yes and no are the question, and nothing anywhere else. */
function signed(turn: Turn, step: Step, sign: 'yes' | 'no', options: readonly string[]): string | null {
  const all = meanings(turn, step, options);
  return exactly('yes', all) && exactly('no', all) ? exactly(sign, all) : null;
}

/** The options a text names side by side, apart from those that exclude the others. */
function namedAll(turn: Turn, step: Step, input: Input): string[] | null {
  const options = step.options.filter((id) => id !== step.alone && !UNSURE.includes(id));
  return allIn(input.text, meanings(turn, step, options), around(turn, step));
}

/** Options that stand for "I do not know", the plainest first. */
const UNSURE = ['unsure', 'unknown', 'not_told', 'private', 'own_words'];

/** The option of a question that stands for "I do not know", where there is one: it can be left by it. */
export function unsureOf(step: Step): string | undefined {
  return step.kind === 'choice' ? UNSURE.find((id) => step.options.includes(id)) : undefined;
}

/** After something was picked, "no" and "skip" mean that it is all. */
const OVER = ['reserved.none', 'reserved.skip', 'lists.nothing_else', 'means.enough'];

function isOver(turn: Turn, { text, option }: Input): boolean {
  const { everywhere } = turn.flow.words;
  return turn.state.picked.length > 0 && !option && OVER.some((key) => isOne(text, everywhere(key)));
}

/** Words that only join: "1 and 3". */
function and(turn: Turn): readonly string[] {
  return turn.flow.words.everywhere('lists.and');
}

function shown(turn: Turn, step: Step): readonly string[] {
  const { picked } = turn.state;
  if (step.several < 2) return rowsOf(turn, step);
  if (!picked.length) return step.options;
  return ['enough', ...step.options.filter((id) => !picked.includes(id) && id !== step.alone)].slice(0, 10);
}

function pick(turn: Turn, step: Step, option: string): Reply {
  if (option === 'enough')
    return turn.state.picked.length ? done(turn, step, turn.state.picked) : { is: 'unclear' };
  if (UNSURE.includes(option) && !turn.state.picked.length) return done(turn, step, [option]);
  return pickAll(turn, step, [option], true);
}

function pickAll(turn: Turn, step: Step, options: string[], single = false): Reply {
  if (options.includes('enough')) options = options.filter((id) => id !== 'enough');
  if (options.includes(step.alone ?? '')) return done(turn, step, [step.alone!]);
  const picked = [...new Set([...turn.state.picked, ...options])].slice(0, step.several);
  if (!picked.length) return { is: 'unclear' };
  if (!single || picked.length >= step.several) return done(turn, step, picked);
  turn.state.picked = picked;
  return { is: 'more' };
}

function done(turn: Turn, step: Step, picked: readonly string[]): Reply {
  const said = picked.map((id) => words(turn, `steps.${step.name}.options.${id}`)).join(', ');
  return { is: 'answer', value: picked.join(','), said };
}
