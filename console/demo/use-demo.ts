import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { DemoState, SimChat, SimSms, StoryState } from '../../src/simulator/contract.ts';
import { get, post } from '../api/client.ts';
import { follow } from '../api/live.ts';

/** Where the two phones are. A number is a path part, so its plus sign is escaped. */
export const whatsappOf = (phone: string): string => `/demo/whatsapp/${encodeURIComponent(phone)}`;
export const smsOf = (phone: string): string => `/demo/sms/${encodeURIComponent(phone)}`;

/** The state of the demo: clock, story, behaviour, phones. */
export const useDemo = () =>
  useQuery({ queryKey: ['demo'], queryFn: () => get<DemoState>('/demo/state'), refetchInterval: 15_000 });

export const useWhatsapp = (phone: string) =>
  useQuery({
    queryKey: ['whatsapp', phone],
    queryFn: () => get<SimChat>(whatsappOf(phone)),
    refetchInterval: 15_000,
  });

export const useSms = (phone: string) =>
  useQuery({
    queryKey: ['sms', phone],
    queryFn: () => get<SimSms[]>(smsOf(phone)),
    refetchInterval: 15_000,
  });

/** Keeps both phones, the clock and the story fresh. @returns false while the stream is broken. */
export function useDemoLive(): boolean {
  const queries = useQueryClient();
  const [up, setUp] = useState(true);
  useEffect(() => {
    const ends = new AbortController();
    void follow(
      '/demo/live',
      {
        event(name, data) {
          const fresh = (key: string) => void queries.invalidateQueries({ queryKey: [key] });
          if (name === 'changed') fresh((data as { channel: string }).channel);
          if (name === 'clock')
            queries.setQueryData<DemoState>(
              ['demo'],
              (old) => old && { ...old, ...(data as Partial<DemoState>) },
            );
          if (name === 'accidents')
            queries.setQueryData<DemoState>(
              ['demo'],
              (old) => old && { ...old, accidents: data as DemoState['accidents'] },
            );
          if (name !== 'story') return;
          const story = data as StoryState;
          queries.setQueryData<DemoState>(['demo'], (old) => old && { ...old, story });
          // A new play has new phones.
          if (story.step === 1) fresh('demo');
        },
        opened() {
          setUp(true);
          void queries.invalidateQueries();
        },
        lost: () => setUp(false),
      },
      ends.signal,
    );
    return () => ends.abort();
  }, [queries]);
  return up;
}

/** Sends one act of the demo and fetches everything anew. */
export function useAct(): (path: string, body?: unknown) => Promise<void> {
  const queries = useQueryClient();
  return async (path, body = {}) => {
    await post(path, body);
    await queries.invalidateQueries();
  };
}
