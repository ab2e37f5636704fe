import { Button } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import type { CaseView, Me } from '../../../src/http/contract.ts';
import { useWords } from '../../words/use-words.ts';
import { openDraft, signedOnes } from './draft.ts';
import './opinion.css';
import { OpinionForm } from './OpinionForm.tsx';
import { SignedOpinion } from './SignedOpinion.tsx';

const Board = lazy(() => import('./Board.tsx'));

const WRITERS = ['reviewer', 'lead'];

/** Signed opinions, newest first, and for a reviewer the form of the next one. */
export function Opinion({ view, me }: { view: CaseView; me: Me }) {
  const say = useWords();
  const [begun, setBegun] = useState(false);
  const signed = signedOnes(view);
  const draft = openDraft(view);
  const writes = WRITERS.includes(me.role);
  const writing = view.mayWrite && (begun || draft !== null || signed.length === 0);
  return (
    <div className="opinion">
      {hasBoard(view) && (
        <Suspense>
          <Board view={view} />
        </Suspense>
      )}
      {writing && (
        <OpinionForm key={signed.length} view={view} me={me} version={draft?.version ?? signed.length + 1} />
      )}
      {view.mayWrite && !writing && (
        <Button variant="light" onClick={() => setBegun(true)}>
          {say('addendum')}
        </Button>
      )}
      {writes && !view.mayWrite && !view.review.reads && (
        <p className="empty">
          {draft ? say('otherWrites', { name: draft.doctor }) : say(waits(view) ? 'waitsForReads' : 'notNow')}
        </p>
      )}
      {!writes && draft && <p className="empty">{say('draft', { n: draft.version })}</p>}
      {!writes && !draft && signed.length === 0 && <p className="empty">{say('notYetOpinion')}</p>}
      {signed.map((opinion) => (
        <SignedOpinion key={opinion.id} opinion={opinion} facts={view.facts} />
      ))}
    </div>
  );
}

const hasBoard = ({ review: { reviewers, mayName, second } }: CaseView): boolean =>
  reviewers.length > 0 || mayName || second.needed || second.mayAsk;

/** Whether the opinion waits for those who still read apart. */
const waits = ({ review: { reviewers } }: CaseView): boolean =>
  reviewers.length > 1 && reviewers.some(({ handedIn }) => !handedIn);
