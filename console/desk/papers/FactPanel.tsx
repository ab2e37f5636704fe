import { Alert, Button, CloseButton, Modal, Stack, Text, TextInput } from '@mantine/core';
import { use, useState } from 'react';
import type { CaseView } from '../../../src/http/contract.ts';
import { CheckIcon, DoubtIcon } from '../../look/icons.tsx';
import { name } from '../../words/names.ts';
import { TongueContext, useWords } from '../../words/use-words.ts';
import { valueOf } from '../case/FactRow.tsx';
import { doubtful, type CaseFact } from '../case/groups.ts';
import { useChange } from '../case/use-change.ts';

interface FactChange {
  path: string;
  value: string;
  corrects?: string;
  confirms?: string;
}

/** The picked fact under its page: what the machine read, why it doubts, and the two answers a person can give. */
export function FactPanel(props: {
  view: CaseView;
  fact: CaseFact;
  pick(fact: CaseFact | null): void;
  seeFacts(): void;
}) {
  const { view, fact } = props;
  const say = useWords();
  const { tongue } = use(TongueContext);
  const [correcting, setCorrecting] = useState(false);
  const change = useChange<FactChange>(`/api/cases/${view.id}/facts`);
  const goOn = () =>
    props.pick(doubtful(view).find(({ id, from }) => id !== fact.id && from.kind === 'page') ?? null);
  return (
    <div className="fact-panel" data-doubt={!fact.accepted}>
      <div className="fact-panel-words">
        <Text size="sm" c="dimmed" dir="auto">
          {fact.label ?? name('fact', fact.path, tongue)}
          {fact.sure !== undefined && ` · ${say('sure', { n: Math.round(fact.sure * 100) })}`}
        </Text>
        <b className="fact-panel-value" data-long={valueOf(fact).length > 40} dir="auto">
          {valueOf(fact)}
        </b>
        {fact.from.kind === 'page' && fact.from.words !== fact.value && (
          <q dir="auto" className="words">
            {fact.from.words}
          </q>
        )}
        {!fact.accepted && (
          <small className="fact-doubt">
            <DoubtIcon size={14} /> {name('doubt', fact.doubt ?? 'low_confidence', tongue)}
          </small>
        )}
      </div>
      <div className="fact-panel-acts">
        {!fact.accepted && (
          <Button
            leftSection={<CheckIcon />}
            loading={change.isPending && !correcting}
            onClick={() =>
              change.mutate({ path: fact.path, value: fact.value, confirms: fact.id }, { onSuccess: goOn })
            }
          >
            {say('confirm')}
          </Button>
        )}
        <Button variant="default" onClick={() => setCorrecting(true)}>
          {say('correct')}
        </Button>
        <Button variant="subtle" className="only-narrow" onClick={props.seeFacts}>
          {say('seeFacts')}
        </Button>
        <CloseButton aria-label={say('dismiss')} onClick={() => props.pick(null)} />
      </div>
      {change.error && !correcting && (
        <Alert color="red" role="alert">
          {change.error.message}
        </Alert>
      )}
      {correcting && (
        <CorrectDialog
          fact={fact}
          change={change}
          close={() => setCorrecting(false)}
          done={() => (setCorrecting(false), goOn())}
        />
      )}
    </div>
  );
}

function CorrectDialog(props: {
  fact: CaseFact;
  change: ReturnType<typeof useChange<FactChange>>;
  close(): void;
  done(): void;
}) {
  const { fact, change } = props;
  const say = useWords();
  const { tongue } = use(TongueContext);
  const [value, setValue] = useState(fact.value);
  return (
    <Modal
      opened
      onClose={props.close}
      title={say('correctTitle')}
      closeButtonProps={{ 'aria-label': say('cancel') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate(
            { path: fact.path, value: value.trim(), corrects: fact.id },
            { onSuccess: props.done },
          );
        }}
      >
        <Stack>
          <TextInput
            data-autofocus
            label={`${fact.label ?? name('fact', fact.path, tongue)}${fact.unit ? ` (${fact.unit})` : ''}`}
            description={say('wasRead', { value: valueOf(fact) })}
            value={value}
            maxLength={500}
            onChange={(event) => setValue(event.target.value)}
          />
          {change.error && (
            <Alert color="red" role="alert">
              {change.error.message}
            </Alert>
          )}
          <Button type="submit" disabled={value.trim() === ''} loading={change.isPending}>
            {say('save')}
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}
