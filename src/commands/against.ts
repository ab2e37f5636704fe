import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { loadContent, localesIn } from '../content.ts';
import { sameQuestion } from '../engine/adopt.ts';
import { faultsOf } from '../engine/check.ts';
import { compile, type Flow, type Step } from '../engine/flow.ts';
import { wordsOf } from '../engine/words.ts';
import { frozen, meet, type Outcome } from './trial.ts';

/** So many conversations are stopped somewhere in the old version and meet the new one. */
const TRIED = 500;

/** What a change of the flow does to the people in it, in plain sentences. */
export interface Comparison {
  lines: string[];
  /** Somebody would be stranded, asked twice, or robbed of an answer. */
  harm: boolean;
}

/** Compares the flow that is in use (`folder` with `flows`, and `locales` where the words changed too) with ours. */
export function against(folder: string): Comparison {
  const { flow, packs, words } = loadContent();
  const locales = join(folder, 'locales');
  try {
    const own = existsSync(locales) ? wordsOf(localesIn(locales)) : words;
    const file = readFileSync(join(folder, 'flows', 'intake.yaml'), 'utf8');
    return compare(compile(parse(file, { version: '1.2', uniqueKeys: true }), own, packs), flow);
  } catch (error) {
    return {
      harm: true,
      lines: [
        `The version in ${folder} cannot be read any more: ${(error as Error).message}`,
        'Whoever is in it would be asked the open question anew, and would lose what was answered before consent.',
      ],
    };
  }
}

/** Who stands where when `newest` takes the place of `own`. */
export function compare(own: Flow, newest: Flow, tried = TRIED): Comparison {
  if (own.hash === newest.hash)
    return { harm: false, lines: ['The questions are the same. Nobody notices anything.'] };
  const faults = faultsOf(newest);
  const outcomes = Array.from({ length: tried }, (_, i) => meet(own, newest, frozen(own, i + 1), i));
  const harm =
    faults.length > 0 || outcomes.some((one) => one.stranded || one.again.length || one.lost.length);
  return {
    harm,
    lines: [
      `From version ${own.version} (${own.steps.length} steps) to version ${newest.version} (${newest.steps.length} steps).`,
      ...faults.map((fault) => `The new version cannot be used: ${fault}`),
      ...section('Who waits at a question', waiting(own, newest)),
      ...section('Questions', questions(own, newest)),
      ...section('Answers', answers(own, newest)),
      ...section(`Tried with ${tried} conversations, each stopped somewhere`, tally(outcomes)),
    ],
  };
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length ? ['', title, ...lines.map((line) => `- ${line}`)] : [];
}

const named = (flow: Flow, name: string) => flow.steps.find((step) => step.name === name);

function waiting(own: Flow, newest: Flow): string[] {
  const asked = own.steps.filter(({ kind }) => kind !== 'say');
  const same = asked.filter((step) => {
    const now = named(newest, step.name);
    return now && sameQuestion(step, now);
  });
  const rest = asked.filter((step) => !same.includes(step));
  return [
    same.length === asked.length
      ? 'Everybody moves at once, with the next message.'
      : `At ${same.length} of ${asked.length} questions: moves at once, with the next message.`,
    ...rest.map(
      ({ name }) =>
        `At ${name}: finishes on the old version; ${named(newest, name) ? 'the question is another' : 'the question is gone'}.`,
    ),
  ];
}

function questions(own: Flow, newest: Flow): string[] {
  const added = newest.steps.filter(({ name }) => !named(own, name));
  const gone = own.steps.filter(({ name }) => !named(newest, name));
  const changed = own.steps.flatMap((then) => {
    const now = named(newest, then.name);
    const what = now ? differences(then, now) : [];
    return what.length ? [`${then.name} changes: ${what.join('; ')}.`] : [];
  });
  return [
    ...(added.length ? [`New: ${added.map(({ name }) => name).join(', ')}.`] : []),
    ...(gone.length ? [`Gone: ${gone.map(({ name }) => name).join(', ')}.`] : []),
    ...changed,
  ];
}

/** What is another at a step, each in a few words. */
function differences(then: Step, now: Step): string[] {
  const missing = then.options.filter((id) => !now.options.includes(id));
  const added = now.options.filter((id) => !then.options.includes(id));
  const turned = !missing.length && !added.length && then.options.join() !== now.options.join();
  const options = [
    ...(missing.length ? [`without the option ${missing.join(', ')}`] : []),
    ...(added.length ? [`with the option ${added.join(', ')}`] : []),
    ...(turned ? ['the options in another order'] : []),
  ];
  const keys = new Set([...Object.keys(then), ...Object.keys(now)] as (keyof Step)[]);
  const others = [...keys].filter(
    (key) => key !== 'options' && JSON.stringify(then[key]) !== JSON.stringify(now[key]),
  );
  return [...options, ...others.map((key) => `${key} was ${tell(then[key])}, is ${tell(now[key])}`)];
}

function tell(value: Step[keyof Step]): string {
  if (value === undefined || (Array.isArray(value) && !value.length)) return 'nothing';
  return Array.isArray(value)
    ? value.join(' and ')
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value);
}

function answers(own: Flow, newest: Flow): string[] {
  const learnt = new Set(newest.steps.flatMap(({ learn, also }) => [learn, also]));
  const paths = [...new Set(own.steps.flatMap(({ learn, also }) => [learn, also]))];
  const dropped = paths.filter((path): path is string => path !== undefined && !learnt.has(path));
  const options = own.steps.flatMap((then) => {
    const now = named(newest, then.name);
    return now
      ? then.options.filter((id) => !now.options.includes(id)).map((id) => `${then.name} = ${id}`)
      : [];
  });
  return [
    ...dropped.map(
      (path) => `${path} is not asked any more: whoever answered keeps it, as a fact of the case.`,
    ),
    ...options.map((one) => `${one} is no option any more: whoever said so finishes on the old version.`),
  ];
}

function tally(outcomes: readonly Outcome[]): string[] {
  const count = (is: (one: Outcome) => boolean) => outcomes.filter(is).length;
  const lost = [...new Set(outcomes.flatMap((one) => one.lost))];
  const again = [...new Set(outcomes.flatMap((one) => one.again))];
  const where = [...new Set(outcomes.flatMap(({ stranded }) => (stranded ? [stranded] : [])))];
  const naming = (all: readonly string[]) => (all.length ? ` (${all.slice(0, 8).join(', ')})` : '');
  return [
    `${count((one) => one.moved)} move at once, ${count((one) => !one.moved)} finish on the old version.`,
    `${count((one) => !!one.stranded)} are stranded${naming(where)}, ${count((one) => one.again.length > 0)} are asked twice${naming(again)}, ${count((one) => one.lost.length > 0)} lose an answer${naming(lost)}.`,
  ];
}
