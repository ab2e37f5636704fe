/**
 * Loads a part of the desk when it is first wanted. A desk that was open while a new version came asks for a file that is
 * gone: the page is loaded anew, once, and has the new files.
 */
export function fetched<T>(load: () => Promise<T>): () => Promise<T> {
  return () =>
    load().catch((error: unknown) => {
      const last = Number(sessionStorage.getItem(KEPT) ?? 0);
      const now = performance.timeOrigin;
      if (navigator.onLine && last !== now && now - last > 60_000) {
        sessionStorage.setItem(KEPT, String(now));
        location.reload();
        return new Promise<T>(() => undefined);
      }
      throw error;
    });
}

const KEPT = 'desk-reloaded';
