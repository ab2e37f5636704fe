import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { SimChat, SimMessage } from '../../../src/simulator/contract.ts';
import { post } from '../../api/client.ts';
import { BackIcon, KeepIcon, MoreIcon } from '../../look/icons.tsx';
import { dayOf, timeOfDay } from '../../words/times.ts';
import { useAct, whatsappOf } from '../use-demo.ts';
import { Composer } from './Composer.tsx';
import { ListSheet } from './ListSheet.tsx';
import { PhoneBubble } from './PhoneBubble.tsx';
import './whatsapp.css';

/** A phone with the patient's chat open. Looking at it sends read receipts, as a real one would. */
export function WhatsappPhone(props: {
  phone: string;
  chat: SimChat | undefined;
  now: string;
  off: boolean;
  visible: boolean;
}) {
  const at = whatsappOf(props.phone);
  const act = useAct();
  const [list, setList] = useState<SimMessage | null>(null);
  const [quoted, setQuoted] = useState<SimMessage | null>(null);
  const messages = props.chat?.messages ?? [];
  const unread = messages.some(({ from, state }) => from === 'service' && state !== 'read');
  useEffect(() => {
    if (unread && props.visible && !props.off) void post(`${at}/read`).catch(() => undefined);
  }, [unread, props.visible, props.off, at, messages.length]);
  const tap = (message: SimMessage, option: string) => {
    setList(null);
    void act(`${at}/tap`, { message: message.id, option });
  };
  return (
    <div className="phone wa">
      <div className="status-bar">
        <time>{timeOfDay(props.now)}</time>
        <span aria-hidden="true">▂▄▆ ▮</span>
      </div>
      <header className="wa-head">
        <BackIcon size={20} />
        <img src={new URL('../../look/mark.svg', import.meta.url).href} alt="" width="36" height="36" />
        <span>
          <b>
            Doosri Rai <Verified />
          </b>
          <small>
            {props.off ? 'waiting for network' : props.chat?.typing ? 'typing…' : 'Business account'}
          </small>
        </span>
        {messages.length > 0 ? (
          <a className="wa-keep" href={`${at}/transcript`} download="conversation.txt">
            <KeepIcon size={14} /> Make this a test
          </a>
        ) : (
          <MoreIcon />
        )}
      </header>
      <a className="wa-skip" href="#wa-message">
        To the message field
      </a>
      <Messages
        messages={messages}
        typing={props.chat?.typing ?? false}
        visible={props.visible}
        tap={tap}
        openList={setList}
        quote={setQuoted}
      />
      {props.off && <p className="wa-off">This phone is off. Messages wait until it is on again.</p>}
      <Composer at={at} quoted={quoted} dropQuote={() => setQuoted(null)} first={messages.length === 0} />
      {list && (
        <ListSheet message={list} choose={(option) => tap(list, option)} close={() => setList(null)} />
      )}
    </div>
  );
}

function Messages(props: {
  messages: SimMessage[];
  typing: boolean;
  visible: boolean;
  tap(message: SimMessage, option: string): void;
  openList(message: SimMessage): void;
  quote(message: SimMessage): void;
}) {
  const { messages } = props;
  const scroll = useRef<HTMLDivElement>(null);
  const toEnd = () => {
    if (scroll.current) scroll.current.scrollTop = scroll.current.scrollHeight;
  };
  useLayoutEffect(toEnd, [messages.length, props.typing, props.visible]);
  return (
    <div
      className="wa-chat"
      ref={scroll}
      role="log"
      tabIndex={0}
      aria-label="WhatsApp messages"
      onLoadCapture={toEnd}
    >
      <p className="wa-notice">Messages are with an invented service. Say hello to begin.</p>
      {messages.map((message, index) => {
        const before = messages[index - 1];
        const newDay = !before || dayOf(before.at) !== dayOf(message.at);
        return (
          <div key={message.id} className="wa-line">
            {newDay && <div className="wa-day">{dayOf(message.at)}</div>}
            <PhoneBubble
              message={message}
              tail={newDay || before.from !== message.from}
              answered={messages.find(({ id }) => id === message.replyTo) ?? null}
              tap={(option) => props.tap(message, option)}
              openList={() => props.openList(message)}
              quote={() => props.quote(message)}
            />
          </div>
        );
      })}
      {props.typing && (
        <div className="wa-typing" role="status">
          <span className="unseen">typing</span>
          <i />
          <i />
          <i />
        </div>
      )}
    </div>
  );
}

function Verified() {
  return (
    <svg className="verified" width="15" height="15" viewBox="0 0 24 24" role="img" aria-label="Verified">
      <path
        d="M12 1l3 2.500 4-.3 1 3.800 3.200 2.300L21.700 13l1.500 3.700L20 19l-1 3.800-4-.3L12 25l-3-2.500-4 .3L4 19 .8 16.700 2.300 13 .8 9.300 4 7l1-3.800 4 .3z"
        transform="translate(0 -1)"
        fill="#1fa855"
      />
      <path d="M7.500 12l3 3 6-6" fill="none" stroke="#fff" strokeWidth="2.200" />
    </svg>
  );
}
