import { Button, SegmentedControl, Text, TextInput } from '@mantine/core';
import { useDeferredValue, useRef, useState } from 'react';
import type { Me } from '../../../src/http/contract.ts';
import { CloseIcon, SearchIcon } from '../../look/icons.tsx';
import { useNow } from '../../words/use-now.ts';
import { useWords } from '../../words/use-words.ts';
import { moveFocus, useKeys } from '../use-keys.ts';
import { rememberOrder } from '../order.ts';
import { Sorry } from '../Sorry.tsx';
import { Waiting } from '../Waiting.tsx';
import { Narrow } from './Narrow.tsx';
import { Row } from './Row.tsx';
import './queue.css';
import { useQueue, useSearch, useView, type View } from './use-queue.ts';

const WHICH = ['', 'waiting', 'mine', 'unread', 'mentions', 'nobodys'] as const;

/** Everybody in care, most urgent first, as the server ordered them. */
export function Queue({ me }: { me: Me }) {
  const say = useWords();
  const [view, change] = useView();
  const [typed, setTyped] = useState('');
  const words = useDeferredValue(typed.trim());
  const { pages, rows: listed } = useQueue(view);
  const search = useSearch(words);
  const box = useRef<HTMLInputElement>(null);
  const searching = words.length >= 2;
  const rows = searching ? (search.data ?? []) : listed;
  const counts = pages.data?.pages[0]?.counts;
  const now = useNow(rows.map((row) => row.lastAt));
  rememberOrder(rows.map((row) => row.case));
  useKeys({
    j: () => moveFocus('.row', 1),
    k: () => moveFocus('.row', -1),
    '/': () => box.current?.focus(),
  });
  const error = searching ? search.error : pages.error;
  // A reviewer sees only what the desk has sent.
  const nothing = searching
    ? 'noMatch'
    : Object.values(view).some((value) => value !== '')
      ? 'nothingWaits'
      : me.role === 'reviewer'
        ? 'emptyQueueReviewer'
        : 'emptyQueue';
  return (
    <main className="queue">
      <div className="queue-head">
        <h1>{say('queue')}</h1>
        <div className="queue-which">
          <SegmentedControl
            aria-label={say('show')}
            value={view.which}
            onChange={(which) => change({ which: which as View['which'] })}
            data={WHICH.map((which) => ({ value: which, label: labelOf(which) }))}
          />
        </div>
        <TextInput
          ref={box}
          className="queue-search"
          type="search"
          aria-label={say('search')}
          placeholder={say('search')}
          leftSection={<SearchIcon size={16} />}
          rightSection={
            typed && (
              <button
                className="queue-clear"
                type="button"
                aria-label={say('clearSearch')}
                onClick={() => setTyped('')}
              >
                <CloseIcon size={16} />
              </button>
            )
          }
          value={typed}
          maxLength={80}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') setTyped('');
            if (event.key === 'ArrowDown') moveFocus('.row', 1);
          }}
        />
        <Narrow view={view} change={change} />
      </div>
      {error && <Sorry error={error} again={() => void (searching ? search : pages).refetch()} />}
      {(searching ? search.isPending : pages.isPending) && <Waiting />}
      <p className="unseen" role="status">
        {searching && search.data ? say('found', { n: rows.length }) : ''}
      </p>
      {!(searching ? search.isPending : pages.isPending) && !error && rows.length === 0 && (
        <Text className="empty">{say(nothing)}</Text>
      )}
      <ul className="rows">
        {rows.map((row) => (
          <Row key={row.conversation} row={row} now={now} me={me} />
        ))}
      </ul>
      {!searching && pages.hasNextPage && (
        <div className="queue-more">
          <Button
            variant="default"
            loading={pages.isFetchingNextPage}
            onClick={() => void pages.fetchNextPage()}
          >
            {say('more')}
          </Button>
        </div>
      )}
    </main>
  );

  function labelOf(which: View['which']): string {
    const n = which === 'waiting' || which === 'mine' || which === 'mentions' ? counts?.[which] : undefined;
    const many = n === undefined || n === 0 ? '' : n >= 100 ? ' 99+' : ` ${n}`;
    return say(which || 'all') + many;
  }
}
