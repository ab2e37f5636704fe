import { useEffect, useRef } from 'react';
import type { SimMessage } from '../../../src/simulator/contract.ts';
import { CloseIcon } from '../../look/icons.tsx';

/** The sheet a list message opens from below: one row per option, one tap answers. */
export function ListSheet({
  message,
  choose,
  close,
}: {
  message: SimMessage;
  choose(option: string): void;
  close(): void;
}) {
  const sheet = useRef<HTMLDivElement>(null);
  useEffect(() => {
    sheet.current?.querySelector<HTMLElement>('input')?.focus();
  }, []);
  return (
    <div className="wa-shade" onClick={close}>
      <div
        className="wa-sheet"
        ref={sheet}
        role="dialog"
        aria-modal="true"
        aria-label={message.open ?? 'Choose'}
        onClick={(event) => event.stopPropagation()}
        onKeyDown={(event) => event.key === 'Escape' && close()}
      >
        <header>
          <button type="button" aria-label="Close" onClick={close}>
            <CloseIcon />
          </button>
          <b>{message.open ?? 'Choose'}</b>
        </header>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            const chosen = new FormData(event.currentTarget).get('option');
            if (typeof chosen === 'string') choose(chosen);
          }}
        >
          <div className="wa-rows">
            {message.options.map((option) => (
              <label key={option.id} dir="auto">
                <span>
                  {option.title}
                  {option.description && <small>{option.description}</small>}
                </span>
                <input type="radio" name="option" value={option.id} required />
              </label>
            ))}
          </div>
          <button type="submit" className="wa-sheet-send">
            Send
          </button>
        </form>
      </div>
    </div>
  );
}
