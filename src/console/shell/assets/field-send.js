// Sends what waits, in packets; a packet that comes twice changes nothing, so whatever is in doubt is sent again (R103).
import * as store from './field-store.js';

const MOST = 200;
/** Milliseconds for a network that is there and says nothing. */
const PATIENCE = 30_000;

/** `offline` where nobody answers, `sign-in` where the page of a sign-in would come instead. */
async function asked(address, options = {}) {
  try {
    const signal = AbortSignal.timeout(PATIENCE);
    const headers = { accept: 'application/json' };
    const answer = await fetch(address, { redirect: 'manual', cache: 'no-store', headers, signal, ...options });
    if (answer.type === 'opaqueredirect' || answer.status === 401) return { outcome: 'sign-in' };
    if (answer.status === 403 || answer.status === 404) return { outcome: 'not-yours' };
    if (!answer.ok) return { outcome: 'refused', status: answer.status };
    return { outcome: 'ok', body: await answer.json() };
  } catch (error) {
    if (error instanceof TypeError || error instanceof DOMException) return { outcome: 'offline' };
    throw error;
  }
}

/** What goes on the device, once, by the act of its owner. */
export function fetchContents(takeAlongId) {
  return asked(`/console/field/take-alongs/${takeAlongId}/contents`);
}

const stateOf = (takeAlongId) => asked(`/console/field/take-alongs/${takeAlongId}/state`);

/** Whether what is on this device is somebody else's than who is signed in. */
export async function isForeign() {
  const standing = await store.standing();
  return standing !== null && (await stateOf(standing.takeAlongId)).outcome === 'not-yours';
}

/** Why this device has been ended; null where it has not, or nobody answers. A lost one hears it without being signed in. */
export async function endOf() {
  const standing = await store.standing();
  if (!standing) return null;
  const { outcome, body } = await asked(`/console/field/take-alongs/${standing.takeAlongId}/end`);
  return outcome === 'ok' ? body.end : null;
}

async function post(takeAlongId, csrf, operations) {
  const body = JSON.stringify({ _csrf: csrf, _key: crypto.randomUUID(), operations });
  const headers = { accept: 'application/json', 'content-type': 'application/json' };
  return asked(`/console/field/take-alongs/${takeAlongId}/packets`, { method: 'POST', headers, body });
}

/** Takes what the server has received off the queue, and notes what became of each sheet. */
async function settle(sent, { sheets }) {
  const here = new Map((await store.sheets({ evenOver: true })).map((sheet) => [sheet.name, sheet]));
  for (const { sheet: name, state, refusal, assessmentId, conflictId } of sheets) {
    const seqs = new Set(sent.filter(({ sheet }) => sheet === name).map(({ seq }) => seq));
    const result = { state, refusal, assessmentId, conflictId };
    const known = here.get(name);
    if (!known || (seqs.size === 0 && JSON.stringify(known.result) === JSON.stringify(result))) continue;
    await store.change(name, (sheet) => {
      return sheet && { ...sheet, unsent: sheet.unsent.filter(({ seq }) => !seqs.has(seq)), result };
    });
  }
}

/**
 * @returns `ok`, `wiped` with why the device was ended, `offline`, `sign-in`, `not-yours` or `refused`
 */
export async function send() {
  const before = await store.standing();
  if (!before) return { outcome: 'ok' };
  const { takeAlongId } = before;
  const state = await stateOf(takeAlongId);
  if (state.outcome !== 'ok') return state;
  let reply = state.body;
  do {
    const waiting = (await store.sheets({ evenOver: true })).flatMap((sheet) => sheet.unsent);
    const packet = waiting.slice(0, MOST);
    const answer = await post(takeAlongId, state.body.csrf, packet);
    if (answer.outcome !== 'ok') return answer;
    reply = answer.body;
    await settle(packet, reply);
    if (waiting.length <= MOST) break;
  } while (true);
  if (reply.end === null) return { outcome: 'ok' };
  await store.wipe();
  return { outcome: 'wiped', end: reply.end };
}
