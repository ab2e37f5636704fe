import { VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Me } from '../../src/http/contract.ts';
import { RequestFailed } from '../api/client.ts';
import { whoAmI } from '../api/signin.ts';
import { lazy, Suspense, useState } from 'react';
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
const KeySheet = lazy(fetched(() => import('./KeySheet.tsx')));

const seat = new URLSearchParams(location.search).get('seat');

/** The desk: nobody sees more than the sign-in before the server has said who they are. */
export function App() {
  const me = useQuery({ queryKey: ['me'], queryFn: whoAmI, enabled: seat === null, staleTime: Infinity });
  if (me.data) return <Desk me={me.data} />;
  if (seat !== null) return <SeatSignIn seat={seat} />;
  if (me.error instanceof RequestFailed && me.error.status === 401) return <SignIn />;
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
  useKeys({ '?': () => setKeys(true) });
  const route = useRoute();
  useStoryRoute();
  return (
    <div className="desk">
      <TopBar
        me={me}
        live={live.up}
        seat={seat !== null}
        onCase={route.case !== null}
        showKeys={() => setKeys(true)}
      />
      <HealthBar />
      {!live.up && <LineDown since={live.since} />}
      <Crash key={route.case ?? 'queue'}>
        {route.case === null ? (
          <Queue me={me} />
        ) : (
          <Suspense fallback={<Waiting />}>
            <Case id={route.case} me={me} key={route.case} />
          </Suspense>
        )}
      </Crash>
      {keys && (
        <Suspense>
          <KeySheet close={() => setKeys(false)} />
        </Suspense>
      )}
    </div>
  );
}
