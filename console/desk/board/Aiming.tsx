import { Button } from '@mantine/core';
import { use } from 'react';
import { codesOf, name } from '../../words/names.ts';
import { TongueContext, useWords } from '../../words/use-words.ts';
import { lastDays, type Aim } from './use-board.ts';

const ANY = { language: 'anyLanguage', channel: 'anyChannel', speaker: 'anySpeaker' } as const;

/** Chooses the days and whom the board is about. */
export function Aiming({ aim, change }: { aim: Aim; change(part: Partial<Aim>): void }) {
  const say = useWords();
  const { tongue } = use(TongueContext);
  const date = (part: 'from' | 'to') => (
    <label className="board-date">
      {say(part === 'from' ? 'fromDay' : 'toDay')}{' '}
      <input
        type="date"
        className="pick"
        value={aim[part]}
        {...(part === 'from' ? { max: aim.to } : { min: aim.from })}
        onChange={(event) => change({ [part]: event.target.value })}
      />
    </label>
  );
  return (
    <div className="board-aim" role="group" aria-label={say('period')}>
      {[7, 30, 90].map((count) => {
        const days = lastDays(count);
        const chosen = aim.from === days.from && aim.to === days.to;
        return (
          <Button
            key={count}
            size="compact-md"
            variant={chosen ? 'filled' : 'default'}
            aria-pressed={chosen}
            onClick={() => change(days)}
          >
            {say('lastDays', { n: count })}
          </Button>
        );
      })}
      {date('from')}
      {date('to')}
      {(Object.keys(ANY) as (keyof typeof ANY)[]).map((part) => (
        <select
          key={part}
          className="pick"
          data-chosen={aim[part] !== ''}
          aria-label={say(ANY[part])}
          value={aim[part]}
          onChange={(event) => change({ [part]: event.target.value })}
        >
          <option value="">{say(ANY[part])}</option>
          {codesOf(part).map((code) => (
            <option key={code} value={code}>
              {name(part, code, tongue)}
            </option>
          ))}
        </select>
      ))}
      <Button size="compact-md" variant="default" className="board-print" onClick={() => print()}>
        {say('print')}
      </Button>
    </div>
  );
}
