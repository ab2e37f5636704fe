import { use, useState } from 'react';
import type { Board, BoardFilter, Step } from '../../../src/http/contract.ts';
import { name } from '../../words/names.ts';
import { TongueContext, useWords } from '../../words/use-words.ts';
import { Bar } from './Bar.tsx';
import { Count } from './Count.tsx';
import { percent } from './spans.ts';
import type { Opened } from './use-board.ts';

const STEPS: Step[] = [
  'started',
  'notice',
  'consent',
  'intake',
  'papers',
  'checking',
  'ready',
  'opinion',
  'delivered',
  'followup',
];
const SPLITS = ['language', 'channel', 'speaker'] as const;
type Split = (typeof SPLITS)[number];

/** How many came to each step, of all or side by side for what they differ in. */
export function Funnel({ groups, open }: { groups: Board['groups']; open(to: Opened): void }) {
  const say = useWords();
  const { tongue } = use(TongueContext);
  const [split, setSplit] = useState<Split | ''>('');
  const columns = columnsOf(groups, split);
  const all = sumOf(groups, 'started');
  const called = (code: string) => (split === '' ? say('everybody') : name(split, code, tongue));
  return (
    <section aria-labelledby="funnel">
      <div className="board-head">
        <h2 id="funnel">{say('funnel')}</h2>
        <select
          className="pick"
          aria-label={say('splitBy')}
          value={split}
          onChange={(event) => setSplit(event.target.value as Split | '')}
        >
          <option value="">{say('noSplit')}</option>
          {SPLITS.map((one) => (
            <option key={one} value={one}>
              {say('splitBy')}: {say(one)}
            </option>
          ))}
        </select>
      </div>
      <p className="board-note">{say('funnelNote')}</p>
      <div className="board-wide">
        <table className="board-table">
          <thead>
            <tr>
              <th scope="col">{say('step')}</th>
              {columns.map(({ code }) => (
                <th scope="col" key={code} className="number">
                  {called(code)}
                </th>
              ))}
              <th scope="col" className="number">
                {say('share')}
              </th>
              <td className="bar-cell" />
            </tr>
          </thead>
          <tbody>
            {STEPS.map((step) => {
              const title = name('step', step, tongue);
              const reached = sumOf(groups, step);
              return (
                <tr key={step}>
                  <th scope="row">{title}</th>
                  {columns.map(({ code, rows, only }) => (
                    <td key={code} className="number">
                      <Count
                        n={sumOf(rows, step)}
                        what={`step.${step}`}
                        title={split === '' ? title : `${title} · ${called(code)}`}
                        only={only}
                        open={open}
                      />
                    </td>
                  ))}
                  <td className="number quiet">{percent(reached, all)}</td>
                  <td className="bar-cell">
                    <Bar part={all === 0 ? 0 : reached / all} />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}

interface Column {
  code: string;
  rows: Board['groups'];
  only: BoardFilter;
}

/** The most first. */
function columnsOf(groups: Board['groups'], split: Split | ''): Column[] {
  if (split === '') return [{ code: 'all', rows: groups, only: {} }];
  return [...Map.groupBy(groups, (group) => group[split])]
    .map(([code, rows]) => ({ code, rows, only: { [split]: code } }))
    .toSorted((a, b) => sumOf(b.rows, 'started') - sumOf(a.rows, 'started'));
}

const sumOf = (groups: Board['groups'], step: Step): number =>
  groups.reduce((sum, { steps }) => sum + steps[step], 0);
