import { Alert, Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { RequestFailed } from '../../api/client.ts';
import { enterByPasskey, hasPasskeys } from '../../api/passkeys.ts';
import { useWords } from '../../words/use-words.ts';

/** The way in by a passkey, where the browser knows them. */
export function PasskeyDoor({ inside }: { inside(): void }) {
  const say = useWords();
  const enter = useMutation({ mutationFn: enterByPasskey, onSuccess: inside });
  if (!hasPasskeys()) return null;
  const failed = enter.error instanceof RequestFailed ? enter.error : null;
  const unknown = failed?.status === 401;
  return (
    <>
      {enter.error && (
        <Alert color="red" role="alert">
          {unknown ? say('passkeyUnknown') : (failed?.message ?? say('passkeyNotUsed'))}
        </Alert>
      )}
      <Button variant="light" size="md" loading={enter.isPending} onClick={() => enter.mutate()}>
        {say('enterByPasskey')}
      </Button>
    </>
  );
}
