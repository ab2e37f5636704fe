import { Button, Checkbox, TextInput } from '@mantine/core';
import type { Findings } from '../../../src/http/contract.ts';
import { useWords } from '../../words/use-words.ts';
import { Lacking, type Part } from './Choice.tsx';

type Test = Findings['tests'][number];

const MOST = 12;

/** Tests that are still missing, each with what it would decide; or the word that none is. */
export function TestFields({ findings: { tests, testsComplete }, change, wrong }: Part) {
  const say = useWords();
  const set = (n: number, part: Partial<Test>) =>
    change({ tests: tests.map((test, i) => (i === n ? { ...test, ...part } : test)) });
  return (
    <fieldset className="opinion-part">
      <legend>{say('testsMissing')}</legend>
      {tests.map((test, n) => (
        <div key={n} className="opinion-one" role="group" aria-label={say('testN', { n: n + 1 })}>
          <div className="opinion-row">
            <TextInput
              label={say('testN', { n: n + 1 })}
              maxLength={300}
              value={test.what}
              error={wrong(`findings.tests.${n}.what`)}
              onChange={(event) => set(n, { what: event.target.value })}
            />
            <TextInput
              label={say('testWhy')}
              maxLength={600}
              value={test.why}
              error={wrong(`findings.tests.${n}.why`)}
              onChange={(event) => set(n, { why: event.target.value })}
            />
          </div>
          <Button
            variant="subtle"
            size="compact-md"
            onClick={() => change({ tests: tests.filter((_, i) => i !== n) })}
          >
            {say('removeTest', { n: n + 1 })}
          </Button>
        </div>
      ))}
      {tests.length === 0 && (
        <Checkbox
          label={say('testsComplete')}
          checked={testsComplete}
          onChange={(event) => change({ testsComplete: event.target.checked })}
        />
      )}
      <Lacking text={wrong('findings.tests')} />
      {tests.length < MOST && (
        <Button
          variant="default"
          onClick={() => change({ tests: [...tests, { what: '', why: '' }], testsComplete: false })}
        >
          {say('addTest')}
        </Button>
      )}
    </fieldset>
  );
}
