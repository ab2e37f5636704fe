import { use } from 'react';
import type { CaseView, DocumentView } from '../../../src/http/contract.ts';
import { DifferIcon } from '../../look/icons.tsx';
import { name } from '../../words/names.ts';
import { TongueContext, useWords } from '../../words/use-words.ts';
import { ConflictWord } from './ConflictWord.tsx';
import { FactLink, type Looking } from './FactLink.tsx';
import type { CaseFact } from './groups.ts';

/** What two sources say differently: both stand there, and neither is preferred until a person settles it. Somebody may say what they make of it. */
export function Conflicts({ view, look }: { view: CaseView; look: Looking }) {
  const say = useWords();
  const { tongue } = use(TongueContext);
  if (view.conflicts.length === 0) return null;
  return (
    <section className="group conflicts">
      <h2>
        <span>
          <DifferIcon size={15} /> {say('conflicts')}
        </span>
        <small>{say('conflictsHint')}</small>
      </h2>
      <ul>
        {view.conflicts.map(({ topic, sides, seen }) => (
          <li key={topic}>
            <b>{name('conflict', topic, tongue)}</b>
            {sides.map(({ says, facts }) => (
              <span key={says} className="conflict-side">
                {known(view, facts).map((fact) => (
                  <span key={fact.id}>
                    <FactLink fact={fact} look={look} named={false} />
                    <small>{sourceOf(fact)}</small>
                  </span>
                ))}
              </span>
            ))}
            <ConflictWord view={view} topic={topic} word={seen} />
          </li>
        ))}
      </ul>
    </section>
  );

  function sourceOf({ from }: CaseFact): string {
    if (from.kind === 'message') return say('saidInChat');
    if (from.kind === 'staff') return say('addedByStaff');
    return name('paper', paperOf(view.documents, from.document), tongue);
  }
}

const paperOf = (documents: DocumentView[], id: string): string =>
  documents.find((one) => one.id === id)?.type ?? 'other';

const known = (view: CaseView, ids: readonly string[]): CaseFact[] =>
  ids.flatMap((id) => view.facts.find((fact) => fact.id === id) ?? []);
