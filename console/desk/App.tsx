import { VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Me } from '../../src/http/contract.ts';
import { RequestFailed, SIGNED_OUT } from '../api/client.ts';
import { wantsSecondStep, whoAmI } from '../api/signin.ts';
import { lazy, Suspense, useEffect, useState } from 'react';
import { Crash } from './Crash.tsx';
import { fetched } from './fetched.ts';
import { HealthBar } from './HealthBar.tsx';
import { LineDown } from './LineDown.tsx';
import { Queue } from './queue/Queue.tsx';
import { useRoute } from './route.ts';
import { SeatSignIn } from './SeatSignIn.tsx';
import { SignIn } from './SignIn.tsx';
import { Sorry } from './Sorry.tsx';
import { TopBar } from './TopBar.tsx';
import { useKeys } from './use-keys.ts';
import { useLive } from './use-live.ts';
import { useStoryRoute } from './use-story.ts';
import { Waiting } from './Waiting.tsx';

const Case = lazy(fetched(() => import('./case/Case.tsx')));
const Board = lazy(fetched(() => import('./board/Board.tsx')));
const Account = lazy(fetched(() => import('./signin/Account.tsx')));
const Staff = lazy(fetched(() => import('./staff/Staff.tsx')));
const Welcome = lazy(fetched(() => import('./signin/Welcome.tsx')));
const KeySheet = lazy(fetched(() => import('./KeySheet.tsx')));

const seat = new URLSearchParams(location.search).get('seat');

/** The desk: nobody sees more than the sign-in before the server has said who they are. */
export function App() {
  const { welcome } = useRoute();
  const me = useQuery({
    queryKey: ['me'],
    queryFn: whoAmI,
    enabled: seat === null && welcome === null,
    staleTime: Infinity,
    // Whoever looks at the phone for a code must find the same page again.
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  const sitting = me.data !== undefined;
  // A session that ended takes everything off the page.
  useEffect(() => {
    const gone = () => {
      if (sitting) location.reload();
    };
    addEventListener(SIGNED_OUT, gone);
    return () => removeEventListener(SIGNED_OUT, gone);
  }, [sitting]);
  if (welcome !== null)
    return (
      <Suspense fallback={<Waiting />}>
        <Welcome token={welcome} key={welcome} />
      </Suspense>
    );
  if (me.data) return <Desk me={me.data} />;
  if (seat !== null) return <SeatSignIn seat={seat} />;
  if (me.error instanceof RequestFailed && me.error.status === 401) return <SignIn />;
  if (wantsSecondStep(me.error)) return <SignIn enrols />;
  if (me.error) return <Sorry error={me.error} again={() => void me.refetch()} />;
  return (
    <main>
      <VisuallyHidden component="h1">Doosri Rai</VisuallyHidden>
      <Waiting />
    </main>
  );
}

function Desk({ me }: { me: Me }) {
  const live = useLive();
  const [keys, setKeys] = useState(false);
  const [account, setAccount] = useState(false);
  useKeys({ '?': () => setKeys(true) });
  const route = useRoute();
  useStoryRoute();
  // Who sees no patient has no queue.
  const atStaff = route.staff || me.role === 'administrator';
  return (
    <div className="desk">
      <TopBar
        me={me}
        live={live.up}
        seat={seat !== null}
        away={route.case !== null || route.board || (route.staff && me.role !== 'administrator')}
        showKeys={() => setKeys(true)}
        showAccount={() => setAccount(true)}
      />
      <HealthBar />
      {!live.up && <LineDown since={live.since} />}
      <Crash key={route.case ?? (atStaff ? 'staff' : route.board ? 'board' : 'queue')}>
        <Suspense fallback={<Waiting />}>
          {route.case !== null ? (
            <Case id={route.case} me={me} key={route.case} />
          ) : atStaff ? (
            <Staff />
          ) : route.board ? (
            <Board />
          ) : (
            <Queue me={me} />
          )}
        </Suspense>
      </Crash>
      {account && (
        <Suspense>
          <Account close={() => setAccount(false)} />
        </Suspense>
      )}
      {keys && (
        <Suspense>
          <KeySheet close={() => setKeys(false)} />
        </Suspense>
      )}
    </div>
  );
}
