import { Alert, Button, CloseButton, Text } from '@mantine/core';
import { use, useState } from 'react';
import type { CaseView } from '../../../src/http/contract.ts';
import { CheckIcon, DoubtIcon } from '../../look/icons.tsx';
import { name } from '../../words/names.ts';
import { TongueContext, useWords } from '../../words/use-words.ts';
import { valueOf } from '../case/FactRow.tsx';
import type { CaseFact } from '../case/groups.ts';
import { useChange } from '../case/use-change.ts';
import { useKeys } from '../use-keys.ts';
import { CorrectForm } from './CorrectForm.tsx';
import type { Walk } from './use-walk.ts';

export interface FactChange {
  path: string;
  value: string;
  corrects?: string;
  confirms?: string;
  rejects?: string;
  as?: 'other_person';
}

/** The picked fact under its page: what the machine read, why it doubts, and the answers a person can give. */
export function FactPanel(props: {
  view: CaseView;
  fact: CaseFact;
  walk: Walk | null;
  goOn(): void;
  close(): void;
  seeFacts(): void;
}) {
  const { view, fact, walk } = props;
  const say = useWords();
  const { tongue } = use(TongueContext);
  const [doing, setDoing] = useState<'correct' | 'other' | null>(null);
  const change = useChange<FactChange>(`/api/cases/${view.id}/facts`);
  const open = !fact.accepted && !fact.rejected;
  const { id, path, value } = fact;
  const settle = (how: Omit<FactChange, 'path' | 'value'>, said = value) =>
    change.isPending || change.mutate({ path, value: said, ...how }, { onSuccess: props.goOn });
  const accept = () => settle({ confirms: id });
  const absent = () => settle({ rejects: id });
  const start = (what: 'correct' | 'other') => {
    change.reset();
    setDoing(what);
  };
  const settling = { x: absent, w: () => start('other'), y: accept, Enter: accept };
  // Outside of checking, the keys belong to the chat beside it.
  const keys = { e: () => start('correct'), s: () => walk?.next(), ...(open ? settling : {}) };
  useKeys(walk ? keys : {}, true);
  return (
    <div className="fact-panel" data-doubt={open}>
      <div className="fact-panel-words">
        {walk && <b className="fact-panel-at">{say('checkOf', { n: walk.at, total: walk.total })}</b>}
        <Text size="sm" c="dimmed" dir="auto">
          {fact.label ?? name('fact', path, tongue)}
          {fact.sure !== undefined && ` · ${say('sure', { n: Math.round(fact.sure * 100) })}`}
        </Text>
        <b className="fact-panel-value" data-long={valueOf(fact).length > 40} dir="auto">
          {valueOf(fact)}
        </b>
        {fact.from.kind === 'page' && fact.from.words !== value && (
          <q dir="auto" className="words">
            {fact.from.words}
          </q>
        )}
        {!fact.accepted && (
          <small className="fact-doubt">
            <DoubtIcon size={14} /> {name('doubt', fact.rejected ?? fact.doubt ?? 'low_confidence', tongue)}
          </small>
        )}
      </div>
      {change.error && doing !== 'correct' && (
        <Alert color="red" role="alert">
          {change.error.message}
        </Alert>
      )}
      {doing === 'correct' && (
        <CorrectForm
          fact={fact}
          error={change.error}
          busy={change.isPending}
          save={(said) => settle({ corrects: id }, said)}
          cancel={() => (change.reset(), setDoing(null))}
        />
      )}
      {doing === 'other' && (
        <OtherPerson
          busy={change.isPending}
          yes={() => settle({ rejects: id, as: 'other_person' })}
          no={() => setDoing(null)}
        />
      )}
      {doing === null && (
        <div className="fact-panel-acts">
          {!fact.accepted && (
            <Button leftSection={<CheckIcon />} loading={change.isPending} onClick={accept}>
              {say('confirm')}
            </Button>
          )}
          <Button variant="default" onClick={() => start('correct')}>
            {say('correct')}
          </Button>
          {walk ? (
            <Button variant="subtle" onClick={walk.next}>
              {say('skip')}
            </Button>
          ) : (
            <Button variant="subtle" className="only-narrow" onClick={props.seeFacts}>
              {say('seeFacts')}
            </Button>
          )}
          {open && (
            <>
              <Button variant="default" onClick={absent}>
                {say('absent')}
              </Button>
              <Button variant="default" onClick={() => start('other')}>
                {say('otherPatient')}
              </Button>
            </>
          )}
          <CloseButton
            className="fact-panel-close"
            aria-label={say(walk ? 'checkEnd' : 'dismiss')}
            onClick={props.close}
          />
        </div>
      )}
    </div>
  );
}

/** A whole paper is set aside with it: that is asked once more. */
function OtherPerson({ busy, yes, no }: { busy: boolean; yes(): void; no(): void }) {
  const say = useWords();
  return (
    <div className="fact-panel-ask" role="group" aria-label={say('otherTitle')}>
      <b>{say('otherTitle')}</b>
      <Text size="sm">{say('otherNote')}</Text>
      <div className="fact-panel-acts">
        <Button autoFocus loading={busy} onClick={yes}>
          {say('otherYes')}
        </Button>
        <Button variant="default" onClick={no}>
          {say('cancel')}
        </Button>
      </div>
    </div>
  );
}
