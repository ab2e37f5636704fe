import type { CaseView, Me } from '../../../src/http/contract.ts';
import { beginning, openDraft, requestOf } from './draft.ts';
import { useSaved } from './use-saved.ts';

/** The opinion being typed. */
export const useDraft = (view: CaseView, me: Me) =>
  useSaved({
    path: `/api/cases/${view.id}/opinion`,
    caseId: view.id,
    beginning: beginning(view, me),
    body: (draft) => requestOf(view, draft),
    lacks: openDraft(view)?.lacks ?? {},
  });
