import { useMutation, useQueryClient } from '@tanstack/react-query';
import { post } from '../../api/client.ts';

/** One change at the desk: sends it, then fetches the case, its chat and the queue anew. */
export function useChange<Body = Record<string, unknown>>(path: string | ((body: Body) => string)) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: Body) => post(typeof path === 'string' ? path : path(body), body),
    onSettled: () =>
      queries.invalidateQueries({
        predicate: ({ queryKey }) => ['case', 'chat', 'queue', 'side'].includes(String(queryKey[0])),
      }),
  });
}
