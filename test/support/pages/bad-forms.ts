import type { Locator, Page } from 'playwright-core';
import type { PageReader } from './page-reader';
import { kindOf } from './page-source';

/** Takes nothing but a press. */
const SIGN_OUT = '/h/sign-out';
/** Longer than any field takes, short enough for the whole form. */
const TOO_LONG = 'x'.repeat(4_001);
/** Never told back by a page, and rightly. */
const SECRET = /password|pin|code|^current$/i;

/**
 * Empties the form, takes every choice back, types too much into the text fields and adds a field that nobody knows, so
 * that the form is refused whatever it is; then sends it.
 * @returns the answer's status and the names of text fields whose typed words the page has lost
 */
export async function sendBadly(page: Page, form: Locator): Promise<{ status: number; lost: string[] }> {
  const typed = await form.evaluate(spoil, TOO_LONG);
  const answer = page.waitForResponse((response) => response.request().method() === 'POST');
  const there = page.waitForEvent('load');
  await form.evaluate((element) => (element as unknown as { submit(): void }).submit());
  const status = (await answer).status();
  await there;
  const lost: string[] = [];
  for (const name of typed.filter((one) => !SECRET.test(one))) {
    const fields = page.locator(`main [name="${name}"]`);
    const values = await fields.evaluateAll((all) => all.map((one) => (one as unknown as { value: string }).value));
    if (!values.some((value) => value === TOO_LONG)) lost.push(name);
  }
  return { status, lost };
}

/**
 * Sends each form in the main part of a page badly, opening the page anew for each, and hands over what comes back.
 * @param sent kinds of forms that were sent before and are left out; those that are sent now join them
 * @throws Error when a form is not refused with 422
 */
export async function sendEachBadly(
  reader: PageReader,
  path: string,
  look: () => Promise<void>,
  sent = new Set<string>(),
): Promise<void> {
  for (const action of await reader.attributes('main form[method="post"]', 'action')) {
    const kind = kindOf(action);
    if (action === SIGN_OUT || sent.has(kind)) continue;
    sent.add(kind);
    await reader.open(path);
    const { status, lost } = await sendBadly(reader.page, reader.page.locator(`main form[action="${action}"]`).first());
    if (status !== 422) throw new Error(`${action} answered ${status} to a bad form`);
    if (lost.length > 0) throw new Error(`${action} lost ${lost.join(', ')}`);
    await look();
  }
}

/** Runs in the page. */
function spoil(form: object, tooLong: string): string[] {
  interface Field {
    name: string;
    type: string;
    value: string;
    checked: boolean;
    selectedIndex: number;
    tagName: string;
  }
  const { elements } = form as unknown as { elements: ArrayLike<Field> };
  const typed: string[] = [];
  for (const field of Array.from(elements)) {
    if (field.type === 'checkbox' || field.type === 'radio') field.checked = false;
    else if (field.tagName === 'SELECT') field.selectedIndex = 0;
    else if (field.tagName === 'TEXTAREA' || (field.tagName === 'INPUT' && !['hidden', 'file'].includes(field.type))) {
      field.value = tooLong;
      typed.push(field.name);
    }
  }
  const { document } = globalThis as unknown as { document: { createElement(name: string): Field } };
  const unknown = Object.assign(document.createElement('input'), { type: 'hidden', name: 'nobody-knows', value: '1' });
  (form as unknown as { append(child: Field): void }).append(unknown);
  return typed;
}
