import { IntlMessageFormat } from 'intl-messageformat';
import { isolated, led } from './leftward.ts';
import { runsLeft } from './scripts.ts';

/** A tree of sentences and lists of words, as a locale file holds it. */
export type Tree = { [key: string]: string | string[] | Tree };

/** All that can be said, by language. Pure: the sentences are handed in. */
export interface Words {
  languages: readonly string[];
  /** The languages whose words are understood: those we speak, and others. */
  understood: readonly string[];
  /**
   * One sentence (ICU MessageFormat) with its values filled in: `count` chooses the plural, `who` (`patient`, `relative`,
   * `doctor`, `other`) and `sex` (`female`, `male`, `other`) the address and the gender. A missing key comes back as the key.
   * @throws Error when a value of the sentence is missing.
   */
  say(language: string, key: string, values?: Record<string, string | number>): string;
  has(language: string, key: string): boolean;
  /** The words of a list in one language; empty where there is none. */
  list(language: string, key: string): readonly string[];
  /** The keys of all lists and sentences of a language, those of words heard among them. */
  listed(language: string): readonly string[];
  /** The words of a list in all languages together: people mix them. The same list each time, so that work on it can be kept. */
  everywhere(key: string): readonly string[];
  /** All keys of a language, for `check`. */
  keys(language: string): string[];
  /** The names of the values in a sentence, each once. */
  values(language: string, key: string): string[];
}

/** Stands in where nothing is known of who writes or of the patient's sex, so that every sentence can be said. */
const UNSAID = { who: 'other', sex: 'other' };

/** A sentence that depends on values. */
interface Sentence {
  message: IntlMessageFormat;
  /** The names of its values, each once. */
  values: readonly string[];
  /** By who writes and the patient's sex, where it depends on nothing else: the few forms it has, each made once. */
  forms: Map<string, string> | null;
}

const NONE: readonly string[] = [];

/**
 * Makes the words of some locales ready. `heardOnly`: lists of languages in which we understand but do not speak.
 * @throws Error naming language and key of a sentence that is no ICU message.
 */
export function wordsOf(
  given: Readonly<Record<string, Tree>>,
  heardOnly: Readonly<Record<string, Tree>> = {},
): Words {
  const languages = Object.keys(given);
  const locales = withNames(given);
  const lists = new Map(
    Object.entries({ ...heardOnly, ...locales }).map(([language, tree]) => [language, listsOf(tree)]),
  );
  const everywhere = together([...Object.values(locales), ...Object.values(heardOnly)].map(listsOf));
  const said = new Map(languages.map((language) => [language, sentences(language, locales[language]!)]));
  const paths = new Map(languages.map((language) => [language, new Set(pathsOf(locales[language]!))]));
  return {
    languages,
    understood: [...new Set([...languages, ...Object.keys(heardOnly)])],
    say(language, key, values = {}) {
      const sentence = said.get(language)?.get(key);
      if (sentence === undefined) return key;
      if (typeof sentence === 'string') return sentence;
      if (!sentence.forms) return filled(language, sentence, values);
      const form = `${values['who'] ?? UNSAID.who} ${values['sex'] ?? UNSAID.sex}`;
      const before = sentence.forms.get(form);
      if (before !== undefined) return before;
      const text = filled(language, sentence, values);
      sentence.forms.set(form, text);
      return text;
    },
    has: (language, key) => paths.get(language)?.has(key) ?? false,
    list: (language, key) => lists.get(language)?.get(key) ?? NONE,
    listed: (language) => [...(lists.get(language)?.keys() ?? [])],
    everywhere: (key) => everywhere.get(key) ?? NONE,
    keys: (language) => leaves(locales[language] ?? {}),
    values(language, key) {
      const sentence = said.get(language)?.get(key);
      return sentence === undefined || typeof sentence === 'string' ? [] : [...sentence.values];
    },
  };
}

/** A sentence with its values filled in. */
function filled(language: string, { message }: Sentence, values: Record<string, string | number>): string {
  const leftward = runsLeft(language);
  const text = String(message.format({ ...UNSAID, ...(leftward ? isolated(values) : values) }));
  return leftward ? led(text) : text;
}

/** A language is offered by its own name in its own letters, whatever the language of the bubble. */
function withNames(locales: Readonly<Record<string, Tree>>): Readonly<Record<string, Tree>> {
  const names = Object.fromEntries(
    Object.entries(locales).map(([code, tree]) => [code, tree['name'] ?? code]),
  );
  const at = (tree: Tree, ...path: string[]): Tree =>
    path.reduce((here, key) => {
      const below = here[key];
      return typeof below === 'object' && !Array.isArray(below) ? below : {};
    }, tree);
  const offered = (tree: Tree, top: string, name: string): Tree => {
    const further = at(tree, 'hint')['further'];
    const options = { ...names, ...(further ? { further } : {}), ...at(tree, top, name, 'options') };
    return { ...at(tree, top), [name]: { ...at(tree, top, name), options } };
  };
  return Object.fromEntries(
    Object.entries(locales).map(([code, tree]) => [
      code,
      { ...tree, steps: offered(tree, 'steps', 'language'), asides: offered(tree, 'asides', 'lang') },
    ]),
  );
}

/** Every sentence of a language by its key; those with values in them as ICU messages. */
function sentences(language: string, tree: Tree): Map<string, string | Sentence> {
  const of = (key: string): string | Sentence | null => {
    const text = find(tree, key);
    if (typeof text !== 'string') return null;
    if (!text.includes('{')) return runsLeft(language) ? led(text) : text;
    try {
      const message = new IntlMessageFormat(text, language, undefined, { ignoreTag: true });
      const values = [...new Set(valuesIn(message.getAst()))];
      return { message, values, forms: values.every((value) => value in UNSAID) ? new Map() : null };
    } catch (error) {
      throw new Error(`${language}: ${key} is no ICU message: ${(error as Error).message}`, { cause: error });
    }
  };
  return new Map(
    leaves(tree).flatMap((key) => {
      const sentence = of(key);
      return sentence === null ? [] : [[key, sentence] as const];
    }),
  );
}

/** Type of a stretch of plain text in a parsed ICU message. */
const LITERAL = 0;

type Parts = ReturnType<IntlMessageFormat['getAst']>;

function valuesIn(parts: Parts): string[] {
  return parts.flatMap((part) => [
    ...('value' in part && Number(part.type) !== LITERAL ? [part.value] : []),
    ...('options' in part ? Object.values(part.options).flatMap((option) => valuesIn(option.value)) : []),
  ]);
}

/** The words under each key: a list, or a sentence as a list of one. */
function listsOf(tree: Tree): Map<string, readonly string[]> {
  const words = (key: string): readonly string[] => {
    const found = find(tree, key);
    return Array.isArray(found) ? found : typeof found === 'string' ? [found] : NONE;
  };
  return new Map(leaves(tree).map((key) => [key, words(key)]));
}

/** The lists of several trees under one key joined to one. */
function together(trees: readonly ReadonlyMap<string, readonly string[]>[]): Map<string, readonly string[]> {
  const all = new Map<string, string[]>();
  for (const tree of trees)
    for (const [key, list] of tree) {
      const before = all.get(key);
      if (before) before.push(...list);
      else all.set(key, [...list]);
    }
  return all;
}

function find(tree: Tree | undefined, key: string): unknown {
  let here: unknown = tree;
  for (const part of key.split('.')) {
    if (typeof here !== 'object' || here === null || Array.isArray(here)) return undefined;
    here = (here as Tree)[part];
  }
  return here;
}

/** All keys of a tree, those of its branches as well. */
function pathsOf(tree: Tree, before = ''): string[] {
  return Object.entries(tree).flatMap(([key, value]) => {
    const own = before + key;
    return typeof value === 'string' || Array.isArray(value) ? [own] : [own, ...pathsOf(value, `${own}.`)];
  });
}

function leaves(tree: Tree, before = ''): string[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' || Array.isArray(value) ? [before + key] : leaves(value, `${before}${key}.`),
  );
}
