import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { follow } from '../api/live.ts';

const KEPT = ['me', 'picture', 'seat', 'health'];

const catchUp = (queries: QueryClient): void =>
  void queries.invalidateQueries({ predicate: ({ queryKey }) => !KEPT.includes(String(queryKey[0])) });

/** Keeps every list and case on the page fresh. @returns false while the stream is broken. */
export function useLive(): boolean {
  const queries = useQueryClient();
  const [up, setUp] = useState(true);
  useEffect(() => {
    const ends = new AbortController();
    void follow(
      '/api/live',
      {
        event(name, data) {
          if (name === 'health') queries.setQueryData(['health'], data);
          if (name !== 'changed') return;
          const about = data as { conversation?: string; case?: string };
          // A star means that anything may have changed.
          if (about.case === '*') return void catchUp(queries);
          for (const key of [['queue'], ['case', about.case], ['chat', about.conversation]])
            if (key.at(-1)) void queries.invalidateQueries({ queryKey: key });
        },
        opened() {
          setUp(true);
          // Catch up: what changed while nobody listened is not sent again.
          catchUp(queries);
        },
        lost: () => setUp(false),
      },
      ends.signal,
    );
    return () => ends.abort();
  }, [queries]);
  return up;
}
