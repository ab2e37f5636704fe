import { useQuery } from '@tanstack/react-query';
import { useEffect, useLayoutEffect, useRef } from 'react';
import type { CaseView, ChatMessage, DeskSide, Me } from '../../../src/http/contract.ts';
import { get } from '../../api/client.ts';
import { dayOf } from '../../words/times.ts';
import { useWords } from '../../words/use-words.ts';
import { Waiting } from '../Waiting.tsx';
import { Sorry } from '../Sorry.tsx';
import { Bubble } from './Bubble.tsx';
import './chat.css';
import { Composer } from './Composer.tsx';
import { Note } from './Note.tsx';
import { useSeen, useSide } from '../side/use-side.ts';

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
  const side = useSide(view.conversation);
  const lines = inOrder(chat.data ?? [], side.data?.notes ?? []);
  const count = lines.length;
  const last = chat.data?.findLast(({ from }) => from === 'person') ?? null;
  useSeen(view.conversation, last?.id ?? null, props.visible);
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
        {lines.map((line, index) => {
          const newDay = index === 0 || dayOf(lines[index - 1]!.at) !== dayOf(line.at);
          return (
            <div key={line.id} className="chat-line">
              {newDay && <div className="chat-day">{dayOf(line.at)}</div>}
              {'mentions' in line ? <Note note={line} /> : <Bubble message={line} />}
            </div>
          );
        })}
      </div>
      <Composer key={view.conversation} view={view} me={props.me} newest={last} />
    </div>
  );
}

type ChatLine = ChatMessage | DeskSide['notes'][number];

/** Messages and notes by their time; neither list is put into another order than the server's. */
function inOrder(messages: ChatMessage[], notes: DeskSide['notes']): ChatLine[] {
  const lines: ChatLine[] = [];
  let next = 0;
  for (const message of messages) {
    while (next < notes.length && notes[next]!.at < message.at) lines.push(notes[next++]!);
    lines.push(message);
  }
  return [...lines, ...notes.slice(next)];
}

/** Brings a message into view and lets it glow for a moment. */
function show(pane: HTMLElement, id: string): void {
  const bubble = pane.querySelector<HTMLElement>(`[data-message="${CSS.escape(id)}"]`);
  if (!bubble) return;
  pane.scrollTop = bubble.offsetTop - pane.clientHeight / 3;
  bubble.dataset.glow = 'true';
  setTimeout(() => delete bubble.dataset.glow, 2_500);
}
