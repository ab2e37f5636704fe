import type { DemoState } from '../../src/simulator/contract.ts';
import { PlayIcon, SkipIcon, StopIcon } from '../look/icons.tsx';
import { fullTime } from '../words/times.ts';
import { SEATS } from './seats.ts';
import { Trouble } from './Trouble.tsx';
import { useAct } from './use-demo.ts';

/** What the service waits for, by the names of its timers. */
const WAITS: Record<string, string> = {
  reminder: 'the next reminder',
  pages: 'the end of reading',
  album: 'the end of the album',
  settle: 'the end of reading',
  opinion: 'the opinion’s time',
};
const waitOf = (what: string): string => WAITS[what] ?? `the next ${what.replaceAll('_', ' ')}`;

/** What this is, the story and what happens in it now, the clock, and trouble. */
export function TopBar({ state, live }: { state: DemoState; live: boolean }) {
  const act = useAct();
  const { story, next } = state;
  const seat = SEATS.find((one) => one.seat === story.seat);
  return (
    <header className="bar">
      <img src={new URL('../look/mark.svg', import.meta.url).href} alt="" width="34" height="34" />
      <h1>
        Doosri Rai <small>A second opinion on cancer, asked on WhatsApp and signed by a doctor.</small>
      </h1>
      <button
        type="button"
        className="play"
        data-playing={story.playing}
        onClick={() => void act(story.playing ? '/demo/stop' : '/demo/play')}
      >
        {story.playing ? <StopIcon size={16} /> : <PlayIcon size={16} />}
        {story.playing ? 'Stop' : 'Play'}
        {!story.playing && <span>the story</span>}
      </button>
      <p className="story" role="status">
        {!live && 'Reconnecting … '}
        {story.playing && seat && <b>{seat.who}: </b>}
        {story.caption}
      </p>
      {story.playing && (
        <progress
          className="steps"
          max={story.steps}
          value={story.step}
          aria-label={`Scene ${story.step} of ${story.steps}`}
        />
      )}
      <div className="clock">
        <time dateTime={state.now}>{fullTime(state.now)}</time>
        <button
          type="button"
          disabled={!next}
          title={next ? `${waitOf(next.what)}, due ${fullTime(next.due)}` : undefined}
          onClick={() => void act('/demo/clock', { to: 'next' })}
        >
          <SkipIcon size={14} />
          <span>{next ? `Jump to ${waitOf(next.what)}` : 'Nothing is due'}</span>
        </button>
      </div>
      <Trouble
        behaviour={state.behaviour}
        change={(to) => void act('/demo/behave', to)}
        mortal={state.mortal}
        accidents={state.accidents}
        kill={(what, dead) => void act('/demo/accident', { what, dead })}
      />
    </header>
  );
}
