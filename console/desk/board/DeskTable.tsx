import { use } from 'react';
import type { Board, Spread } from '../../../src/http/contract.ts';
import { name } from '../../words/names.ts';
import { TongueContext, useWords } from '../../words/use-words.ts';
import { Count } from './Count.tsx';
import { hoursIn, minutesIn, percent } from './spans.ts';
import type { Opened } from './use-board.ts';

/** What the desk had to do in the period, and how soon it did. */
export function DeskTable({ board, open }: { board: Board; open(to: Opened): void }) {
  const say = useWords();
  const { tongue } = use(TongueContext);
  const { emergencies, complaints, photos, papers, parked, late } = board;
  const both = (spread: Spread | null, told: typeof hoursIn) =>
    spread ? `${told(say, spread.median)} · ${told(say, spread.p90)}` : '';
  const rows = [
    {
      what: 'emergency',
      title: say('emergencies'),
      n: emergencies.count,
      more: both(emergencies.minutes, minutesIn),
    },
    { what: 'unanswered', title: say('unanswered'), n: emergencies.unanswered, more: '' },
    {
      what: 'complaint',
      title: say('complaints'),
      n: complaints.count,
      more: [
        both(complaints.hours, hoursIn),
        complaints.open ? say('complaintsOpen', { n: complaints.open }) : '',
      ]
        .filter(Boolean)
        .join(' · '),
    },
    { what: 'parked', title: say('parkedNow'), n: parked, more: '' },
    {
      what: 'again',
      title: say('photosAgain'),
      n: photos.again,
      more: say('ofPhotos', { share: percent(photos.again, photos.came), n: photos.came }),
    },
    { what: 'paper', title: say('papersChecked'), n: papers.count, more: both(papers.minutes, minutesIn) },
    ...late.map(({ what, count }) => ({
      what: `late.${what.slice('late_'.length)}`,
      title: name('task', what, tongue),
      n: count,
      more: '',
    })),
  ];
  return (
    <section aria-labelledby="desk-now">
      <h2 id="desk-now">{say('deskNow')}</h2>
      <table className="board-table">
        <thead>
          <tr>
            <th scope="col">{say('what')}</th>
            <th scope="col" className="number">
              {say('count')}
            </th>
            <th scope="col">{say('span')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ what, title, n, more }) => (
            <tr key={what}>
              <th scope="row">{title}</th>
              <td className="number">
                <Count n={n} what={what} title={title} open={open} />
              </td>
              <td className="quiet">{more}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
