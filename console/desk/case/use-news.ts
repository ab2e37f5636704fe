import { useEffect, useState } from 'react';
import type { CaseView } from '../../../src/http/contract.ts';
import { post } from '../../api/client.ts';

/** So long somebody looks before the case counts as looked at. */
const GLANCE = 2_500;

/**
 * What is new since one looked last. It stays marked while the case is open, until its own source was looked at; the service is told
 * that the case was looked at, so that the next visit begins without it.
 */
export function useNews(
  view: CaseView,
  visible: boolean,
): { fresh: ReadonlySet<string>; saw(id: string): void } {
  const [kept, setKept] = useState<readonly string[]>([]);
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set());
  const { news, newest, id } = view;
  const now = news ? [...news.facts, ...news.papers, ...news.opinions] : [];
  const all = [...new Set([...kept, ...now])].filter((one) => !seen.has(one));
  const key = `${newest.fact} ${newest.paper} ${now.join(' ')}`;
  useEffect(() => {
    if (!visible) return;
    const timer = setTimeout(() => {
      setKept((before) => [...new Set([...before, ...now])]);
      // Where the line is down, it is told at the next look.
      post(`/api/cases/${id}/seen`, newest).catch(() => undefined);
    }, GLANCE);
    return () => clearTimeout(timer);
    // `key` holds all that matters of `newest` and `now`.
  }, [id, key, visible]);
  return { fresh: new Set(all), saw: (one) => setSeen((before) => new Set([...before, one])) };
}
