import { Button, CopyButton, Modal, Stack, Text, Textarea } from '@mantine/core';
import type { NewLink } from '../../../src/http/account-contract.ts';
import { fullTime } from '../../words/times.ts';
import { useWords } from '../../words/use-words.ts';

/** The link that was just made, this one time. */
export function LinkSheet({ made, close }: { made: NewLink & { name: string }; close(): void }) {
  const say = useWords();
  return (
    <Modal
      opened
      onClose={close}
      // A slip of the finger must not throw the link away.
      closeOnClickOutside={false}
      title={say('linkTitle', { name: made.name })}
      closeButtonProps={{ 'aria-label': say('cancel') }}
    >
      <Stack gap="sm">
        <Text>{say('linkHandOver', { name: made.name, time: fullTime(made.ends) })}</Text>
        <Textarea
          label={say('oneTimeLink')}
          value={made.link}
          readOnly
          autosize
          className="staff-link"
          onFocus={(event) => event.target.select()}
        />
        <Text fw={600}>{say('linkSecret')}</Text>
        <CopyButton value={made.link}>
          {({ copied, copy }) => <Button onClick={copy}>{say(copied ? 'copied' : 'copyLink')}</Button>}
        </CopyButton>
      </Stack>
    </Modal>
  );
}
