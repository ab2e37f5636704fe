import { Alert, Button, Text, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Account } from '../../../src/http/account-contract.ts';
import { RequestFailed } from '../../api/client.ts';
import { hasPasskeys, makePasskey, removePasskey } from '../../api/passkeys.ts';
import { dayOf } from '../../words/times.ts';
import { useWords } from '../../words/use-words.ts';
import { browserOf } from './browser-name.ts';

/** One's passkeys: each opens the desk without password and code, by what the device asks for. */
export function Passkeys({ all }: { all: Account['passkeys'] }) {
  const say = useWords();
  const queries = useQueryClient();
  const onSuccess = () => queries.invalidateQueries({ queryKey: ['account'] });
  const make = useMutation({ mutationFn: () => makePasskey(browserOf(navigator.userAgent)), onSuccess });
  const remove = useMutation({ mutationFn: removePasskey, onSuccess });
  const error = make.error ?? remove.error;
  const stale = error instanceof RequestFailed && error.problem.code === 'SESSION_NOT_FRESH';
  return (
    <>
      <Title order={3} size="h5">
        {say('passkeys')}
      </Title>
      <Text size="sm">{say('passkeyWhy')}</Text>
      {all.map((one) => (
        <div key={one.id} className="session">
          <Text size="sm">
            {one.name || say('passkey')}
            {one.made && ` · ${dayOf(one.made)}`}
          </Text>
          <Button
            size="compact-sm"
            variant="light"
            loading={remove.isPending && remove.variables === one.id}
            onClick={() => remove.mutate(one.id)}
          >
            {say('removePasskey')}
          </Button>
        </div>
      ))}
      {error && (
        <Alert color="red" role="alert">
          {stale
            ? say('passkeySoon')
            : error instanceof RequestFailed
              ? error.message
              : say('passkeyNotMade')}
        </Alert>
      )}
      {hasPasskeys() && (
        <Button variant="light" loading={make.isPending} onClick={() => make.mutate()}>
          {say('makePasskey')}
        </Button>
      )}
    </>
  );
}
