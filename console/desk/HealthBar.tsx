import { Alert } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Health } from '../../src/http/contract.ts';
import { AlertIcon } from '../look/icons.tsx';
import { useWords } from '../words/use-words.ts';

/** Says which part of the service is not well or waits for somebody to act, for as long as it does. Nothing when all is well. */
export function HealthBar() {
  const say = useWords();
  // It comes by the live stream; nobody asks for it.
  const { data } = useQuery<Health | null>({ queryKey: ['health'], queryFn: () => null, enabled: false });
  const ill = data?.parts.filter((part) => !part.ok || part.warn) ?? [];
  if (!ill.length) return null;
  return (
    <Alert color="orange" m="xs" icon={<AlertIcon />} role="status" title={say('notWell')}>
      {ill.map((part) => (
        <div key={part.name}>{part.detail}</div>
      ))}
    </Alert>
  );
}
