import { createHash } from 'node:crypto';
import { conditionIn } from '../cases/condition.ts';
import type { Pack } from '../cases/missing.ts';
import { flagsOf, type Flag } from './flags.ts';
import { KINDS, type KindName } from './kinds/index.ts';
import type { Purpose, TaskKind } from './types.ts';
import type { Words } from './words.ts';

/** One step of a flow, as compiled. Its words are in the locales under `steps.<name>`. */
export interface Step {
  name: string;
  kind: KindName;
  /** Which part of the conversation it belongs to, 1 to `flow.parts`. */
  part: number;
  /** Path of the fact the answer becomes. A path that ends in `.n` is numbered: `question.n`. */
  learn?: string;
  /** The same value is learnt under this path as well when a cancer bears that name. */
  also?: string;
  /** Conditions, all of which must hold: `patient.sex = female`. */
  only: string[];
  options: string[];
  /** Options that reopen an earlier step instead of answering. */
  reopen: Record<string, string>;
  /** How many options may be picked. */
  several: number;
  /** The option that excludes all others, where several may be picked. */
  alone?: string;
  /** A person may go on without an answer. */
  skip: boolean;
  /** Everybody knows the answer: no way for "I do not know" is needed. */
  certain: boolean;
  /** A value that was read from a paper is taken over without asking. */
  papers: boolean;
  /** Facts of papers (`pathology.histology`) or types of papers (`papers.cytology`): with one of them there is nothing to ask. */
  unless: string[];
  /** A voice note is an answer too. */
  media: boolean;
  /** So is a photo. */
  photo: boolean;
  /** A figure of `from` or more raises this red flag. */
  alarm?: string;
  from: number;
  /** The option `call` raises this task. */
  calls?: TaskKind;
  /** What a text must be: `name`, `phone`. Of a number: `age`. */
  check?: string;
  purpose?: Purpose;
  /** Nothing goes on without this consent. */
  needed: boolean;
  task?: TaskKind;
  /** The options name red flags. */
  flags: boolean;
  /** The answers are shown before it. */
  summary: boolean;
  /** What an option is called once it is over: smoke, smoked. */
  past: Record<string, string>;
  /** A date to come picks the first option when it is within so many days, and the second when it is later; 0: dates say nothing. */
  days: number;
  /** Shows back what was told before they agreed; asked only where something was. */
  story: boolean;
}

/** A conversation, ready to run. */
export interface Flow {
  /** SHA-256 of the structure, not of the words. */
  hash: string;
  /** The structure as JSON: kept, so that a conversation can finish on the version it began with. */
  body: string;
  version: string;
  parts: number;
  steps: readonly Step[];
  flags: readonly Flag[];
  packs: Readonly<Record<string, Pack>>;
  words: Words;
  /** Who answers for complaints, as the law wants it named; absent where the operator has not said. */
  grievance?: { officer: string; contact: string };
  /** Our WhatsApp number, where nobody can answer our SMS: they say where to write. */
  whatsapp?: string;
}

/** A flow that cannot be used. `code`: `not_a_flow`, `bad_step`, `double_step`, `bad_value`, `unknown_kind`, `bad_condition`, `bad_flag`. */
export class FlowError extends Error {
  override name = 'FlowError';
  readonly code: string;
  readonly step: string;
  constructor(code: string, step: string, reason: string) {
    super(`${step}: ${reason}`);
    this.code = code;
    this.step = step;
  }
}

const KEYS = new Set(
  'step kind part learn also only unless options several alone skip certain papers media photo check purpose needed task calls flags alarm from summary story days past'.split(
    ' ',
  ),
);

const PURPOSES = new Set<string>([
  'service',
  'reading',
  'sharing',
  'family_sms',
  'research',
] satisfies Purpose[]);
/** Tasks that a question may raise; the others come of what happens. */
const TASKS = new Set<string>(['wants_person', 'distress', 'documents'] satisfies TaskKind[]);

/** Makes a flow of parsed YAML (or of the `body` of an older flow). @throws FlowError naming the step and the reason. */
export function compile(source: unknown, words: Words, packs: Readonly<Record<string, Pack>> = {}): Flow {
  const root = record(source, 'flow', 'not_a_flow');
  if (!Array.isArray(root['steps']) || !root['steps'].length)
    throw new FlowError('not_a_flow', 'flow', 'has no steps');
  if (root['steps'].length > 100) throw new FlowError('not_a_flow', 'flow', 'has more than 100 steps');
  const steps = root['steps']
    .map((one, i) => stepOf(record(one, `step ${i + 1}`, 'bad_step'), i))
    .map((step) => spoken(step, words));
  const names = new Set<string>();
  for (const step of steps) {
    if (names.has(step.name)) throw new FlowError('double_step', step.name, 'is there twice');
    for (const target of Object.values(step.reopen))
      if (!names.has(target))
        throw new FlowError('bad_value', step.name, `reopens ${target}, which is no earlier step`);
    names.add(step.name);
  }
  const body = JSON.stringify({ version: root['version'], flags: root['flags'], steps: root['steps'] });
  return {
    hash: createHash('sha256').update(body).digest('hex'),
    body,
    version: String(root['version'] ?? '1'),
    parts: Math.max(...steps.map((step) => step.part)),
    steps,
    flags: flagsOf(root['flags'] ?? {}, words, (reason) => new FlowError('bad_flag', 'flags', reason)),
    packs,
    words,
  };
}

function stepOf(raw: Record<string, unknown>, index: number): Step {
  const name = raw['step'];
  if (typeof name !== 'string' || !/^[a-z][a-z0-9_]*$/.test(name))
    throw new FlowError('bad_step', `step ${index + 1}`, 'has no name of small letters');
  const bad = (reason: string) => new FlowError('bad_value', name, reason);
  const extra = Object.keys(raw).find((key) => !KEYS.has(key));
  if (extra) throw bad(`does not know "${extra}"`);
  const kind = raw['kind'];
  if (typeof kind !== 'string' || !Object.hasOwn(KINDS, kind))
    throw new FlowError('unknown_kind', name, `has the unknown kind "${String(kind)}"`);
  const { options, reopen } = optionsOf(raw['options'] ?? [], bad);
  const step: Step = {
    name,
    kind: kind as KindName,
    part: count(raw, 'part', bad),
    only: [raw['only'] ?? []].flat().map(String),
    unless: [raw['unless'] ?? []].flat().map(String),
    options,
    reopen,
    several: count(raw, 'several', bad),
    skip: raw['skip'] === true,
    certain: raw['certain'] === true,
    papers: raw['papers'] === true,
    media: raw['media'] === true,
    photo: raw['photo'] === true,
    from: count(raw, 'from', bad),
    needed: raw['needed'] === true,
    flags: raw['flags'] === true,
    summary: raw['summary'] === true,
    story: raw['story'] === true,
    past: pastOf(raw['past'] ?? {}, options, bad),
    days: raw['days'] === undefined ? 0 : count(raw, 'days', bad),
    ...texts(raw, ['learn', 'also', 'alone', 'check', 'purpose', 'task', 'calls', 'alarm'], bad),
  };
  if (step.purpose && !PURPOSES.has(step.purpose))
    throw bad(`asks for the unknown consent "${step.purpose}"`);
  for (const task of [step.task, step.calls])
    if (task && !TASKS.has(task)) throw bad(`raises the unknown task "${task}"`);
  const wrong = step.only.find((condition) => !conditionIn(condition));
  if (wrong) throw new FlowError('bad_condition', name, `cannot read the condition "${wrong}"`);
  for (const reason of KINDS[step.kind].faults(step)) throw bad(reason);
  return step;
}

/** A language without words is not offered. */
function spoken(step: Step, words: Words): Step {
  if (step.name !== 'language') return step;
  return { ...step, options: step.options.filter((id) => words.languages.includes(id)) };
}

/** A whole number from 1; 1 where it is not given. */
function count(raw: Record<string, unknown>, key: string, bad: (reason: string) => FlowError): number {
  const value = raw[key] ?? 1;
  if (!Number.isInteger(value) || Number(value) < 1) throw bad(`"${key}" is not a number from 1`);
  return Number(value);
}

function optionsOf(raw: unknown, bad: (reason: string) => FlowError) {
  if (!Array.isArray(raw)) throw bad('options are not a list');
  const options: string[] = [];
  const reopen: Record<string, string> = {};
  for (const one of raw) {
    const pair = typeof one === 'object' && one !== null ? Object.entries(one)[0] : undefined;
    const id = pair ? pair[0] : one;
    if (typeof id !== 'string' || !/^[a-z0-9_]+$/.test(id))
      throw bad(
        `the option ${JSON.stringify(one)} is not a word of small letters (YAML turns some words into true or false)`,
      );
    options.push(id);
    if (pair) reopen[id] = String(pair[1]);
  }
  if (new Set(options).size < options.length) throw bad('has an option twice');
  return { options, reopen };
}

function pastOf(raw: unknown, options: string[], bad: (reason: string) => FlowError): Record<string, string> {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) throw bad('"past" is no list of pairs');
  for (const id of Object.entries(raw).flat())
    if (!options.includes(String(id))) throw bad(`"past" names ${String(id)}, which is no option`);
  return raw as Record<string, string>;
}

function texts(
  raw: Record<string, unknown>,
  keys: string[],
  bad: (reason: string) => FlowError,
): Partial<Step> {
  const found: Record<string, string> = {};
  for (const key of keys) {
    const value = raw[key];
    if (value === undefined) continue;
    if (typeof value !== 'string') throw bad(`"${key}" is not a word`);
    found[key] = value;
  }
  return found as Partial<Step>;
}

function record(value: unknown, where: string, code: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new FlowError(code, where, 'is not a list of names and values');
  return value as Record<string, unknown>;
}
