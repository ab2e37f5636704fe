import { Textarea } from '@mantine/core';
import { useWords } from '../../words/use-words.ts';
import { Choice, type Part } from './Choice.tsx';
import { OptionFields } from './OptionFields.tsx';
import { TestFields } from './TestFields.tsx';

/** The findings in the order a tumour board speaks: what it is, how far, what for, what can be done, what is missing, limits. */
export function FindingFields(part: Part) {
  const say = useWords();
  const { findings, change, wrong } = part;
  const { diagnosis } = findings;
  return (
    <>
      <fieldset className="opinion-part">
        <legend>{say('diagnosis')}</legend>
        <Choice
          kind="diagnosisView"
          label={say('diagnosisView')}
          value={diagnosis.view}
          error={wrong('findings.diagnosis.view')}
          choose={(view) => change({ diagnosis: { ...diagnosis, view } })}
        />
        <Textarea
          label={say('diagnosisWords')}
          autosize
          minRows={2}
          maxLength={2_000}
          value={diagnosis.words}
          error={wrong('findings.diagnosis.words')}
          onChange={(event) => change({ diagnosis: { ...diagnosis, words: event.target.value } })}
        />
        <Textarea
          label={say('stage')}
          description={say('stageHint')}
          autosize
          maxLength={600}
          value={findings.stage}
          error={wrong('findings.stage')}
          onChange={(event) => change({ stage: event.target.value })}
        />
        <Choice
          kind="intent"
          label={say('intent')}
          value={findings.intent}
          error={wrong('findings.intent')}
          choose={(intent) => change({ intent })}
        />
      </fieldset>
      <OptionFields {...part} />
      <TestFields {...part} />
      <Textarea
        label={say('limits')}
        description={say('limitsHint')}
        autosize
        minRows={2}
        maxLength={2_000}
        value={findings.limits}
        error={wrong('findings.limits')}
        onChange={(event) => change({ limits: event.target.value })}
      />
    </>
  );
}
