import fs from 'node:fs';
import { extract } from '../../src/documents/extract.ts';
import { classify } from '../../src/documents/classify.ts';
import type { ReadFact } from '../../src/documents/reading.ts';
import { catalogue, paper, TODAY } from './paper.ts';

/** One page of text and what a careful person takes from it. */
export interface Told {
  name: string;
  type: string;
  /** The page does not say clearly what kind it is, and is only read as if it had. Its head has a `?`. */
  unclear: boolean;
  text: string;
  /**
   * `=` must be read so, `~` must be read so and may be left to a person, `?` must not be accepted in silence, `!` must not be
   * accepted at all.
   */
  truths: { sign: '=' | '~' | '?' | '!'; path: string; of: string; value: string }[];
}

/** The stories of one file in `pages`: a head, the page, `--`, and what it says. */
export function told(file: string): Told[] {
  const text = fs.readFileSync(new URL(`pages/${file}.txt`, import.meta.url), 'utf8');
  return text
    .split(/^## /m)
    .slice(1)
    .map((story) => {
      const [head = '', ...rest] = story.split('\n');
      const [type = '', name = ''] = head.split(' | ');
      const [page = '', below = ''] = rest.join('\n').split(/^--$/m);
      const truths = below
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map((line) => {
          const m = /^([~?!]?)([a-z0-9_.A-Z]+)(?:@(\S+))?\s*=?\s*(.*)$/.exec(line)!;
          return {
            sign: (m[1] || '=') as '=' | '~' | '?' | '!',
            path: m[2]!,
            of: m[3] ?? '',
            value: m[4]!.trim(),
          };
        });
      return { name, type: type.replace('?', ''), unclear: type.endsWith('?'), text: page, truths };
    });
}

/** Families of facts of which none may be accepted that the page does not say. */
const STRICT =
  /^(?:pathology\.(?!specimen|diagnosis)|stage\.|ihc\.|gene\.|lab\.|treatment\.|medicine\.|imaging\.)/;

/** What became of the truths of one page: those right, doubted and missed, and what was accepted against them. */
export function judged(one: Told) {
  const facts = extract(one.type, [paper(one.text)], catalogue, TODAY);
  const at = (path: string, of: string) => facts.filter((f) => f.path === path && (f.of ?? '') === of);
  const right: string[] = [];
  const doubted: string[] = [];
  const missed: string[] = [];
  const wrong: string[] = [];
  const met = new Set<ReadFact>();
  for (const { sign, path, of, value } of one.truths) {
    const key = `${path}${of && `@${of}`} = ${value}`;
    const all = at(path, of);
    const fact = all.find((f) => !met.has(f) && same(f, value)) ?? all.find((f) => !met.has(f));
    if (sign === '!') {
      const said = all.filter((f) => f.accepted && (value === '' || same(f, value)));
      for (const f of said) wrong.push(`${key} but read «${f.value}» (${f.normal})`);
      continue;
    }
    if (!fact) missed.push(key);
    else if (sign === '?') {
      if (fact.accepted) wrong.push(`${key} must be doubted, read «${fact.value}» (${fact.normal})`);
      else right.push(key);
    } else if (!fact.accepted && (sign !== '~' || !same(fact, value)))
      doubted.push(`${key}: «${fact.value}» (${fact.normal}) ${fact.doubt}`);
    else if (same(fact, value)) right.push(key);
    else wrong.push(`${key} but read «${fact.value}» (${fact.normal})`);
    if (fact) met.add(fact);
  }
  for (const f of facts)
    if (
      !met.has(f) &&
      f.accepted &&
      STRICT.test(f.path) &&
      !one.truths.some((t) => !'=~'.includes(t.sign) && t.path === f.path)
    )
      wrong.push(`unasked ${f.path}${f.of ?? ''} « (${f.normal})`);
  const type = one.unclear ? one.type : classify([paper(one.text)], catalogue).type;
  return { right, doubted, missed, wrong, type };
}

const TEXTS =
  /^(?:patient\.name|report\.(?:referrer|facility)|pathology\.(?:specimen|diagnosis|histology)|imaging\.(?:impression|measurement)|treatment\.|medicine\.)/;
const tight = (text: string) => text.toLowerCase().replace(/[^a-z0-9.+<%]/g, '');

function same(fact: ReadFact, value: string): boolean {
  if (String(fact.normal ?? '').toLowerCase() === value.toLowerCase()) return true;
  const [a, b] = [tight(fact.value), tight(value)];
  return a === b || (TEXTS.test(fact.path) && a.includes(b));
}
