import { useState } from 'react';
import type { CaseView } from '../../../src/http/contract.ts';
import { doubtful, type CaseFact } from '../case/groups.ts';

/** The doubts on papers, the gravest first, one after another. */
export interface Walk {
  /** Which of how many is looked at now; 0 when all were. */
  at: number;
  total: number;
  /** Doubts that still wait. */
  left: number;
  next(): void;
  end(): void;
}

/** Doubts that stand on a page. */
export const pageDoubts = (view: CaseView): CaseFact[] =>
  doubtful(view).filter(({ from }) => from.kind === 'page');

/** Goes through the doubts that were there when it began; what others settle meanwhile is passed over. */
export function useWalk(
  view: CaseView,
  picked: CaseFact | null,
  pick: (fact: CaseFact | null) => void,
): { walk: Walk | null; begin(): void } {
  const [ids, setIds] = useState<string[] | null>(null);
  const open = pageDoubts(view);
  const begin = () => {
    setIds(open.map(({ id }) => id));
    pick(open[0] ?? null);
  };
  if (!ids) return { walk: null, begin };
  const at = ids.findIndex((id) => id === picked?.id || id === picked?.corrects);
  return {
    begin,
    walk: {
      at: at + 1,
      total: ids.length,
      left: open.length,
      next() {
        const rest = ids.slice(at + 1);
        pick(open.find(({ id }) => rest.includes(id)) ?? null);
      },
      end() {
        setIds(null);
        pick(null);
      },
    },
  };
}
