import { useEffect, useRef, useState } from 'react';

const SEEN = 'demo-welcome-seen';

/** Three lines for somebody who is here for the first time. */
export function Welcome() {
  const [open, setOpen] = useState(() => localStorage.getItem(SEEN) === null);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (open && !dialog.current?.open) dialog.current?.showModal();
  }, [open]);
  if (!open) return null;
  const close = () => {
    localStorage.setItem(SEEN, '1');
    setOpen(false);
  };
  return (
    <dialog ref={dialog} className="welcome" onClose={close} aria-labelledby="welcome-title">
      <h2 id="welcome-title">A family asks for a second opinion on cancer</h2>
      <ol>
        <li>
          <b>Play the story</b> and watch: phone, desk and doctor work together.
        </li>
        <li>
          Or <b>take a seat</b>: write as the family, send your own photo, answer at the desk.
        </li>
        <li>
          <b>Jump</b> over days with the clock, or <b>make trouble</b>: lost receipts, a phone that is off.
        </li>
      </ol>
      <p>Everybody here is invented. The phones are pretended; all between them is the real service.</p>
      <button type="button" className="primary" onClick={close} autoFocus>
        Start
      </button>
    </dialog>
  );
}
