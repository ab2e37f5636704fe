import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { conditionIn } from './cases/condition.ts';
import type { Level, Need, Pack } from './cases/missing.ts';
import { compile, type Flow } from './engine/flow.ts';
import { keepsake, older } from './engine/older.ts';
import { wordsOf, type Tree, type Words } from './engine/words.ts';

/** What we ask, what we say and what a case needs, read from `flows/` and `locales/`. */
export interface Content {
  /** The newest flow. */
  flow: Flow;
  /** All flows known, the newest first. */
  flows: Flow[];
  packs: Record<string, Pack>;
  words: Words;
  /** What is stored of the newest flow, so that conversations can finish on it later. */
  kept: string;
  /** Makes a flow of what was stored of an older version. @throws FlowError */
  older(kept: string): Flow;
}

/** Reads everything once, at start. `folder` holds `flows` and `locales`. @throws FlowError, or an error that names the file. */
export function loadContent(folder = join(import.meta.dirname, '..')): Content {
  const locales = localesIn(join(folder, 'locales'));
  const words = wordsOf(locales);
  const packs = packsIn(join(folder, 'flows', 'cancers'));
  const flow = compile(read(join(folder, 'flows', 'intake.yaml')), words, packs);
  return { flow, flows: [flow], packs, words, kept: keepsake(flow, locales), older: (kept) => older(flow, kept) };
}

/** The words of every language in a folder of locales. */
export function localesIn(folder: string): Record<string, Tree> {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort();
  return Object.fromEntries(
    files.map((name) => {
      const heard = join(folder, 'heard', name);
      const said = read(join(folder, name)) as Tree;
      return [basename(name, '.yaml'), existsSync(heard) ? merged(said, read(heard) as Tree) : said];
    }),
  );
}

/** What is said and what is heard, as one tree. @throws Error when both hold the same leaf. */
function merged(said: Tree, heard: Tree): Tree {
  const both: Tree = { ...said };
  for (const [key, value] of Object.entries(heard)) {
    const here = both[key];
    if (here === undefined) both[key] = value;
    else if (isTree(here) && isTree(value)) both[key] = merged(here, value);
    else throw new Error(`locales: ${key} is both said and heard`);
  }
  return both;
}

function isTree(value: Tree[string]): value is Tree {
  return typeof value === 'object' && !Array.isArray(value);
}

function packsIn(folder: string): Record<string, Pack> {
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  return Object.fromEntries(
    files.map((name) => [basename(name, '.yaml'), packOf(name, read(join(folder, name)))]),
  );
}

type Raw = Record<string, unknown>;

function packOf(name: string, raw: unknown): Pack {
  const pack = raw as Raw;
  const lists = (pack['documents'] ?? {}) as Record<string, unknown>;
  const needs = (['required', 'conditional', 'useful'] as Level[]).flatMap((level) =>
    ((lists[level] ?? []) as Raw[]).map((one) => needOf(name, level, one)),
  );
  const biomarkers = (pack['biomarkers'] ?? []) as string[];
  if (!pack['source'] || !needs.length)
    throw new Error(`flows/cancers/${name}: needs a source and documents`);
  return { cancer: basename(name, '.yaml'), source: String(pack['source']), needs, biomarkers };
}

function needOf(file: string, level: Level, raw: Raw): Need {
  const { type, name, why, when, or, facts, exact, key } = raw;
  if (typeof type !== 'string' || typeof name !== 'string' || typeof why !== 'string')
    throw new Error(`flows/cancers/${file}: each document needs type, name and why`);
  if (when && !conditionIn(String(when)))
    throw new Error(`flows/cancers/${file}: cannot read the condition "${String(when)}"`);
  return {
    type,
    ...(key ? { key: String(key) } : {}),
    name,
    why,
    level,
    ...(when ? { when: String(when) } : {}),
    ...(or ? { or: or as string[] } : {}),
    ...(facts ? { facts: facts as string[] } : {}),
    ...(exact ? { exact: true } : {}),
  };
}

function read(file: string): unknown {
  return parse(readFileSync(file, 'utf8'), { version: '1.2', uniqueKeys: true });
}
