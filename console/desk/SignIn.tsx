import { Alert, Button, Divider, Paper, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { RequestFailed } from '../api/client.ts';
import { demoUsers, enterCode, signIn, wantsSecondStep, whoAmI, type DemoUser } from '../api/signin.ts';
import type { Word } from '../words/words.ts';
import { useWords } from '../words/use-words.ts';
import { cameBack } from './arrival.ts';
import { fetched } from './fetched.ts';
import { CodeField, PasswordField } from './signin/Fields.tsx';
import { DirectoryDoor } from './signin/DirectoryDoor.tsx';
import { PasskeyDoor } from './signin/PasskeyDoor.tsx';
import { Waiting } from './Waiting.tsx';

const Enrol = lazy(fetched(() => import('./signin/Enrol.tsx')));

const WRONG: Record<string, Word> = {
  INVALID_CODE: 'wrongCode',
  INVALID_BACKUP_CODE: 'wrongCode',
};

/** Signs in by e-mail and password, with a second step where the account has one. Offers demo users where there are any. */
export function SignIn({ enrols = false }: { enrols?: boolean }) {
  const say = useWords();
  const queries = useQueryClient();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  // After one step of the directory the code of the app is wanted.
  const [code, setCode] = useState<string | null>(cameBack.arrived && !enrols ? '' : null);
  const [backup, setBackup] = useState(false);
  const [setsUp, setSetsUp] = useState(enrols);
  const inside = () => queries.invalidateQueries({ queryKey: ['me'] });
  const enter = useMutation({
    mutationFn: async (as?: DemoUser) => {
      if (code !== null) await enterCode(code, backup ? 'backup-code' : 'totp');
      else if ((await signIn(as?.email ?? email, as?.password ?? password)) === 'code') return setCode('');
      const refusal: unknown = await whoAmI().then(
        () => null,
        (error: unknown) => error,
      );
      if (wantsSecondStep(refusal)) return setSetsUp(true);
      await inside();
    },
  });
  const failed = enter.error instanceof RequestFailed ? enter.error : null;
  const refused = failed !== null && [400, 401].includes(failed.status);
  const known = refused && code === null ? 'wrongSignIn' : WRONG[failed?.problem.code ?? ''];
  const problem = known ? say(known) : enter.error?.message;
  return (
    <main className="sign-in">
      <Paper className="sign-in-card" withBorder radius="lg" p="xl">
        <img src={new URL('../look/mark.svg', import.meta.url).href} alt="" width="44" height="44" />
        <Title order={1} size="h2" mt="sm">
          Doosri Rai
        </Title>
        <Text c="dimmed" mb="lg">
          {say('desk')}
        </Text>
        {setsUp && (
          <Suspense fallback={<Waiting />}>
            <Enrol password={password} fromDirectory={cameBack.arrived} done={() => void inside()} />
          </Suspense>
        )}
        <form
          hidden={setsUp}
          onSubmit={(event) => {
            event.preventDefault();
            enter.mutate(undefined);
          }}
        >
          <Stack gap="sm">
            {code === null ? (
              <>
                <TextInput
                  label={say('email')}
                  type="email"
                  autoComplete="username"
                  required
                  size="md"
                  value={email}
                  onChange={(e) => setEmail(e.target.value)}
                />
                <PasswordField value={password} set={setPassword} />
              </>
            ) : (
              <>
                {cameBack.arrived && <Text>{say('directoryCode')}</Text>}
                <CodeField value={code} set={setCode} backup={backup} focus />
              </>
            )}
            {enter.error && (
              <Alert color="red" role="alert">
                {problem}
              </Alert>
            )}
            <Button type="submit" size="md" loading={enter.isPending}>
              {say('signIn')}
            </Button>
            {code === null && <PasskeyDoor inside={() => void inside()} />}
            {code === null && <DirectoryDoor />}
            {code !== null && (
              <Button variant="subtle" onClick={() => setBackup(!backup)}>
                {say(backup ? 'useApp' : 'useBackup')}
              </Button>
            )}
          </Stack>
        </form>
        {code === null && !setsUp && <DemoSeats sit={(user) => enter.mutate(user)} />}
      </Paper>
    </main>
  );
}

function DemoSeats({ sit }: { sit(user: DemoUser): void }) {
  const say = useWords();
  const { data: users = [] } = useQuery({
    queryKey: ['demo-users'],
    queryFn: demoUsers,
    staleTime: Infinity,
  });
  if (users.length === 0) return null;
  return (
    <>
      <Divider my="lg" label={say('demoUsers')} />
      <Stack gap="xs">
        {users.map((user) => (
          <Button key={user.email} variant="light" onClick={() => sit(user)}>
            {user.name ?? user.email} · {user.role}
          </Button>
        ))}
      </Stack>
      <Text size="sm" c="dimmed" mt="sm">
        {say('demoNote')}
      </Text>
    </>
  );
}
