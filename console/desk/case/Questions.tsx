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
              {fact ? (
                <button
                  type="button"
                  className="fact-link"
                  title={say('seeMessage')}
                  onClick={() => look.pick(fact)}
                >
                  <span dir="auto">{question.text}</span>
                  {look.fresh.has(fact.id) && <i className="fresh">{say('fresh')}</i>}
                </button>
              ) : (
                question.text
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
