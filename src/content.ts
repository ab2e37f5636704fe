import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readApart, readYaml } from './apart.ts';
import { conditionIn } from './cases/condition.ts';
import type { Registry } from './channels/index.ts';
import type { Level, Need, Pack } from './cases/missing.ts';
import { compile, type Flow } from './engine/flow.ts';
import { keepsake, older } from './engine/older.ts';
import { start, type State } from './engine/state.ts';
import { wordsOf, type Tree, type Words } from './engine/words.ts';

/** What we ask, what we say and what a case needs, read from `flows/` and `locales/`. */
export interface Content {
  /** The newest flow. */
  flow: Flow;
  /** All flows known, the newest first. */
  flows: Flow[];
  packs: Record<string, Pack>;
  words: Words;
  sms: SmsRules;
  /** What is registered for SMS in India. */
  dlt: Registry;
  /** Price of one message each way, in rupees, to phones that begin with `country`. */
  price: { country: string; template: number; sms: number; reply: { price: number; free: number } };
  /** Teams, labels and ready replies, from `flows/desk.yaml`. */
  desk: DeskRules;
  /** What a paper may be: the types of `flows/documents`. */
  paperTypes: string[];
  /** What a conversation of somebody new starts from. */
  newcomer(reference: string): { flow: string; state: State };
  /** What is stored of the newest flow, so that conversations can finish on it later. */
  kept: string;
  /** Makes a flow of what was stored of an older version. @throws FlowError */
  older(kept: string): Flow;
}

/** What an SMS must keep to, from `flows/sms.yaml`. */
export interface SmsRules {
  /** Words that tell of an illness, by language, as `channels/sms/neutral` understands them. */
  telling: Record<string, string[]>;
  capitals: string[];
  /** Names of the only values a text may hold. */
  values: string[];
  /** Most parts of a relative's SMS, and of a question asked by SMS. */
  parts: { family: number; question: number };
  /** Words that are orders to the SMS provider, in capitals. */
  orders: string[];
}

/** What a coordinator has at hand, as codes. */
export interface DeskRules {
  teams: string[];
  labels: string[];
  replies: string[];
  /** Ready questions of a doctor to the family. */
  asks: string[];
  /** Which of a doctor's own words the desk words before the family is asked. */
  wording: 'always' | 'never' | 'other_language';
  /** An opinion is signed only after a second doctor agreed, where one of these conditions on the facts holds. */
  secondReader: { when: string[] };
}

/** Reads everything once, at start. `folder` holds `flows` and `locales`. @throws FlowError, or an error that names the file. */
export function loadContent(folder = join(import.meta.dirname, '..'), read: Read = readYaml): Content {
  const locales = localesIn(join(folder, 'locales'), read);
  const words = wordsOf(locales, heardOnlyIn(join(folder, 'locales'), locales, read));
  const packs = packsIn(join(folder, 'flows', 'cancers'), read);
  const flow = compile(read(join(folder, 'flows', 'intake.yaml')), words, packs);
  return {
    flow,
    flows: [flow],
    packs,
    words,
    sms: smsIn(read(join(folder, 'flows', 'sms.yaml'))),
    dlt: dltIn(read(join(folder, 'flows', 'dlt.yaml'))),
    price: read(join(folder, 'flows', 'prices.yaml')) as Content['price'],
    desk: deskIn(read(join(folder, 'flows', 'desk.yaml'))),
    paperTypes: paperTypesIn(join(folder, 'flows', 'documents')),
    newcomer: (reference) => ({ flow: flow.hash, state: start(flow, { reference }) }),
    kept: keepsake(flow, locales),
    older: (kept) => older(flow, kept),
  };
}

/** Each type has a file of its name; `every` is what stands on all of them. */
const paperTypesIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.yaml') && file !== 'every.yaml')
    .map((file) => basename(file, '.yaml'))
    .sort();

/** @throws Error where a condition is none. */
function deskIn(data: unknown): DeskRules {
  const rules = data as DeskRules;
  const bad = rules.secondReader.when.find((condition) => !conditionIn(condition));
  if (bad) throw new Error(`flows/desk.yaml: "${bad}" is no condition`);
  return rules;
}

/** The same for a process that goes on running: it remembers only what it needs. */
export function loadContentApart(folder: string): Content {
  const files = ['locales', 'locales/heard', 'flows', 'flows/cancers'].flatMap((name) =>
    readdirSync(join(folder, name))
      .filter((file) => file.endsWith('.yaml'))
      .map((file) => join(folder, name, file)),
  );
  return loadContent(folder, readApart(files));
}

type Read = (file: string) => unknown;

/** The words of every language in a folder of locales. */
export function localesIn(folder: string, read: Read = readYaml): Record<string, Tree> {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    // English first: it is what is said before a language is chosen, and what the others are held against.
    .sort((a, b) => Number(b === 'en.yaml') - Number(a === 'en.yaml') || (a < b ? -1 : 1));
  return Object.fromEntries(
    files.map((name) => {
      const heard = join(folder, 'heard', name);
      const said = read(join(folder, name)) as Tree;
      return [basename(name, '.yaml'), existsSync(heard) ? merged(said, read(heard) as Tree) : said];
    }),
  );
}

/** What is heard in languages we do not speak yet: people mix them, and may be understood all the same. */
export function heardOnlyIn(
  folder: string,
  spoken: Readonly<Record<string, Tree>>,
  read: Read = readYaml,
): Record<string, Tree> {
  const heard = join(folder, 'heard');
  const files = existsSync(heard) ? readdirSync(heard).filter((name) => name.endsWith('.yaml')) : [];
  return Object.fromEntries(
    files
      .map((name) => [basename(name, '.yaml'), join(heard, name)] as const)
      .filter(([language]) => !spoken[language])
      .map(([language, file]) => [language, read(file) as Tree]),
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

function smsIn(read: unknown): SmsRules {
  const raw = read as SmsRules;
  // A line of the file is a list of words with commas between them.
  const words = (lines: string[]) =>
    lines.flatMap((line) => line.split(',').map((word) => word.replace(/['\s]+/g, ' ').trim()));
  const telling = Object.entries(raw.telling).map(([language, lines]) => [language, words(lines)]);
  return { ...raw, telling: Object.fromEntries(telling) as SmsRules['telling'] };
}

function dltIn(read: unknown): Registry {
  const raw = read as Omit<Registry, 'templates'> & {
    templates: Record<string, Record<string, { id: string; text: string }>>;
  };
  // Written without quotes an id is a number, and too long for one.
  const id = (given: unknown) => {
    if (typeof given === 'string') return given;
    throw new Error(`flows/dlt.yaml: put every id and the number into quotes`);
  };
  const templates = Object.entries(raw.templates).flatMap(([meaning, languages]) =>
    Object.entries(languages).map(([language, one]) => ({
      meaning,
      language,
      id: id(one.id),
      text: raw.whatsapp ? one.text.replaceAll('{whatsapp}', raw.whatsapp) : one.text,
    })),
  );
  return { ...raw, entity: id(raw.entity), whatsapp: id(raw.whatsapp), templates };
}

function packsIn(folder: string, read: Read): Record<string, Pack> {
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
  const scans = pack['scans'] === true ? { scans: true } : {};
  return { cancer: basename(name, '.yaml'), source: String(pack['source']), ...scans, needs, biomarkers };
}

function needOf(file: string, level: Level, raw: Raw): Need {
  const { type, name, why, when, or, facts, exact, key, fresh, source } = raw;
  if (typeof type !== 'string' || typeof name !== 'string' || typeof why !== 'string')
    throw new Error(`flows/cancers/${file}: each document needs type, name and why`);
  const conditions = [when, (fresh as Need['fresh'])?.when].filter(Boolean);
  if (conditions.some((one) => !conditionIn(String(one))))
    throw new Error(`flows/cancers/${file}: cannot read the condition "${conditions.join('; ')}"`);
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
    ...(fresh ? { fresh: fresh as Need['fresh'] & object } : {}),
    ...(source ? { source: String(source) } : {}),
  };
}
