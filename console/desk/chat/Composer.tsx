import { Alert, Button, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { CaseView, Me } from '../../../src/http/contract.ts';
import { post, RequestFailed } from '../../api/client.ts';
import { ClockIcon, PersonIcon, RobotIcon, SendIcon } from '../../look/icons.tsx';
import { useWords } from '../../words/use-words.ts';
import { useChange } from '../case/use-change.ts';
import { freshId, keepTyped, typedFor } from './typed.ts';

/**
 * Says who has the voice, and lets a coordinator take it, speak and hand it back.
 * Sending takes the voice first, so that the bot and a person never both answer.
 */
export function Composer({ view, me }: { view: CaseView; me: Me }) {
  const say = useWords();
  const at = `/api/conversations/${view.conversation}`;
  const take = useChange(`${at}/take`);
  const handBack = useChange(`${at}/hand-back`);
  const mine = view.voice === 'staff' && view.holder?.id === me.id;
  const other = view.voice === 'staff' && !mine;
  if (me.role === 'reviewer') return <p className="composer composer-note">{say('reviewerReads')}</p>;
  const error = take.error ?? handBack.error;
  return (
    <div className="composer">
      <div className="voice" data-mine={mine}>
        {view.voice === 'bot' ? <RobotIcon /> : <PersonIcon />}
        <span>
          {mine
            ? say('youHaveVoice')
            : other
              ? say('otherHasVoice', { name: view.holder?.name ?? say('somebody') })
              : say('botHasVoice')}
        </span>
        {mine ? (
          <Button
            size="compact-md"
            variant="default"
            loading={handBack.isPending}
            onClick={() => handBack.mutate({})}
          >
            {say('handBack')}
          </Button>
        ) : (
          <Button
            size="compact-md"
            variant={other ? 'default' : 'filled'}
            loading={take.isPending}
            onClick={() => take.mutate({})}
          >
            {say('takeOver')}
          </Button>
        )}
      </div>
      {view.wordsWait && (
        <p className="words-wait" role="note">
          <ClockIcon size={16} /> {say('wordsWait')}
        </p>
      )}
      {error && (
        <Alert color="red" role="alert">
          {error.message}
        </Alert>
      )}
      <Writing key={view.conversation} at={at} conversation={view.conversation} mine={mine} closed={other} />
    </div>
  );
}

const PATIENCE = 12;

/** Taking over is done in turn with the family's messages, so the voice may be ours only a moment after it was asked for. */
async function sayOnceHeld(path: string, body: { text: string; id: string }, tries: number): Promise<void> {
  try {
    await post(path, body);
  } catch (error) {
    if (tries === 0 || !(error instanceof RequestFailed) || error.status !== 409) throw error;
    await new Promise((resolve) => setTimeout(resolve, 500));
    await sayOnceHeld(path, body, tries - 1);
  }
}

function Writing(props: { at: string; conversation: string; mine: boolean; closed: boolean }) {
  const say = useWords();
  const queries = useQueryClient();
  const [{ text, id }, setTyped] = useState(() => typedFor(props.conversation));
  const type = (to: string, as: string) => {
    keepTyped(props.conversation, to, as);
    setTyped({ text: to, id: as });
  };
  const send = useMutation({
    mutationFn: async () => {
      if (!props.mine) await post(`${props.at}/take`);
      // The id stays the same until the server has answered: sending again after a lost answer says it once.
      await sayOnceHeld(`${props.at}/say`, { text: text.trim(), id }, props.mine ? 0 : PATIENCE);
    },
    onSuccess: () => type('', freshId()),
    onSettled: () =>
      queries.invalidateQueries({
        predicate: ({ queryKey }) => queryKey[0] !== 'me' && queryKey[0] !== 'picture',
      }),
  });
  const ready = text.trim() !== '' && !props.closed && !send.isPending;
  return (
    <form
      className="writing"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) send.mutate();
      }}
    >
      {send.error && (
        <Alert color="red" role="alert">
          {send.error.message}
        </Alert>
      )}
      <Textarea
        aria-label={say('write')}
        placeholder={say('write')}
        autosize
        minRows={1}
        maxRows={6}
        maxLength={4000}
        disabled={props.closed}
        readOnly={send.isPending}
        value={text}
        onChange={(event) => type(event.target.value, id)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
            event.currentTarget.form?.requestSubmit();
        }}
      />
      <Button
        type="submit"
        disabled={!ready && !send.isPending}
        loading={send.isPending}
        leftSection={<SendIcon size={16} />}
      >
        {say(props.mine ? 'send' : 'takeAndSend')}
      </Button>
    </form>
  );
}
