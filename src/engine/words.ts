import i18next from 'i18next';

/** A tree of sentences and lists of words, as a locale file holds it. */
export type Tree = { [key: string]: string | string[] | Tree };

/** All that can be said, by language. Pure: the sentences are handed in. */
export interface Words {
  languages: readonly string[];
  /** One sentence with its values filled in. `count` chooses the plural. A missing key comes back as the key. */
  say(language: string, key: string, values?: Record<string, string | number>): string;
  has(language: string, key: string): boolean;
  /** The words of a list in one language; empty where there is none. */
  list(language: string, key: string): readonly string[];
  /** The words of a list in all languages together: people mix them. */
  everywhere(key: string): readonly string[];
  /** All keys of a language, for `check`. */
  keys(language: string): string[];
}

/** Makes the words of some locales ready. Nothing is loaded or waited for. */
export function wordsOf(locales: Readonly<Record<string, Tree>>): Words {
  const languages = Object.keys(locales);
  const i18n = i18next.createInstance();
  void i18n.init({
    initAsync: false,
    lng: languages[0],
    fallbackLng: false,
    resources: Object.fromEntries(languages.map((name) => [name, { translation: locales[name]! }])),
    interpolation: { escapeValue: false, skipOnVariables: true },
  });
  const list = (language: string, key: string): readonly string[] => {
    const found = find(locales[language], key);
    return Array.isArray(found) ? found : typeof found === 'string' ? [found] : [];
  };
  return {
    languages,
    say: (language, key, values = {}) => i18n.getFixedT(language)(key, values) as string,
    has: (language, key) => find(locales[language], key) !== undefined,
    list,
    everywhere: (key) => languages.flatMap((language) => list(language, key)),
    keys: (language) => leaves(locales[language] ?? {}),
  };
}

function find(tree: Tree | undefined, key: string): unknown {
  let here: unknown = tree;
  for (const part of key.split('.')) {
    if (typeof here !== 'object' || here === null || Array.isArray(here)) return undefined;
    here = (here as Tree)[part];
  }
  return here;
}

function leaves(tree: Tree, before = ''): string[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' || Array.isArray(value) ? [before + key] : leaves(value, `${before}${key}.`),
  );
}
