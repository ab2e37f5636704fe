import { NativeSelect, Textarea } from '@mantine/core';
import type { Findings } from '../../../src/http/contract.ts';
import { codesOf, name } from '../../words/names.ts';
import { use } from 'react';
import { TongueContext, useWords } from '../../words/use-words.ts';
import { OptionFields } from './OptionFields.tsx';
import { TestFields } from './TestFields.tsx';

/** What a part of the form needs: what stands there, how to change it, and what is wrong with a field. */
export interface Part {
  findings: Findings;
  change(part: Partial<Findings>): void;
  wrong(field: string): string | undefined;
}

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

/** One of a few codes, or none yet. */
export function Choice<T extends string>(props: {
  kind: string;
  label: string;
  value: T | null;
  error: string | undefined;
  choose(code: T | null): void;
}) {
  const say = useWords();
  const { tongue } = use(TongueContext);
  const codes = codesOf(props.kind).map((code) => ({ value: code, label: name(props.kind, code, tongue) }));
  return (
    <NativeSelect
      label={props.label}
      data={[{ value: '', label: say('chooseOne') }, ...codes]}
      value={props.value ?? ''}
      error={props.error}
      onChange={(event) => props.choose((event.target.value || null) as T | null)}
    />
  );
}
