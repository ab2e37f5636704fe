import { Alert, Button, Checkbox, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { CaseView, DeskList } from '../../../src/http/contract.ts';
import { get } from '../../api/client.ts';
import { CheckIcon, ClockIcon } from '../../look/icons.tsx';
import { useWords } from '../../words/use-words.ts';
import { useChange } from '../case/use-change.ts';

const MOST = 3;

/** Who reviews the case and who has handed in; whoever coordinates names up to three, the first of whom signs. */
export function Reviewers({ view }: { view: CaseView }) {
  const say = useWords();
  const { reviewers, mayName } = view.review;
  const [naming, setNaming] = useState(false);
  if (!mayName && reviewers.length === 0) return null;
  return (
    <section className="reviewers">
      <h2>{say('reviewers')}</h2>
      {reviewers.length === 0 && <p>{say('noReviewers')}</p>}
      <ul>
        {reviewers.map(({ id, name, responsible, handedIn }) => (
          <li key={id}>
            {name} {responsible && <small>{say('signs')}</small>}
            {reviewers.length > 1 && (
              <small data-done={handedIn}>
                {handedIn ? <CheckIcon size={14} /> : <ClockIcon size={14} />}{' '}
                {say(handedIn ? 'handedIn' : 'stillReads')}
              </small>
            )}
          </li>
        ))}
      </ul>
      {mayName && !naming && (
        <Button size="compact-md" variant="default" onClick={() => setNaming(true)}>
          {say('nameReviewers')}
        </Button>
      )}
      {naming && <Naming view={view} close={() => setNaming(false)} />}
    </section>
  );
}

function Naming({ view, close }: { view: CaseView; close(): void }) {
  const say = useWords();
  const list = useQuery({
    queryKey: ['desk-list'],
    queryFn: ({ signal }) => get<DeskList>('/api/desk', signal),
  });
  const [chosen, setChosen] = useState(view.review.reviewers.map(({ id }) => id));
  const change = useChange<{ reviewers: string[] }>(`/api/cases/${view.id}/reviewers`);
  const doctors = (list.data?.staff ?? []).filter(({ role }) => role === 'reviewer' || role === 'lead');
  return (
    <Stack gap="xs">
      {doctors.map(({ id, name }) => (
        <Checkbox
          key={id}
          label={chosen[0] === id ? `${name} · ${say('signs')}` : name}
          checked={chosen.includes(id)}
          disabled={!chosen.includes(id) && chosen.length >= MOST}
          onChange={(event) =>
            setChosen(event.target.checked ? [...chosen, id] : chosen.filter((one) => one !== id))
          }
        />
      ))}
      {chosen.length > 1 && <small>{say('readApart')}</small>}
      {change.error && (
        <Alert color="red" role="alert">
          {change.error.message}
        </Alert>
      )}
      <Button
        size="compact-md"
        loading={change.isPending}
        onClick={() => change.mutate({ reviewers: chosen }, { onSuccess: close })}
      >
        {say('save')}
      </Button>
    </Stack>
  );
}
