import { useEffect, useState } from 'react';

/**
 * Milliseconds of now, moving on twice a minute. Never earlier than the newest time the server told:
 * in the demo the service's clock jumps ahead of the browser's.
 */
export function useNow(seen: string[]): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return seen.reduce((latest, at) => Math.max(latest, Date.parse(at) || 0), now);
}
