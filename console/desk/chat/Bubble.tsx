import { use } from 'react';
import type { ChatMessage } from '../../../src/http/contract.ts';
import { PaperIcon } from '../../look/icons.tsx';
import { name } from '../../words/names.ts';
import { runsOf } from '../../words/rich.ts';
import { timeOfDay } from '../../words/times.ts';
import { TongueContext, useWords } from '../../words/use-words.ts';
import { usePicture } from '../papers/use-picture.ts';

const TICKS: Record<string, string> = { queued: '◷', sending: '◷', sent: '✓', delivered: '✓✓', read: '✓✓' };

/** One message with who said it, when, and how far it got. Its words are text and nothing else. */
export function Bubble({ message }: { message: ChatMessage }) {
  const say = useWords();
  const who =
    message.from === 'person'
      ? say('family')
      : message.from === 'bot'
        ? say('bot')
        : (message.by ?? say('somebody'));
  return (
    <article
      className="bubble"
      data-from={message.from}
      data-state={message.state ?? ''}
      data-message={message.id}
    >
      <header>{who}</header>
      {message.media.map((media, index) => (
        <Attached key={index} media={media} />
      ))}
      {message.text && (
        <p dir="auto">
          {runsOf(message.text).map(({ text, mark: Mark }, index) =>
            Mark ? <Mark key={index}>{text}</Mark> : text,
          )}
        </p>
      )}
      {message.options.length > 0 && (
        <ul className="bubble-options" aria-label={say('choices')}>
          {message.options.map((option, index) => (
            <li key={index} dir="auto">
              {option}
            </li>
          ))}
        </ul>
      )}
      <footer>
        <time dateTime={message.at}>{timeOfDay(message.at)}</time>{' '}
        {message.state && <Delivery message={message} state={message.state} />}
      </footer>
    </article>
  );
}

/** Ticks where a tick says it all; words where something did not go as it should. */
function Delivery({ message, state }: { message: ChatMessage; state: string }) {
  const say = useWords();
  const { tongue } = use(TongueContext);
  const words = name('delivery', state, tongue);
  const tick = TICKS[state];
  if (tick)
    return (
      <span className="ticks" data-state={state}>
        <span aria-hidden="true">{tick}</span>
        <span className="unseen">{words}</span>
      </span>
    );
  const failed = state === 'failed' || state === 'parked';
  return (
    <span className="bubble-trouble">
      {failed && message.failure ? say('notSent', { why: message.failure }) : words}
    </span>
  );
}

function Attached({ media }: { media: ChatMessage['media'][number] }) {
  if (media.sound) return media.type === 'video' ? <Film src={media.sound} /> : <Sound src={media.sound} />;
  return <Picture media={media} />;
}

/** A voice note, played where it stands. */
function Sound({ src }: { src: string }) {
  const { tongue } = use(TongueContext);
  const { src: playable } = usePicture(src);
  return (
    <audio
      className="bubble-sound"
      controls
      preload="none"
      src={playable ?? undefined}
      aria-label={name('task', 'voice', tongue)}
    />
  );
}

function Film({ src }: { src: string }) {
  const { tongue } = use(TongueContext);
  const { src: playable } = usePicture(src);
  return (
    <video
      className="bubble-picture"
      controls
      preload="none"
      src={playable ?? undefined}
      aria-label={name('task', 'voice', tongue)}
    />
  );
}

function Picture({ media }: { media: ChatMessage['media'][number] }) {
  const { src } = usePicture(media.page);
  if (src)
    return <img className="bubble-picture" src={src} alt={media.fileName ?? media.type} loading="lazy" />;
  return (
    <span className="bubble-file" dir="auto">
      <PaperIcon /> {media.fileName ?? media.type}
    </span>
  );
}
