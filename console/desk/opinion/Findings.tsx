import { use } from 'react';
import type { Findings as All } from '../../../src/http/contract.ts';
import { name } from '../../words/names.ts';
import { TongueContext, useWords } from '../../words/use-words.ts';

/** The findings of a signed opinion, to be read. One from before there were findings shows none. */
export function Findings({ findings }: { findings: All }) {
  const say = useWords();
  const { tongue } = use(TongueContext);
  const { diagnosis, stage, intent, options, tests, testsComplete, limits } = findings;
  if (!diagnosis.view) return null;
  return (
    <dl>
      <Row label={say('diagnosis')}>
        {name('diagnosisView', diagnosis.view, tongue)}. {diagnosis.words}
      </Row>
      <Row label={say('stage')}>{stage}</Row>
      <Row label={say('intent')}>{intent && name('intent', intent, tongue)}</Row>
      {options.map(({ what, certainty, place, cost }, n) => (
        <Row key={n} label={say('optionN', { n: n + 1 })}>
          {what}
          <small>
            {[certainty && name('certainty', certainty, tongue), place && name('place', place, tongue), cost]
              .filter(Boolean)
              .join(' · ')}
          </small>
        </Row>
      ))}
      <Row label={say('testsMissing')}>
        {testsComplete ? say('testsComplete') : tests.map(({ what, why }) => `${what}: ${why}`).join('\n')}
      </Row>
      <Row label={say('limits')}>{limits}</Row>
    </dl>
  );
}

function Row({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd dir="auto">{children}</dd>
    </div>
  );
}
