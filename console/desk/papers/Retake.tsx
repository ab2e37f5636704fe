import { Alert, Button } from '@mantine/core';
import { use } from 'react';
import type { Leaf } from '../../../src/http/contract.ts';
import { name } from '../../words/names.ts';
import { TongueContext, useWords } from '../../words/use-words.ts';
import { useChange } from '../case/use-change.ts';

const FAULTS = [
  'blurred',
  'dark',
  'glare',
  'cut',
  'far',
  'small',
  'covered',
  'not_a_page',
  'page_missing',
] as const;

/** What is wrong with the photo: named, the family is asked for a new one in their own language. */
export function Retake({ leaf, done }: { leaf: Leaf; done(): void }) {
  const say = useWords();
  const { tongue } = use(TongueContext);
  const change = useChange<{ fault: string }>(`/api/pages/${leaf.document}/${leaf.page}/retake`);
  return (
    <fieldset className="arrange" disabled={change.isPending} aria-label={say('newPhotoWhy')}>
      <small>{say('newPhotoWhy')}</small>
      {FAULTS.map((fault) => (
        <Button
          key={fault}
          size="compact-sm"
          variant="default"
          onClick={() => change.mutate({ fault }, { onSuccess: done })}
        >
          {name('fault', fault, tongue)}
        </Button>
      ))}
      {change.error && (
        <Alert color="red" role="alert">
          {change.error.message}
        </Alert>
      )}
    </fieldset>
  );
}
