import { use, useState } from 'react';
import type { CaseView, DocumentView } from '../../../src/http/contract.ts';
import { name } from '../../words/names.ts';
import { TongueContext, useWords } from '../../words/use-words.ts';
import { doubtful, isShown, type CaseFact } from '../case/groups.ts';
import { FactPanel } from './FactPanel.tsx';
import { PageView } from './PageView.tsx';
import { ShelfName } from './ShelfName.tsx';
import { shelvesOf } from './shelves.ts';
import { Thumbnail } from './Thumbnail.tsx';
import './papers.css';

interface Place {
  document: string;
  page: number;
}

/** The papers of a case: small pictures of all, one page in full with the boxes its facts came from. */
export function Papers(props: {
  view: CaseView;
  picked: CaseFact | null;
  pick(fact: CaseFact | null): void;
  seeFacts(): void;
}) {
  const { view, picked } = props;
  const say = useWords();
  const [chosen, setChosen] = useState<Place | null>(null);
  const [shown, setShown] = useState(picked?.id);
  // A newly picked fact leads to its page; after that the reader may leaf on.
  if (picked && picked.id !== shown) {
    setShown(picked.id);
    if (picked.from.kind === 'page') setChosen(picked.from);
  }
  if (view.documents.length === 0) return <p className="empty">{say('noPapers')}</p>;
  const document =
    view.documents.find(({ id }) => id === chosen?.document) ??
    shelvesOf(view)[0]?.papers[0] ??
    view.documents[0]!;
  const page = document.pages.find(({ number }) => number === chosen?.page) ?? document.pages[0];
  const facts = view.facts.filter(
    (fact) =>
      fact.from.kind === 'page' &&
      fact.from.document === document.id &&
      fact.from.page === (page?.number ?? 1) &&
      isShown(view, fact),
  );
  return (
    <div className="papers">
      <ul className="thumbnails">
        {shelvesOf(view).map(({ key, report, papers }) => (
          <li key={key} className="shelf" data-whole={papers.length === 1}>
            <ShelfName report={report} count={papers.length} />
            {papers.map((paper) => (
              <Thumbnail
                key={paper.id}
                paper={paper}
                chosen={paper.id === document.id}
                doubts={
                  doubtful(view).filter(({ from }) => from.kind === 'page' && from.document === paper.id)
                    .length
                }
                choose={() => setChosen({ document: paper.id, page: 1 })}
              />
            ))}
          </li>
        ))}
      </ul>
      <Caption
        paper={document}
        page={page?.number ?? 1}
        turn={(to) => setChosen({ document: document.id, page: to })}
      />
      {page ? (
        <PageView
          key={`${document.id} ${page.number}`}
          page={page}
          facts={facts}
          picked={picked}
          pick={props.pick}
        />
      ) : (
        <p className="empty">{say('notRead')}</p>
      )}
      {picked?.from.kind === 'page' ? (
        <FactPanel view={view} fact={picked} pick={props.pick} seeFacts={props.seeFacts} />
      ) : (
        page && <p className="papers-hint">{say('pickFact')}</p>
      )}
    </div>
  );
}

function Caption({ paper, page, turn }: { paper: DocumentView; page: number; turn(to: number): void }) {
  const say = useWords();
  const { tongue } = use(TongueContext);
  const faults = [...paper.faults, ...(paper.failure ? [paper.failure] : [])].map((fault) =>
    name('fault', fault, tongue),
  );
  return (
    <div className="caption">
      <span>
        <b>{name('paper', paper.type, tongue)}</b>{' '}
        <small>{say('typeSure', { n: Math.round(paper.typeConfidence * 100) })}</small>
        {paper.fileName && <small dir="auto"> · {paper.fileName}</small>}
        {faults.length > 0 && <small className="faults"> · {faults.join(', ')}</small>}
        {paper.duplicateOf && <small> · {say('copyOf')}</small>}
      </span>
      {paper.pages.length > 1 && (
        <span className="turn">
          <button type="button" disabled={page <= 1} onClick={() => turn(page - 1)} aria-label="‹">
            ‹
          </button>
          <small>{say('page', { n: page, total: paper.pages.length })}</small>
          <button
            type="button"
            disabled={page >= paper.pages.length}
            onClick={() => turn(page + 1)}
            aria-label="›"
          >
            ›
          </button>
        </span>
      )}
    </div>
  );
}
