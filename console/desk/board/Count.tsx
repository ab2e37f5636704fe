import { useWords } from '../../words/use-words.ts';
import type { Opened } from './use-board.ts';

/** A number that opens the list behind it; nothing is behind a zero. */
export function Count({ n, open, ...to }: Opened & { n: number; open(to: Opened): void }) {
  const say = useWords();
  if (n === 0) return <span className="count-none">0</span>;
  return (
    <button
      type="button"
      className="count"
      aria-label={say('showList', { what: to.title, n })}
      onClick={() => open(to)}
    >
      {n}
    </button>
  );
}
