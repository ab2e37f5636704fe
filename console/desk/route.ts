import { useSyncExternalStore } from 'react';

/** Where the desk is. It lives behind the `#`, so the server needs to know one page and logs no case ids. */
export interface Route {
  case: string | null;
  /** The lead's board. */
  board: boolean;
}

const listen = (changed: () => void) => {
  addEventListener('hashchange', changed);
  return () => removeEventListener('hashchange', changed);
};

export function useRoute(): Route {
  const hash = useSyncExternalStore(listen, () => location.hash);
  return { case: /^#\/case\/([\w-]+)$/.exec(hash)?.[1] ?? null, board: hash === BOARD_LINK };
}

export const caseLink = (id: string): string => `#/case/${id}`;
export const QUEUE_LINK = '#/';
export const BOARD_LINK = '#/board';
