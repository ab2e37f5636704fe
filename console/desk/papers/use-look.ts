import { useEffect } from 'react';
import { post } from '../../api/client.ts';

/** So often a paper that is worked on says so. The server takes pauses of more than two minutes out. */
const EVERY = 10_000;
const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchmove'] as const;

/** Tells that this page is looked at, as long as somebody moves: by it the time a paper takes is known. */
export function useLook(path: string | null): void {
  useEffect(() => {
    if (!path) return;
    let last = 0;
    const look = () => {
      if (Date.now() - last < EVERY || document.visibilityState === 'hidden') return;
      // On a phone another pane may be before it.
      if (!document.querySelector<HTMLElement>('.papers')?.offsetParent) return;
      last = Date.now();
      // Worth one try: the next sign covers it.
      post(`${path}/look`).catch(() => undefined);
    };
    look();
    for (const sign of SIGNS) addEventListener(sign, look, { passive: true });
    return () => SIGNS.forEach((sign) => removeEventListener(sign, look));
  }, [path]);
}
