import { useEffect, useState } from 'react';
import { Absorbed } from './Absorbed.tsx';
import { Desks } from './Desks.tsx';
import { SEATS, type Seat } from './seats.ts';
import { SeatIcon } from './SeatIcon.tsx';
import { SmsPhone } from './sms/SmsPhone.tsx';
import { TopBar } from './TopBar.tsx';
import { useDemo, useDemoLive, useSms, useWhatsapp } from './use-demo.ts';
import { useUnread } from './use-unread.ts';
import { Welcome } from './Welcome.tsx';
import { WhatsappPhone } from './whatsapp/WhatsappPhone.tsx';

/** Four seats of one story on one page. On a narrow screen one seat at a time; the story itself changes seats there. */
export function Demo() {
  const demo = useDemo();
  const live = useDemoLive();
  if (demo.data) return <Seats state={demo.data} live={live} />;
  return (
    <main className="demo-wait">
      <h1 className="unseen">Doosri Rai</h1>
      <p role="status">
        {demo.error ? 'The demo is not answering. It will be tried again.' : 'Setting the four seats …'}
      </p>
    </main>
  );
}

function Seats({ state, live }: { state: NonNullable<ReturnType<typeof useDemo>['data']>; live: boolean }) {
  const [seat, setSeat] = useState<Seat>('patient');
  const [desk, setDesk] = useState<Seat>('coordinator');
  const chat = useWhatsapp(state.patient);
  const sms = useSms(state.son);
  const sit = (to: Seat) => {
    setSeat(to);
    if (to === 'coordinator' || to === 'reviewer') setDesk(to);
  };
  const acting = state.story.playing ? state.story.seat : null;
  useEffect(() => {
    if (acting) sit(acting);
  }, [acting, state.story.step]);
  const unread = useUnread(seat, {
    patient: chat.data?.messages.filter(({ from }) => from === 'service').length ?? 0,
    son: sms.data?.filter(({ from }) => from === 'service').length ?? 0,
  });
  return (
    <div className="demo" data-seat={seat}>
      <TopBar state={state} live={live} />
      <Absorbed accidents={state.accidents} />
      <main className="stage">
        <section
          className="seat seat-patient"
          data-acting={acting === 'patient'}
          aria-label="The family’s phone"
        >
          <h2>The family · WhatsApp</h2>
          <WhatsappPhone
            key={state.patient}
            phone={state.patient}
            chat={chat.data}
            now={state.now}
            off={state.behaviour.phoneOff}
            visible={seat === 'patient'}
          />
        </section>
        <section className="seat seat-son" data-acting={acting === 'son'} aria-label="The son’s phone">
          <h2>The son · SMS only</h2>
          <SmsPhone key={state.son} phone={state.son} messages={sms.data} now={state.now} />
        </section>
        <Desks desk={desk} choose={setDesk} acting={acting} story={state.story} />
      </main>
      <nav className="seat-tabs" aria-label="Seats">
        {SEATS.map(({ seat: to, name }) => (
          <button key={to} type="button" aria-pressed={seat === to} onClick={() => sit(to)}>
            <SeatIcon seat={to} />
            {name}
            {unread[to] && (
              <span className="unread">
                <span className="unseen">new</span>
              </span>
            )}
          </button>
        ))}
      </nav>
      <Welcome />
    </div>
  );
}
