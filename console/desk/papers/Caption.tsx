import { Button } from '@mantine/core';
import { use } from 'react';
import type { CaseView, DocumentView } from '../../../src/http/contract.ts';
import { name } from '../../words/names.ts';
import { TongueContext, useWords } from '../../words/use-words.ts';
import { useChange } from '../case/use-change.ts';
import { Held } from './Held.tsx';
import { PaperType } from './PaperType.tsx';
import { openFile } from './use-picture.ts';

/** What the shown paper is, what is wrong with it, and which of its pages this is. */
export function Caption(props: {
  view: CaseView;
  paper: DocumentView;
  at: number;
  total: number;
  turn(by: 1 | -1): void;
}) {
  const { paper, at, total, turn } = props;
  const say = useWords();
  const { tongue } = use(TongueContext);
  const faults = [...paper.faults, ...(paper.failure ? [paper.failure] : [])].map((fault) =>
    name('fault', fault, tongue),
  );
  return (
    <div className="caption">
      <span>
        {props.view.veiled ? (
          <b>{name('paper', paper.type, tongue)}</b>
        ) : (
          <PaperType key={paper.id} paper={paper} />
        )}{' '}
        <small>
          {paper.told ? say('typeTold') : say('typeSure', { n: Math.round(paper.typeConfidence * 100) })}
        </small>
        {paper.fileName && <small dir="auto"> · {paper.fileName}</small>}
        {faults.length > 0 && <small className="faults"> · {faults.join(', ')}</small>}
        {paper.duplicateOf && <small> · {say('copyOf')}</small>}
        {paper.retake && (
          <small className="faults">
            {' '}
            · {say('askedAgain', { why: name('fault', paper.retake.fault, tongue) })}
          </small>
        )}
      </span>
      {total > 1 && (
        <span className="turn">
          <button type="button" disabled={at <= 0} onClick={() => turn(-1)} aria-label={say('pageBack')}>
            ‹
          </button>
          <small>{say('page', { n: at + 1, total })}</small>
          <button type="button" disabled={at >= total - 1} onClick={() => turn(1)} aria-label={say('pageOn')}>
            ›
          </button>
        </span>
      )}
      {paper.original && (
        <Button
          size="compact-xs"
          variant="subtle"
          className="save-file"
          onClick={() => void openFile(paper.original!)}
        >
          {say('saveFile')}
        </Button>
      )}
      {paper.held && !props.view.veiled && <Held view={props.view} paper={paper} fact={paper.held} />}
      {paper.ofOther && <OfOther view={props.view} fact={paper.ofOther} />}
    </div>
  );
}

/** The paper was set aside; that can be taken back. */
function OfOther({ view, fact }: { view: CaseView; fact: string }) {
  const say = useWords();
  const change = useChange<{ path: string; value: string; confirms: string }>(`/api/cases/${view.id}/facts`);
  const about = view.facts.find(({ id }) => id === fact);
  return (
    <span className="of-other">
      <small className="faults">{change.error?.message ?? say('paperOfOther')}</small>
      {about && (
        <Button
          size="compact-xs"
          variant="default"
          loading={change.isPending}
          onClick={() => change.mutate({ path: about.path, value: about.value, confirms: fact })}
        >
          {say('isThisPatient')}
        </Button>
      )}
    </span>
  );
}
