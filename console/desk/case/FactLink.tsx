import { use } from 'react';
import { DifferIcon, DoubtIcon } from '../../look/icons.tsx';
import { name } from '../../words/names.ts';
import { TongueContext, useWords } from '../../words/use-words.ts';
import { valueOf } from './FactRow.tsx';
import type { CaseFact } from './groups.ts';

/** What the glance knows beside the facts, and where a tap leads. */
export interface Looking {
  picked: CaseFact | null;
  pick(fact: CaseFact): void;
  /** Ids of what is new to the one who looks. */
  fresh: ReadonlySet<string>;
  /** Ids of what another source says differently. */
  differ: ReadonlySet<string>;
}

/** A few words that are a fact: a tap leads to the place on the page or to the message they come from. */
export function FactLink({
  fact,
  look,
  named = true,
}: {
  fact: CaseFact;
  look: Looking;
  /** Whether its name stands before it. */
  named?: boolean;
}) {
  const say = useWords();
  const { tongue } = use(TongueContext);
  return (
    <button
      type="button"
      className="fact-link"
      data-fact-link={fact.id}
      aria-pressed={look.picked?.id === fact.id}
      onClick={() => look.pick(fact)}
    >
      {named && <small dir="auto">{fact.label ?? name('fact', fact.path, tongue)} </small>}
      <span dir="auto">{valueOf(fact)}</span>
      {fact.flag && <em> {fact.flag}</em>}
      {!fact.accepted && <DoubtIcon size={13} />}
      {look.differ.has(fact.id) && <DifferIcon size={13} />}
      {look.fresh.has(fact.id) && <i className="fresh">{say('fresh')}</i>}
    </button>
  );
}
