import { Alert, Button, PasswordInput, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { RequestFailed } from '../../api/client.ts';
import { changePassword } from '../../api/signin.ts';
import { useWords } from '../../words/use-words.ts';
import { isLongEnough, NewPasswordField } from './Fields.tsx';

/** One's own password, changed by giving the old one. */
export function ChangePassword({ email }: { email: string }) {
  const say = useWords();
  const queries = useQueryClient();
  const [open, setOpen] = useState(false);
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const change = useMutation({
    mutationFn: () => changePassword(current, next),
    onSuccess: async () => {
      setOpen(false);
      setCurrent('');
      setNext('');
      await queries.invalidateQueries({ queryKey: ['account'] });
    },
  });
  const [tried, setTried] = useState(false);
  const wrong = change.error instanceof RequestFailed && change.error.problem.code === 'wrong_password';
  if (!open)
    return (
      <>
        {change.isSuccess && <Text role="status">{say('passwordChanged')}</Text>}
        <Button variant="light" onClick={() => setOpen(true)}>
          {say('changePassword')}
        </Button>
      </>
    );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (isLongEnough(next)) change.mutate();
      }}
    >
      <Stack gap="sm">
        <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
        <PasswordInput
          label={say('currentPassword')}
          autoComplete="current-password"
          required
          size="md"
          value={current}
          error={wrong && say('wrongPassword')}
          onChange={(e) => setCurrent(e.target.value)}
        />
        <NewPasswordField
          label={say('nextPassword')}
          value={next}
          set={setNext}
          {...(tried && !isLongEnough(next) ? { wrong: say('tooShort') } : {})}
        />
        {change.error && !wrong && (
          <Alert color="red" role="alert">
            {change.error.message}
          </Alert>
        )}
        <Button type="submit" size="md" loading={change.isPending}>
          {say('changePassword')}
        </Button>
        <Button variant="subtle" onClick={() => setOpen(false)}>
          {say('cancel')}
        </Button>
      </Stack>
    </form>
  );
}
