import type { Flow, Step } from './flow.ts';
import { lexiconOf } from './heard/lexicon.ts';
import { sense, tokensOf } from './heard/tokens.ts';
import { meanings } from './kinds/choice.ts';
import { exactly, type Meaning } from './match.ts';
import { learn, words, type Turn } from './turn.ts';

/** Fewer words than these are a greeting or an answer; more letters are not looked at. */
const LEAST_WORDS = 7;
const MOST_LETTERS = 400;
/** A place of the body has so many words at the most. */
const LONGEST = 4;
/** Options that are no place. */
const VAGUE = ['other', 'unknown'];

/**
 * Many begin with their whole story. Nothing of it is a fact before they agree; then it is shown back once ("age: 52; where:
 * bowel"), so that nobody has to tell it twice, and counts after a yes. Of several long messages the longest is kept.
 */
export function keepStory(turn: Turn, text: string): void {
  const { state } = turn;
  if (state.consents.service !== undefined || text.trim().split(/\s+/).length < LEAST_WORDS) return;
  const kept = text.trim().slice(0, MOST_LETTERS);
  if (kept.length <= (state.story?.text.length ?? 0)) return;
  state.story = { text: kept, message: turn.event.id, found: foundIn(turn, kept) };
}

/** They decided about the service: the story goes into the case in their own words, or it is forgotten. */
export function openStory(turn: Turn, agreed: boolean): void {
  const { story } = turn.state;
  if (!story) return;
  if (agreed) learn(turn, { path: 'chat.opening', value: story.text }, story.message);
  else delete turn.state.story;
}

/** What was found in the story and is not answered yet, a line each. */
export function storyLines(turn: Turn): string {
  return openIn(turn)
    .map(({ step, value }) => `• ${words(turn, `steps.${step.name}.short`)}: ${saidOf(turn, step, value)}`)
    .join('\n');
}

/** The story was confirmed, or is asked anew. Each answer keeps the message it came from. */
export function takeStory(turn: Turn, right: boolean): void {
  const { state } = turn;
  if (right)
    for (const { step, value } of openIn(turn))
      state.answers[step.name] = { value, said: saidOf(turn, step, value), message: state.story!.message };
  delete state.story;
}

function openIn({ flow, state }: Turn): { step: Step; value: string }[] {
  return (state.story?.found ?? []).flatMap(({ step: name, value }) => {
    const step = flow.steps.find((one) => one.name === name);
    return step && !state.answers[name] ? [{ step, value }] : [];
  });
}

function saidOf(turn: Turn, step: Step, value: string): string {
  return step.options.length ? words(turn, `steps.${step.name}.options.${value}`) : value;
}

/** No word of time, or one that is "this" in one language and "is" in another. */
const AT_ONCE: readonly (string | undefined)[] = [undefined, 'this'];

type Found = { step: string; value: string };

/** The age and the place of the illness, where the text names one of each and no other. */
function foundIn(turn: Turn, text: string): Found[] {
  const age = turn.flow.steps.find(({ check }) => check === 'age');
  const years = agesIn(turn.flow, text);
  return [
    ...(age && years.length === 1 ? [{ step: age.name, value: String(years[0]) }] : []),
    ...placeIn(turn, text),
  ];
}

/** Numbers that are said to be years, and not how long ago or since when: "52 yrs", "age 52". */
function agesIn(flow: Flow, text: string): number[] {
  const lexicon = lexiconOf(flow.words);
  const tokens = tokensOf(text, lexicon);
  // "Saal ki" is one piece; its first word is the unit.
  const isYear = (said = '') =>
    lexicon.find(said.split(' ')[0]!).some(({ of, is }) => of === 'unit' && is === 'year');
  const ages = tokens.flatMap(({ number }, i) => {
    const year = isYear(tokens[i + 1]?.said);
    const time = [tokens[i - 1], tokens[i + 2]].some((one) => !AT_ONCE.includes(sense(one, 'when')));
    const whole = number !== undefined && number % 1 === 0 && number >= 1 && number <= 115;
    return whole && year && !time ? [number] : [];
  });
  return [...new Set(ages)];
}

function placeIn(turn: Turn, text: string): Found[] {
  const { steps } = turn.flow;
  const group = steps.find(({ learn: path, also }) => path === 'cancer.group' && also);
  const named = group && only(turn, group, text);
  if (!group || !named) return [];
  const finer = steps.find(
    (step) => step.learn === group.also && step.only.includes(`${group.learn} = ${named}`),
  );
  const place = finer && only(turn, finer, text);
  return [
    { step: group.name, value: named },
    ...(finer && place ? [{ step: finer.name, value: place }] : []),
  ];
}

/** The one option a long text names, word for word in a language of theirs; null for none and for two. */
function only(turn: Turn, step: Step, text: string): string | null {
  const options = step.options.filter((id) => !VAGUE.includes(id));
  const near: Meaning[] = meanings(turn, step, options).map((one) => ({
    ...one,
    ways: one.near ?? one.ways,
  }));
  const said = text.split(/[\s,.;:!?()/।]+/u).filter(Boolean);
  const hits = new Set<string>();
  for (let from = 0; from < said.length; from += 1)
    for (let length = LONGEST; length > 0; length -= 1) {
      const id = exactly(said.slice(from, from + length).join(' '), near);
      if (!id) continue;
      hits.add(id);
      // "Mouth of the womb" is no mouth.
      from += length - 1;
      break;
    }
  return hits.size === 1 ? [...hits][0]! : null;
}
