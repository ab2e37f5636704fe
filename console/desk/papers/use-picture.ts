import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { byToken, open } from '../../api/client.ts';

/**
 * An address an `<img>` can show. With a cookie that is the server's own; with a token in memory
 * the bytes are fetched here, because a picture's request cannot carry the token.
 */
export function usePicture(path: string | null): { src: string | null; failed: boolean } {
  const fetched = useQuery({
    queryKey: ['picture', path],
    queryFn: async ({ signal }) => (await open(path!, { signal })).blob(),
    enabled: path !== null && byToken(),
    staleTime: Infinity,
  });
  const [made, setMade] = useState<string | null>(null);
  useEffect(() => {
    if (!fetched.data) return;
    const url = URL.createObjectURL(fetched.data);
    setMade(url);
    return () => URL.revokeObjectURL(url);
  }, [fetched.data]);
  return { src: byToken() ? made : path, failed: fetched.isError };
}

/** Opens a file of the case in a new tab, whichever way this page proves who it is. */
export async function openFile(path: string): Promise<void> {
  if (!byToken()) {
    window.open(path, '_blank', 'noopener');
    return;
  }
  const url = URL.createObjectURL(await (await open(path)).blob());
  window.open(url, '_blank');
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
