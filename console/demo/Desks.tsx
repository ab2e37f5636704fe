import { useEffect, useRef, useState } from 'react';
import type { StoryState } from '../../src/simulator/contract.ts';
import { SeatIcon } from './SeatIcon.tsx';
import { SEATS, type Seat } from './seats.ts';

/** The two desks, each a console of its own with its own sign-in; one is in front. */
export function Desks({
  desk,
  choose,
  acting,
  story,
}: {
  desk: Seat;
  choose(to: Seat): void;
  acting: Seat | null;
  story: StoryState;
}) {
  const [opened, setOpened] = useState<Seat[]>([desk]);
  if (!opened.includes(desk)) setOpened([...opened, desk]);
  const frames = useRef<HTMLElement>(null);
  useEffect(() => {
    // In the story the desk in front follows to the family's case, as the person who sits there would.
    if (acting !== 'coordinator' && acting !== 'reviewer') return;
    const tell = () => {
      const frame = frames.current?.querySelector<HTMLIFrameElement>('iframe[data-front="true"]');
      frame?.contentWindow?.postMessage({ story: { step: story.step, pane: story.pane } }, location.origin);
    };
    tell();
    // Again and again: the desk may still be opening. It follows once for each step.
    const timer = setInterval(tell, 700);
    return () => clearInterval(timer);
  }, [acting, story.step, story.pane]);
  return (
    <section
      ref={frames}
      className="seat seat-desks"
      data-acting={acting === 'coordinator' || acting === 'reviewer'}
      data-desk={desk}
      aria-label="The desks"
    >
      <div className="desk-switch">
        {SEATS.slice(2).map(({ seat, who }) => (
          <button key={seat} type="button" aria-pressed={desk === seat} onClick={() => choose(seat)}>
            <SeatIcon seat={seat} />
            {who}
          </button>
        ))}
      </div>
      {opened.map((seat) => (
        <iframe
          key={seat}
          className="desk-frame"
          data-front={seat === desk}
          title={`Desk of ${seat}`}
          src={`/console/?seat=${seat}`}
        />
      ))}
    </section>
  );
}
