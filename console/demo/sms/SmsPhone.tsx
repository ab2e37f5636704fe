import { useLayoutEffect, useRef, useState } from 'react';
import type { SimSms } from '../../../src/simulator/contract.ts';
import { BackIcon, MoreIcon, PersonIcon, SendIcon } from '../../look/icons.tsx';
import { dayOf, timeOfDay } from '../../words/times.ts';
import { smsOf, useAct } from '../use-demo.ts';
import './sms.css';

/** The son's phone: plain SMS, each with how many segments it costs. */
export function SmsPhone({
  phone,
  messages = [],
  now,
}: {
  phone: string;
  messages: SimSms[] | undefined;
  now: string;
}) {
  const scroll = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (scroll.current) scroll.current.scrollTop = scroll.current.scrollHeight;
  }, [messages.length]);
  return (
    <div className="phone sms">
      <div className="status-bar">
        <time>{timeOfDay(now)}</time>
        <span aria-hidden="true">▂▄▆ ▮</span>
      </div>
      <header className="sms-head">
        <BackIcon size={20} />
        <span className="sms-face">
          <PersonIcon size={20} />
        </span>
        <b>CareLink</b>
        <MoreIcon />
      </header>
      <div className="sms-chat" ref={scroll} role="log" tabIndex={0} aria-label="SMS messages">
        {messages.length === 0 && (
          <p className="sms-empty">
            No SMS yet. They come when the family allows them, and never say what it is about.
          </p>
        )}
        {messages.map((one, index) => (
          <div key={one.id} className="sms-line" data-mine={one.from === 'person'}>
            {(index === 0 || dayOf(messages[index - 1]!.at) !== dayOf(one.at)) && (
              <div className="sms-day">{dayOf(one.at)}</div>
            )}
            <p className="sms-bubble" dir="auto">
              {one.text}
            </p>
            <small>
              {timeOfDay(one.at)} · {one.segments} {one.segments === 1 ? 'segment' : 'segments'} · {one.state}
            </small>
          </div>
        ))}
      </div>
      <SmsComposer at={smsOf(phone)} />
    </div>
  );
}

function SmsComposer({ at }: { at: string }) {
  const act = useAct();
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  return (
    <form
      className="sms-composer"
      onSubmit={(event) => {
        event.preventDefault();
        if (!text.trim()) return;
        setProblem(null);
        act(`${at}/text`, { text: text.trim() }).then(
          () => setText(''),
          (error: Error) => setProblem(error.message),
        );
      }}
    >
      {problem && <p role="alert">{problem}</p>}
      <input
        aria-label="Text message"
        placeholder="Text message"
        maxLength={1000}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <button type="submit" aria-label="Send SMS" disabled={!text.trim()}>
        <SendIcon size={20} />
      </button>
    </form>
  );
}
