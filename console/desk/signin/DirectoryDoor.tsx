import { Alert, Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { directoryName, goToDirectory } from '../../api/signin.ts';
import { useWords } from '../../words/use-words.ts';
import type { Word } from '../../words/words.ts';
import { cameBack } from '../arrival.ts';

const REFUSED: Record<string, Word> = {
  signup_disabled: 'directoryUnknown',
  ACCOUNT_OFF: 'directoryOff',
};

/** The way in by the hospital's directory, where there is one, and what it said if it let nobody in. */
export function DirectoryDoor() {
  const say = useWords();
  const { data: name } = useQuery({ queryKey: ['ways'], queryFn: directoryName, staleTime: Infinity });
  const go = useMutation({ mutationFn: goToDirectory });
  if (!name) return null;
  const { refused } = cameBack;
  return (
    <>
      {(refused ?? go.error) && (
        <Alert color="red" role="alert">
          {say((!go.error && refused && REFUSED[refused]) || 'directoryFailed')}
        </Alert>
      )}
      <Button variant="light" size="md" loading={go.isPending} onClick={() => go.mutate()}>
        {say('enterByDirectory', { name })}
      </Button>
    </>
  );
}
