// Only comfort: every page works without it.
import './answers.js';
import { initAll } from './govuk.js';

document.body.classList.add('js-enabled', 'govuk-frontend-supported');
initAll();

// What was taken along on this device goes with the session (R103): sent first, then wiped.
const signOut = document.querySelector('form[action="/console/sign-out"]');
signOut?.addEventListener('submit', (event) => {
  if (signOut.dataset.wiped) return;
  event.preventDefault();
  void leave().then((may) => {
    if (!may) return;
    signOut.dataset.wiped = 'true';
    signOut.requestSubmit();
  });
});

async function leave() {
  const all = (await globalThis.indexedDB?.databases?.()) ?? [];
  if (!all.some(({ name }) => name === 'yuanlian-field')) return true;
  const [store, { send }] = [await import('./field-store.js'), await import('./field-send.js')];
  await send();
  if ((await store.standing())?.unsent > 0 && !window.confirm(signOut.dataset.unsent)) return false;
  await store.wipe();
  return true;
}
