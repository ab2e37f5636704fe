import type { SimMessage } from '../../../src/simulator/contract.ts';
import { ListIcon, PaperIcon } from '../../look/icons.tsx';
import { timeOfDay } from '../../words/times.ts';
import { plainText, runsOf } from '../../words/rich.ts';

/** One message as a phone shows it: words, picture or file, and under it the buttons that answer it. */
export function PhoneBubble(props: {
  message: SimMessage;
  tail: boolean;
  answered: SimMessage | null;
  tap(option: string): void;
  openList(): void;
  quote(): void;
}) {
  const { message } = props;
  const mine = message.from === 'person';
  const buttons = message.kind !== 'list' && message.options.length > 0;
  return (
    <div className="wa-message" data-mine={mine}>
      <article
        className="wa-bubble"
        data-tail={props.tail}
        data-kind={message.kind}
        onDoubleClick={props.quote}
      >
        {props.answered && (
          <blockquote dir="auto">
            <b>{props.answered.from === 'service' ? 'Doosri Rai' : 'You'}</b>
            <span>{plainText(props.answered.text) || props.answered.kind}</span>
          </blockquote>
        )}
        {message.file && <File file={message.file} />}
        {message.text && (
          <p dir="auto">
            <Rich text={message.text} />
          </p>
        )}
        {message.footer && <small className="wa-footer">{message.footer}</small>}
        <footer>
          <time dateTime={message.at}>{timeOfDay(message.at)}</time>
          {mine && <Ticks state={message.state} />}
        </footer>
        {message.kind === 'list' && (
          <button type="button" className="wa-open-list" onClick={props.openList}>
            <ListIcon size={16} /> {message.open ?? 'Choose'}
          </button>
        )}
        {message.reaction && <span className="wa-reaction">{message.reaction}</span>}
      </article>
      {buttons && (
        <div className="wa-buttons">
          {message.options.map((option) => (
            <button key={option.id} type="button" dir="auto" onClick={() => props.tap(option.id)}>
              ↩ {option.title}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

function Rich({ text }: { text: string }) {
  return runsOf(text).map((run, index) => {
    const Mark = run.mark;
    return Mark ? <Mark key={index}>{run.text}</Mark> : run.text;
  });
}

function File({ file }: { file: NonNullable<SimMessage['file']> }) {
  const href = `/demo/files/${encodeURIComponent(file.id)}`;
  if (file.mime.startsWith('image/'))
    return (
      <a href={href} target="_blank" rel="noreferrer" className="wa-photo">
        <img src={href} alt={file.name ?? 'Photo'} />
      </a>
    );
  const size =
    file.bytes < 1e6 ? `${Math.ceil(file.bytes / 1024)} kB` : `${(file.bytes / 1e6).toFixed(1)} MB`;
  return (
    <a href={href} target="_blank" rel="noreferrer" className="wa-file">
      <PaperIcon size={28} />
      <span dir="auto">
        <b>{file.name ?? 'Document'}</b>
        <small>
          {size} · {file.mime.split('/')[1]?.toUpperCase()}
        </small>
      </span>
    </a>
  );
}

function Ticks({ state }: { state: SimMessage['state'] }) {
  return (
    <svg
      className="wa-ticks"
      data-state={state}
      width="17"
      height="11"
      viewBox="0 0 17 11"
      role="img"
      aria-label={state}
    >
      <path
        d={state === 'sent' ? 'M4 6l3 3 6-7.500' : 'M1 6l3 3 6-7.500M7.500 8l1.200 1L15 1.500'}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.600"
      />
    </svg>
  );
}
