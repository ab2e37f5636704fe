import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { Lack } from '../../../src/http/contract.ts';
import { post, RequestFailed } from '../../api/client.ts';

const PAUSE = 1_200;
const RETRY = 5_000;

/** Text that the server does not have yet, by where it goes; it outlives leaving the case, but not the page. */
const kept = new Map<string, unknown>();

/** What is typed, where it is saved, and as what. */
export interface Saved<T> {
  path: string;
  /** What stands there before anything is typed here. */
  beginning: T;
  body(typed: T): object;
  /** What it lacked when it was saved the last time. */
  lacks: Record<string, Lack>;
  caseId: string;
}

/**
 * A form being typed. It is saved after each pause and again until it works; what is typed here is never replaced by what
 * comes from the server, and the page asks before it closes on unsaved words.
 */
export function useSaved<T extends object>({ path, beginning, body, lacks, caseId }: Saved<T>) {
  const queries = useQueryClient();
  const [typed, setTyped] = useState<T | null>(() => (kept.get(path) as T | undefined) ?? null);
  // Until something is typed here, what was saved elsewhere shows; from then on only what is typed here.
  const draft = typed ?? beginning;
  const [dirty, setDirty] = useState(() => kept.has(path));
  const latest = useRef(draft);
  if (typed === null) latest.current = draft;
  const saving = useMutation({
    mutationFn: async (sent: T) => {
      const saved = await post<{ lacks: Record<string, Lack> }>(path, body(sent));
      return { sent, lacks: saved.lacks };
    },
    onSuccess: ({ sent }) => {
      if (latest.current !== sent) return;
      kept.delete(path);
      setDirty(false);
      return queries.invalidateQueries({ queryKey: ['case', caseId] });
    },
  });
  const { mutate, mutateAsync, isPending, error, variables } = saving;
  // A refusal (no such question any more, somebody else writes) is not cured by asking again; only by typing on.
  const refused =
    error instanceof RequestFailed && error.status >= 400 && error.status < 500 && variables === draft;
  useEffect(() => {
    if (!dirty || isPending || refused) return;
    const timer = setTimeout(() => mutate(latest.current), error ? RETRY : PAUSE);
    return () => clearTimeout(timer);
  }, [dirty, draft, isPending, error, refused, mutate]);
  useEffect(() => {
    if (!dirty) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [dirty]);
  return {
    draft,
    state: isPending ? ('saving' as const) : dirty ? ('unsaved' as const) : ('saved' as const),
    error,
    /** What the saved text lacks, as the service sees it. */
    lacks: saving.data?.lacks ?? lacks,
    change(part: Partial<T>) {
      latest.current = { ...latest.current, ...part };
      kept.set(path, latest.current);
      setTyped(latest.current);
      setDirty(true);
    },
    /** Saves at once, and says what is lacking. */
    saveNow: () => mutateAsync(latest.current),
  };
}
