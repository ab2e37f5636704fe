import { useEffect, useRef, useSyncExternalStore } from 'react';

const KEPT = 'desk-keys';
const listeners = new Set<() => void>();
const areOn = () => localStorage.getItem(KEPT) !== 'off';

/** Whether single keys do something. Whoever dictates to the computer must be able to turn them off. */
export function useKeysOn(): [boolean, (on: boolean) => void] {
  const on = useSyncExternalStore(
    (changed) => (listeners.add(changed), () => listeners.delete(changed)),
    areOn,
  );
  return [
    on,
    (to) => {
      localStorage.setItem(KEPT, to ? 'on' : 'off');
      for (const changed of listeners) changed();
    },
  ];
}

/** Presses that went to whom they were meant for first. Two others may share one: the pane is shown, and its field gets the focus. */
const taken = new WeakSet<KeyboardEvent>();

/**
 * Does something at a single key, as long as nobody types, no dialog is open and keys are on. `first`: these go before all
 * others that mean the same key.
 */
export function useKeys(keys: Record<string, () => void>, first = false): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const act = latest.current[event.key];
      if (
        !act ||
        taken.has(event) ||
        !areOn() ||
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        types(event.target)
      )
        return;
      if (document.querySelector('[role="dialog"], [role="menu"]')) return;
      // Enter on a button is that button.
      if (event.key === 'Enter' && event.target instanceof Element && event.target.closest('button, a'))
        return;
      event.preventDefault();
      if (first) taken.add(event);
      act();
    };
    addEventListener('keydown', press, { capture: first });
    return () => removeEventListener('keydown', press, { capture: first });
  }, [first]);
}

function types(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

/** Moves the focus along all elements of this kind; where none has it, to the first. */
export function moveFocus(selector: string, by: 1 | -1): void {
  const all = [...document.querySelectorAll<HTMLElement>(selector)];
  const at = all.findIndex((one) => one === document.activeElement);
  const to = at < 0 ? all[0] : all[at + by];
  to?.focus();
  to?.scrollIntoView({ block: 'nearest' });
}
