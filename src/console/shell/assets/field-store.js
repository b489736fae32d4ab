// What a worker has taken along (R103): sealed with a key that no script can read out, for a day at most.

const NAME = 'yuanlian-field';
const DAY = 24 * 60 * 60 * 1000;
/** A clock that goes back further than this is no clock to count a day by. */
const BACK = 60 * 1000;

const waited = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

async function opened() {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore('keys');
    request.result.createObjectStore('sealed');
  };
  return waited(request);
}

/** One piece of work on one store; the database is closed after it, so that nothing stands in the way of wiping it. */
async function work(store, mode, act) {
  const database = await opened();
  try {
    const transaction = database.transaction(store, mode, { durability: 'strict' });
    const done = new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error);
    });
    const result = await waited(act(transaction.objectStore(store)));
    await done;
    return result;
  } finally {
    database.close();
  }
}

/** Whether there is anything on this device; makes nothing where there is not. */
export async function present() {
  const all = await indexedDB.databases();
  return all.some(({ name }) => name === NAME);
}

/** What stands beside the key in plain: no person, no household. Null where nothing is on this device. */
export async function standing() {
  if (!(await present())) return null;
  const entry = await work('keys', 'readonly', (store) => store.get('key'));
  if (!entry) return null;
  const { takeAlongId, takenAt, endsAt, unsent } = entry;
  const now = Date.now();
  return { takeAlongId, endsAt, unsent, over: now >= endsAt || now < takenAt - BACK };
}

/** Begins with a new key, which is not extractable; whatever was here is gone. */
export async function begin(contents) {
  await wipe();
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  const { id, secondsLeft } = contents.takeAlong;
  const takenAt = Date.now();
  const endsAt = takenAt + Math.min(secondsLeft * 1000, DAY);
  await work('keys', 'readwrite', (store) => store.put({ key, takeAlongId: id, takenAt, endsAt, unsent: 0 }, 'key'));
  await save('contents', contents);
}

/** Asked before every use. @throws Error when the day is over or nothing is here */
async function keyInForce({ evenOver = false } = {}) {
  const now = await standing();
  if (!now || (now.over && !evenOver)) throw new Error('field-key-over');
  return (await work('keys', 'readonly', (store) => store.get('key'))).key;
}

export async function save(name, value) {
  const key = await keyInForce({ evenOver: true });
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const additionalData = new TextEncoder().encode(name);
  const text = new TextEncoder().encode(JSON.stringify(value));
  const data = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, key, text);
  await work('sealed', 'readwrite', (store) => store.put({ iv, data }, name));
}

/** @param evenOver only to send what has not been sent, right before all is wiped */
export async function load(name, options) {
  const key = await keyInForce(options);
  const entry = await work('sealed', 'readonly', (store) => store.get(name));
  if (!entry) return null;
  const additionalData = new TextEncoder().encode(name);
  const text = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: entry.iv, additionalData }, key, entry.data);
  return JSON.parse(new TextDecoder().decode(text));
}

/** Sheets in the order in which they were begun. */
export async function sheets(options) {
  if (!(await present())) return [];
  const names = await work('sealed', 'readonly', (store) => store.getAllKeys());
  const found = [];
  for (const name of names) if (String(name).startsWith('sheet:')) found.push(await load(name, options));
  return found.sort((a, b) => a.place - b.place);
}

/** Changes one sheet; two tabs that do so wait for each other, and so does sending. */
export function change(name, act) {
  return navigator.locks.request(NAME, async () => {
    const sheet = act(await load(`sheet:${name}`, { evenOver: true }));
    if (sheet) await save(`sheet:${name}`, sheet);
    await count();
    return sheet;
  });
}

/** How many operations wait, in plain, so that a page without the key can say so. */
async function count() {
  const all = await sheets({ evenOver: true });
  const unsent = all.reduce((sum, sheet) => sum + sheet.unsent.length, 0);
  const entry = await work('keys', 'readonly', (store) => store.get('key'));
  await work('keys', 'readwrite', (store) => store.put({ ...entry, unsent }, 'key'));
}

/** The key and all that it sealed. */
export async function wipe() {
  if (!(await present())) return;
  // First the key: what could not be deleted any more says nothing from here on.
  await work('keys', 'readwrite', (store) => store.clear());
  await work('sealed', 'readwrite', (store) => store.clear());
  await waited(indexedDB.deleteDatabase(NAME));
}
