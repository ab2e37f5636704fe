import { use } from 'react';
import type { DocumentView } from '../../../src/http/contract.ts';
import { codesOf, name } from '../../words/names.ts';
import { TongueContext, useWords } from '../../words/use-words.ts';
import { useChange } from '../case/use-change.ts';

/** What the paper is: as it was read, until somebody at the desk says otherwise. */
export function PaperType({ paper }: { paper: DocumentView }) {
  const say = useWords();
  const { tongue } = use(TongueContext);
  const change = useChange<{ type: string }>(`/api/papers/${paper.id}/type`);
  return (
    <span className="paper-type">
      <select
        aria-label={say('paperType')}
        value={change.isPending ? change.variables.type : paper.type}
        disabled={change.isPending}
        onChange={(event) => change.mutate({ type: event.target.value })}
      >
        {codesOf('paper').map((type) => (
          <option key={type} value={type}>
            {name('paper', type, tongue)}
          </option>
        ))}
      </select>
      {change.error && (
        <small className="faults" role="alert">
          {change.error.message}
        </small>
      )}
    </span>
  );
}
