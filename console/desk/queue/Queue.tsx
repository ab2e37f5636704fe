import { SegmentedControl, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Me, QueueRow } from '../../../src/http/contract.ts';
import { get } from '../../api/client.ts';
import { SearchIcon } from '../../look/icons.tsx';
import { useNow } from '../../words/use-now.ts';
import { useWords } from '../../words/use-words.ts';
import { Waiting } from '../Waiting.tsx';
import { Sorry } from '../Sorry.tsx';
import { rowsFor, type Which } from './filter.ts';
import { Row } from './Row.tsx';

/** Everybody in care, most urgent first, as the server ordered them. */
export function Queue({ me }: { me: Me }) {
  const say = useWords();
  const [which, setWhich] = useState<Which>('all');
  const [search, setSearch] = useState('');
  const queue = useQuery({
    queryKey: ['queue'],
    queryFn: ({ signal }) => get<QueueRow[]>('/api/queue', signal),
    refetchInterval: 60_000,
  });
  const all = queue.data ?? [];
  const rows = rowsFor(all, which, search, me);
  const now = useNow(all.map((row) => row.lastAt));
  // A reviewer sees only what the desk has sent.
  const empty = me.role === 'reviewer' ? 'emptyQueueReviewer' : 'emptyQueue';
  const count = (of: Which) => rowsFor(all, of, '', me).length;
  return (
    <main className="queue">
      <div className="queue-head">
        <h1>{say('queue')}</h1>
        <SegmentedControl
          aria-label={say('queue')}
          value={which}
          onChange={(to) => setWhich(to as Which)}
          data={(['all', 'waiting', 'mine'] as const).map((of) => ({
            value: of,
            label: `${say(of)} ${count(of)}`,
          }))}
        />
        <TextInput
          className="queue-search"
          type="search"
          aria-label={say('findReference')}
          placeholder={say('findReference')}
          leftSection={<SearchIcon size={16} />}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      </div>
      {queue.error && <Sorry error={queue.error} again={() => void queue.refetch()} />}
      {queue.isPending && <Waiting />}
      {queue.data && rows.length === 0 && (
        <Text className="empty">{say(all.length === 0 ? empty : 'noMatch')}</Text>
      )}
      <ul className="rows">
        {rows.map((row) => (
          <Row key={row.case} row={row} now={now} />
        ))}
      </ul>
    </main>
  );
}
