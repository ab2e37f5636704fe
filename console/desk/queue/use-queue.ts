import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import type { QueuePage, QueueRow } from '../../../src/http/contract.ts';
import { get, post } from '../../api/client.ts';

/** What of the queue somebody wants to see. Empty strings: all. */
export interface View {
  which: '' | 'waiting' | 'mine' | 'unread' | 'mentions' | 'nobodys';
  status: string;
  language: string;
  channel: string;
  team: string;
  label: string;
}

const ALL: View = { which: '', status: '', language: '', channel: '', team: '', label: '' };
let view = ALL;
const listeners = new Set<() => void>();

/** It outlives the list: whoever comes back from a case finds it as they left it. */
export function useView(): [View, (part: Partial<View>) => void] {
  const current = useSyncExternalStore(
    (changed) => (listeners.add(changed), () => listeners.delete(changed)),
    () => view,
  );
  return [
    current,
    (part) => {
      view = { ...view, ...part };
      for (const changed of listeners) changed();
    },
  ];
}

function pathOf(wanted: View, after: string): string {
  const given = Object.entries({ ...wanted, after }).filter(([, value]) => value !== '');
  return given.length ? `/api/queue?${new URLSearchParams(given).toString()}` : '/api/queue';
}

/** The queue, page after page, as the server orders it. */
export function useQueue(wanted: View) {
  const pages = useInfiniteQuery({
    queryKey: ['queue', wanted],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => get<QueuePage>(pathOf(wanted, pageParam), signal),
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: (before) => before,
    refetchInterval: 60_000,
  });
  // Somebody who moved up between two pages would stand on both.
  const rows = pages.data?.pages.flatMap((page) => page.rows) ?? [];
  return { pages, rows: [...new Map(rows.map((row) => [row.conversation, row])).values()] };
}

/** Looks for a reference, a phone or a name. What was typed goes in the body, never into an address. */
export function useSearch(words: string) {
  return useQuery({
    queryKey: ['queue', 'search', words],
    enabled: words.length >= 2,
    queryFn: async () => (await post<QueuePage>('/api/queue/search', { words })).rows,
    placeholderData: (before: QueueRow[] | undefined) => before,
  });
}
