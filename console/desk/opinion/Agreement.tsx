import { Badge } from '@mantine/core';
import { use } from 'react';
import type { CaseView } from '../../../src/http/contract.ts';
import { name } from '../../words/names.ts';
import { TongueContext, useWords } from '../../words/use-words.ts';

type Line = CaseView['review']['agreement'][number];

/** Codes have names of their own; all else is what the doctors wrote. */
const CODES: Record<string, string> = { view: 'diagnosisView', intent: 'intent' };
const ORDER: Line['how'][] = ['different', 'one', 'words', 'same'];

/** Where the readings differ: what is to be talked about first, what all agree on last. */
export function Agreement({ lines }: { lines: Line[] }) {
  const say = useWords();
  const { tongue } = use(TongueContext);
  const sorted = lines.toSorted((a, b) => ORDER.indexOf(a.how) - ORDER.indexOf(b.how));
  return (
    <section className="agreement" aria-label={say('agreement')}>
      <h2>{say('agreement')}</h2>
      <ul>
        {sorted.map((line) => (
          <li key={line.field} data-how={line.how}>
            <header>
              <b dir="auto">{titleOf(line)}</b>
              <Badge size="sm" variant="light" tt="none" color="gray" c="gray.9">
                {name('how', line.how, tongue)}
              </Badge>
            </header>
            {line.how === 'same' ? (
              <p dir="auto">{wordsOf(line, line.says[0]?.what ?? '')}</p>
            ) : (
              <dl>
                {line.says.map(({ by, what }) => (
                  <div key={by}>
                    <dt>{by}</dt>
                    <dd dir="auto">{what ? wordsOf(line, what) : say('saysNothing')}</dd>
                  </div>
                ))}
              </dl>
            )}
          </li>
        ))}
      </ul>
    </section>
  );

  function titleOf({ field, about }: Line): string {
    const [kind = '', n = ''] = field.split('.');
    if (about) return about;
    if (kind === 'option') return say('optionN', { n });
    if (kind === 'test') return say('testN', { n });
    return name('readField', field, tongue);
  }

  function wordsOf({ field }: Line, what: string): string {
    const codes = CODES[field];
    return codes ? name(codes, what, tongue) : what;
  }
}
