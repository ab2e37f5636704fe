import { Alert, Button, Paper, Stack, Title } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { RequestFailed } from '../../api/client.ts';
import { lookAtLink, takeLink } from '../../api/staff.ts';
import { signIn, wantsSecondStep, whoAmI } from '../../api/signin.ts';
import { useWords } from '../../words/use-words.ts';
import { QUEUE_LINK } from '../route.ts';
import { Sorry } from '../Sorry.tsx';
import { Waiting } from '../Waiting.tsx';
import Enrol from './Enrol.tsx';
import { LinkForm } from './LinkForm.tsx';

/** Away from the link, whose token is spent, to the desk or its sign-in. */
function leave(): void {
  history.replaceState(null, '', QUEUE_LINK);
  location.reload();
}

/** What somebody finds behind a one-time link: an account to make, a password to choose, or a lost phone to forget. */
export default function Welcome({ token }: { token: string }) {
  const say = useWords();
  const [password, setPassword] = useState('');
  const link = useQuery({
    queryKey: ['link', token],
    queryFn: () => lookAtLink(token),
    staleTime: Infinity,
    // Whoever looks up the registration number must find the same page again.
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  const take = useMutation({
    mutationFn: async (more: { qualification?: string; registration?: string }) => {
      await takeLink({ token, password, ...more });
      if (link.data?.purpose !== 'account') return 'sign-in';
      await signIn(link.data.email, password);
      const refusal: unknown = await whoAmI().then(
        () => null,
        (error: unknown) => error,
      );
      return wantsSecondStep(refusal) ? 'second-step' : 'inside';
    },
    onSuccess: (next) => next === 'inside' && leave(),
  });
  const over = [link.error, take.error].some(
    (error) => error instanceof RequestFailed && error.problem.code === 'link_over',
  );
  return (
    <main className="sign-in">
      <Paper className="sign-in-card" withBorder radius="lg" p="xl">
        <img src={new URL('../../look/mark.svg', import.meta.url).href} alt="" width="44" height="44" />
        {over ? (
          <Stack gap="sm" mt="sm">
            <Title order={1} size="h3">
              Doosri Rai
            </Title>
            <Alert color="red" role="alert">
              {say('linkOver')}
            </Alert>
            <Button variant="light" size="md" onClick={leave}>
              {say('toSignIn')}
            </Button>
          </Stack>
        ) : take.data === 'second-step' ? (
          <>
            <Title order={1} size="h3" my="sm">
              {say('secondStep')}
            </Title>
            <Enrol password={password} done={leave} />
          </>
        ) : take.data === 'sign-in' ? (
          <Stack gap="sm" mt="sm">
            <Title order={1} size="h3">
              {say('allDone')}
            </Title>
            <Button size="md" onClick={leave}>
              {say('toSignIn')}
            </Button>
          </Stack>
        ) : link.error ? (
          <Sorry error={link.error} again={() => void link.refetch()} />
        ) : link.data ? (
          <LinkForm
            link={link.data}
            password={password}
            setPassword={setPassword}
            pending={take.isPending}
            error={take.error}
            send={(more) => take.mutate(more)}
          />
        ) : (
          <Waiting />
        )}
      </Paper>
    </main>
  );
}
