import { sameQuestion } from './adopt.ts';
import { compile, type Flow } from './flow.ts';
import { wordsOf, type Tree, type Words } from './words.ts';

/** What is kept of a version, so that its conversations can finish on it: its structure, and the words of its steps. */
export function keepsake(flow: Flow, locales: Readonly<Record<string, Tree>>): string {
  const words = Object.entries(locales).map(([language, tree]) => [language, { steps: tree['steps'] ?? {} }]);
  return JSON.stringify({ ...(JSON.parse(flow.body) as object), words: Object.fromEntries(words) as object });
}

/**
 * A version as it was kept. A step that is the same today speaks today's words; any other speaks its own, since today's
 * may be of another question or gone. Today's red flags count in every version. @throws FlowError
 */
export function older(newest: Flow, kept: string): Flow {
  const source = JSON.parse(kept) as { words?: Record<string, Tree> };
  const flow = compile(source, newest.words, newest.packs);
  const flags = [
    ...newest.flags,
    ...flow.flags.filter((one) => !newest.flags.some(({ flag }) => flag === one.flag)),
  ];
  if (!source.words) return { ...flow, flags };
  const changed = flow.steps.filter((step) => {
    const now = newest.steps.find(({ name }) => name === step.name);
    return !now || !sameQuestion(step, now);
  });
  const own = changed.map(({ name }) => `steps.${name}.`);
  return { ...flow, flags, words: both(newest.words, wordsOf(source.words), own) };
}

/** Words of today, with those under `own` as they were then, in every language that was there then. */
function both(now: Words, then: Words, own: readonly string[]): Words {
  const of = (language: string, key: string) =>
    own.some((start) => key.startsWith(start)) && then.languages.includes(language) ? then : now;
  return {
    languages: now.languages,
    understood: now.understood,
    say: (language, key, values) => of(language, key).say(language, key, values),
    has: (language, key) => of(language, key).has(language, key),
    list: (language, key) => of(language, key).list(language, key),
    everywhere: (key) =>
      own.some((start) => key.startsWith(start))
        ? now.languages.flatMap((language) => of(language, key).list(language, key))
        : now.everywhere(key),
    listed: (language) => [...new Set([...now.listed(language), ...then.listed(language)])],
    keys: (language) => [...new Set([...now.keys(language), ...then.keys(language)])],
    values: (language, key) => of(language, key).values(language, key),
  };
}
