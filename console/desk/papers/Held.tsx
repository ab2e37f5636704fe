import { Button } from '@mantine/core';
import type { CaseView, DocumentView } from '../../../src/http/contract.ts';
import { useWords } from '../../words/use-words.ts';
import { useChange } from '../case/use-change.ts';

/** The paper may be of somebody else, and waits for a word on whose it is: with yes all that was read of it counts. */
export function Held({ view, paper, fact }: { view: CaseView; paper: DocumentView; fact: string }) {
  const say = useWords();
  const keep = useChange(`/api/papers/${paper.id}/patient`);
  const setAside = useChange<{ path: string; value: string; rejects: string; as: 'other_person' }>(
    `/api/cases/${view.id}/facts`,
  );
  const about = view.facts.find(({ id }) => id === fact);
  const error = keep.error ?? setAside.error;
  const busy = keep.isPending || setAside.isPending;
  return (
    <span className="of-other">
      <small className="faults" role={error ? 'alert' : undefined}>
        {error?.message ?? say('paperHeld')}
      </small>
      <Button size="compact-xs" disabled={busy} loading={keep.isPending} onClick={() => keep.mutate({})}>
        {say('isThisPatient')}
      </Button>
      {about && (
        <Button
          size="compact-xs"
          variant="default"
          disabled={busy}
          loading={setAside.isPending}
          onClick={() =>
            setAside.mutate({ path: about.path, value: about.value, rejects: fact, as: 'other_person' })
          }
        >
          {say('otherPatient')}
        </Button>
      )}
    </span>
  );
}
