import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { CaseView } from '../../../src/http/contract.ts';
import { CheckIcon } from '../../look/icons.tsx';
import { useWords } from '../../words/use-words.ts';
import { useChange } from './use-change.ts';

/** What somebody who has seen both sides makes of it; or where that is written. What was typed stays when it was not taken. */
export function ConflictWord({ view, topic, word }: { view: CaseView; topic: string; word: string | null }) {
  const say = useWords();
  const [note, setNote] = useState<string | null>(null);
  const change = useChange<{ topic: string; note: string }>(`/api/cases/${view.id}/conflicts`);
  const said = view.facts.find(({ id }) => id === word);
  if (said)
    return (
      <p className="conflict-word" dir="auto">
        <CheckIcon size={14} /> {said.value}
      </p>
    );
  if (note === null)
    return (
      <Button size="compact-xs" variant="default" onClick={() => setNote('')}>
        {say('conflictSeen')}
      </Button>
    );
  return (
    <form
      className="conflict-form"
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate({ topic, note });
      }}
    >
      <Textarea
        autoFocus
        autosize
        minRows={2}
        maxLength={1000}
        label={say('conflictWord')}
        description={say('conflictWordHint')}
        value={note}
        error={change.error?.message}
        onChange={(event) => setNote(event.target.value)}
      />
      <Button type="submit" size="compact-sm" loading={change.isPending} disabled={!note.trim()}>
        {say('conflictSave')}
      </Button>
      <Button size="compact-sm" variant="default" onClick={() => setNote(null)}>
        {say('cancel')}
      </Button>
    </form>
  );
}
