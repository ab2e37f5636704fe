import { Button, Textarea, TextInput } from '@mantine/core';
import type { Findings } from '../../../src/http/contract.ts';
import { useWords } from '../../words/use-words.ts';
import { Choice, Lacking, type Part } from './Choice.tsx';

type Option = Findings['options'][number];

const MOST = 8;
const EMPTY: Option = { what: '', certainty: null, place: null, cost: '' };

/** Ways to treat, the best first, each with how sure one is of it, where it can be had and what it costs. */
export function OptionFields({ findings: { options }, change, wrong }: Part) {
  const say = useWords();
  const set = (n: number, part: Partial<Option>) =>
    change({ options: options.map((option, i) => (i === n ? { ...option, ...part } : option)) });
  return (
    <fieldset className="opinion-part">
      <legend>{say('options')}</legend>
      {options.map((option, n) => (
        // An option has no name but its place in the list.
        <div key={n} className="opinion-one" role="group" aria-label={say('optionN', { n: n + 1 })}>
          <Textarea
            label={say('optionN', { n: n + 1 })}
            autosize
            minRows={2}
            maxLength={1_000}
            value={option.what}
            error={wrong(`findings.options.${n}.what`)}
            onChange={(event) => set(n, { what: event.target.value })}
          />
          <div className="opinion-row">
            <Choice
              kind="certainty"
              label={say('certainty')}
              value={option.certainty}
              error={wrong(`findings.options.${n}.certainty`)}
              choose={(certainty) => set(n, { certainty })}
            />
            <Choice
              kind="place"
              label={say('place')}
              value={option.place}
              error={wrong(`findings.options.${n}.place`)}
              choose={(place) => set(n, { place })}
            />
            <TextInput
              label={say('cost')}
              placeholder="₹1.2–1.5 lakh; PM-JAY"
              maxLength={300}
              value={option.cost}
              error={wrong(`findings.options.${n}.cost`)}
              onChange={(event) => set(n, { cost: event.target.value })}
            />
          </div>
          <Button
            variant="subtle"
            size="compact-md"
            onClick={() => change({ options: options.filter((_, i) => i !== n) })}
          >
            {say('removeOption', { n: n + 1 })}
          </Button>
        </div>
      ))}
      <Lacking text={wrong('findings.options')} />
      {options.length < MOST && (
        <Button variant="default" onClick={() => change({ options: [...options, EMPTY] })}>
          {say('addOption')}
        </Button>
      )}
    </fieldset>
  );
}
