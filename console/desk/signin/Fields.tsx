import { PasswordInput, TextInput } from '@mantine/core';
import { useWords } from '../../words/use-words.ts';

interface Field {
  value: string;
  set(value: string): void;
}

/** The password of somebody who has an account. */
export function PasswordField({ value, set }: Field) {
  const say = useWords();
  return (
    <PasswordInput
      label={say('password')}
      autoComplete="current-password"
      required
      size="md"
      value={value}
      onChange={(e) => set(e.target.value)}
    />
  );
}

/** A code of six digits from the app, or one of the backup codes. */
export function CodeField({
  value,
  set,
  backup = false,
  focus = false,
}: Field & { backup?: boolean; focus?: boolean }) {
  const say = useWords();
  return (
    <TextInput
      label={say(backup ? 'backupCode' : 'code')}
      inputMode={backup ? 'text' : 'numeric'}
      autoComplete="one-time-code"
      required
      size="md"
      autoFocus={focus}
      value={value}
      onChange={(e) => set(e.target.value)}
    />
  );
}

/** A password that is chosen now. `wrong` says what is the matter with it. */
export function NewPasswordField({ label, wrong, value, set }: Field & { label: string; wrong?: string }) {
  const say = useWords();
  return (
    <PasswordInput
      label={label}
      description={say('passwordRule')}
      autoComplete="new-password"
      required
      size="md"
      maxLength={128}
      value={value}
      error={wrong}
      onChange={(e) => set(e.target.value)}
    />
  );
}

/** What every password of the desk is, as the server holds it. */
export const isLongEnough = (password: string): boolean => password.length >= 12;
