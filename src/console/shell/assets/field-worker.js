// Keeps the shell of the page for work without a network: the page itself, which names nobody, its style and its scripts.
// Never anything of a person: that lies sealed in the page's own store (R103).

const PAGE = '/console/field/device';
/** Milliseconds for a network that is there and says nothing. */
const PATIENCE = 4000;
const assets = new URL(self.location.href).searchParams.get('assets') ?? '';
const CACHE = `field-shell${assets}`;
const FILES = [
  'theme.css',
  'icon.svg',
  'field.js',
  'field-begin.js',
  'field-send.js',
  'field-sheet.js',
  'field-store.js',
  'field-questions.js',
  'field-words.js',
];
const shell = [PAGE, ...FILES.map((name) => `${assets}/${name}`)];

self.addEventListener('install', (event) => {
  const kept = caches.open(CACHE).then((cache) => cache.addAll(shell));
  event.waitUntil(kept.then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  const old = caches.keys().then((names) => names.filter((name) => name.startsWith('field-shell') && name !== CACHE));
  const gone = old.then((names) => Promise.all(names.map((name) => caches.delete(name))));
  event.waitUntil(gone.then(() => self.clients.claim()));
});

self.addEventListener('fetch', (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method !== 'GET' || origin !== self.location.origin || !shell.includes(pathname)) return;
  const kept = () => caches.match(pathname, { ignoreSearch: true, ignoreVary: true });
  const fromCache = () => kept().then((found) => found ?? fetch(event.request));
  event.respondWith(pathname === PAGE ? newest(event.request).catch(fromCache) : fromCache());
});

/**
 * The page as it is now, where there is a network: so a new release, other words or another language arrive. It is kept for
 * the time without one only while it belongs to the scripts that are kept.
 */
async function newest(request) {
  const answer = await fetch(request, { signal: AbortSignal.timeout(PATIENCE) });
  if (!answer.ok) throw new TypeError('no page');
  const copy = answer.clone();
  if ((await answer.clone().text()).includes(`data-assets="${assets}"`)) {
    const cache = await caches.open(CACHE);
    await cache.put(PAGE, copy);
  }
  return answer;
}
