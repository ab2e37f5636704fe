import { Button, Modal, Stack, Text } from '@mantine/core';
import { useWords } from '../../words/use-words.ts';

/** The last question before a signature: what it does, and who signs. */
export function SignSheet(props: { who: string; pending: boolean; sign(): void; close(): void }) {
  const say = useWords();
  return (
    <Modal
      opened
      onClose={props.close}
      title={say('signTitle')}
      closeButtonProps={{ 'aria-label': say('cancel') }}
    >
      <Stack>
        <Text size="sm">{say('signNote')}</Text>
        <Text size="sm" fw={600} dir="auto">
          {props.who}
        </Text>
        <Button loading={props.pending} onClick={props.sign}>
          {say('signNow')}
        </Button>
        <Button variant="default" onClick={props.close}>
          {say('cancel')}
        </Button>
      </Stack>
    </Modal>
  );
}
