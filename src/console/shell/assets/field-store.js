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

const ended = (transaction) =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error('field-key-over'));
  });

/** One piece of work on one store; the database is closed after it, so that nothing stands in the way of wiping it. */
async function work(store, mode, act) {
  const database = await opened();
  try {
    const transaction = database.transaction(store, mode, { durability: 'strict' });
    const done = ended(transaction);
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

/**
 * Seals and keeps one thing, and counts in the same step what waits to be sent: in plain, so that a page without the key can
 * say so. Nothing is kept once the key has gone.
 */
export async function save(name, value, more = 0) {
  const key = await keyInForce({ evenOver: true });
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const additionalData = new TextEncoder().encode(name);
  const text = new TextEncoder().encode(JSON.stringify(value));
  const data = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, key, text);
  const database = await opened();
  try {
    const transaction = database.transaction(['keys', 'sealed'], 'readwrite', { durability: 'strict' });
    const done = ended(transaction);
    transaction.objectStore('sealed').put({ name, iv, data }, name);
    const keys = transaction.objectStore('keys');
    keys.get('key').onsuccess = ({ target: { result } }) => {
      if (result) keys.put({ ...result, unsent: result.unsent + more }, 'key');
      else transaction.abort();
    };
    await done;
  } finally {
    database.close();
  }
}

async function unsealed(key, { name, iv, data }) {
  const additionalData = new TextEncoder().encode(name);
  const text = await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData }, key, data);
  return JSON.parse(new TextDecoder().decode(text));
}

/** @param evenOver only to send what has not been sent, right before all is wiped */
export async function load(name, options) {
  const key = await keyInForce(options);
  const entry = await work('sealed', 'readonly', (store) => store.get(name));
  return entry ? unsealed(key, entry) : null;
}

/** Sheets in the order in which they were begun. */
export async function sheets(options) {
  if (!(await present())) return [];
  const key = await keyInForce(options);
  const entries = await work('sealed', 'readonly', (store) => store.getAll());
  const found = [];
  for (const entry of entries) if (entry.name.startsWith('sheet:')) found.push(await unsealed(key, entry));
  return found.sort((a, b) => a.place - b.place);
}

/** Changes one sheet; two tabs that do so wait for each other, and so does sending. */
export function change(name, act) {
  return navigator.locks.request(NAME, async () => {
    const before = await load(`sheet:${name}`, { evenOver: true });
    const after = act(before);
    if (!after) return before;
    await save(`sheet:${name}`, after, after.unsent.length - (before?.unsent.length ?? 0));
    return after;
  });
}

/** The key and all that it sealed. */
export async function wipe() {
  if (!(await present())) return;
  // First the key: what could not be deleted any more says nothing from here on.
  await work('keys', 'readwrite', (store) => store.clear());
  await work('sealed', 'readwrite', (store) => store.clear());
  await waited(indexedDB.deleteDatabase(NAME));
}
