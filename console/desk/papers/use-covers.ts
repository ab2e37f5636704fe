import type { Leaf } from '../../../src/http/contract.ts';
import { useChange } from '../case/use-change.ts';
import type { Area } from './Boxes.tsx';

type Act = { do: 'cover' | 'uncover'; box: Area } | { do: 'clear' };

/** What is said of the covers of a page. */
export function useCovers({ document, page }: Leaf) {
  const change = useChange<Act>(`/api/pages/${document}/${page}/covers`);
  return {
    error: change.error,
    cover: (box: Area) => change.mutate({ do: 'cover', box }),
    uncover: (box: Area) => change.mutate({ do: 'uncover', box }),
    clear: () => change.mutate({ do: 'clear' }),
  };
}
