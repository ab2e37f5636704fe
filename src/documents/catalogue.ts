import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';

/** One kind of document: how to know it, and which labels introduce what is read from it. */
export interface Kind {
  type: string;
  /** Patterns of its title, which stands alone on a line near the top. */
  titles: readonly RegExp[];
  /** Patterns that speak for it anywhere, with their weight. */
  words: readonly { pattern: RegExp; weight: number }[];
}

export interface Catalogue {
  kinds: readonly Kind[];
}

interface Written {
  type: string;
  titles?: string[];
  words?: Record<string, number>;
}

/** Reads `flows/documents`: one file per kind. Throws where a file is wrong, for that is a bug of ours. */
export function loadCatalogue(folder: string): Catalogue {
  const files = fs
    .readdirSync(folder)
    .filter((f) => f.endsWith('.yaml'))
    .sort();
  return {
    kinds: files.map((f) => kindOf(parse(fs.readFileSync(path.join(folder, f), 'utf8')) as Written, f)),
  };
}

function kindOf(written: Written, file: string): Kind {
  if (typeof written?.type !== 'string') throw new Error(`${file}: no type`);
  const words = Object.entries(written.words ?? {}).map(([pattern, weight]) => ({
    pattern: wordly(pattern),
    weight,
  }));
  return { type: written.type, titles: (written.titles ?? []).map(wordly), words };
}

/** A pattern as clinicians write it: plain words, where a blank stands for any or no blank and case does not matter. */
export const wordly = (pattern: string): RegExp =>
  new RegExp(`(?<![a-z])(?:${pattern.replace(/ /g, '[\\s./&:-]*')})(?![a-z])`, 'i');
