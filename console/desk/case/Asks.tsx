import { Button } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import type { CaseView, Me } from '../../../src/http/contract.ts';
import { useWords } from '../../words/use-words.ts';
import { FactLink, type Looking } from './FactLink.tsx';

const AskSheet = lazy(() => import('./AskSheet.tsx'));

const OPEN = ['in_review', 'more_info'];

/** What doctors asked of the family, each with its answer, and the way to ask. */
export function Asks({ view, look, me }: { view: CaseView; look: Looking; me: Me }) {
  const say = useWords();
  // The number of a question that waits for the desk's words; 0 for a new one.
  const [asking, setAsking] = useState<number | null>(null);
  const open = OPEN.includes(view.status);
  if (!open && view.asks.length === 0) return null;
  const words = me.role !== 'reviewer';
  return (
    <section className="group asks">
      <h2>{say('askedFamily')}</h2>
      {view.asks.length > 0 && (
        <ul>
          {view.asks.map(({ n, text, state, answer }) => {
            const fact = view.facts.find(({ id }) => id === answer);
            return (
              <li key={n}>
                <span dir="auto">{text}</span>
                {fact ? (
                  <FactLink fact={fact} look={look} named={false} />
                ) : (
                  <small>{say(state === 'waits' ? 'askWaits' : 'askOpen')}</small>
                )}
                {state === 'waits' && words && open && (
                  <Button size="compact-sm" onClick={() => setAsking(n)}>
                    {say('askWord')}
                  </Button>
                )}
              </li>
            );
          })}
        </ul>
      )}
      {open && (
        <Button size="compact-md" variant="default" onClick={() => setAsking(0)}>
          {say('askFamily')}
        </Button>
      )}
      {asking !== null && (
        <Suspense>
          <AskSheet view={view} n={asking} close={() => setAsking(null)} />
        </Suspense>
      )}
    </section>
  );
}
