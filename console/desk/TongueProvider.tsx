import { useMemo, useState, type ReactNode } from 'react';
import { TongueContext, type Tongue } from '../words/use-words.ts';

const KEPT = 'desk-language';

/** Remembers the language of the desk in this browser and tells the page, so that screen readers speak it. */
export function TongueProvider({ children }: { children: ReactNode }) {
  const [tongue, setTongue] = useState<Tongue>(() => {
    const kept = localStorage.getItem(KEPT) === 'hi' ? 'hi' : 'en';
    document.documentElement.lang = kept;
    return kept;
  });
  const value = useMemo(
    () => ({
      tongue,
      change(to: Tongue) {
        localStorage.setItem(KEPT, to);
        document.documentElement.lang = to;
        setTongue(to);
      },
    }),
    [tongue],
  );
  return <TongueContext value={value}>{children}</TongueContext>;
}
