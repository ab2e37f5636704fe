import { useSyncExternalStore } from 'react';

/** Where the desk is. It lives behind the `#`, so the server needs to know one page and logs no case ids. */
export interface Route {
  case: string | null;
}

const listen = (changed: () => void) => {
  addEventListener('hashchange', changed);
  return () => removeEventListener('hashchange', changed);
};

export function useRoute(): Route {
  const hash = useSyncExternalStore(listen, () => location.hash);
  return { case: /^#\/case\/([\w-]+)$/.exec(hash)?.[1] ?? null };
}

export const caseLink = (id: string): string => `#/case/${id}`;
export const QUEUE_LINK = '#/';
