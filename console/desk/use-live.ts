import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { follow } from '../api/live.ts';

const KEPT = ['me', 'picture', 'seat', 'health', 'desk-list', 'replies', 'cost'];

const catchUp = (queries: QueryClient): void =>
  void queries.invalidateQueries({ predicate: ({ queryKey }) => !KEPT.includes(String(queryKey[0])) });

let waiting = false;

/** The queue looks again, but not for each of many changes that come at once. */
function soon(queries: QueryClient): void {
  if (waiting) return;
  waiting = true;
  setTimeout(() => {
    waiting = false;
    void queries.invalidateQueries({ queryKey: ['queue'] });
  }, 400);
}

/** Keeps every list and case on the page fresh. Tells whether the stream is up, and when it last was. */
export function useLive(): { up: boolean; since: number } {
  const queries = useQueryClient();
  const [line, setLine] = useState(() => ({ up: true, since: Date.now() }));
  useEffect(() => {
    const ends = new AbortController();
    void follow(
      '/api/live',
      {
        event(name, data) {
          if (name === 'health') queries.setQueryData(['health'], data);
          if (name !== 'changed') return;
          const about = data as { conversation?: string; case?: string; only?: string };
          // A star means that anything may have changed.
          if (about.case === '*') return void catchUp(queries);
          soon(queries);
          const keys = [['side', about.conversation]];
          if (about.only !== 'desk') keys.push(['case', about.case], ['chat', about.conversation]);
          for (const queryKey of keys) if (queryKey.at(-1)) void queries.invalidateQueries({ queryKey });
        },
        opened() {
          setLine({ up: true, since: Date.now() });
          // Catch up: what changed while nobody listened is not sent again.
          catchUp(queries);
        },
        // A short break is no news; the page says so when it lasts.
        lost: () => setLine((was) => (was.up ? { up: false, since: Date.now() } : was)),
      },
      ends.signal,
    );
    return () => ends.abort();
  }, [queries]);
  return line;
}
