import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { QueuePage } from '../../src/http/contract.ts';
import type { StoryState } from '../../src/simulator/contract.ts';
import { get } from '../api/client.ts';
import { caseLink, QUEUE_LINK } from './route.ts';

type Scene = Pick<StoryState, 'step' | 'pane'>;

/** Hears what the demo screen around this page says of its story, each scene once; pages of others are not heard. */
export function useScenes(follow: (scene: Scene) => void): void {
  const latest = useRef(follow);
  latest.current = follow;
  useEffect(() => {
    let done = 0;
    const hear = ({ origin, data }: MessageEvent<{ story?: Scene } | undefined>) => {
      const scene = data?.story;
      if (origin !== location.origin || !scene || scene.step === done) return;
      done = scene.step;
      latest.current(scene);
    };
    addEventListener('message', hear);
    return () => removeEventListener('message', hear);
  }, []);
}

/** In the story this desk goes where its person would: to the queue, or to the case where something happened last. */
export function useStoryRoute(): void {
  const queries = useQueryClient();
  useScenes(({ pane }) => {
    if (pane === 'queue') return void (location.hash = QUEUE_LINK);
    void queries
      .fetchQuery({
        queryKey: ['newest'],
        queryFn: ({ signal }) => get<QueuePage>('/api/queue', signal),
        staleTime: 0,
      })
      .then(({ rows }) => {
        const newest = rows.toSorted((a, b) => b.lastAt.localeCompare(a.lastAt))[0];
        if (newest) location.hash = caseLink(newest.case);
      })
      .catch(() => undefined);
  });
}
