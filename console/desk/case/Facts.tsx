import { Button } from '@mantine/core';
import { lazy, Suspense, use } from 'react';
import type { CaseView, Me } from '../../../src/http/contract.ts';
import { name, plain } from '../../words/names.ts';
import { dayOf } from '../../words/times.ts';
import { TongueContext, useWords } from '../../words/use-words.ts';
import { fetched } from '../fetched.ts';
import { doubtful, groupsOf, historyOf, type CaseFact, type Group } from './groups.ts';
import { Asks } from './Asks.tsx';
import { Conflicts } from './Conflicts.tsx';
import { Constraints } from './Constraints.tsx';
import { FactRow } from './FactRow.tsx';
import { Needs } from './Needs.tsx';
import { Questions } from './Questions.tsx';
import { Timeline } from './Timeline.tsx';

/** Few cases that a doctor opens have anything left to do. */
const Tasks = lazy(fetched(() => import('./Tasks.tsx')));

/**
 * The case in a minute: what the family asks, what an opinion has to fit into, what happened, what sources disagree on, what is missing.
 * Below it every fact with its origin.
 */
export function Facts(props: {
  view: CaseView;
  picked: CaseFact | null;
  pick(fact: CaseFact): void;
  fresh: ReadonlySet<string>;
  me: Me;
}) {
  const { view, picked, pick, fresh, me } = props;
  // A doctor reads; whoever coordinates has things to do first.
  const reads = me.role === 'reviewer';
  const say = useWords();
  const { tongue } = use(TongueContext);
  const doubts = doubtful(view);
  const groups = groupsOf(view);
  const next = doubts[(doubts.findIndex(({ id }) => id === picked?.id) + 1) % doubts.length];
  const differ = new Set(view.conflicts.flatMap(({ sides }) => sides.flatMap(({ facts }) => facts)));
  const look = { picked, pick, fresh, differ };
  const title = (group: Group) =>
    group.kind === 'paper'
      ? `${name('paper', group.of, tongue)}${group.document ? ` · ${dayOf(group.document.at)}` : ''}`
      : group.kind === 'staff'
        ? say('addedByStaff')
        : name('section', group.of, tongue);
  const tasks = view.tasks.length > 0 && (
    <Suspense fallback={null}>
      <Tasks tasks={view.tasks} />
    </Suspense>
  );
  return (
    <div className="facts">
      <Questions view={view} look={look} />
      {!reads && tasks}
      <Asks view={view} look={look} me={me} />
      <Constraints view={view} look={look} />
      <Timeline view={view} look={look} />
      <Conflicts view={view} look={look} />
      {next && (
        <div className="doubts" role="status">
          <b>{say('doubts', { n: doubts.length })}</b>
          <Button size="compact-sm" color="#8a5a00" onClick={() => pick(next)}>
            {say('checkNext')}
          </Button>
        </div>
      )}
      <Needs view={view} />
      {reads && tasks}
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
                fresh={fresh.has(fact.id)}
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
