import { Button } from '@mantine/core';
import { useState } from 'react';
import type { CaseView, Leaf } from '../../../src/http/contract.ts';
import { useWords } from '../../words/use-words.ts';
import { isShown, type CaseFact } from '../case/groups.ts';
import { useKeys } from '../use-keys.ts';
import { Caption } from './Caption.tsx';
import { DeskTools, type Drawer } from './DeskTools.tsx';
import { FactPanel } from './FactPanel.tsx';
import { PageView, type Covering } from './PageView.tsx';
import './papers.css';
import { Shelves } from './Shelves.tsx';
import { sameLeaf, shelvesOf } from './shelves.ts';
import { Tools } from './Tools.tsx';
import { useCovers } from './use-covers.ts';
import { useLook } from './use-look.ts';
import { pageDoubts, useWalk } from './use-walk.ts';

/** The papers of a case: small pictures of all, one page in full with the boxes its facts came from, and what is done with it. */
export default function Papers(props: {
  view: CaseView;
  picked: CaseFact | null;
  pick(fact: CaseFact | null): void;
  seeFacts(): void;
}) {
  const { view, picked } = props;
  const say = useWords();
  // The papers may arrive after a fact was picked: they begin at its page.
  const [chosen, setChosen] = useState<Leaf | null>(picked?.from.kind === 'page' ? picked.from : null);
  const [shown, setShown] = useState(picked?.id);
  const [as, setAs] = useState<Covering['as']>('desk');
  const [drawer, setDrawer] = useState<Drawer>(null);
  const { walk, begin } = useWalk(view, picked, props.pick);
  // A newly picked fact leads to its page; after that the reader may leaf on.
  if (picked && picked.id !== shown) {
    setShown(picked.id);
    if (picked.from.kind === 'page') setChosen(picked.from);
  }
  const shelves = shelvesOf(view);
  const shelf =
    shelves.find(({ leaves }) => leaves.some((one) => chosen && sameLeaf(one, chosen))) ?? shelves[0];
  const at = Math.max(0, shelf?.leaves.findIndex((one) => chosen && sameLeaf(one, chosen)) ?? 0);
  const leaf = shelf?.leaves[at] ?? { document: '', page: 1 };
  const paper = view.documents.find(({ id }) => id === leaf.document);
  const page = paper?.pages.find(({ number }) => number === leaf.page);
  const covers = useCovers(leaf);
  const pull = (to: Drawer) => {
    // The page one works on stays before one's eyes, wherever it goes.
    setChosen(leaf);
    setDrawer(to);
  };
  const turn = (by: 1 | -1) => shelf?.leaves[at + by] && setChosen(shelf.leaves[at + by]!);
  useKeys(walk ? { ArrowLeft: () => turn(-1), ArrowRight: () => turn(1) } : {}, true);
  useLook(page && !view.veiled ? `/api/pages/${leaf.document}/${leaf.page}` : null);
  if (!shelf || !paper) return <p className="empty">{say('noPapers')}</p>;
  const facts = view.facts.filter(
    (fact) => fact.from.kind === 'page' && sameLeaf(fact.from, leaf) && isShown(view, fact),
  );
  const doubts = pageDoubts(view).length;
  const onPage = picked?.from.kind === 'page' ? picked : null;
  const place = onPage?.from.kind === 'page' && sameLeaf(onPage.from, leaf) ? onPage.from.box : null;
  const check = doubts > 0 && !walk && (
    <Button size="compact-sm" color="#8a5a00" onClick={begin}>
      {say('checkPapers', { n: doubts })}
    </Button>
  );
  return (
    <div className="papers" data-walking={walk !== null} data-covering={!view.veiled && as === 'drawing'}>
      <Shelves view={view} shelves={shelves} leaf={leaf} choose={setChosen} />
      <Caption view={view} paper={paper} at={at} total={shelf.leaves.length} turn={turn} />
      {view.veiled || !page ? (
        check && <div className="tools">{check}</div>
      ) : (
        <>
          <Tools paper={paper} as={as} show={setAs} drawer={drawer} pull={pull}>
            {check}
          </Tools>
          <DeskTools
            {...{ view, shelf, leaf, page, drawer, as, place, covers }}
            shut={() => setDrawer(null)}
          />
        </>
      )}
      {page?.image ? (
        <PageView
          key={`${leaf.document} ${leaf.page}`}
          page={page}
          label={say('page', { n: at + 1, total: shelf.leaves.length })}
          facts={facts}
          picked={picked}
          pick={props.pick}
          covering={{ as: view.veiled ? 'desk' : as, cover: covers.cover, uncover: covers.uncover }}
        />
      ) : (
        <p className="empty">{say(page ? 'waitsForDesk' : 'notRead')}</p>
      )}
      {onPage ? (
        <FactPanel
          key={onPage.corrects ?? onPage.id}
          view={view}
          fact={onPage}
          walk={walk}
          goOn={() =>
            walk ? walk.next() : props.pick(pageDoubts(view).find(({ id }) => id !== onPage.id) ?? null)
          }
          close={() => (walk ? walk.end() : props.pick(null))}
          seeFacts={props.seeFacts}
        />
      ) : walk ? (
        <p className="papers-hint" role="status">
          {say('checkDone', { n: walk.left })}{' '}
          <Button size="compact-sm" variant="default" onClick={walk.end}>
            {say('checkEnd')}
          </Button>
        </p>
      ) : (
        page && <p className="papers-hint">{say('pickFact')}</p>
      )}
    </div>
  );
}
