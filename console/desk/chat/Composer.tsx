import { Alert, Button } from '@mantine/core';
import { lazy, Suspense, useRef, useState } from 'react';
import type { CaseView, ChatMessage, Me } from '../../../src/http/contract.ts';
import { PersonIcon, RobotIcon } from '../../look/icons.tsx';
import { useWords } from '../../words/use-words.ts';
import { useChange } from '../case/use-change.ts';
import { fetched } from '../fetched.ts';
import { useSide } from '../side/use-side.ts';
import { useKeys } from '../use-keys.ts';
import { NoteForm } from './Note.tsx';
import { Writing } from './Writing.tsx';

const HandBack = lazy(fetched(() => import('./HandBack.tsx')));

/**
 * Says who has the voice, and lets a coordinator take it, speak and hand it back; or write a note that nobody outside reads.
 * Speaking takes the voice in the same act, so that the bot and a person never both answer.
 */
export function Composer({ view, me, newest }: { view: CaseView; me: Me; newest: ChatMessage | null }) {
  const say = useWords();
  const [mode, setMode] = useState<'reply' | 'note'>('reply');
  const [handing, setHanding] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const side = useSide(view.conversation).data;
  const at = `/api/conversations/${view.conversation}`;
  const take = useChange(`${at}/take`);
  const noAnswer = useChange<{ message: string }>(`${at}/no-answer`);
  const mine = view.voice === 'staff' && view.holder?.id === me.id;
  const other = view.voice === 'staff' && !mine;
  const talks = me.role !== 'reviewer';
  // The bot answers everything; only while a person has the voice can their words be waiting for nothing.
  const waits = talks && view.voice === 'staff' && newest !== null && !!side?.waitingSince;
  const settle = () => waits && noAnswer.mutate({ message: newest.id });
  useKeys({
    r: () => {
      setMode('reply');
      setTimeout(() => box.current?.querySelector('textarea')?.focus());
    },
    n: () => setMode('note'),
    e: settle,
  });
  const error = take.error ?? noAnswer.error;
  return (
    <div className="composer" data-mode={mode} ref={box}>
      <div className="voice" data-mine={mine}>
        {view.voice === 'bot' ? <RobotIcon /> : <PersonIcon />}
        <span>
          {!talks
            ? say('reviewerReads')
            : mine
              ? say('youHaveVoice')
              : other
                ? say('otherHasVoice', { name: view.holder?.name ?? say('somebody') })
                : say('botHasVoice')}
        </span>
        {waits && (
          <Button size="compact-md" variant="subtle" loading={noAnswer.isPending} onClick={settle}>
            {say('noAnswer')}
          </Button>
        )}
        {talks && mine && (
          <Button size="compact-md" variant="default" onClick={() => setHanding(true)}>
            {say('handBack')}
          </Button>
        )}
        {talks && !mine && (
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
      <div className="compose-tabs" role="group" aria-label={say('write')}>
        {talks && (
          <button type="button" aria-pressed={mode === 'reply'} onClick={() => setMode('reply')}>
            {say('reply')}
          </button>
        )}
        <button type="button" aria-pressed={mode === 'note'} onClick={() => setMode('note')}>
          {say('note')}
        </button>
      </div>
      {error && (
        <Alert color="red" role="alert">
          {error.message}
        </Alert>
      )}
      {mode === 'note' ? (
        <NoteForm conversation={view.conversation} stay={() => setMode('reply')} />
      ) : (
        talks && <Writing view={view} me={me} side={side} mine={mine} closed={other} />
      )}
      {handing && (
        <Suspense>
          <HandBack view={view} close={() => setHanding(false)} />
        </Suspense>
      )}
    </div>
  );
}
