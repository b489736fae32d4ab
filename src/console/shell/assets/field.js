// The page of a device without a network: households, one question a screen, what waits to be sent (R103). No framework.
import { drawBegin } from './field-begin.js';
import { askedItems } from './field-questions.js';
import { endOf, fetchContents, isForeign, send } from './field-send.js';
import { alarmOf, answersOf, memberOf, yearsOf } from './field-sheet.js';
import * as store from './field-store.js';
import { assets, button, el, of, paragraph, root, t, timeOf, texts } from './field-words.js';

const TRIAGE = 'S16';
const EVERY = 30_000;
/** Seconds; who looks at one question for longer has laid the device down. */
const LONGEST_PAUSE = 300;

let view = { name: 'list' };
let notice = '';
/** Whether anything that was taken along is on the screen. */
let filled = false;
/** Whether somebody else is signed in than who took it along: then nothing of it is shown. */
let foreign = false;
/** The screen is renewed by itself: nobody loses their place on it. */
let still = false;
let shownSince = performance.now();

function show(...children) {
  const status = notice === '' ? null : el('div', { class: 'govuk-inset-text' }, notice);
  root.replaceChildren(...[status, ...children].flat().filter(Boolean));
  shownSince = performance.now();
  const first = root.querySelector('[data-first]');
  if (first && !still) first.focus();
}

/** Seconds since this screen came, by a clock that nobody can put back. */
const spent = () => Math.min(LONGEST_PAUSE, Math.round((performance.now() - shownSince) / 1000));

async function begin(household, head) {
  const name = crypto.randomUUID();
  const place = { sheet: name, householdId: household.id };
  const { length } = await store.sheets();
  await store.change(name, () => ({
    ...{ name, place: length, householdId: household.id, ...head },
    ...{ seq: 1, answers: [], elapsed: 0, complete: false, result: null },
    unsent: [{ kind: 'start', ...place, seq: 1, ...head }],
  }));
  notice = '';
  await go({ name: 'question', sheet: name, at: 0 });
}

function append(sheet, operation) {
  const seq = sheet.seq + 1;
  const made = { ...operation, sheet: sheet.name, householdId: sheet.householdId, seq };
  return { ...sheet, seq, unsent: [...sheet.unsent, made] };
}

const answer = (name, item, value) => {
  const seconds = spent();
  return store.change(name, (sheet) => {
    const answers = new Map(sheet.answers);
    const timed = { ...sheet, elapsed: sheet.elapsed + seconds };
    if (sheet.complete || value === null || answers.get(item) === value) return timed;
    answers.set(item, value);
    return { ...append(timed, { kind: 'answer', item, value }), answers: [...answers] };
  });
};

const complete = (name) =>
  store.change(name, (sheet) => {
    if (sheet.complete) return sheet;
    return { ...append(sheet, { kind: 'complete', elapsedSeconds: sheet.elapsed }), complete: true };
  });

async function go(next) {
  view = next;
  await draw();
}

/** Sends what waits and says what became of it; quietly, it takes nobody away from what they are doing. */
async function sendNow({ quiet = false } = {}) {
  const before = await store.standing();
  const { outcome, end } = await send();
  foreign = outcome === 'not-yours';
  if (outcome === 'wiped') {
    view = { name: 'list' };
    notice = t(`end.${end}`);
    return draw();
  }
  const idle = outcome === 'ok' && before?.unsent === 0;
  if (quiet && (outcome === 'offline' || idle || view.name !== 'list' || root.querySelector('details[open]'))) return;
  notice = t(`send.${outcome}`);
  still = quiet;
  await draw();
  still = false;
}

async function draw() {
  const standing = await store.standing();
  filled = false;
  if (!standing) return show(el('h2', { class: 'govuk-heading-m', tabindex: '-1', 'data-first': true }, t('nothing')));
  if (standing.over) return over(standing);
  if (foreign)
    return show(el('h2', { class: 'govuk-heading-m', tabindex: '-1', 'data-first': true }, t('send.not-yours')));
  filled = true;
  const contents = await store.load('contents');
  const sheets = await store.sheets();
  const sheet = sheets.find(({ name }) => name === view.sheet);
  if (view.name === 'question' && sheet) return drawQuestion(contents, sheet);
  return drawList(contents, sheets, standing);
}

/** The day is over: what waits is sent if it can be, then everything goes. */
async function over({ unsent }) {
  const { outcome } = await send();
  await store.wipe();
  notice = t(unsent === 0 || outcome === 'ok' || outcome === 'wiped' ? 'end.expired' : 'end.expired-unsent');
  return draw();
}

/** The server says that this device has been ended: what waits is sent if it can be, then everything goes. */
async function ended(end) {
  await send();
  const lost = (await store.standing())?.unsent > 0;
  await store.wipe();
  view = { name: 'list' };
  notice = t(end === 'expired' && lost ? 'end.expired-unsent' : `end.${end}`);
  return draw();
}

function resultOf(sheet) {
  if (!sheet.complete) return t('sheet.begun', { count: sheet.answers.length });
  if (sheet.unsent.length > 0 || !sheet.result) return t('sheet.unsent');
  const { state, refusal, conflictId } = sheet.result;
  if (state === 'refused') return t('sheet.refused', { why: texts.get(`why.${refusal}`) ?? t('why.other') });
  if (state === 'waiting') return t('sheet.waiting');
  if (state === 'taken-over') return t(conflictId ? 'sheet.conflict' : 'sheet.taken-over');
  return t('sheet.received');
}

function drawList(contents, sheets, { endsAt, unsent }) {
  const heading = el('h2', { class: 'govuk-heading-m', tabindex: '-1', 'data-first': true }, t('list'));
  show(
    heading,
    paragraph(t('until', { time: timeOf(endsAt) })),
    el('p', { class: 'govuk-body', role: 'status' }, t(unsent === 0 ? 'queue.none' : 'queue.some', { count: unsent })),
    el(
      'div',
      { class: 'govuk-button-group' },
      button(t('send'), () => sendNow()),
      button(t('wipe'), () => wipeNow(unsent), 'secondary'),
    ),
    contents.households.map((household) => drawHousehold(contents, household, sheets)),
  );
}

function drawHousehold(contents, household, sheets) {
  const own = sheets.filter(({ householdId }) => householdId === household.id);
  const triaged = household.triaged || own.some(({ instrument, complete: ended }) => instrument === TRIAGE && ended);
  const rows = own.map((sheet) => {
    const scale = contents.instruments.find(({ code }) => code === sheet.instrument);
    const who = memberOf(household, sheet.memberId)?.name ?? t('everybody');
    const words = `${scale.code} ${of(scale.name)} · ${who} · ${resultOf(sheet)}`;
    const goOn = () => go({ name: 'question', sheet: sheet.name, at: null });
    const unsent = sheet.unsent.length > 0 && alarmOf(contents, sheet);
    return el(
      'li',
      {},
      ...[el('span', {}, words), sheet.complete ? null : [' ', button(t('go-on'), goOn, 'secondary')], unsent],
    );
  });
  return el(
    'section',
    { 'aria-label': household.displayName },
    el('h3', { class: 'govuk-heading-s' }, `${household.displayName} ${household.number}`),
    rows.length > 0 && el('ul', { class: 'govuk-list govuk-list--spaced' }, rows),
    drawBegin(contents, household, triaged, (head) => begin(household, head)),
  );
}

function drawQuestion(contents, sheet) {
  const household = contents.households.find(({ id }) => id === sheet.householdId);
  const instrument = contents.instruments.find(({ code }) => code === sheet.instrument);
  const answers = answersOf(sheet);
  const items = askedItems(instrument, answers, yearsOf(sheet, household, instrument));
  const title = `${instrument.code} ${of(instrument.name)} · ${memberOf(household, sheet.memberId)?.name ?? household.displayName}`;
  const open = items.filter(({ id }) => answers[id] === undefined);
  // Whoever goes on begins with what has no answer yet.
  if (view.at === null) view = { ...view, at: open.length > 0 ? items.indexOf(open[0]) : items.length };
  const item = items[view.at];
  const turn = (at) => go({ ...view, at });
  if (!item) return drawEnd(title, open.length, sheet, items.length, alarmOf(contents, sheet));
  const radios = item.options.map(({ value, zh, en }) => {
    const id = `answer-${value}`;
    const input = el('input', {
      class: 'govuk-radios__input',
      id,
      name: 'answer',
      type: 'radio',
      value,
      checked: answers[item.id] === value,
    });
    return el(
      'div',
      { class: 'govuk-radios__item' },
      input,
      el('label', { class: 'govuk-label govuk-radios__label', for: id }, of({ zh, en })),
    );
  });
  const keep = () => {
    const chosen = root.querySelector('input[name="answer"]:checked');
    return answer(sheet.name, item.id, chosen ? Number(chosen.value) : null);
  };
  // Where this question stands, whatever a second tap in the meantime may have moved on.
  const { at } = view;
  const next = async (by) => {
    await keep();
    await turn(at + by);
  };
  const leave = async () => {
    await keep();
    await go({ name: 'list' });
  };
  return show(
    el('h2', { class: 'govuk-heading-s' }, title),
    alarmOf(contents, sheet),
    paragraph(t('question', { at: view.at + 1, of: items.length }), 'govuk-hint'),
    paragraph(of(instrument.lookBack), 'govuk-hint'),
    el(
      'form',
      {
        onsubmit: (event) => {
          event.preventDefault();
          void next(1);
        },
      },
      el(
        'div',
        { class: 'govuk-form-group' },
        el(
          'fieldset',
          { class: 'govuk-fieldset' },
          el(
            'legend',
            { class: 'govuk-fieldset__legend govuk-fieldset__legend--m', tabindex: '-1', 'data-first': true },
            of(item),
          ),
          el('div', { class: 'govuk-radios' }, radios),
        ),
      ),
      el(
        'div',
        { class: 'govuk-button-group' },
        el('button', { type: 'submit', class: 'govuk-button' }, t('next')),
        view.at > 0 && button(t('back'), () => next(-1), 'secondary'),
        button(t('leave'), leave, 'secondary'),
      ),
    ),
  );
}

function drawEnd(title, open, sheet, count, alarm) {
  const end = async () => {
    await complete(sheet.name);
    notice = t('completed');
    await go({ name: 'list' });
    if (navigator.onLine) await sendNow({ quiet: true });
  };
  return show(
    el('h2', { class: 'govuk-heading-m', tabindex: '-1', 'data-first': true }, title),
    alarm,
    paragraph(t(open === 0 ? 'end.all' : 'end.some', { open, count })),
    el(
      'div',
      { class: 'govuk-button-group' },
      button(t('complete'), end),
      button(t('back'), () => go({ ...view, at: Math.max(0, count - 1) }), 'secondary'),
      button(t('leave'), () => go({ name: 'list' }), 'secondary'),
    ),
  );
}

async function wipeNow(unsent) {
  if (unsent > 0 && !window.confirm(t('wipe-unsent', { count: unsent }))) return;
  await store.wipe();
  notice = t('wiped');
  await go({ name: 'list' });
}

/** Comes here once from the page at the desk, by its button; a device that still has something to send does that first. */
async function take(id) {
  if ((await store.standing())?.unsent > 0) await send();
  if ((await store.standing())?.unsent > 0) return void (notice = t('take.unsent'));
  const { outcome, body } = await fetchContents(id);
  if (outcome !== 'ok') return void (notice = t(`send.${outcome}`));
  await store.begin(body);
  // Loaded again before this, it tries again.
  history.replaceState(null, '', location.pathname);
  notice = t('taken');
}

async function start() {
  if (!globalThis.isSecureContext || !('serviceWorker' in navigator)) return show(paragraph(t('not-here')));
  const worker = `/console/field/worker.js?assets=${encodeURIComponent(assets)}`;
  await navigator.serviceWorker.register(worker, { scope: '/console/field/' });
  const id = new URLSearchParams(location.search).get('take');
  if (id) await take(id);
  if (navigator.onLine) foreign = await isForeign();
  await draw();
  await navigator.serviceWorker.ready;
  root.dataset.ready = 'true';
  const later = async () => {
    const standing = await store.standing();
    // Wiped by another tab, e.g. with a log-out: nothing of it stays on this screen.
    if ((!standing && filled) || standing?.over) return draw();
    if (!standing || !navigator.onLine) return;
    const end = await endOf();
    if (end !== null) return ended(end);
    if (standing.unsent > 0 && !foreign && view.name === 'list') await sendNow({ quiet: true });
  };
  window.addEventListener('online', () => void later());
  document.addEventListener('visibilitychange', () => void later());
  setInterval(() => void later(), EVERY);
  await later();
}

void start();
