import { useRef, useState } from 'react';
import type { SimMessage } from '../../../src/simulator/contract.ts';
import { open } from '../../api/client.ts';
import { CameraIcon, ClipIcon, CloseIcon, SendIcon, SmileIcon } from '../../look/icons.tsx';
import { useAct } from '../use-demo.ts';

const EMOJI = ['🙏', '😊', '😢', '❤️', '👍', '😟', '🤲', '✅'];

/** Where the patient writes, attaches a photo or PDF, or takes a picture. Failures are said above it; typed words stay. */
export function Composer(props: {
  at: string;
  quoted: SimMessage | null;
  dropQuote(): void;
  first: boolean;
}) {
  const act = useAct();
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [sending, setSending] = useState(0);
  const [smiling, setSmiling] = useState(false);
  const attempt = async (work: () => Promise<unknown>) => {
    setProblem(null);
    setSending((count) => count + 1);
    await work().catch((error: Error) => setProblem(error.message));
    setSending((count) => count - 1);
  };
  const say = (words: string) =>
    attempt(async () => {
      await act(`${props.at}/text`, { text: words, ...(props.quoted ? { replyTo: props.quoted.id } : {}) });
      setText('');
      props.dropQuote();
    });
  const attach = (files: FileList | null) => {
    const chosen = [...(files ?? [])];
    // One after the other: an album arrives in the order it was chosen.
    void attempt(async () => {
      for (const file of chosen) await upload(props.at, file);
    });
  };
  return (
    <form
      className="wa-composer"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim()) void say(text.trim());
      }}
    >
      {problem && <p role="alert">{problem}</p>}
      {sending > 0 && <p role="status">Sending …</p>}
      {props.quoted && (
        <p className="wa-quoted">
          <span dir="auto">{props.quoted.text.slice(0, 80) || props.quoted.kind}</span>
          <button type="button" aria-label="Do not quote" onClick={props.dropQuote}>
            <CloseIcon size={14} />
          </button>
        </p>
      )}
      {props.first && (
        <button type="button" className="wa-hello" onClick={() => void say('Hello')}>
          Say “Hello”
        </button>
      )}
      {smiling && (
        <div className="wa-emoji">
          {EMOJI.map((emoji) => (
            <button key={emoji} type="button" onClick={() => setText(text + emoji)}>
              {emoji}
            </button>
          ))}
        </div>
      )}
      <div className="wa-input">
        <button type="button" aria-label="Emoji" aria-expanded={smiling} onClick={() => setSmiling(!smiling)}>
          <SmileIcon size={22} />
        </button>
        <Field text={text} change={setText} />
        <Attach label="Attach a photo or PDF" attach={attach} />
        <Attach label="Take a photo" camera attach={attach} />
      </div>
      <button type="submit" className="wa-send" aria-label="Send" disabled={!text.trim()}>
        <SendIcon size={20} />
      </button>
    </form>
  );
}

const upload = (at: string, file: File): Promise<unknown> =>
  open(`${at}/media?name=${encodeURIComponent(file.name)}`, {
    method: 'POST',
    headers: { 'content-type': file.type || 'application/octet-stream' },
    body: file,
  });

/** A field that grows with its words up to a third of the phone. */
function Field({ text, change }: { text: string; change(to: string): void }) {
  return (
    <textarea
      id="wa-message"
      rows={1}
      aria-label="Message"
      placeholder="Message"
      maxLength={4096}
      value={text}
      onChange={(event) => change(event.target.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
        event.preventDefault();
        event.currentTarget.form?.requestSubmit();
      }}
    />
  );
}

function Attach({
  label,
  camera,
  attach,
}: {
  label: string;
  camera?: boolean;
  attach(files: FileList | null): void;
}) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" aria-label={label} onClick={() => input.current?.click()}>
        {camera ? <CameraIcon size={22} /> : <ClipIcon size={22} />}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        multiple={!camera}
        accept={camera ? 'image/*' : 'image/*,application/pdf'}
        {...(camera ? { capture: 'environment' as const } : {})}
        onChange={(event) => {
          attach(event.target.files);
          event.target.value = '';
        }}
      />
    </>
  );
}
