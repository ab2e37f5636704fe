import { Alert, Button, Textarea } from '@mantine/core';
import { useIsMutating, useMutation, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import type { CaseView, DeskSide, Me } from '../../../src/http/contract.ts';
import { post, RequestFailed } from '../../api/client.ts';
import { ListIcon, PenIcon, SendIcon } from '../../look/icons.tsx';
import { useWords } from '../../words/use-words.ts';
import { fetched } from '../fetched.ts';
import { useComposer } from '../side/use-composer.ts';
import { SendingLine } from './Sending.tsx';
import { freshId, keepTyped, typedFor } from './typed.ts';

const ReadyReplies = lazy(fetched(() => import('./ReadyReplies.tsx')));

/** No answer came: the line is down, and the words may go once it is back. Anything else was an answer. */
const isLineDown = (error: unknown): boolean => error instanceof RequestFailed && error.status === 0;

/** What is written to the family: held against others while it is written, sent once, and never lost. */
export function Writing({
  view,
  me,
  side,
  mine,
  closed,
}: {
  view: CaseView;
  me: Me;
  side: DeskSide | undefined;
  mine: boolean;
  closed: boolean;
}) {
  const say = useWords();
  const queries = useQueryClient();
  const { conversation } = view;
  const [{ text, id }, setTyped] = useState(() => typedFor(conversation));
  const [choosing, setChoosing] = useState(false);
  const composer = useComposer(conversation, me, side, text !== '' && !closed);
  const type = (to: string, as = id) => {
    keepTyped(conversation, to, as);
    setTyped({ text: to, id: as });
  };
  const send = useMutation({
    mutationKey: ['say', conversation],
    // The id stays the same until the server has answered: sending again after a lost answer says it once.
    mutationFn: (said: { text: string; id: string }) => post(`/api/conversations/${conversation}/say`, said),
    retry: (_count, error) => isLineDown(error),
    retryDelay: (count) => Math.min(15_000, 1_000 * 2 ** count),
    onSuccess: () => type('', freshId()),
    onSettled: () =>
      queries.invalidateQueries({
        predicate: ({ queryKey }) => queryKey[0] !== 'me' && queryKey[0] !== 'picture',
      }),
  });
  const sending = useIsMutating({ mutationKey: ['say', conversation] }) > 0;
  const down = sending && (send.isPaused || isLineDown(send.failureReason));
  const shut = closed || composer.other !== null || !!side?.sending.refused;
  const ready = text.trim() !== '' && !shut && !sending;
  const go = () => ready && send.mutate({ text: text.trim(), id });
  return (
    <form
      className="writing"
      onSubmit={(event) => {
        event.preventDefault();
        go();
      }}
    >
      {side && <SendingLine sending={side.sending} conversation={conversation} text={text} />}
      {composer.other && (
        <div className="words-wait" role={composer.lost ? 'alert' : 'status'}>
          <PenIcon size={16} />
          <span>{say(composer.lost ? 'tookWriting' : 'writes', { name: composer.other.name })}</span>
          <Button size="compact-sm" variant="default" onClick={() => void composer.steal()}>
            {say('writeAnyway')}
          </Button>
        </div>
      )}
      {send.error && (
        <Alert color="red" role="alert">
          {send.error.message}
        </Alert>
      )}
      {down && (
        <p className="words-wait" role="status">
          {say('goesLater')}
        </p>
      )}
      <Textarea
        aria-label={say('write')}
        placeholder={say('write')}
        autosize
        minRows={1}
        maxRows={6}
        maxLength={4000}
        disabled={closed}
        readOnly={sending || shut}
        value={text}
        onChange={(event) => type(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) go();
          if (event.key === 'Escape') event.currentTarget.blur();
        }}
      />
      <div className="writing-acts">
        <Button
          variant="default"
          aria-label={say('readyReplies')}
          disabled={shut}
          leftSection={<ListIcon size={16} />}
          onClick={() => setChoosing(true)}
        >
          {say('readyReplies')}
        </Button>
        <Button
          type="submit"
          disabled={!ready && !sending}
          loading={sending}
          leftSection={<SendIcon size={16} />}
        >
          {say(mine ? 'send' : 'takeAndSend')}
        </Button>
      </div>
      {choosing && (
        <Suspense>
          <ReadyReplies
            conversation={conversation}
            language={view.language}
            take={(reply) => {
              type(text.trim() ? `${text.trimEnd()}\n${reply}` : reply);
              setChoosing(false);
            }}
            close={() => setChoosing(false)}
          />
        </Suspense>
      )}
    </form>
  );
}
