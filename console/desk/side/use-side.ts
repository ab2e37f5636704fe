import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { DeskSide } from '../../../src/http/contract.ts';
import { get, post } from '../../api/client.ts';

/** What is around a conversation at the desk: whose it is, notes, who looks, who writes, how words would go out. */
export const useSide = (conversation: string) =>
  useQuery({
    queryKey: ['side', conversation],
    queryFn: ({ signal }) => get<DeskSide>(`/api/conversations/${conversation}/desk`, signal),
    // Who looks and who writes ends by itself, without a word from the server.
    refetchInterval: 30_000,
  });

const BEAT = 20_000;

/** Tells the others that this page shows the conversation, for as long as somebody can see it. */
export function usePresence(conversation: string): void {
  const queries = useQueryClient();
  useEffect(() => {
    const at = `/api/conversations/${conversation}/viewing`;
    const tell = (here: boolean) => post(at, { here }).catch(() => undefined);
    const beat = () => void (document.visibilityState === 'visible' && tell(true));
    const shown = () => void tell(document.visibilityState === 'visible');
    void tell(true).then(() => queries.invalidateQueries({ queryKey: ['side', conversation] }));
    const timer = setInterval(beat, BEAT);
    document.addEventListener('visibilitychange', shown);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', shown);
      void tell(false);
    };
  }, [conversation, queries]);
}

/**
 * Marks as read up to this message of theirs, once it is on a page somebody looks at. Nothing is marked for a page in the
 * background: unread must not lie.
 */
export function useSeen(conversation: string, newest: string | null, visible: boolean): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (!newest || !visible) return;
    const mark = () => {
      if (document.visibilityState !== 'visible') return;
      document.removeEventListener('visibilitychange', mark);
      void post(`/api/conversations/${conversation}/seen`, { message: newest })
        .then(() => queries.invalidateQueries({ queryKey: ['queue'] }))
        .catch(() => undefined);
    };
    document.addEventListener('visibilitychange', mark);
    mark();
    return () => document.removeEventListener('visibilitychange', mark);
  }, [conversation, newest, visible, queries]);
}
