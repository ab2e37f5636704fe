import { Alert, Button, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { CaseView } from '../../../src/http/contract.ts';
import { post } from '../../api/client.ts';
import { useWords } from '../../words/use-words.ts';
import { Answers } from './Answers.tsx';
import { NOTHING } from './draft.ts';
import { FindingFields } from './FindingFields.tsx';
import { LACKS } from './lacks.ts';
import { useSaved } from './use-saved.ts';

/** One's own reading of a case that several read apart. Handed in, it stays as it is, and the others' can be seen. */
export function FirstRead({ view }: { view: CaseView }) {
  const say = useWords();
  const queries = useQueryClient();
  const own = view.review.own;
  const [tried, setTried] = useState(false);
  const { draft, state, error, lacks, change, saveNow } = useSaved({
    path: `/api/cases/${view.id}/read`,
    caseId: view.id,
    beginning: {
      findings: own?.findings ?? NOTHING,
      answers: Object.fromEntries((own?.answers ?? []).map(({ path, answer }) => [path, answer])),
    },
    body: ({ findings, answers }) => ({
      findings,
      answers: view.questions.map(({ path }) => ({ path, answer: answers[path] ?? '' })),
    }),
    lacks: own?.lacks ?? {},
  });
  const hand = useMutation({
    mutationFn: async () => {
      const saved = await saveNow();
      setTried(true);
      if (Object.keys(saved.lacks).length) return;
      await post(`/api/cases/${view.id}/read/hand-in`, {});
      await queries.invalidateQueries({ queryKey: ['case', view.id] });
    },
  });
  const wrong = (field: string) => {
    const lack = tried ? lacks[field] : undefined;
    return lack && say(LACKS[lack]);
  };
  const failed = hand.error ?? error;
  return (
    <form
      className="opinion-form"
      onSubmit={(event) => {
        event.preventDefault();
        hand.mutate();
      }}
    >
      <div className="opinion-head">
        <h2>{say('firstRead')}</h2>
        <span role="status" data-state={state}>
          {state === 'saved' && !own ? '' : say(state)}
        </span>
      </div>
      <Text size="sm">{say('firstReadHint')}</Text>
      <FindingFields
        findings={draft.findings}
        change={(part) => change({ findings: { ...draft.findings, ...part } })}
        wrong={wrong}
      />
      <Answers
        questions={view.questions}
        answers={draft.answers}
        change={(answers) => change({ answers })}
        wrong={wrong}
      />
      {failed && (
        <Alert color="red" role="alert">
          {failed.message}
        </Alert>
      )}
      {tried && Object.keys(lacks).length > 0 && (
        <Text size="sm" role="alert" className="opinion-empty">
          {say('fixFields')}
        </Text>
      )}
      <Button type="submit" size="md" loading={hand.isPending}>
        {say('handIn')}
      </Button>
    </form>
  );
}
