import { use, useEffect, useRef, useState } from 'react';
import type { DocumentView } from '../../../src/http/contract.ts';
import { MinusIcon, PlusIcon } from '../../look/icons.tsx';
import { name } from '../../words/names.ts';
import { TongueContext, useWords } from '../../words/use-words.ts';
import type { CaseFact } from '../case/groups.ts';
import { valueOf } from '../case/FactRow.tsx';
import { usePicture } from './use-picture.ts';

const ZOOMS = [1, 1.5, 2, 3];

/** A page in full. Boxes are laid over it in shares of its size, so they fit at any zoom. */
export function PageView(props: {
  page: DocumentView['pages'][number];
  facts: CaseFact[];
  picked: CaseFact | null;
  pick(fact: CaseFact): void;
}) {
  const { page } = props;
  const say = useWords();
  const { src, failed } = usePicture(page.image);
  const [zoom, setZoom] = useState(0);
  const frame = useRef<HTMLDivElement>(null);
  const pickedId = props.picked?.id;
  const from = props.picked?.from;
  const area = from?.kind === 'page' ? from.box.join() : '';
  useEffect(() => {
    const [, , width = 0, height = 0] = area.split(',').map(Number);
    const shown = (frame.current?.clientWidth ?? 0) / page.width;
    if (area && shown)
      setZoom((now) => Math.max(now, readable(width * shown, height * shown, shown * page.width)));
  }, [area, page.width]);
  useEffect(() => {
    const view = frame.current;
    const box = view?.querySelector<HTMLElement>('[aria-pressed="true"]');
    if (!view || !box) return;
    // Only the page scrolls: `scrollIntoView` would move the whole desk on a phone.
    view.scrollTo({
      top: box.offsetTop - view.clientHeight / 2 + box.offsetHeight / 2,
      // What a value is called stands to its left.
      left: box.offsetLeft + box.offsetWidth - view.clientWidth * 0.92,
      behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth',
    });
  }, [pickedId, zoom, src]);
  return (
    <div className="page">
      <div
        className="page-frame"
        ref={frame}
        tabIndex={0}
        role="group"
        aria-label={say('page', { n: page.number, total: page.number })}
      >
        <div
          className="page-sheet"
          style={{ width: `${ZOOMS[zoom]! * 100}%`, aspectRatio: `${page.width} / ${page.height}` }}
        >
          {src && <img src={src} alt="" />}
          {failed && <p className="empty">{say('notRead')}</p>}
          {props.facts.map((fact) => (
            <BoxButton
              key={fact.id}
              fact={fact}
              page={page}
              picked={fact.id === pickedId}
              pick={props.pick}
            />
          ))}
        </div>
      </div>
      <div className="zoom">
        <button
          type="button"
          aria-label={say('larger')}
          disabled={zoom === ZOOMS.length - 1}
          onClick={() => setZoom(zoom + 1)}
        >
          <PlusIcon />
        </button>
        <button
          type="button"
          aria-label={say('smaller')}
          disabled={zoom === 0}
          onClick={() => setZoom(zoom - 1)}
        >
          <MinusIcon />
        </button>
      </div>
    </div>
  );
}

/** Text lower than this many pixels is not read without effort. */
const LEGIBLE = 12;

/** The least zoom at which a box’s words can be read, at most double, and the whole of the box stays in sight. */
function readable(width: number, height: number, room: number): number {
  const wanted = ZOOMS.findIndex((zoom) => height * zoom >= LEGIBLE);
  const most = ZOOMS.findLastIndex((zoom) => zoom <= 2 && width * zoom <= room * 0.94);
  return Math.max(0, Math.min(wanted < 0 ? most : wanted, most));
}

function BoxButton(props: {
  fact: CaseFact;
  page: { width: number; height: number };
  picked: boolean;
  pick(fact: CaseFact): void;
}) {
  const { fact, page } = props;
  const { tongue } = use(TongueContext);
  if (fact.from.kind !== 'page') return null;
  const [x, y, width, height] = fact.from.box;
  const share = (part: number, whole: number) => `${(100 * part) / whole}%`;
  return (
    <button
      type="button"
      className="box"
      data-doubt={!fact.accepted}
      aria-pressed={props.picked}
      aria-label={`${fact.label ?? name('fact', fact.path, tongue)}: ${valueOf(fact)}`}
      style={{
        left: share(x, page.width),
        top: share(y, page.height),
        width: share(width, page.width),
        height: share(height, page.height),
      }}
      onClick={() => props.pick(fact)}
    />
  );
}
