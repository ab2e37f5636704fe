import { NativeSelect } from '@mantine/core';
import { use } from 'react';
import type { Findings } from '../../../src/http/contract.ts';
import { codesOf, name } from '../../words/names.ts';
import { TongueContext, useWords } from '../../words/use-words.ts';

/** What a part of the form needs: what stands there, how to change it, and what is wrong with a field. */
export interface Part {
  findings: Findings;
  change(part: Partial<Findings>): void;
  wrong(field: string): string | undefined;
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

/** What is wrong with a list as a whole. */
export function Lacking({ text }: { text: string | undefined }) {
  return text ? <p className="opinion-lack">{text}</p> : null;
}
