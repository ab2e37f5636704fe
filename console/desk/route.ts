import { useSyncExternalStore } from 'react';

/** Where the desk is. It lives behind the `#`, so the server needs to know one page and logs no case ids. */
export interface Route {
  case: string | null;
  /** The token of a one-time link. */
  welcome: string | null;
  staff: boolean;
  /** The lead's board. */
  board: boolean;
}

const listen = (changed: () => void) => {
  addEventListener('hashchange', changed);
  return () => removeEventListener('hashchange', changed);
};

export function useRoute(): Route {
  const hash = useSyncExternalStore(listen, () => location.hash);
  const after = (place: RegExp) => place.exec(hash)?.[1] ?? null;
  return {
    case: after(/^#\/case\/([\w-]+)$/),
    welcome: after(/^#\/welcome\/([\w-]+)$/),
    staff: hash === STAFF_LINK,
    board: hash === BOARD_LINK,
  };
}

export const caseLink = (id: string): string => `#/case/${id}`;
export const QUEUE_LINK = '#/';
export const STAFF_LINK = '#/staff';
export const BOARD_LINK = '#/board';
