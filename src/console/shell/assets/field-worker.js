// Keeps the shell of the page for work without a network: the page itself, which names nobody, its style and its scripts.
// Never anything of a person: that lies sealed in the page's own store (R103).

const PAGE = '/console/field/device';
const assets = new URL(self.location.href).searchParams.get('assets') ?? '';
const CACHE = `field-shell${assets}`;
const FILES = [
  'theme.css',
  'icon.svg',
  'field.js',
  'field-begin.js',
  'field-send.js',
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
  const options = { ignoreSearch: true, ignoreVary: true };
  event.respondWith(
    caches.match(pathname, options).then((found) => {
      return found ?? fetch(event.request);
    }),
  );
});
