import { Badge } from '@mantine/core';
import { use } from 'react';
import type { CaseView } from '../../../src/http/contract.ts';
import { needWords } from '../../words/need-words.ts';
import { TongueContext, useWords } from '../../words/use-words.ts';

/** What the case still needs and why, and how far it would carry an opinion today. */
export function Needs({ view }: { view: CaseView }) {
  const say = useWords();
  const { tongue } = use(TongueContext);
  return (
    <section className="group needs">
      <h2>
        {say('stillMissing')} <small data-gate={view.gate}>{say(`gate${view.gate}`)}</small>
      </h2>
      {view.missing.length === 0 && <p>{say('nothingMissing')}</p>}
      <ul>
        {view.missing.map((need) => (
          <li key={need.need} className="need">
            <b>{needWords(need, tongue).label}</b>{' '}
            <Badge
              size="sm"
              variant="light"
              tt="none"
              color="gray"
              c="gray.8"
              className={need.level === 'required' ? 'need-required' : undefined}
            >
              {say(need.level)}
            </Badge>
            <small>{needWords(need, tongue).why}</small>
          </li>
        ))}
      </ul>
    </section>
  );
}
