import type { CaseView } from '../../../src/http/contract.ts';
import { useWords } from '../../words/use-words.ts';
import type { Looking } from './FactLink.tsx';

/** What the family wants to know, in their words. The opinion is there to answer it. */
export function Questions({ view, look }: { view: CaseView; look: Looking }) {
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
              {question.text} {fact && look.fresh.has(fact.id) && <i className="fresh">{say('fresh')}</i>}{' '}
              {fact?.from.kind === 'message' && (
                <button type="button" className="link" onClick={() => look.pick(fact)}>
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
