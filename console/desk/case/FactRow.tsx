import { use } from 'react';
import { CheckIcon, ChatIcon, DoubtIcon, PaperIcon, PersonIcon } from '../../look/icons.tsx';
import { name } from '../../words/names.ts';
import { TongueContext, useWords } from '../../words/use-words.ts';
import type { CaseFact } from './groups.ts';

const ORIGIN = { page: PaperIcon, message: ChatIcon, staff: PersonIcon };

/** "10.2 g/dL"; a unit that stands in the printed words already is not said twice. */
export const valueOf = ({ value, unit }: CaseFact): string =>
  unit && !value.endsWith(unit) ? `${value} ${unit}` : value;

/** One fact as a button that leads to where it comes from. */
export function FactRow(props: {
  fact: CaseFact;
  before: CaseFact[];
  picked: boolean;
  fresh: boolean;
  pick(fact: CaseFact): void;
}) {
  const { fact } = props;
  const say = useWords();
  const { tongue } = use(TongueContext);
  const Origin = ORIGIN[fact.from.kind];
  return (
    <li>
      <button
        type="button"
        className="fact"
        data-picked={props.picked}
        data-doubt={!fact.accepted && !fact.rejected}
        data-rejected={fact.rejected !== undefined}
        data-fact={fact.id}
        aria-pressed={props.picked}
        onClick={() => props.pick(fact)}
      >
        <span className="fact-name" dir="auto">
          {fact.label ?? name('fact', fact.path, tongue)}
          {props.fresh && <i className="fresh">{say('fresh')}</i>}
        </span>
        <span className="fact-value" dir="auto">
          <b>{valueOf(fact)}</b>
          {fact.flag && <em title="Flag as printed">{fact.flag}</em>}
          {fact.reference && <small>{say('range', { range: fact.reference })}</small>}
          {!fact.accepted && (
            <small className="fact-doubt">
              <DoubtIcon size={14} /> {name('doubt', fact.rejected ?? fact.doubt ?? 'low_confidence', tongue)}
            </small>
          )}
          {fact.confirmed && (
            <small className="fact-confirmed">
              <CheckIcon size={14} /> {say('confirmed')}
            </small>
          )}
          {props.before.map((old) => (
            <small key={old.id}>
              <s>{say('before', { value: valueOf(old) })}</s>
            </small>
          ))}
        </span>
        <span className="fact-origin">
          <Origin size={16} />
        </span>
      </button>
    </li>
  );
}
