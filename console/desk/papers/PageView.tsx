import { useEffect, useRef } from 'react';
import type { DocumentView } from '../../../src/http/contract.ts';
import { MinusIcon, PlusIcon, TurnIcon } from '../../look/icons.tsx';
import { useWords } from '../../words/use-words.ts';
import type { CaseFact } from '../case/groups.ts';
import { useKeys } from '../use-keys.ts';
import { CoverBox, FactBox, type Area } from './Boxes.tsx';
import { useDrawing } from './use-drawing.ts';
import { useMoves } from './use-moves.ts';
import { usePicture } from './use-picture.ts';

/** How covers are shown: not, as doctors see the page, or to be drawn and taken away. */
export interface Covering {
  as: 'desk' | 'doctor' | 'drawing';
  cover(box: Area): void;
  uncover(box: Area): void;
}

/** A page in full. It is zoomed, turned and dragged; the boxes lie on it. */
export function PageView(props: {
  page: DocumentView['pages'][number];
  label: string;
  facts: CaseFact[];
  picked: CaseFact | null;
  pick(fact: CaseFact): void;
  covering: Covering;
}) {
  const { page, covering } = props;
  const say = useWords();
  const as = covering.as === 'doctor' && page.image ? `${page.image}&as=reviewer` : page.image;
  const { src, failed } = usePicture(as);
  const frame = useRef<HTMLDivElement>(null);
  const drawing = covering.as === 'drawing';
  const moves = useMoves(frame, drawing);
  const { zoom, turned, zoomTo } = moves;
  const draft = useDrawing(page, turned, covering.cover);
  useKeys({ '+': moves.larger, '=': moves.larger, '-': moves.smaller, o: moves.turn });
  const pickedId = props.picked?.id;
  const from = props.picked?.from;
  const area = from?.kind === 'page' ? from.box.join() : '';
  const zoomNow = useRef({ zoom, zoomTo });
  zoomNow.current = { zoom, zoomTo };
  useEffect(() => {
    const [, , width = 0, height = 0] = area.split(',').map(Number);
    const shown = (frame.current?.clientWidth ?? 0) / page.width;
    if (!area || !shown) return;
    const wanted = readable(width * shown, height * shown, shown * page.width);
    if (wanted > zoomNow.current.zoom) zoomNow.current.zoomTo(wanted);
  }, [area, page.width]);
  useEffect(() => {
    const view = frame.current;
    const box = view?.querySelector<HTMLElement>('.box[aria-pressed="true"]');
    if (view && box) bringIn(view, box);
    // Zooming by hand keeps the place one looks at; only a newly picked fact is sought.
  }, [pickedId, src]);
  const across = turned % 180 === 0;
  const ratio = page.width / page.height;
  return (
    <div className="page">
      <div className="page-frame" ref={frame} tabIndex={0} role="group" aria-label={props.label}>
        <div
          className="page-sheet"
          data-drawing={drawing}
          style={{ width: `${zoom * 100}%`, aspectRatio: across ? ratio : 1 / ratio }}
          {...(drawing ? draft.handlers : {})}
        >
          <div
            className="page-paper"
            style={{
              width: across ? '100%' : `${100 * ratio}%`,
              aspectRatio: ratio,
              transform: `translate(-50%, -50%) rotate(${turned}deg)`,
            }}
          >
            {src && <img src={src} alt="" draggable={false} />}
            {failed && <p className="empty">{say('notRead')}</p>}
            {!drawing &&
              props.facts.map((fact) => (
                <FactBox
                  key={fact.id}
                  fact={fact}
                  page={page}
                  picked={fact.id === pickedId}
                  pick={props.pick}
                />
              ))}
            {drawing &&
              page.covers.map(({ box }) => (
                <CoverBox key={String(box)} box={box} page={page} remove={() => covering.uncover(box)} />
              ))}
            {draft.box && <CoverBox box={draft.box} page={page} />}
          </div>
        </div>
      </div>
      <div className="zoom">
        <button type="button" aria-label={say('rotate')} onClick={moves.turn}>
          <TurnIcon />
        </button>
        <button type="button" aria-label={say('larger')} disabled={moves.atMost} onClick={moves.larger}>
          <PlusIcon />
        </button>
        <button type="button" aria-label={say('smaller')} disabled={moves.atLeast} onClick={moves.smaller}>
          <MinusIcon />
        </button>
      </div>
    </div>
  );
}

/** Only the page scrolls: `scrollIntoView` would move the whole desk on a phone. */
function bringIn(view: HTMLElement, box: HTMLElement): void {
  const [seen, place] = [view.getBoundingClientRect(), box.getBoundingClientRect()];
  view.scrollTo({
    top: view.scrollTop + place.top - seen.top - view.clientHeight / 2 + place.height / 2,
    // What a value is called stands to its left.
    left: view.scrollLeft + place.right - seen.left - view.clientWidth * 0.92,
    behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth',
  });
}

/** Text lower than this many pixels is not read without effort. */
const LEGIBLE = 12;
const STEPS = [1, 1.5, 2];

/** The least zoom at which a box’s words can be read, at most double, and the whole of the box stays in sight. */
function readable(width: number, height: number, room: number): number {
  const most = STEPS.findLast((zoom) => width * zoom <= room * 0.94) ?? 1;
  return Math.min(STEPS.find((zoom) => height * zoom >= LEGIBLE) ?? most, most);
}
