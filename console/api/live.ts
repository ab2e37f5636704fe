import { open } from './client.ts';
import { takeEvents } from './events.ts';

/** What a page wants to hear from a stream. */
export interface Listener {
  event(name: string, data: unknown): void;
  /** The stream is open (again): what changed meanwhile must be fetched. */
  opened(): void;
  lost(): void;
}

const SILENCE = 70_000;
/** The server says something at least so often. */
const BEAT = 20_000;
const LONGEST_WAIT = 15_000;

/**
 * Follows a stream of server-sent events until `signal` ends it, and comes back after every break.
 * It reads with `fetch` because `EventSource` cannot carry a token.
 */
export async function follow(path: string, on: Listener, signal: AbortSignal): Promise<void> {
  let wait = 500;
  while (!signal.aborted) {
    try {
      await readOnce(path, on, signal, () => (wait = 500));
    } catch {
      // Offline, restarted or signed out: all of them are answered by trying again, more slowly each time.
    }
    if (signal.aborted) return;
    on.lost();
    await pause(wait * (0.75 + Math.random() / 2));
    wait = Math.min(wait * 2, LONGEST_WAIT);
  }
}

/** Waits, but no longer than until the page is looked at again or the network comes back. */
function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener('online', done);
      document.removeEventListener('visibilitychange', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    addEventListener('online', done);
    document.addEventListener('visibilitychange', done);
  });
}

/** Reads until the stream ends or has been silent for too long, which a dead mobile connection never says by itself. */
async function readOnce(path: string, on: Listener, signal: AbortSignal, ok: () => void): Promise<void> {
  const silence = new AbortController();
  let heard = Date.now();
  let timer = setTimeout(() => silence.abort(), SILENCE);
  // A machine that slept has slept through its timers: whoever looks again and heard no beat for long begins anew.
  const woken = () => void (Date.now() - heard > 1.5 * BEAT && silence.abort());
  const cut = () => silence.abort();
  addEventListener('online', woken);
  addEventListener('offline', cut);
  document.addEventListener('visibilitychange', woken);
  signal.addEventListener('abort', () => silence.abort());
  silence.signal.addEventListener('abort', () => {
    removeEventListener('online', woken);
    removeEventListener('offline', cut);
    document.removeEventListener('visibilitychange', woken);
  });
  const response = await open(path, {
    signal: AbortSignal.any([signal, silence.signal]),
    headers: { accept: 'text/event-stream' },
    cache: 'no-store',
  });
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  ok();
  on.opened();
  for (let rest = ''; ;) {
    const { value, done } = await reader.read();
    if (done) break;
    heard = Date.now();
    clearTimeout(timer);
    timer = setTimeout(() => silence.abort(), SILENCE);
    const taken = takeEvents(rest + value);
    rest = taken.rest;
    for (const event of taken.events) on.event(event.name, parsed(event.data));
  }
  clearTimeout(timer);
  silence.abort();
}

function parsed(data: string): unknown {
  try {
    return JSON.parse(data) as unknown;
  } catch {
    return data;
  }
}
