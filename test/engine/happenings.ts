import type { Event } from '../../src/engine/types.ts';

/** What can happen to the family of `one-voice`. */
export type Happening =
  'message' | 'taken' | 'said' | 'waved' | 'handed_back' | 'question' | `timer:${string}`;

export const BEGAN = Date.UTC(2026, 10, 24, 5);
const ASHA = { id: 'asha', name: 'Asha Nair' };
/** So many minutes after it began. */
export const time = (minutes: number) => new Date(BEGAN + minutes * 60_000);

/** The event of it, always the same for the same moment. */
export function eventOf(what: Happening, now: number): Event {
  const base = { id: what, at: time(now).toISOString() };
  if (what.startsWith('timer:')) return { ...base, kind: 'timer', key: what.slice(6) };
  switch (what) {
    case 'message':
      return { ...base, kind: 'message', shape: 'text', text: 'Is anybody there', media: [] };
    case 'said':
      return { ...base, kind: 'said', by: ASHA, text: 'I am looking into it.' };
    case 'waved':
      return { ...base, kind: 'waved', by: ASHA, upTo: 'message' };
    case 'question':
      return { ...base, kind: 'status_changed', to: 'more_info', by: ASHA, reason: 'Is there a cough?' };
    default:
      return { ...base, kind: what as 'taken' | 'handed_back', by: ASHA };
  }
}
