import type { Page } from 'playwright-core';
import type { PageReader } from './page-reader';
import { kindOf } from './page-source';

/** Takes nothing but a press. */
const SIGN_OUT = '/h/sign-out';
/** Longer than any field takes, short enough for the whole form. */
const TOO_LONG = 'x'.repeat(4_001);
/** Never told back by a page, and rightly. */
const SECRET = /password|pin|code|^current$/i;

/**
 * Empties a form, takes every choice back, types too much into the text fields and adds a field that nobody knows, so
 * that the form is refused whatever it is; then sends it.
 * @param place which of the forms that `selector` finds
 * @returns the answer's status and the names of text fields whose typed words the page has lost
 */
export async function sendBadly(page: Page, selector: string, place = 0): Promise<{ status: number; lost: string[] }> {
  const answer = page.waitForResponse((response) => response.request().method() === 'POST');
  const there = page.waitForEvent('load');
  const [typed] = await Promise.all([page.evaluate(sendSpoilt, { selector, place, tooLong: TOO_LONG }), answer, there]);
  const names = typed.filter((one) => !SECRET.test(one));
  return { status: (await answer).status(), lost: await page.evaluate(lostFields, { names, tooLong: TOO_LONG }) };
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
    const { status, lost } = await sendBadly(reader.page, `main form[action="${action}"]`);
    if (status !== 422) throw new Error(`${action} answered ${status} to a bad form`);
    if (lost.length > 0) throw new Error(`${action} lost ${lost.join(', ')}`);
    await look();
  }
}

interface Field {
  name: string;
  type: string;
  value: string;
  checked: boolean;
  selectedIndex: number;
  tagName: string;
}
interface Form {
  elements: ArrayLike<Field>;
  append(child: Field): void;
  submit(): void;
}
/** The little of a page's document that is used here; a locator would bring a script of its own to every document. */
interface Shown {
  createElement(name: string): Field;
  querySelectorAll(selector: string): ArrayLike<unknown>;
}

/** Runs in the page. */
function sendSpoilt({ selector, place, tooLong }: { selector: string; place: number; tooLong: string }): string[] {
  const { document } = globalThis as unknown as { document: Shown };
  const form = document.querySelectorAll(selector)[place] as Form;
  const typed: string[] = [];
  for (const field of Array.from(form.elements)) {
    if (field.type === 'checkbox' || field.type === 'radio') field.checked = false;
    else if (field.tagName === 'SELECT') field.selectedIndex = 0;
    else if (field.tagName === 'TEXTAREA' || (field.tagName === 'INPUT' && !['hidden', 'file'].includes(field.type))) {
      field.value = tooLong;
      typed.push(field.name);
    }
  }
  form.append(Object.assign(document.createElement('input'), { type: 'hidden', name: 'nobody-knows', value: '1' }));
  form.submit();
  return typed;
}

/** Runs in the page. */
function lostFields({ names, tooLong }: { names: readonly string[]; tooLong: string }): string[] {
  const { document } = globalThis as unknown as { document: Shown };
  const kept = (name: string) =>
    Array.from(document.querySelectorAll(`main [name="${name}"]`)).some((field) => (field as Field).value === tooLong);
  return names.filter((name) => !kept(name));
}
