import { Alert, Button, Text, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { use, useEffect, useRef, useState } from 'react';
import type { CaseView, Me } from '../../../src/http/contract.ts';
import { post, RequestFailed } from '../../api/client.ts';
import { name } from '../../words/names.ts';
import { TongueContext, useWords } from '../../words/use-words.ts';
import { Answers } from './Answers.tsx';
import { openDraft } from './draft.ts';
import { FindingFields } from './FindingFields.tsx';
import { LACKS } from './lacks.ts';
import { SignSheet } from './SignSheet.tsx';
import { useDraft } from './use-draft.ts';

/**
 * The opinion as it is written: findings, plain words, an answer to each question of the family, who signs. The service says what
 * is lacking; it stands beside its field.
 */
export function OpinionForm({ view, me, version }: { view: CaseView; me: Me; version: number }) {
  const say = useWords();
  const { tongue } = use(TongueContext);
  const queries = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const { draft, state, error, lacks, change, saveNow } = useDraft(view, me);
  const [tried, setTried] = useState(0);
  const [asking, setAsking] = useState(false);
  const ready = useMutation({
    mutationFn: saveNow,
    onSuccess: (saved) => (Object.keys(saved.lacks).length ? setTried(tried + 1) : setAsking(true)),
  });
  const sign = useMutation({
    mutationFn: async () => {
      await saveNow();
      await post(`/api/cases/${view.id}/opinion/sign`, { version });
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['case', view.id] }),
    onSettled: () => setAsking(false),
  });
  useEffect(() => {
    if (tried) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [tried]);
  const failed = sign.error ?? error;
  const unseen = view.conflicts
    .filter(({ seen }) => !seen)
    .map(({ topic }) => name('conflict', topic, tongue));
  const told = failed instanceof RequestFailed ? (failed.problem.fields ?? {}) : {};
  const wrong = (field: string, place = field): string | undefined => {
    const lack = tried ? lacks[field] : undefined;
    return told[field] ?? told[place] ?? (lack && say(LACKS[lack]));
  };
  return (
    <form
      ref={form}
      className="opinion-form"
      onSubmit={(event) => {
        event.preventDefault();
        sign.reset();
        ready.mutate();
      }}
    >
      <div className="opinion-head">
        <h2>{say('draft', { n: version })}</h2>
        <span role="status" data-state={state}>
          {state === 'saved' && !openDraft(view) ? '' : say(state)}
        </span>
      </div>
      <FindingFields
        findings={draft.findings}
        change={(part) => change({ findings: { ...draft.findings, ...part } })}
        wrong={wrong}
      />
      <Textarea
        label={say('summary')}
        description={say('summaryHint')}
        autosize
        minRows={5}
        maxLength={8000}
        value={draft.summary}
        error={wrong('summary')}
        onChange={(event) => change({ summary: event.target.value })}
      />
      <Answers
        questions={view.questions}
        answers={draft.answers}
        change={(answers) => change({ answers })}
        wrong={wrong}
      />
      <TextInput
        label={say('qualification')}
        placeholder="MD, DM (Medical Oncology)"
        maxLength={200}
        value={draft.qualification}
        error={wrong('qualification')}
        onChange={(event) => change({ qualification: event.target.value })}
      />
      <TextInput
        label={say('registration')}
        maxLength={100}
        value={draft.registration}
        error={wrong('registration')}
        onChange={(event) => change({ registration: event.target.value })}
      />
      {unseen.length > 0 && (
        <Text size="sm" role="note" className="opinion-unseen">
          {say('conflictsOpen', { topics: unseen.join(', ') })}
        </Text>
      )}
      {failed && (
        <Alert color="red" role="alert">
          {failed.message}
        </Alert>
      )}
      {tried > 0 && Object.keys(lacks).length > 0 && (
        <Text size="sm" role="alert" className="opinion-empty">
          {say('fixFields')}
        </Text>
      )}
      <Button type="submit" size="md" loading={ready.isPending}>
        {say('sign')}
      </Button>
      {asking && (
        <SignSheet
          who={[me.name, draft.qualification, draft.registration].join(' · ')}
          pending={sign.isPending}
          sign={() => sign.mutate()}
          close={() => setAsking(false)}
        />
      )}
    </form>
  );
}
