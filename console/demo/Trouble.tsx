import { useId } from 'react';
import type { Accident, Behaviour, Mortal } from '../../src/simulator/contract.ts';
import { AlertIcon } from '../look/icons.tsx';
import { absorbed } from './absorbed.ts';

/** Each trouble: how it is switched on, and how one sees that it is. */
const TROUBLES: {
  name: string;
  on: Partial<Behaviour>;
  off: Partial<Behaviour>;
  is(b: Behaviour): boolean;
}[] = [
  { name: 'Send everything three times', on: { copies: 3 }, off: { copies: 1 }, is: (b) => b.copies > 1 },
  { name: 'Mix up the order', on: { reorder: true }, off: { reorder: false }, is: (b) => b.reorder },
  { name: 'Delay by up to 5 seconds', on: { delay: 5000 }, off: { delay: 0 }, is: (b) => b.delay > 0 },
  { name: 'Refuse every third request', on: { fail: 0.33 }, off: { fail: 0 }, is: (b) => b.fail > 0 },
  { name: 'Take messages, never answer', on: { hang: 0.3 }, off: { hang: 0 }, is: (b) => b.hang > 0 },
  { name: 'Break off answers in the middle', on: { cut: 0.3 }, off: { cut: 0 }, is: (b) => b.cut > 0 },
  {
    name: 'Lose half of the receipts',
    on: { loseReceipts: 0.5 },
    off: { loseReceipts: 0 },
    is: (b) => b.loseReceipts > 0,
  },
  {
    name: 'Photos expire at the provider',
    on: { expireMedia: true },
    off: { expireMedia: false },
    is: (b) => b.expireMedia,
  },
  { name: 'The phone is off', on: { phoneOff: true }, off: { phoneOff: false }, is: (b) => b.phoneOff },
];

/** What may die. The service itself starts new readers: of them only the death is a switch. */
const DEATHS: Record<Mortal, string> = {
  database: 'The database is dead',
  redis: 'Redis is dead',
  providers: 'The providers are dead',
  readers: 'Kill whoever reads papers',
};

/** A small menu that makes the pretended providers behave badly, and kills parts of the service. */
export function Trouble({
  behaviour,
  change,
  mortal,
  accidents,
  kill,
}: {
  behaviour: Behaviour;
  change(to: Partial<Behaviour>): void;
  mortal: Mortal[];
  accidents: Accident[];
  kill(what: Mortal, dead: boolean): void;
}) {
  const id = useId();
  const isDead = (what: Mortal) => accidents.some((one) => one.what === what && one.dead);
  const count = TROUBLES.filter((trouble) => trouble.is(behaviour)).length + mortal.filter(isDead).length;
  return (
    <div className="trouble">
      <button type="button" popoverTarget={id} data-on={count > 0}>
        <AlertIcon size={16} /> <span>Make trouble</span>
        {count > 0 && <b>{count}</b>}
      </button>
      <div id={id} popover="auto" className="trouble-menu">
        <p>What may go wrong between the phones and the service. Nothing may be lost or said twice.</p>
        {TROUBLES.map((trouble) => (
          <label key={trouble.name}>
            <input
              type="checkbox"
              checked={trouble.is(behaviour)}
              onChange={(event) => change(event.target.checked ? trouble.on : trouble.off)}
            />
            {trouble.name}
          </label>
        ))}
        <h2>Kill something</h2>
        {mortal.map((what) =>
          what === 'readers' ? (
            <button key={what} type="button" onClick={() => kill(what, true)}>
              {DEATHS[what]}
            </button>
          ) : (
            <label key={what}>
              <input
                type="checkbox"
                checked={isDead(what)}
                onChange={(event) => kill(what, event.target.checked)}
              />
              {DEATHS[what]}
            </label>
          ),
        )}
        <ul aria-label="What was absorbed">
          {accidents.map((one) => (
            <li key={one.what}>{absorbed(one)}</li>
          ))}
        </ul>
      </div>
    </div>
  );
}
