import { Alert, Button } from '@mantine/core';
import type { CaseView } from '../../../src/http/contract.ts';
import { CheckIcon } from '../../look/icons.tsx';
import { fullTime } from '../../words/times.ts';
import { useWords } from '../../words/use-words.ts';
import { useChange } from '../case/use-change.ts';
import { openDraft } from './draft.ts';
import { Findings } from './Findings.tsx';

/** Another doctor reads the very words before they are signed, and agrees to them. */
export function SecondReader({ view }: { view: CaseView }) {
  const say = useWords();
  const { needed, policy, agreed, stale, hash, mayAsk, mayAgree } = view.review.second;
  const ask = useChange<{ wanted: boolean }>(`/api/cases/${view.id}/second`);
  const agree = useChange<{ hash: string }>(`/api/cases/${view.id}/opinion/agree`);
  const draft = openDraft(view);
  const failed = ask.error ?? agree.error;
  if (!needed && !mayAsk) return null;
  return (
    <section className="second">
      {!needed && (
        <Button
          size="compact-md"
          variant="default"
          loading={ask.isPending}
          onClick={() => ask.mutate({ wanted: true })}
        >
          {say('askSecond')}
        </Button>
      )}
      {needed && (
        <>
          <h2>{say('secondReader')}</h2>
          <p role="status">
            {agreed ? (
              <>
                <CheckIcon size={15} /> {say('secondAgreed', { name: agreed.by, time: fullTime(agreed.at) })}
              </>
            ) : (
              say(stale ? 'secondStale' : policy ? 'secondByRule' : 'secondWaits')
            )}
          </p>
        </>
      )}
      {mayAgree && draft && (
        <article className="signed">
          <h2>{say('draft', { n: draft.version })}</h2>
          <p dir="auto">{draft.summary}</p>
          <Findings findings={draft.findings} />
          <dl>
            {draft.answers.map((given) => (
              <div key={given.path}>
                <dt dir="auto">{given.question}</dt>
                <dd dir="auto">{given.answer}</dd>
              </div>
            ))}
          </dl>
          <Button loading={agree.isPending} onClick={() => hash && agree.mutate({ hash })}>
            {say('agreeTo')}
          </Button>
        </article>
      )}
      {failed && (
        <Alert color="red" role="alert">
          {failed.message}
        </Alert>
      )}
    </section>
  );
}
