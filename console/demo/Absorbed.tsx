import { useState } from 'react';
import type { Accident } from '../../src/simulator/contract.ts';
import { absorbed } from './absorbed.ts';

/** The last thing that died and what became of what it met, under the bar, until somebody has read it. */
export function Absorbed({ accidents }: { accidents: Accident[] }) {
  const [read, setRead] = useState('');
  const [last] = accidents;
  const said = last ? absorbed(last) : '';
  const shown = said !== read && last !== undefined;
  return (
    <div role="status" className="absorbed" data-dead={last?.dead} hidden={!shown}>
      {shown && (
        <>
          <p>{said}</p>
          <button type="button" onClick={() => setRead(said)}>
            OK
          </button>
        </>
      )}
    </div>
  );
}
