import { Button, TextInput } from '@mantine/core';
import { use, useState } from 'react';
import { RequestFailed } from '../../api/client.ts';
import { name } from '../../words/names.ts';
import { TongueContext, useWords } from '../../words/use-words.ts';
import { valueOf } from '../case/FactRow.tsx';
import type { CaseFact } from '../case/groups.ts';

/** What a paper really says, typed under its page. What was typed stays when the server refuses it, with the reason beside it. */
export function CorrectForm(props: {
  fact: CaseFact;
  error: Error | null;
  busy: boolean;
  save(value: string): void;
  cancel(): void;
}) {
  const { fact, error } = props;
  const say = useWords();
  const { tongue } = use(TongueContext);
  const [value, setValue] = useState(fact.value);
  const why = error instanceof RequestFailed ? (error.problem.fields?.['value'] ?? error.message) : null;
  return (
    <form
      className="correct"
      aria-label={say('correctTitle')}
      onKeyDown={(event) => event.key === 'Escape' && props.cancel()}
      onSubmit={(event) => {
        event.preventDefault();
        if (value.trim()) props.save(value.trim());
      }}
    >
      <TextInput
        autoFocus
        label={`${fact.label ?? name('fact', fact.path, tongue)}${fact.unit ? ` (${fact.unit})` : ''}`}
        description={say('wasRead', { value: valueOf(fact) })}
        value={value}
        maxLength={500}
        error={why}
        onChange={(event) => setValue(event.target.value)}
      />
      <div className="fact-panel-acts">
        <Button type="submit" disabled={value.trim() === ''} loading={props.busy}>
          {say('save')}
        </Button>
        <Button variant="default" onClick={props.cancel}>
          {say('cancel')}
        </Button>
      </div>
    </form>
  );
}
