import { Alert, Button } from '@mantine/core';
import { use } from 'react';
import type { CaseView, Leaf } from '../../../src/http/contract.ts';
import { name } from '../../words/names.ts';
import { TongueContext, useWords } from '../../words/use-words.ts';
import { useChange } from '../case/use-change.ts';
import { moved, sameLeaf, shelvesOf, type Shelf } from './shelves.ts';

type Arranged = { seen: string | null } & ({ groups: Leaf[][] } | { undo: string });

/** Where the shown page belongs: earlier, later, with another paper, or apart. Each can be taken back. */
export function Arrange({ view, shelf, leaf }: { view: CaseView; shelf: Shelf; leaf: Leaf }) {
  const say = useWords();
  const { tongue } = use(TongueContext);
  const change = useChange<Arranged>(`/api/cases/${view.id}/arrangement`);
  const { seen, undo } = view.arrangement;
  const put = (...groups: Leaf[][]) => change.mutate({ seen, groups });
  const { leaves } = shelf;
  const at = leaves.findIndex((one) => sameLeaf(one, leaf));
  const shelves = shelvesOf(view).filter(({ report }) => report !== null);
  const own = shelves.findIndex(({ key }) => key === shelf.key);
  const join = (other: Shelf, i: number) =>
    put(i < own ? [...other.leaves, ...leaves] : [...leaves, ...other.leaves]);
  return (
    <fieldset className="arrange" disabled={change.isPending} aria-label={say('arrange')}>
      <Button
        size="compact-sm"
        variant="default"
        disabled={at <= 0}
        onClick={() => put(moved(leaves, leaf, -1))}
      >
        {say('earlier')}
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        disabled={at < 0 || at === leaves.length - 1}
        onClick={() => put(moved(leaves, leaf, 1))}
      >
        {say('later')}
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        disabled={own < 0 || leaves.length < 2}
        onClick={() => put([leaf])}
      >
        {say('apart')}
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        disabled={own < 0 || at <= 0 || at === leaves.length - 1}
        onClick={() => put(leaves.slice(at))}
      >
        {say('apartFrom')}
      </Button>
      {own >= 0 && shelves.length > 1 && (
        <span className="together">
          <small>{say('together')}</small>
          {shelves.map((other, i) =>
            i === own ? null : (
              <Button key={other.key} size="compact-sm" variant="default" onClick={() => join(other, i)}>
                {`${i + 1}. ${name('paper', other.report!.type, tongue)}`}
                {other.leaves.length > 1 && ` · ${say('pagesOf', { n: other.leaves.length })}`}
              </Button>
            ),
          )}
        </span>
      )}
      {undo && (
        <Button size="compact-sm" variant="subtle" onClick={() => change.mutate({ seen, undo: undo.id })}>
          {say('takeBack', { name: undo.by })}
        </Button>
      )}
      {change.error && (
        <Alert color="red" role="alert">
          {change.error.message}
        </Alert>
      )}
    </fieldset>
  );
}
