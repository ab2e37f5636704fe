import { fold } from './match.ts';
import type { Words } from './words.ts';

/** What is done: emergency numbers now; a doctor today; or the line for a mind in distress. */
export type Level = 'emergency' | 'distress' | 'today';

/** One red flag with its phrases in all languages. Fixed lists only: no model decides (intake notes, section 6). */
export interface Flag {
  flag: string;
  level: Level;
  phrases: readonly RegExp[];
}

const LEVELS: readonly Level[] = ['emergency', 'distress', 'today'];
const BEFORE = new Set([
  'no',
  'not',
  'never',
  'without',
  'dont',
  'doesnt',
  'didnt',
  'isnt',
  'hasnt',
  'havent',
  'bina',
  'koi',
  'बिना',
  'कोई',
]);
const AFTER = new Set(['nahi', 'नहीं', 'नही', 'mat', 'मत', 'na']);
/** "Does not stop", "does not come down": the complaint itself, not its denial. */
const STILL = /^(?:ja|ruk|rok|band|kam|kum|thik|theek|tham|utar|रुक|बंद|कम|ठीक|थम|उतर|जा)/u;
const HEAT = /(?:^| )(?:fever|temperature|temp|bukhar|tap|तापमान|बुखार)(?: |$)/u;
const CLAUSE = /[.,;!?\n।|]+|\b(?:but|and|lekin|par|aur|magar)\b|(?:^|\s)(?:और|लेकिन|पर|मगर)(?=\s)/iu;

/** Reads the flow's table `flag: level` and finds its phrases in the locales under `flags.<flag>`. */
export function flagsOf(raw: unknown, words: Words, fault: (reason: string) => Error): Flag[] {
  const found = Object.entries(raw as Record<string, unknown>).map(([flag, level]): Flag => {
    if (!LEVELS.includes(level as Level)) throw fault(`${flag} has the unknown level "${String(level)}"`);
    return { flag, level: level as Level, phrases: words.everywhere(`flags.${flag}`).map(pattern) };
  });
  return found.sort((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level));
}

/**
 * A phrase as a pattern of whole words; `...` stands for up to three words between. The last word of a longer phrase
 * may go on ("khoon beh" is also "khoon behta"): Hindi verbs have many endings.
 */
function pattern(phrase: string): RegExp {
  const parts = phrase.split('...').map((part) => fold(part).replace(/[.+*?^$()[\]{}|\\]/g, '\\$&'));
  const ending = phrase.includes(' ') ? '\\S*' : '';
  return new RegExp(`(?<= )${parts.join(' (?:\\S+ ){0,3}?')}${ending}(?= )`, 'u');
}

/** The gravest red flag in a text, or null. Denials ("no fever", "bukhar nahi hai") do not count. */
export function redFlag(text: string, flags: readonly Flag[]): { flag: string; level: Level } | null {
  const clauses = text
    .slice(0, 2000)
    .replace(/(\d)[.](\d)/g, '$1·$2')
    .split(CLAUSE);
  const folded = clauses.map((one) => ` ${fold(one.replace(/·/g, '.'))} `);
  const hot = folded.some((said) => HEAT.test(said) && !denied(said, HEAT.exec(said)!) && isHot(said));
  for (const { flag, level, phrases } of flags) {
    if (flag === 'fever' && hot) return { flag, level };
    for (const said of folded)
      for (const phrase of phrases) {
        const hit = phrase.exec(said);
        if (hit && !denied(said, hit)) return { flag, level };
      }
  }
  return null;
}

function denied(said: string, hit: RegExpExecArray): boolean {
  const own = hit[0].trim().split(' ');
  if (own.some((word) => AFTER.has(word) || BEFORE.has(word))) return false;
  const before = said.slice(0, hit.index).trim().split(' ').slice(-3);
  if (before.some((word) => BEFORE.has(word))) return true;
  const after = said
    .slice(hit.index + hit[0].length)
    .trim()
    .split(' ')
    .slice(0, 3);
  const at = after.findIndex((word) => AFTER.has(word));
  return at >= 0 && !STILL.test(after[at + 1] ?? '');
}

/** 38 °C or 100.4 °F and more, with a unit or beside a word for fever. */
function isHot(said: string): boolean {
  return (said.match(/\d+(?:\.\d+)?/g) ?? [])
    .map(Number)
    .some((n) => (n >= 38 && n <= 42) || (n >= 100.4 && n <= 109));
}
