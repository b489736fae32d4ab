// Comfort while answering a scale: digits choose, what was answered is kept at once. Every page works without it.
const form = document.querySelector('form.yl-answers__form');
const questions = form
  ? [...form.querySelectorAll('fieldset')].filter((one) => one.querySelector('input[type=radio]'))
  : [];
const radiosOf = (question) => [...question.querySelectorAll('input[type=radio]')];

// Only while a choice has the focus (WCAG 2.1.4): elsewhere a digit is a digit.
form?.addEventListener('keydown', (event) => {
  const place = questions.findIndex((question) => question.contains(event.target));
  if (place < 0 || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
  const choice = /^[1-9]$/.test(event.key) ? radiosOf(questions[place])[Number(event.key) - 1] : undefined;
  if (!choice) return;
  event.preventDefault();
  choice.click();
  const next = questions[place + 1];
  const goal = next && (radiosOf(next).find((one) => one.checked) ?? radiosOf(next)[0]);
  (goal ?? choice).focus();
});

const kept = form?.querySelector('[data-kept]');
let saving = null;
let again = false;

async function save() {
  const body = new URLSearchParams(new FormData(form));
  body.set('act', 'save');
  body.set('_key', [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16)).join(''));
  try {
    const answer = await fetch(form.action, { method: 'POST', body });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const fresh = page.querySelector('form.yl-answers__form');
    if (!answer.ok || !fresh) throw new Error('not kept');
    for (const name of ['_version', 'since']) form.elements[name].value = fresh.elements[name].value;
    kept.textContent = fresh.querySelector('[data-kept]').dataset.kept;
  } catch {
    kept.textContent = kept.dataset.failed;
  }
}

async function keep() {
  if (saving) {
    again = true;
    return saving;
  }
  do {
    again = false;
    saving = save();
    await saving;
  } while (again);
  saving = null;
  return undefined;
}

if (kept) {
  form.addEventListener('change', (event) => {
    if (event.target.type === 'radio') void keep();
  });
  // What is under way ends first: else the page would be refused for being older than its own answers.
  form.addEventListener('submit', (event) => {
    if (!saving) return;
    event.preventDefault();
    const { submitter } = event;
    const wait = () => (saving ? void saving.then(() => setTimeout(wait)) : form.requestSubmit(submitter));
    wait();
  });
}
if (questions.length === 1) (radiosOf(questions[0]).find((one) => one.checked) ?? radiosOf(questions[0])[0]).focus();
