import { Alert, Button, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { use, useState } from 'react';
import type { CaseView, ReadyReply } from '../../../src/http/contract.ts';
import { get } from '../../api/client.ts';
import { name } from '../../words/names.ts';
import { TongueContext, useWords } from '../../words/use-words.ts';
import { useChange } from './use-change.ts';

type Asked = { text?: string; ready?: string; n?: number; id: string };

/** A question to the family: a ready one in their language with one tap, or one's own words. `n`: a doctor's, to be worded. */
export default function AskSheet({ view, n, close }: { view: CaseView; n: number; close(): void }) {
  const say = useWords();
  const { tongue } = use(TongueContext);
  const [text, setText] = useState(view.asks.find((one) => one.n === n)?.text ?? '');
  const [id] = useState(() => crypto.randomUUID());
  const ask = useChange<Asked>(`/api/cases/${view.id}/ask`);
  const ready = useQuery({
    queryKey: ['replies', 'asks', view.id],
    queryFn: ({ signal }) => get<ReadyReply[]>(`/api/cases/${view.id}/asks`, signal),
    enabled: n === 0,
  });
  const send = (asked: Omit<Asked, 'id'>) => ask.mutate({ ...asked, id }, { onSuccess: close });
  return (
    <Modal
      opened
      onClose={close}
      title={say(n ? 'askWordTitle' : 'askTitle')}
      closeButtonProps={{ 'aria-label': say('cancel') }}
    >
      <Stack gap="md">
        <Text size="sm">{say(n ? 'askWordNote' : 'askNote')}</Text>
        {(ready.data ?? []).map((one) => (
          <Button
            key={one.key}
            variant="default"
            className="ask-ready"
            loading={ask.isPending && ask.variables.ready === one.key}
            onClick={() => send({ ready: one.key })}
          >
            <span dir="auto">
              {one.english}
              {one.text !== one.english && <small>{one.text}</small>}
            </span>
          </Button>
        ))}
        <Textarea
          label={say('askOwn', { language: name('language', view.language, tongue) })}
          autosize
          minRows={2}
          maxLength={1_000}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        {ask.error && (
          <Alert color="red" role="alert">
            {ask.error.message}
          </Alert>
        )}
        <Button
          disabled={!text.trim()}
          loading={ask.isPending && !ask.variables.ready}
          onClick={() => send({ text: text.trim(), ...(n ? { n } : {}) })}
        >
          {say('askSend')}
        </Button>
      </Stack>
    </Modal>
  );
}
