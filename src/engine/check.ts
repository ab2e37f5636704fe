import { conditionIn } from '../cases/condition.ts';
import { STATUSES } from '../cases/status.ts';
import { frameFaults } from './check-frame.ts';
import { hasWords } from './flags.ts';
import type { Flow, Step } from './flow.ts';

/** WhatsApp's limits, in characters. */
const LIMIT = { button: 20, row: 24, about: 72, buttons: 1024, text: 4096, hint: 60, open: 20, rows: 10 };
/** Stand-ins as long as the longest real value. */
const LONG: Record<string, string> = {
  reference: 'K7M2QX',
  name: 'N'.repeat(30),
  doctor: 'D'.repeat(60),
  needs: 'x'.repeat(300),
  day: '27/11',
  whatsapp: '911140000001',
};
const UNKNOWING = [
  'unsure',
  'unknown',
  'not_told',
  'none',
  'private',
  'other',
  'own_words',
  'nothing',
  'person',
];

/** All that is wrong with a flow and its words, in plain sentences. Empty when all is well. */
export function faultsOf(flow: Flow): string[] {
  return [
    ...frameFaults(flow),
    ...flow.steps.flatMap((step, i) => [...conditions(flow, step, i), ...ways(flow, step)]),
    ...flow.words.languages.flatMap((language) => [
      ...flow.steps.flatMap((step) => wordsOf(flow, step, language)),
      ...others(flow, language),
    ]),
    ...sameKeys(flow),
  ];
}

/** Steps nobody can reach: a condition on what no earlier step learns, or on a value that is none of its options. */
function conditions(flow: Flow, step: Step, index: number): string[] {
  return step.only.flatMap((condition) => {
    const { path, sign, wanted } = conditionIn(condition)!;
    // These two follow from the age.
    if (path === 'patient.band' || path === 'patient.scale') return [];
    const sources = flow.steps.slice(0, index).filter((one) => one.learn === path || one.also === path);
    if (!sources.length) return [`${step.name} can never be reached: no earlier step learns ${path}.`];
    const options = new Set(
      sources.flatMap((one) => (one.kind === 'consent' ? ['agree', 'refuse'] : one.options)),
    );
    if (!options.size || (sign !== '=' && sign !== '!=')) return [];
    const lost = wanted.filter((value) => !options.has(value));
    return lost.map(
      (value) => `${step.name} waits for ${path} = ${value}, which is no option of ${sources[0]!.name}.`,
    );
  });
}

/** A question without a way on for somebody who does not know. */
function ways(flow: Flow, step: Step): string[] {
  const found: string[] = [];
  const { options } = step;
  // A list of one answer turns its pages; one of several has no room for them.
  if (step.kind === 'choice' && step.several > 1 && options.length > LIMIT.rows)
    found.push(`${step.name} has ${options.length} options; a list holds ${LIMIT.rows}.`);
  if (step.kind === 'choice' && !step.certain && !options.some((id) => UNKNOWING.includes(id)))
    found.push(`${step.name} has no way for "I do not know". Add an option, or say "certain: true".`);
  if (['date'].includes(step.kind) && !step.skip)
    found.push(`${step.name} cannot be left open. Say "skip: true".`);
  const way =
    options.some((id) => id !== 'person' && !step.reopen[id]) || Object.keys(step.reopen).length > 0;
  if (step.kind === 'choice' && !way) found.push(`${step.name} has no option that leads on.`);
  if (step.alone && !options.includes(step.alone)) found.push(`${step.name} has no option ${step.alone}.`);
  if (step.flags)
    for (const id of options)
      if (id !== 'none' && !flow.flags.some(({ flag }) => flag === id))
        found.push(`${step.name} offers ${id}, which is no red flag.`);
  return found;
}

/** Words of one step that are missing, or do not fit. */
function wordsOf(flow: Flow, step: Step, language: string): string[] {
  const { words } = flow;
  const found: string[] = [];
  const base = `steps.${step.name}`;
  const need = (key: string, most: number): void => {
    if (!words.has(language, key)) found.push(`${language}: ${key} is missing.`);
    else found.push(...fits(flow, language, key, most));
  };
  const choice = step.kind === 'choice' || step.kind === 'consent' || step.kind === 'documents';
  const options =
    step.kind === 'consent'
      ? ['agree', 'refuse']
      : step.kind === 'documents'
        ? ['all_sent', 'later', 'none']
        : step.options;
  // Room for what leads to a question ("Changed. …") before it.
  const body =
    (!choice ? LIMIT.text : options.length > 3 ? LIMIT.text : LIMIT.buttons) -
    (step.kind === 'consent' ? 0 : 200);
  for (const manner of ['ask', 'again', 'simple', 'refused'])
    if (manner === 'ask' || words.has(language, `${base}.${manner}`)) need(`${base}.${manner}`, body);
  if (step.learn && !step.flags) need(`${base}.short`, 40);
  if (step.kind === 'consent' && step.needed) need(`${base}.refused`, body);
  for (const id of options) {
    need(`${base}.options.${id}`, options.length > 3 || step.several > 1 ? LIMIT.row : LIMIT.button);
    if (words.has(language, `${base}.about.${id}`)) need(`${base}.about.${id}`, LIMIT.about);
    if (step.learn?.endsWith('.n') && id !== 'own_words') need(`${base}.asks.${id}`, 200);
  }
  return found;
}

/** What is said outside of the steps: small questions, statuses, hints, red flags. */
function others(flow: Flow, language: string): string[] {
  const { words } = flow;
  const keys = words.keys(language);
  const all = [
    ...keys
      .filter((key) => /^asides\.\w+\.options\./.test(key))
      .flatMap((key) => fits(flow, language, key, LIMIT.button)),
    ...keys
      .filter((key) => /^emergency\.|^opinion\.call|^opinion\.later|^asides\.\w+\.ask/.test(key))
      .flatMap((key) => fits(flow, language, key, LIMIT.buttons - 150)),
    ...keys
      .filter((key) => key.startsWith('hint.') && !/hint\.(open|progress|enough)/.test(key))
      .flatMap((key) => fits(flow, language, key, LIMIT.hint - 18)),
    ...fits(flow, language, 'hint.open', LIMIT.open),
    ...fits(flow, language, 'hint.enough', LIMIT.row),
  ];
  for (const status of STATUSES)
    if (!words.has(language, `statuses.${status}`)) all.push(`${language}: statuses.${status} is missing.`);
  for (const { flag } of flow.flags)
    if (!hasWords(flag, words, language)) all.push(`${language}: no words for any sign of ${flag}.`);
  return all;
}

/** A sentence with the longest values it may get. */
export function longest(flow: Flow, language: string, key: string): string {
  const stand = (name: string) => (name === 'count' ? 10 : (LONG[name] ?? 'x'.repeat(30)));
  const values = flow.words
    .values(language, key)
    .filter((name) => name !== 'who' && name !== 'sex')
    .map((name) => [name, stand(name)]);
  return flow.words.say(language, key, Object.fromEntries(values));
}

function fits(flow: Flow, language: string, key: string, most: number): string[] {
  const length = longest(flow, language, key).length;
  return length > most ? [`${language}: ${key} has ${length} characters; ${most} fit.`] : [];
}

/** Every sentence is there in every language, with the same values in it. */
function sameKeys(flow: Flow): string[] {
  const { words } = flow;
  const [first, ...rest] = words.languages;
  // What we understand: each language has its own.
  const listed =
    /\.means\.|^(?:means|reserved|flags|death|particles|numbers|fractions|ordinals|units|months|calendar|when|festivals|filler|outof|lists|asks|calm|endings|subjects)\b/;
  // Who writes and the sex are grammar: one language needs them where another does not.
  const values = (language: string, key: string) =>
    words
      .values(language, key)
      .filter((name) => !['count', 'who', 'sex'].includes(name))
      .sort()
      .join();
  return rest.flatMap((other) => {
    const [here, there] = [new Set(words.keys(first!)), new Set(words.keys(other))];
    const lost = [...here]
      .filter((key) => !there.has(key) && !listed.test(key))
      .map((key) => `${other}: ${key} is missing.`);
    const extra = [...there]
      .filter((key) => !here.has(key) && !listed.test(key))
      .map((key) => `${first}: ${key} is missing.`);
    const differ = [...here].filter((key) => there.has(key) && values(first!, key) !== values(other, key));
    return [
      ...lost,
      ...extra,
      ...differ.map((key) => `${other}: ${key} has other values in it than ${first}.`),
    ];
  });
}
