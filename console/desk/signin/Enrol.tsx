import { Alert, Button, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { RequestFailed } from '../../api/client.ts';
import { beginSecondStep, enterCode, type SecondStep } from '../../api/signin.ts';
import { useWords } from '../../words/use-words.ts';
import { BackupCodes } from './BackupCodes.tsx';
import { CodeField, PasswordField } from './Fields.tsx';
import { QrCode } from './QrCode.tsx';

/** Sets up an authenticator app: the password, the picture and its first code, then the codes for a lost phone. */
export default function Enrol({
  password: known = '',
  fromDirectory = false,
  done,
}: {
  password?: string;
  /** Came by the directory: has perhaps no password here. */
  fromDirectory?: boolean;
  done(): void;
}) {
  const say = useWords();
  const [password, setPassword] = useState(known);
  const [code, setCode] = useState('');
  const [step, setStep] = useState<SecondStep | null>(null);
  const [kept, setKept] = useState(false);
  const begin = useMutation({ mutationFn: (given: string) => beginSecondStep(given), onSuccess: setStep });
  const verify = useMutation({ mutationFn: () => enterCode(code), onSuccess: () => setKept(true) });
  if (step && kept) return <BackupCodes codes={step.backupCodes} done={done} />;
  // That a password is wanted after all is no mistake of who gave none.
  const error = step ? verify.error : begin.variables === '' ? null : begin.error;
  // Whether there is a password is known only when nothing was given for one.
  const without = fromDirectory && begin.error === null;
  const wrong = error instanceof RequestFailed && [400, 401].includes(error.status);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (step) verify.mutate();
        else begin.mutate(password);
      }}
    >
      <Stack gap="sm">
        {step ? (
          <>
            <Text>{say('scanThis')}</Text>
            <QrCode text={step.totpURI} label={say('qrCode')} />
            <Text size="sm">
              {say('orType')} <code className="key">{secretOf(step.totpURI)}</code>
            </Text>
            <CodeField value={code} set={setCode} />
          </>
        ) : (
          <>
            <Text>{say(without ? 'secondStepDirectory' : 'secondStepWhy')}</Text>
            {!without && <PasswordField value={password} set={setPassword} />}
          </>
        )}
        {error && (
          <Alert color="red" role="alert">
            {wrong ? say(step ? 'wrongCode' : 'wrongPassword') : error.message}
          </Alert>
        )}
        <Button type="submit" size="md" loading={begin.isPending || verify.isPending}>
          {say('goOn')}
        </Button>
      </Stack>
    </form>
  );
}

/** In groups of four, as people type. */
const secretOf = (uri: string): string =>
  (new URL(uri).searchParams.get('secret') ?? '').replace(/(.{4})(?=.)/g, '$1 ');
