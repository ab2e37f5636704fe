import { Button, Modal, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Account as Mine } from '../../../src/http/account-contract.ts';
import { get, post } from '../../api/client.ts';
import { useWords } from '../../words/use-words.ts';
import { Sorry } from '../Sorry.tsx';
import { browserOf } from './browser-name.ts';
import { ChangePassword } from './ChangePassword.tsx';
import Enrol from './Enrol.tsx';
import { Passkeys } from './Passkeys.tsx';

/** How I sign in, and where I am signed in, with the way out of everywhere. */
export default function Account({ close }: { close(): void }) {
  const say = useWords();
  const queries = useQueryClient();
  const [enrols, setEnrols] = useState(false);
  const mine = useQuery({
    queryKey: ['account'],
    queryFn: ({ signal }) => get<Mine>('/api/account', signal),
  });
  const end = useMutation({
    mutationFn: (id: string | null) => post(`/api/account/sessions${id ? `/${id}` : ''}/end`),
    onSuccess: (_ok, id) => (id ? queries.invalidateQueries({ queryKey: ['account'] }) : location.reload()),
  });
  const looksAgain = () => {
    setEnrols(false);
    void queries.invalidateQueries({ queryKey: ['account'] });
  };
  return (
    <Modal opened onClose={close} title={say('account')} closeButtonProps={{ 'aria-label': say('cancel') }}>
      {mine.error && <Sorry error={mine.error} again={() => void mine.refetch()} />}
      {end.error && <Sorry error={end.error} />}
      {mine.data && (
        <Stack gap="md">
          <Text>{mine.data.email}</Text>
          <Title order={3} size="h5">
            {say('secondStep')}
          </Title>
          {mine.data.secondStep ? (
            <Text>{say('secondStepOn')}</Text>
          ) : enrols ? (
            <Enrol fromDirectory={!mine.data.password} done={looksAgain} />
          ) : (
            <Button variant="light" onClick={() => setEnrols(true)}>
              {say('setUp')}
            </Button>
          )}
          <Passkeys all={mine.data.passkeys} />
          {mine.data.password && (
            <>
              <Title order={3} size="h5">
                {say('password')}
              </Title>
              <ChangePassword email={mine.data.email} />
            </>
          )}
          <Title order={3} size="h5">
            {say('signedInAt')}
          </Title>
          {mine.data.sessions.map((one) => (
            <div key={one.id} className="session">
              <Text size="sm">
                {browserOf(one.agent)} · {one.address} ·{' '}
                {new Date(one.used).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' })}
              </Text>
              {one.here ? (
                <Text size="sm">{say('thisOne')}</Text>
              ) : (
                <Button size="compact-sm" variant="light" onClick={() => end.mutate(one.id)}>
                  {say('endSession')}
                </Button>
              )}
            </div>
          ))}
          <Button color="red.9" variant="outline" onClick={() => end.mutate(null)}>
            {say('endAll')}
          </Button>
        </Stack>
      )}
    </Modal>
  );
}
