import { use } from 'react';
import { CloseIcon } from '../../look/icons.tsx';
import { name } from '../../words/names.ts';
import { TongueContext, useWords } from '../../words/use-words.ts';
import { valueOf } from '../case/FactRow.tsx';
import type { CaseFact } from '../case/groups.ts';

export type Area = readonly [x: number, y: number, width: number, height: number];
interface Size {
  width: number;
  height: number;
}

/** Boxes are laid over a page in shares of its size, so they fit at any zoom. */
const placed = ([x, y, width, height]: Area, page: Size) => {
  const share = (part: number, whole: number) => `${(100 * part) / whole}%`;
  return {
    left: share(x, page.width),
    top: share(y, page.height),
    width: share(width, page.width),
    height: share(height, page.height),
  };
};

/** The place a fact was read at. */
export function FactBox(props: { fact: CaseFact; page: Size; picked: boolean; pick(fact: CaseFact): void }) {
  const { fact, page } = props;
  const { tongue } = use(TongueContext);
  if (fact.from.kind !== 'page') return null;
  return (
    <button
      type="button"
      className="box"
      data-doubt={!fact.accepted && !fact.rejected}
      aria-pressed={props.picked}
      aria-label={`${fact.label ?? name('fact', fact.path, tongue)}: ${valueOf(fact)}`}
      style={placed(fact.from.box, page)}
      onClick={() => props.pick(fact)}
    />
  );
}

/** A place that doctors do not see, and the button that shows it to them again. */
export function CoverBox(props: { box: Area; page: Size; remove?: () => void }) {
  const say = useWords();
  return (
    <span className="cover" style={placed(props.box, props.page)}>
      {props.remove && (
        <button type="button" aria-label={say('uncover')} onClick={props.remove}>
          <CloseIcon size={14} />
        </button>
      )}
    </span>
  );
}
