import type { Board } from '../../../src/http/contract.ts';
import { useWords } from '../../words/use-words.ts';
import { Bar } from './Bar.tsx';
import { Count } from './Count.tsx';
import { hoursIn } from './spans.ts';
import type { Opened } from './use-board.ts';

/** What lies on each doctor, and how fast it goes. */
export function Doctors({ reviewers, open }: Pick<Board, 'reviewers'> & { open(to: Opened): void }) {
  const say = useWords();
  const most = Math.max(1, ...reviewers.map((one) => one.open));
  return (
    <section aria-labelledby="doctors">
      <h2 id="doctors">{say('doctors')}</h2>
      <div className="board-wide">
        <table className="board-table">
          <thead>
            <tr>
              <th scope="col">{say('doctorName')}</th>
              <th scope="col" className="number">
                {say('openNow')}
              </th>
              <th scope="col" className="number">
                {say('signed30')}
              </th>
              <th scope="col" className="number">
                {say('halfWithin')}
              </th>
              <td className="bar-cell" />
            </tr>
          </thead>
          <tbody>
            {reviewers.map(({ id, name, open: inHand, signed, hours }) => (
              <tr key={id}>
                <th scope="row">{name}</th>
                <td className="number">
                  <Count n={inHand} what="open" who={id} title={`${say('openNow')} · ${name}`} open={open} />
                </td>
                <td className="number">
                  <Count
                    n={signed}
                    what="signed"
                    who={id}
                    title={`${say('signed30')} · ${name}`}
                    open={open}
                  />
                </td>
                <td className="number">{hours === null ? '–' : hoursIn(say, hours)}</td>
                <td className="bar-cell">
                  <Bar part={inHand / most} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
