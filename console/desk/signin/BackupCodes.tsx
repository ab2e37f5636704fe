import { Button, Stack, Text } from '@mantine/core';
import { useWords } from '../../words/use-words.ts';

/** Codes for the day the phone is lost, shown this one time. */
export function BackupCodes({ codes, done }: { codes: string[]; done(): void }) {
  const say = useWords();
  return (
    <Stack gap="sm">
      <Text>{say('backupWhy')}</Text>
      <ul className="backup-codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <Button variant="light" size="md" onClick={() => print()}>
        {say('printCodes')}
      </Button>
      <Button size="md" onClick={done}>
        {say('haveKept')}
      </Button>
    </Stack>
  );
}
