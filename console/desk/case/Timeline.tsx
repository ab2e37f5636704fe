import { use, useState } from 'react';
import type { CaseView } from '../../../src/http/contract.ts';
import { name } from '../../words/names.ts';
import { partialDay } from '../../words/times.ts';
import { TongueContext, useWords } from '../../words/use-words.ts';
import { FactLink, type Looking } from './FactLink.tsx';
import type { CaseFact } from './groups.ts';

type Event = CaseView['timeline'][number];

/** So many words of one event before "more". */
const FEW = 4;
/** These say by themselves what they are. */
const PLAIN =
  /^(?:stage\.|imaging\.impression|imaging\.study|pathology\.(?:histology|diagnosis|specimen)|treatment\.|medicine\.|diagnosis\.)/;

/** The disease and its treatment on one screen, the oldest first, each word a way to its source. */
export function Timeline({ view, look }: { view: CaseView; look: Looking }) {
  const say = useWords();
  const events = view.timeline.filter(({ facts }) => factsOf(view, facts).length > 0);
  if (events.length === 0) return null;
  return (
    <section className="group glance-timeline">
      <h2>{say('timeline')}</h2>
      <ol>
        {events.map((event, n) => (
          <Line
            key={`${event.at} ${event.kind}`}
            event={event}
            // A day is said once for all that happened on it.
            repeats={n > 0 && events[n - 1]!.at === event.at}
            facts={factsOf(view, event.facts)}
            look={look}
          />
        ))}
      </ol>
    </section>
  );
}

function Line(props: { event: Event; repeats: boolean; facts: CaseFact[]; look: Looking }) {
  const { event, facts, look } = props;
  const say = useWords();
  const { tongue } = use(TongueContext);
  const [all, setAll] = useState(false);
  const shown = all ? facts : facts.slice(0, FEW);
  const day = event.at === null ? say('noDate') : partialDay(event.at);
  return (
    <li>
      <span className="glance-day" data-none={event.at === null}>
        {props.repeats ? <span className="said-only">{day}</span> : day}
      </span>
      <span className="glance-what">
        <b>{name('event', event.kind, tongue)}</b>{' '}
        {shown.map((fact) => (
          <FactLink key={fact.id} fact={fact} look={look} named={!PLAIN.test(fact.path)} />
        ))}
        {facts.length > shown.length && (
          <button type="button" className="link" onClick={() => setAll(true)}>
            {say('moreFacts', { n: facts.length - shown.length })}
          </button>
        )}
      </span>
    </li>
  );
}

/** What a reader looks for first in an event; all else in the order it came. */
const FIRST = /^(?:pathology\.histology|ihc\.(?:er|pr|her2|ki67)|imaging\.(?:study|impression)|stage\.)/;

/** The facts of an event, each value once: the second photo of a page says nothing new. What is out of range comes first. */
function factsOf(view: CaseView, ids: readonly string[]): CaseFact[] {
  const met = new Map<string, CaseFact>();
  for (const id of ids) {
    const fact = view.facts.find((one) => one.id === id);
    const key = fact && `${fact.path} ${fact.of ?? ''} ${fact.value}`;
    if (key && !met.has(key)) met.set(key, fact);
  }
  const weight = ({ path, flag }: CaseFact) => (FIRST.test(path) ? 0 : flag ? 1 : 2);
  return [...met.values()].toSorted((a, b) => weight(a) - weight(b));
}
