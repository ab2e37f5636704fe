import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { CaseView, Lack, Me } from '../../../src/http/contract.ts';
import { post, RequestFailed } from '../../api/client.ts';
import { beginning, openDraft, requestOf, type Draft } from './draft.ts';

const PAUSE = 1_200;
const RETRY = 5_000;

/** Text that the server does not have yet, by case; it outlives leaving the case, but not the page. */
const kept = new Map<string, Draft>();

/**
 * The opinion being typed. It is saved after each pause and again until it works; what is typed here is never
 * replaced by what comes from the server, and the page asks before it closes on unsaved words.
 */
export function useDraft(view: CaseView, me: Me) {
  const queries = useQueryClient();
  const [typed, setTyped] = useState<Draft | null>(() => kept.get(view.id) ?? null);
  // Until something is typed here, what was saved elsewhere shows; from then on only what is typed here.
  const draft = typed ?? beginning(view, me);
  const [dirty, setDirty] = useState(() => kept.has(view.id));
  const latest = useRef(draft);
  if (typed === null) latest.current = draft;
  const saving = useMutation({
    mutationFn: async (sent: Draft) => {
      const path = `/api/cases/${view.id}/opinion`;
      const saved = await post<{ lacks: Record<string, Lack> }>(path, requestOf(view, sent));
      return { sent, lacks: saved.lacks };
    },
    onSuccess: ({ sent }) => {
      if (latest.current !== sent) return;
      kept.delete(view.id);
      setDirty(false);
      return queries.invalidateQueries({ queryKey: ['case', view.id] });
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
    /** What the saved draft lacks for a signature, as the service sees it. */
    lacks: saving.data?.lacks ?? openDraft(view)?.lacks ?? {},
    change(part: Partial<Draft>) {
      latest.current = { ...latest.current, ...part };
      kept.set(view.id, latest.current);
      setTyped(latest.current);
      setDirty(true);
    },
    /** Saves at once, before signing, and says what is lacking. */
    saveNow: () => mutateAsync(latest.current),
  };
}
