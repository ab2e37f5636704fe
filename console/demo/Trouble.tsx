import { useId } from 'react';
import type { Behaviour } from '../../src/simulator/contract.ts';
import { AlertIcon } from '../look/icons.tsx';

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

/** A small menu that makes the pretended providers behave badly. */
export function Trouble({
  behaviour,
  change,
}: {
  behaviour: Behaviour;
  change(to: Partial<Behaviour>): void;
}) {
  const id = useId();
  const count = TROUBLES.filter((trouble) => trouble.is(behaviour)).length;
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
      </div>
    </div>
  );
}
