import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState, useSyncExternalStore } from 'react';
import type { CaseView, Me } from '../../../src/http/contract.ts';
import { get } from '../../api/client.ts';
import { Waiting } from '../Waiting.tsx';
import { Chat } from '../chat/Chat.tsx';
import { Opinion } from '../opinion/Opinion.tsx';
import { Sorry } from '../Sorry.tsx';
import './case.css';
import { Facts } from './Facts.tsx';
import type { CaseFact } from './groups.ts';
import { Header } from './Header.tsx';
import { PaneTabs, type Pane } from './PaneTabs.tsx';
import { doubtful } from './groups.ts';
import { besideInOrder } from '../order.ts';
import { caseLink, QUEUE_LINK } from '../route.ts';
import { DeskBar } from '../side/DeskBar.tsx';
import { usePresence } from '../side/use-side.ts';
import { useKeys } from '../use-keys.ts';
import { useNews } from './use-news.ts';
import { useScenes } from '../use-story.ts';

/** Fetched while the case is read. */
const Papers = lazy(() => import('../papers/Papers.tsx'));

/** Everything about one family. */
export default function Case({ id, me }: { id: string; me: Me }) {
  const found = useQuery({
    queryKey: ['case', id],
    queryFn: ({ signal }) => get<CaseView>(`/api/cases/${id}`, signal),
  });
  if (found.data) return <Panes view={found.data} me={me} />;
  return found.error ? <Sorry error={found.error} again={() => void found.refetch()} /> : <Waiting />;
}

/**
 * Four panes. How many are side by side is the style sheet's business; here only which was asked for last,
 * of the left two, of the right two, and over all.
 */
function Panes({ view, me }: { view: CaseView; me: Me }) {
  const [pane, setPane] = useState<Pane>('case');
  const [left, setLeft] = useState<Pane>('case');
  const [right, setRight] = useState<Pane>(me.role === 'reviewer' ? 'opinion' : 'chat');
  const wide = useWidth(WIDE);
  // Beside the papers there is room for the case as well.
  const three = useWidth(THREE);
  const chatShown = (wide ? right : pane) === 'chat';
  const { fresh, saw } = useNews(view, three || (wide ? left : pane) === 'case');
  const [picked, setPicked] = useState<string | null>(null);
  const [message, setMessage] = useState<{ id: string } | null>(null);
  const show = (to: Pane) => {
    setPane(to);
    (to === 'case' || to === 'papers' ? setLeft : setRight)(to);
  };
  const pick = (fact: CaseFact) => {
    setPicked(fact.id);
    saw(fact.id);
    if (fact.from.kind === 'page') show('papers');
    if (fact.from.kind === 'message') {
      setMessage({ id: fact.from.message });
      show('chat');
    }
  };
  useScenes(({ pane: to }) => {
    if (to === undefined || to === 'queue') return;
    const shown = to === 'papers' ? telling(view) : undefined;
    if (shown) pick(shown);
    else show(to);
  });
  usePresence(view.conversation);
  const goTo = (id: string | undefined) => id && (location.hash = caseLink(id));
  useKeys({
    j: () => goTo(besideInOrder(view.id, 1)),
    k: () => goTo(besideInOrder(view.id, -1)),
    u: () => (location.hash = QUEUE_LINK),
    r: () => show('chat'),
    n: () => show('chat'),
    a: () => document.querySelector<HTMLElement>('[data-key="a"]')?.click(),
  });
  const chosen = view.facts.find(({ id }) => id === picked) ?? null;
  // Once a fact is settled, the one that took its place is meant.
  const fact = (chosen && view.facts.find(({ corrects }) => corrects === chosen.id)) ?? chosen;
  return (
    <main className="case" data-pane={pane} data-left={left} data-right={right}>
      <div className="case-top">
        <Header view={view} />
        {me.role !== 'reviewer' && <DeskBar conversation={view.conversation} me={me} />}
      </div>
      <PaneTabs side="left" panes={['case', 'papers']} chosen={left} show={show} />
      <PaneTabs side="right" panes={['chat', 'opinion']} chosen={right} show={show} />
      <section className="pane pane-case" aria-label="Case">
        <Facts view={view} picked={fact} pick={pick} fresh={fresh} me={me} />
      </section>
      <section className="pane pane-papers" aria-label="Papers">
        <Suspense fallback={<Waiting />}>
          <Papers
            view={view}
            picked={fact}
            pick={(to) => setPicked(to?.id ?? null)}
            seeFacts={() => show('case')}
          />
        </Suspense>
      </section>
      <section className="pane pane-chat" aria-label="Chat">
        <Chat view={view} me={me} message={message} visible={chatShown} />
      </section>
      <section className="pane pane-opinion" aria-label="Opinion">
        <Opinion view={view} me={me} />
      </section>
      <PaneTabs side="all" panes={['case', 'papers', 'chat', 'opinion']} chosen={pane} show={show} />
    </main>
  );
}

/** The fact a story points at: the first one in doubt, else the marker that decides about the treatment. */
function telling(view: CaseView): CaseFact | undefined {
  const ofPages = view.facts.filter(({ current, from }) => current && from.kind === 'page');
  return (
    doubtful(view).find(({ from }) => from.kind === 'page') ??
    ofPages.find(({ path }) => path === 'ihc.her2') ??
    ofPages[0]
  );
}

const WIDE = '(min-width: 700px)';
const THREE = '(min-width: 1180px)';

/** Whether the style sheet shows two, or three, panes beside each other. */
const useWidth = (wide: string): boolean =>
  useSyncExternalStore(
    (changed) => {
      const width = matchMedia(wide);
      width.addEventListener('change', changed);
      return () => width.removeEventListener('change', changed);
    },
    () => matchMedia(wide).matches,
  );
