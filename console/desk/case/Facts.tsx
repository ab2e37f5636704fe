import { Button } from '@mantine/core';
import { use } from 'react';
import type { CaseView } from '../../../src/http/contract.ts';
import { name, plain } from '../../words/names.ts';
import { dayOf } from '../../words/times.ts';
import { TongueContext, useWords } from '../../words/use-words.ts';
import { doubtful, groupsOf, historyOf, type CaseFact, type Group } from './groups.ts';
import { FactRow } from './FactRow.tsx';
import { Needs } from './Needs.tsx';
import { Tasks } from './Tasks.tsx';

/** What is known: the family's own questions first, then what waits for a person, then every fact with its origin. */
export function Facts({
  view,
  picked,
  pick,
}: {
  view: CaseView;
  picked: CaseFact | null;
  pick(fact: CaseFact): void;
}) {
  const say = useWords();
  const { tongue } = use(TongueContext);
  const doubts = doubtful(view);
  const groups = groupsOf(view);
  const next = doubts[(doubts.findIndex(({ id }) => id === picked?.id) + 1) % doubts.length];
  const title = (group: Group) =>
    group.kind === 'paper'
      ? `${name('paper', group.of, tongue)}${group.document ? ` · ${dayOf(group.document.at)}` : ''}`
      : group.kind === 'staff'
        ? say('addedByStaff')
        : name('section', group.of, tongue);
  return (
    <div className="facts">
      <Questions view={view} pick={pick} />
      <Tasks tasks={view.tasks} />
      {next && (
        <div className="doubts" role="status">
          <b>{say('doubts', { n: doubts.length })}</b>
          <Button size="compact-sm" color="#8a5a00" onClick={() => pick(next)}>
            {say('checkNext')}
          </Button>
        </div>
      )}
      <Needs view={view} />
      {groups.length === 0 && <p className="empty">{say('noFacts')}</p>}
      {groups.map((group) => (
        <section key={group.key} className="group">
          <h2>
            {title(group)}
            {group.kind === 'section' && <small>{say('saidInChat')}</small>}
          </h2>
          <ul>
            {group.facts.map((fact) => (
              <FactRow
                key={fact.id}
                fact={fact}
                before={historyOf(view, fact)}
                picked={picked?.id === fact.id}
                pick={pick}
              />
            ))}
          </ul>
        </section>
      ))}
      <section className="group">
        <h2>{say('consents')}</h2>
        <ul className="consents">
          {view.consents.map((consent) => (
            <li key={`${consent.purpose} ${consent.at}`}>
              {name('purpose', consent.purpose, tongue)} <b>{say(consent.given ? 'given' : 'notGiven')}</b>{' '}
              <small>
                {plain(consent.version)} · {dayOf(consent.at)}
              </small>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}

function Questions({ view, pick }: { view: CaseView; pick(fact: CaseFact): void }) {
  const say = useWords();
  return (
    <section className="questions">
      <h2>{say('familyAsks')}</h2>
      {view.questions.length === 0 && <p>{say('noQuestions')}</p>}
      <ol>
        {view.questions.map((question) => {
          const fact = view.facts.find((one) => one.current && one.path === question.path);
          return (
            <li key={question.path} dir="auto">
              {question.text}{' '}
              {fact?.from.kind === 'message' && (
                <button type="button" className="link" onClick={() => pick(fact)}>
                  {say('seeMessage')}
                </button>
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
