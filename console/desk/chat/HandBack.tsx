import { Alert, Button, Modal, Stack, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { use, useState } from 'react';
import type { CaseView, HandBackView } from '../../../src/http/contract.ts';
import { get } from '../../api/client.ts';
import { name } from '../../words/names.ts';
import { TongueContext, useWords } from '../../words/use-words.ts';
import { useChange } from '../case/use-change.ts';
import { Sorry } from '../Sorry.tsx';
import { Waiting } from '../Waiting.tsx';

/** What happened since a person took over, and what the bot goes on from: read before it is handed back. */
export default function HandBack({ view, close }: { view: CaseView; close(): void }) {
  const say = useWords();
  const { tongue } = use(TongueContext);
  const at = `/api/conversations/${view.conversation}/hand-back`;
  const [summary, setSummary] = useState('');
  const handBack = useChange<{ summary?: string }>(at);
  const found = useQuery({
    queryKey: ['hand-back', view.conversation],
    queryFn: ({ signal }) => get<HandBackView>(at, signal),
    staleTime: 0,
    gcTime: 0,
  });
  const names = (kind: string, codes: string[]) => codes.map((code) => name(kind, code, tongue)).join(', ');
  const back = found.data;
  return (
    <Modal
      opened
      onClose={close}
      size="lg"
      title={say('handBackTitle')}
      closeButtonProps={{ 'aria-label': say('cancel') }}
    >
      {found.isPending && <Waiting />}
      {found.error && <Sorry error={found.error} again={() => void found.refetch()} />}
      {back && (
        <Stack gap="sm" className="hand-back">
          <section>
            <h2>{say('sinceThen')}</h2>
            <p>{say('heardSaid', { heard: back.heard, said: back.said })}</p>
            {back.lastHeard.map((text, index) => (
              <blockquote key={index} dir="auto">
                {text}
              </blockquote>
            ))}
          </section>
          {back.learnt.length > 0 && (
            <section>
              <h2>{say('learntSince')}</h2>
              <ul>
                {back.learnt.map(({ path, value }, index) => (
                  <li key={index} dir="auto">
                    {name('fact', path, tongue)}: <b>{value}</b>
                  </li>
                ))}
              </ul>
            </section>
          )}
          {back.missing.length > 0 && (
            <section>
              <h2>{say('botAsksOn')}</h2>
              <p>{back.missing.join(', ')}</p>
            </section>
          )}
          {back.closes.length > 0 && <p>{say('closesNow', { tasks: names('task', back.closes) })}</p>}
          {back.stays.length > 0 && <p>{say('staysOpen', { tasks: names('task', back.stays) })}</p>}
          <section>
            <h2>{say('botSays')}</h2>
            <blockquote dir="auto" lang={view.language}>
              {back.says}
            </blockquote>
          </section>
          <Textarea
            label={say('addSummary')}
            placeholder={say('summaryExample')}
            autosize
            minRows={2}
            maxRows={5}
            maxLength={1000}
            value={summary}
            onChange={(event) => setSummary(event.target.value)}
          />
          {handBack.error && (
            <Alert color="red" role="alert">
              {handBack.error.message}
            </Alert>
          )}
          <Button
            loading={handBack.isPending}
            onClick={() =>
              handBack.mutate(summary.trim() ? { summary: summary.trim() } : {}, { onSuccess: close })
            }
          >
            {say('handBack')}
          </Button>
        </Stack>
      )}
    </Modal>
  );
}
