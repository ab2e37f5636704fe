import { Alert, Button } from '@mantine/core';
import { RequestFailed } from '../api/client.ts';
import { AlertIcon } from '../look/icons.tsx';
import { useWords } from '../words/use-words.ts';

/** Says what went wrong and what to do next: the server's words where it gave some. */
export function Sorry({ error, again }: { error: Error; again?: () => void }) {
  const say = useWords();
  const text =
    error instanceof RequestFailed
      ? error.status === 404
        ? say('gone')
        : error.problem.message
      : say('wentWrong');
  return (
    <Alert color="red" m="md" icon={<AlertIcon />} role="alert">
      {text}
      {again && (
        <Button size="compact-sm" variant="subtle" color="red.9" ml="sm" onClick={again}>
          {say('again')}
        </Button>
      )}
    </Alert>
  );
}
