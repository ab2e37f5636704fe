import { Alert, Button, Stack, Text, TextInput, Title } from '@mantine/core';
import { use, useState } from 'react';
import type { Welcome } from '../../../src/http/account-contract.ts';
import { name } from '../../words/names.ts';
import { TongueContext, useWords } from '../../words/use-words.ts';
import { isLongEnough, NewPasswordField } from './Fields.tsx';

interface Doctor {
  qualification?: string;
  registration?: string;
}

/** What a one-time link asks of who opened it. */
export function LinkForm(props: {
  link: Welcome;
  password: string;
  setPassword(value: string): void;
  pending: boolean;
  error: Error | null;
  send(more: Doctor): void;
}) {
  const say = useWords();
  const { tongue } = use(TongueContext);
  const { link, password, setPassword } = props;
  const [qualification, setQualification] = useState('');
  const [registration, setRegistration] = useState('');
  const [tried, setTried] = useState(false);
  const chooses = link.purpose !== 'second_step';
  const isDoctor = link.purpose === 'account' && link.role === 'reviewer';
  const [title, note, button] = (
    {
      account: ['welcome', 'welcomeNote', 'makeAccount'],
      password: ['newPasswordTitle', 'newPasswordNote', 'setPassword'],
      second_step: ['newStepTitle', 'newStepNote', 'forgetPhone'],
    } as const
  )[link.purpose];
  const blanks = { name: link.name, email: link.email, role: name('role', link.role, tongue) };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (!chooses || isLongEnough(password)) props.send(isDoctor ? { qualification, registration } : {});
      }}
    >
      <Stack gap="sm" mt="sm">
        <Title order={1} size="h3" dir="auto">
          {say(title, blanks)}
        </Title>
        <Text>{say(note, blanks)}</Text>
        {isDoctor && (
          <>
            <TextInput
              label={say('qualification')}
              required
              size="md"
              maxLength={100}
              value={qualification}
              onChange={(e) => setQualification(e.target.value)}
            />
            <TextInput
              label={say('registration')}
              required
              size="md"
              maxLength={100}
              value={registration}
              onChange={(e) => setRegistration(e.target.value)}
            />
          </>
        )}
        {chooses && (
          <>
            <input type="hidden" name="username" autoComplete="username" value={link.email} readOnly />
            <NewPasswordField
              label={say('choosePassword')}
              value={password}
              set={setPassword}
              {...(tried && !isLongEnough(password) ? { wrong: say('tooShort') } : {})}
            />
          </>
        )}
        {props.error && (
          <Alert color="red" role="alert">
            {props.error.message}
          </Alert>
        )}
        <Button type="submit" size="md" loading={props.pending}>
          {say(button)}
        </Button>
      </Stack>
    </form>
  );
}
