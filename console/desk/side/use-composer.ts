import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { DeskSide } from '../../../src/http/contract.ts';
import { post } from '../../api/client.ts';

const HOLD_AGAIN = 30_000;

/**
 * Holds the composer from the first letter until the words are sent or taken away. `lost`: somebody took it over; the words
 * stay where they are.
 */
export function useComposer(
  conversation: string,
  me: { id: string },
  side: DeskSide | undefined,
  writing: boolean,
) {
  const queries = useQueryClient();
  const [held, setHeld] = useState(false);
  const holds = useRef(false);
  const at = `/api/conversations/${conversation}/composer`;
  const ask = useCallback(
    async (steal: boolean) => {
      const answer = await post<{ holder: { id: string } | null }>(at, { hold: true, steal }).catch(
        () => null,
      );
      if (!answer) return;
      holds.current = answer.holder?.id === me.id;
      setHeld((before) => before || holds.current);
      await queries.invalidateQueries({ queryKey: ['side', conversation] });
    },
    [at, conversation, me.id, queries],
  );
  const letGo = useCallback(() => {
    if (!holds.current) return;
    holds.current = false;
    setHeld(false);
    void post(at, { hold: false }).catch(() => undefined);
  }, [at]);
  useEffect(() => {
    if (!writing) return letGo();
    void ask(false);
    // Only who has it keeps it: asking again must not win back what was taken.
    const timer = setInterval(() => void (holds.current && ask(false)), HOLD_AGAIN);
    return () => clearInterval(timer);
  }, [writing, ask, letGo]);
  useEffect(() => letGo, [letGo]);
  const other = side?.composer && side.composer.id !== me.id ? side.composer : null;
  useEffect(() => {
    if (other) holds.current = false;
  }, [other]);
  return { other, lost: other !== null && held, steal: () => ask(true) };
}
