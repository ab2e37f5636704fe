import { use, useState } from 'react';
import { name } from '../../words/names.ts';
import { dayOf } from '../../words/times.ts';
import { TongueContext, useWords } from '../../words/use-words.ts';
import { Sorry } from '../Sorry.tsx';
import { Waiting } from '../Waiting.tsx';
import { Aiming } from './Aiming.tsx';
import './board.css';
import { DeskTable } from './DeskTable.tsx';
import { Doctors } from './Doctors.tsx';
import { Funnel } from './Funnel.tsx';
import { List } from './List.tsx';
import { OpinionTime } from './OpinionTime.tsx';
import { Satisfaction } from './Satisfaction.tsx';
import { lastDays, useBoard, type Aim, type Opened } from './use-board.ts';

/** The lead's board: how far people come, how long it takes, what the desk owes. Every number opens those behind it. */
export default function Board() {
  const say = useWords();
  const [aim, setAim] = useState<Aim>(() => ({ ...lastDays(30), language: '', channel: '', speaker: '' }));
  const [opened, open] = useState<Opened | null>(null);
  const board = useBoard(aim);
  const { tongue } = use(TongueContext);
  const whom = (['language', 'channel', 'speaker'] as const)
    .filter((part) => aim[part] !== '')
    .map((part) => name(part, aim[part], tongue));
  return (
    <main className="board">
      <header className="board-top">
        <h1>{say('board')}</h1>
        {board.data && (
          <p className="board-note">
            {[`${dayOf(board.data.from)} – ${dayOf(board.data.to)}`, ...whom].join(' · ')}
          </p>
        )}
        <Aiming aim={aim} change={(part) => setAim((was) => ({ ...was, ...part }))} />
      </header>
      {board.error && <Sorry error={board.error} again={() => void board.refetch()} />}
      {board.isPending && <Waiting />}
      {board.data && (
        <div className="board-parts">
          <Funnel groups={board.data.groups} open={open} />
          <OpinionTime opinion={board.data.opinion} open={open} />
          <DeskTable board={board.data} open={open} />
          <Doctors reviewers={board.data.reviewers} open={open} />
          <Satisfaction satisfaction={board.data.satisfaction} open={open} />
        </div>
      )}
      {opened && <List aim={aim} opened={opened} close={() => open(null)} />}
    </main>
  );
}
