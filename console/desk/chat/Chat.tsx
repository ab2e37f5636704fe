import { useQuery } from '@tanstack/react-query';
import { useEffect, useLayoutEffect, useRef } from 'react';
import type { CaseView, ChatMessage, Me } from '../../../src/http/contract.ts';
import { get } from '../../api/client.ts';
import { dayOf } from '../../words/times.ts';
import { useWords } from '../../words/use-words.ts';
import { Waiting } from '../Waiting.tsx';
import { Sorry } from '../Sorry.tsx';
import { Bubble } from './Bubble.tsx';
import './chat.css';
import { Composer } from './Composer.tsx';

/** The whole conversation, and the place to speak in it. `message` is one to show, because a fact came from it. */
export function Chat(props: { view: CaseView; me: Me; message: { id: string } | null; visible: boolean }) {
  const { view, message } = props;
  const say = useWords();
  const chat = useQuery({
    queryKey: ['chat', view.conversation],
    queryFn: ({ signal }) => get<ChatMessage[]>(`/api/conversations/${view.conversation}/messages`, signal),
  });
  const scroll = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const count = chat.data?.length ?? 0;
  useLayoutEffect(() => {
    // A reader who scrolled up to older words is not pulled away from them.
    if (atEnd.current && scroll.current) scroll.current.scrollTop = scroll.current.scrollHeight;
  }, [count, props.visible]);
  useEffect(() => {
    // Pictures and the growing composer change the heights after the messages are there.
    const pane = scroll.current;
    if (!pane) return;
    const sizes = new ResizeObserver(() => {
      if (atEnd.current) pane.scrollTop = pane.scrollHeight;
    });
    sizes.observe(pane);
    for (const line of pane.children) sizes.observe(line);
    return () => sizes.disconnect();
  }, [count]);
  useEffect(() => {
    if (message && scroll.current) show(scroll.current, message.id);
  }, [message]);
  return (
    <div className="chat">
      <div
        className="chat-scroll"
        ref={scroll}
        tabIndex={0}
        role="log"
        aria-label={say('chat')}
        onScroll={({ currentTarget: pane }) => {
          atEnd.current = pane.scrollHeight - pane.scrollTop - pane.clientHeight < 80;
        }}
      >
        {chat.isPending && <Waiting />}
        {chat.error && <Sorry error={chat.error} again={() => void chat.refetch()} />}
        {chat.data?.length === 0 && <p className="empty">{say('noMessages')}</p>}
        {chat.data?.map((one, index) => {
          const newDay = index === 0 || dayOf(chat.data[index - 1]!.at) !== dayOf(one.at);
          return (
            <div key={one.id} className="chat-line">
              {newDay && <div className="chat-day">{dayOf(one.at)}</div>}
              <Bubble message={one} />
            </div>
          );
        })}
      </div>
      <Composer view={view} me={props.me} />
    </div>
  );
}

/** Brings a message into view and lets it glow for a moment. */
function show(pane: HTMLElement, id: string): void {
  const bubble = pane.querySelector<HTMLElement>(`[data-message="${CSS.escape(id)}"]`);
  if (!bubble) return;
  pane.scrollTop = bubble.offsetTop - pane.clientHeight / 3;
  bubble.dataset.glow = 'true';
  setTimeout(() => delete bubble.dataset.glow, 2_500);
}
