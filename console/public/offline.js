/**
 * Keeps the desk's own files, so that a page opened without a line says so itself. It keeps the empty page and what is built
 * with it, which are the same for everybody, and nothing else: no answer of the service, and nothing of a patient.
 */
const KEPT = 'desk-files';
const SHELL = '/console/';
const ASSETS = '/console/assets/';
/** Files of versions long gone go; the oldest first. */
const MOST = 200;

addEventListener('install', (event) => {
  globalThis.skipWaiting();
  event.waitUntil(keepShell().catch(() => undefined));
});
addEventListener('activate', (event) => event.waitUntil(globalThis.clients.claim()));

addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (request.mode === 'navigate' && pathname.startsWith(SHELL)) event.respondWith(page(request, event));
  else if (pathname.startsWith(ASSETS)) event.respondWith(asset(request, event));
});

/** The page as the service has it now, or else as it was. */
async function page(request, event) {
  try {
    const response = await fetch(request);
    if (response.ok) event.waitUntil(keepShell(response.clone()).catch(() => undefined));
    return response;
  } catch (error) {
    const kept = await caches.match(SHELL);
    if (kept) return kept;
    throw error;
  }
}

/** Built files have a hash in their name: what is kept is what is there. */
async function asset(request, event) {
  const kept = await caches.match(request.url);
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok) event.waitUntil(keep(request.url, response.clone()).catch(() => undefined));
  return response;
}

/** The page, and the files it names. */
async function keepShell(fresh) {
  const response = fresh ?? (await fetch(SHELL));
  if (!response.ok) return;
  const html = await response.clone().text();
  await keep(SHELL, response);
  const named = [...html.matchAll(/(?:src|href)="(\/console\/assets\/[\w.-]+)"/g)].map(([, path]) => path);
  const missing = [];
  for (const path of named) if (!(await caches.match(path))) missing.push(path);
  await Promise.all(missing.map(async (path) => keep(path, await fetch(path))));
}

async function keep(path, response) {
  if (!response.ok) return;
  const files = await caches.open(KEPT);
  await files.put(path, response);
  const all = await files.keys();
  for (const old of all.slice(0, Math.max(0, all.length - MOST)))
    if (new URL(old.url).pathname !== SHELL) await files.delete(old);
}
