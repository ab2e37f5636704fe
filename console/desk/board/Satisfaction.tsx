import { use } from 'react';
import type { Board } from '../../../src/http/contract.ts';
import { name } from '../../words/names.ts';
import { TongueContext, useWords } from '../../words/use-words.ts';
import { Bar } from './Bar.tsx';
import { Count } from './Count.tsx';
import type { Opened } from './use-board.ts';

/** Which marks families gave, from the best. */
export function Satisfaction({
  satisfaction,
  open,
}: Pick<Board, 'satisfaction'> & { open(to: Opened): void }) {
  const say = useWords();
  const { tongue } = use(TongueContext);
  const all = satisfaction.reduce((sum, n) => sum + n, 0);
  const mean = satisfaction.reduce((sum, n, i) => sum + n * (i + 1), 0) / all;
  return (
    <section aria-labelledby="satisfied">
      <h2 id="satisfied">{say('satisfied')}</h2>
      <p className="board-note">
        {all === 0 ? say('noMarks') : say('average', { mean: mean.toFixed(1), n: all })}
      </p>
      {all > 0 && (
        <table className="board-table">
          <tbody>
            {satisfaction
              .map((n, i) => ({ n, mark: String(i + 1) }))
              .toReversed()
              .map(({ n, mark }) => (
                <tr key={mark}>
                  <th scope="row">{name('mark', mark, tongue)}</th>
                  <td className="number">
                    <Count n={n} what={`mark.${mark}`} title={name('mark', mark, tongue)} open={open} />
                  </td>
                  <td className="bar-cell">
                    <Bar part={n / all} />
                  </td>
                </tr>
              ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
