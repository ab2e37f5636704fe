import { Alert, Button, Modal, Textarea } from '@mantine/core';
import { use, useState } from 'react';
import type { BoardRow } from '../../../src/http/contract.ts';
import { name } from '../../words/names.ts';
import { fullTime } from '../../words/times.ts';
import { TongueContext, useWords } from '../../words/use-words.ts';
import { caseLink } from '../route.ts';
import { Sorry } from '../Sorry.tsx';
import { Waiting } from '../Waiting.tsx';
import { useAnswer, useList, type Aim, type Opened } from './use-board.ts';

/** Those behind one number, the newest first. A complaint that is open can be answered here. */
export function List({ aim, opened, close }: { aim: Aim; opened: Opened; close(): void }) {
  const say = useWords();
  const list = useList(aim, opened);
  const { total = 0, rows = [] } = list.data ?? {};
  return (
    <Modal
      opened
      onClose={close}
      size="xl"
      title={`${opened.title}: ${list.data ? total : '…'}`}
      closeButtonProps={{ 'aria-label': say('cancel') }}
    >
      {list.error && <Sorry error={list.error} again={() => void list.refetch()} />}
      {list.isPending && <Waiting />}
      {total > rows.length && (
        <p className="board-note">{say('shownOf', { shown: rows.length, n: total })}</p>
      )}
      <ul className="behind">
        {rows.map((row, i) => (
          <Line key={`${row.case} ${row.at} ${i}`} row={row} close={close} />
        ))}
      </ul>
    </Modal>
  );
}

function Line({ row, close }: { row: BoardRow; close(): void }) {
  const { tongue } = use(TongueContext);
  return (
    <li>
      <div className="behind-row">
        <a href={caseLink(row.case)} className="row-reference" onClick={close}>
          {row.reference}
        </a>
        <span>{name('status', row.status, tongue)}</span>
        <span className="quiet">
          {name('language', row.language, tongue)} · {name('channel', row.channel, tongue)} ·{' '}
          {name('speaker', row.speaker, tongue)}
        </span>
        <time dateTime={row.at} className="quiet">
          {fullTime(row.at)}
        </time>
      </div>
      {row.task !== null && <Answer task={row.task} />}
    </li>
  );
}

function Answer({ task }: { task: string }) {
  const say = useWords();
  const [text, setText] = useState('');
  const answer = useAnswer(task);
  return (
    <form
      className="behind-answer"
      onSubmit={(event) => {
        event.preventDefault();
        answer.mutate(text.trim());
      }}
    >
      <Textarea
        label={say('answerFamily')}
        autosize
        minRows={2}
        maxLength={1_500}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button type="submit" size="compact-md" loading={answer.isPending} disabled={!text.trim()}>
        {say('answerClose')}
      </Button>
      {answer.error && (
        <Alert color="red" role="alert">
          {answer.error.message}
        </Alert>
      )}
    </form>
  );
}
