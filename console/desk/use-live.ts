import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { follow } from '../api/live.ts';

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
          if (name !== 'changed') return;
          const about = data as { conversation?: string; case?: string };
          for (const key of [['queue'], ['case', about.case], ['chat', about.conversation]])
            if (key.at(-1)) void queries.invalidateQueries({ queryKey: key });
        },
        opened() {
          setUp(true);
          // Catch up: what changed while nobody listened is not sent again.
          void queries.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'me' });
        },
        lost: () => setUp(false),
      },
      ends.signal,
    );
    return () => ends.abort();
  }, [queries]);
  return up;
}
