import { Button } from '@mantine/core';
import { useState } from 'react';
import type { CaseView, Me } from '../../../src/http/contract.ts';
import { useWords } from '../../words/use-words.ts';
import { openDraft, signedOnes } from './draft.ts';
import './opinion.css';
import { OpinionForm } from './OpinionForm.tsx';
import { SignedOpinion } from './SignedOpinion.tsx';

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
      {writing && (
        <OpinionForm key={signed.length} view={view} me={me} version={draft?.version ?? signed.length + 1} />
      )}
      {view.mayWrite && !writing && (
        <Button variant="light" onClick={() => setBegun(true)}>
          {say('addendum')}
        </Button>
      )}
      {writes && !view.mayWrite && (
        <p className="empty">{draft ? say('otherWrites', { name: draft.doctor }) : say('notNow')}</p>
      )}
      {!writes && draft && <p className="empty">{say('draft', { n: draft.version })}</p>}
      {!writes && !draft && signed.length === 0 && <p className="empty">{say('notYetOpinion')}</p>}
      {signed.map((opinion) => (
        <SignedOpinion key={opinion.id} opinion={opinion} facts={view.facts} />
      ))}
    </div>
  );
}
