import { Alert, Button, Modal, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { CaseView, Me } from '../../../src/http/contract.ts';
import { post, RequestFailed } from '../../api/client.ts';
import { useWords } from '../../words/use-words.ts';
import { emptyFields, openDraft } from './draft.ts';
import { useDraft } from './use-draft.ts';

/** The opinion as it is written: plain words, an answer to each question of the family, who signs. Errors stand beside their fields. */
export function OpinionForm({ view, me, version }: { view: CaseView; me: Me; version: number }) {
  const say = useWords();
  const queries = useQueryClient();
  const { draft, state, error, change, saveNow } = useDraft(view, me);
  const [tried, setTried] = useState(false);
  const [asking, setAsking] = useState(false);
  const sign = useMutation({
    mutationFn: async () => {
      await saveNow();
      await post(`/api/cases/${view.id}/opinion/sign`, { version });
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['case', view.id] }),
    onSettled: () => setAsking(false),
  });
  const failed = sign.error ?? error;
  const told = failed instanceof RequestFailed ? (failed.problem.fields ?? {}) : {};
  const empty = tried ? emptyFields(view, draft) : [];
  const wrong = (field: string, place = field): string | undefined =>
    told[field] ?? told[place] ?? (empty.includes(field) ? say('required1') : undefined);
  return (
    <form
      className="opinion-form"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (emptyFields(view, draft).length === 0) setAsking(true);
      }}
    >
      <div className="opinion-head">
        <h2>{say('draft', { n: version })}</h2>
        <span role="status" data-state={state}>
          {state === 'saved' && !openDraft(view) ? '' : say(state)}
        </span>
      </div>
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
      {view.questions.map((question, index) => (
        <Textarea
          key={question.path}
          label={<span dir="auto">{`${index + 1}. ${question.text}`}</span>}
          placeholder={say('answerTo')}
          autosize
          minRows={2}
          maxLength={4000}
          value={draft.answers[question.path] ?? ''}
          error={wrong(question.path, `answers.${index}.answer`)}
          onChange={(event) => change({ answers: { ...draft.answers, [question.path]: event.target.value } })}
        />
      ))}
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
      {failed && (
        <Alert color="red" role="alert">
          {failed.message}
        </Alert>
      )}
      {empty.length > 0 && (
        <Text size="sm" role="alert" className="opinion-empty">
          {say('fixFields')}
        </Text>
      )}
      <Button type="submit" size="md">
        {say('sign')}
      </Button>
      {asking && (
        <Modal
          opened
          onClose={() => setAsking(false)}
          title={say('signTitle')}
          closeButtonProps={{ 'aria-label': say('cancel') }}
        >
          <Stack>
            <Text size="sm">{say('signNote')}</Text>
            <Text size="sm" fw={600} dir="auto">
              {me.name} · {draft.qualification} · {draft.registration}
            </Text>
            <Button loading={sign.isPending} onClick={() => sign.mutate()}>
              {say('signNow')}
            </Button>
            <Button variant="default" onClick={() => setAsking(false)}>
              {say('cancel')}
            </Button>
          </Stack>
        </Modal>
      )}
    </form>
  );
}
