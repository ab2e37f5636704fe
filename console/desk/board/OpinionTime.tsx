import { use } from 'react';
import type { Board } from '../../../src/http/contract.ts';
import { name } from '../../words/names.ts';
import { TongueContext, useWords } from '../../words/use-words.ts';
import { Bar } from './Bar.tsx';
import { Count } from './Count.tsx';
import { hoursIn } from './spans.ts';
import type { Opened } from './use-board.ts';

const PARTS = [
  ['total', 'inAll'],
  ['family', 'waitFamily'],
  ['desk', 'waitDesk'],
  ['doctor', 'waitDoctor'],
] as const;

/** How long an opinion took, and whom it waited for. */
export function OpinionTime({ opinion, open }: Pick<Board, 'opinion'> & { open(to: Opened): void }) {
  const say = useWords();
  const { tongue } = use(TongueContext);
  const longest = opinion.total?.p90 ?? 0;
  return (
    <section aria-labelledby="opinion-time">
      <h2 id="opinion-time">{say('opinionTime')}</h2>
      <p className="board-note">
        <Count n={opinion.cases} what="step.opinion" title={name('step', 'opinion', tongue)} open={open} />
        {say('opinionNote')}
      </p>
      <table className="board-table">
        <thead>
          <tr>
            <td />
            <th scope="col" className="number">
              {say('median')}
            </th>
            <th scope="col" className="number">
              {say('p90')}
            </th>
            <td className="bar-cell" />
          </tr>
        </thead>
        <tbody>
          {PARTS.map(([part, word]) => {
            const spread = opinion[part];
            return (
              <tr key={part}>
                <th scope="row">{say(word)}</th>
                <td className="number">{spread ? hoursIn(say, spread.median) : '–'}</td>
                <td className="number">{spread ? hoursIn(say, spread.p90) : '–'}</td>
                <td className="bar-cell">
                  {spread && longest > 0 && (
                    <Bar part={spread.median / longest} whole={spread.p90 / longest} />
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
