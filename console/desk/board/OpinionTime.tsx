import type { Board } from '../../../src/http/contract.ts';
import { useWords } from '../../words/use-words.ts';
import { Bar } from './Bar.tsx';
import { hoursIn } from './spans.ts';

const PARTS = [
  ['total', 'inAll'],
  ['family', 'waitFamily'],
  ['desk', 'waitDesk'],
  ['doctor', 'waitDoctor'],
] as const;

/** How long an opinion took, and whom it waited for. */
export function OpinionTime({ opinion }: Pick<Board, 'opinion'>) {
  const say = useWords();
  const longest = opinion.total?.p90 ?? 0;
  return (
    <section aria-labelledby="opinion-time">
      <h2 id="opinion-time">{say('opinionTime')}</h2>
      <p className="board-note">{say('opinionNote', { n: opinion.cases })}</p>
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
