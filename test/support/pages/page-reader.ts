import type { Page, Response } from 'playwright-core';
import { sidewaysScroll, violationsOf, type Visit } from '../browser';

const HEIGHT = 900;
/** How often one look is tried on a page that loads itself anew, and what Chromium says when it does. */
const LOOKS = 5;
const LOADED_ANEW = /Execution context was destroyed/;
/** Text keys, ids and days as machines write them: never what a person should read. */
const RAW = [
  /\b[a-z]+(?:-[a-z]+)*\.[a-z-]+\.[a-z.-]+\b/,
  /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-/,
  /\b20\d\d-\d\d-\d\dT/,
  /\b(?:undefined|null|NaN|\[object Object\])\b/,
];

/**
 * Language, count of headings, and the words of the page without numbers that are meant to be quoted, and without
 * addresses. One question to the page: a locator brings a script of its own to every document.
 */
const WRITTEN = `(() => {
  const copy = document.body.cloneNode(true);
  copy.querySelectorAll('code, .yl-code, script').forEach((one) => one.remove());
  const text = copy.textContent.replace(/https?:\\S+/g, '');
  return { lang: document.documentElement.getAttribute('lang'), headings: document.querySelectorAll('h1').length, text };
})()`;
interface Written {
  lang: string | null;
  headings: number;
  text: string;
}

/** Runs in the page. */
function attributesOf({ selector, name }: { selector: string; name: string }): string[] {
  interface Shown {
    querySelectorAll(selector: string): ArrayLike<{ getAttribute(name: string): string | null }>;
  }
  const { document } = globalThis as unknown as { document: Shown };
  return Array.from(document.querySelectorAll(selector), (one) => one.getAttribute(name) ?? '');
}

/** One page after the other in one language; says what is wrong with each at the widths asked for. */
export class PageReader {
  constructor(
    readonly page: Page,
    readonly visit: Visit,
  ) {}

  open(path: string): Promise<Response | null> {
    return this.page.goto(path);
  }

  /** What is wrong with the page as it stands, one line for each fault. */
  async faults(widths: readonly number[] = [this.visit.width]): Promise<string[]> {
    const found: string[] = [];
    for (const width of widths) {
      await this.page.setViewportSize({ width, height: HEIGHT });
      const faults = await this.whileItStands(() => this.faultsAsShown(width === widths[0]));
      found.push(...faults.map((fault) => `${this.where()} (${width} px, ${this.visit.locale}) ${fault}`));
    }
    return found;
  }

  /** The values of an attribute, for every element that matches. */
  attributes(selector: string, name: string): Promise<string[]> {
    return this.page.evaluate(attributesOf, { selector, name });
  }

  /** Presses the first button or link that matches and waits for the page behind it. @returns its answer */
  async press(selector: string): Promise<Response | null> {
    const documents: Response[] = [];
    const note = (response: Response) => {
      if (response.request().isNavigationRequest()) documents.push(response);
    };
    this.page.on('response', note);
    const there = this.page.waitForEvent('load');
    await this.page.locator(selector).first().click();
    await there;
    this.page.off('response', note);
    return documents.at(-1) ?? null;
  }

  /** Shows the page in another language from now on. */
  async speak(locale: Visit['locale']): Promise<PageReader> {
    await this.page.context().addCookies([{ name: 'lang', value: locale, url: this.page.url() }]);
    return new PageReader(this.page, { ...this.visit, locale });
  }

  close(): Promise<void> {
    return this.page.context().close();
  }

  private async faultsAsShown(words: boolean): Promise<string[]> {
    // Axe is a script itself: without script the page's own words and width are what can be looked at.
    const faults = this.visit.script === false ? [] : await violationsOf(this.page);
    if ((await sidewaysScroll(this.page)) > 0) faults.push('scrolls sideways');
    if (words) faults.push(...(await this.wordFaults()));
    return faults;
  }

  /** Pages with work under way load themselves anew every few seconds: a look that this breaks off is taken again. */
  private async whileItStands<T>(look: () => Promise<T>): Promise<T> {
    for (let left = LOOKS; ; left -= 1) {
      try {
        return await look();
      } catch (error) {
        if (left === 1 || !LOADED_ANEW.test(String(error))) throw error;
        await this.page.waitForLoadState('load');
      }
    }
  }

  private async wordFaults(): Promise<string[]> {
    const faults: string[] = [];
    const { lang, headings, text } = await this.page.evaluate<Written>(WRITTEN);
    if (headings !== 1) faults.push('has not exactly one h1');
    if (lang !== this.visit.locale) faults.push(`html lang is ${lang}`);
    for (const raw of RAW) {
      const [word] = raw.exec(text) ?? [];
      if (word !== undefined) faults.push(`shows ${word}`);
    }
    return faults;
  }

  private where(): string {
    const { pathname, search } = new URL(this.page.url());
    return pathname + search;
  }
}

/** Looks at page after page of a walk and keeps what is wrong with them. */
export class Look {
  readonly faults: string[] = [];

  constructor(
    readonly visit: Visit,
    private readonly widths: readonly number[],
  ) {}

  /** @param answer what brought the page, when its status was not 200 */
  async at(reader: PageReader, status: number, answer?: Response | null): Promise<void> {
    this.expect(reader, answer, status);
    this.faults.push(...(await reader.faults(this.widths)));
  }

  expect(reader: PageReader, answer: Response | null | undefined, status: number): void {
    const got = answer?.status() ?? 200;
    if (got !== status) this.faults.push(`${new URL(reader.page.url()).pathname} answered ${got}, not ${status}`);
  }
}
