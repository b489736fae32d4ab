import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { codeOf, SECRET_ON_PAGE } from '../support/authenticator';
import { PASSWORD } from '../support/district';
import { openContext, type Visit } from '../support/browser';

/** Milliseconds; long, since a busy machine is no fault of the page. */
const PATIENCE = 15_000;

/** What the day fields of a form are called. */
const DAY = ['年', '月', '日'] as const;

/**
 * Somebody in front of a browser who knows the pages by their words only: everything is found by label, role and text,
 * so a field without an accessible name cannot be filled in. What fails says where it was and what the page showed.
 */
export class Reader {
  /** What scripts of the pages stumbled over. */
  readonly scriptErrors: string[] = [];

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
  ) {
    page.on('pageerror', ({ message }) => this.scriptErrors.push(`${this.path}: ${message}`));
  }

  static async sitDown(browser: Browser, address: string, visit: Partial<Visit> = {}): Promise<Reader> {
    const context = await openContext(browser, address, { width: 1280, locale: 'zh-CN', ...visit });
    context.setDefaultTimeout(PATIENCE);
    return new Reader(context, await context.newPage());
  }

  /** Another tab of the same browser, signed in like the first. */
  static async beside({ context }: Reader): Promise<Reader> {
    return new Reader(context, await context.newPage());
  }

  async signIn(username: string, password = PASSWORD): Promise<this> {
    await this.open('/console/sign-in');
    await this.signInHere(username, password);
    await this.sees('今日待办');
    return this;
  }

  /** Where a page asks for the sign-in by itself. */
  async signInHere(username: string, password = PASSWORD): Promise<void> {
    await this.fill({ 用户名: username, 密码: password });
    await this.press('登录');
  }

  /** Sets up the authenticator that a new account has to have, by typing its secret into a phone. */
  async enrol(): Promise<string> {
    const secret = await this.written(SECRET_ON_PAGE);
    await this.fill({ 六位验证码: codeOf(secret) });
    await this.press('开启两步验证');
    await this.sees('请保存恢复代码');
    await this.press('我已保存，继续');
    return secret;
  }

  switchTo(language: string): Promise<void> {
    return this.leave(`switch to ${language}`, this.page.getByRole('button', { name: language, exact: true }));
  }

  /** @returns the status of the answer */
  async open(path: string): Promise<number> {
    return (await this.page.goto(path))?.status() ?? 0;
  }

  get path(): string {
    return new URL(this.page.url()).pathname;
  }

  private get main(): Locator {
    return this.page.getByRole('main');
  }

  /** Text fields by their labels. */
  fill(values: Readonly<Record<string, string>>): Promise<void> {
    return this.attempt(`fill in ${Object.keys(values).join(', ')}`, async () => {
      for (const [label, value] of Object.entries(values)) {
        await this.main.getByRole('textbox', { name: label, exact: true }).first().fill(value);
      }
    });
  }

  /** A list to choose from, by its label and the words of the choice. */
  select(label: string, option: string | RegExp): Promise<void> {
    return this.attempt(`choose ${String(option)} in ${label}`, async () => {
      const box = this.main.getByRole('combobox', { name: label, exact: true });
      const text = await box.getByRole('option', { name: option }).first().textContent();
      await box.selectOption({ label: text?.trim() });
    });
  }

  /** Radio buttons and tick boxes by their labels; `group` where several questions have the same answers. */
  tick(label: string | RegExp, group?: string): Promise<void> {
    return this.attempt(`tick ${String(label)}`, async () => {
      const place = group === undefined ? this.main : this.main.getByRole('group', { name: group });
      const exact = typeof label === 'string';
      const radio = place.getByRole('radio', { name: label, exact });
      await radio
        .or(place.getByRole('checkbox', { name: label, exact }))
        .first()
        .check();
    });
  }

  untick(label: string): Promise<void> {
    return this.attempt(`untick ${label}`, () =>
      this.main.getByRole('checkbox', { name: label, exact: true }).uncheck(),
    );
  }

  /** A day: `group` is its question, `day` YYYY-MM-DD. */
  day(group: string, day: string): Promise<void> {
    return this.attempt(`give the day ${group}`, async () => {
      const place = this.main.getByRole('group', { name: group });
      const parts = day.split('-');
      for (const [place3, name] of DAY.entries()) {
        await place.getByRole('textbox', { name, exact: true }).fill(parts[place3]!);
      }
    });
  }

  /** A button that sends a form. */
  press(name: string | RegExp): Promise<void> {
    return this.leave(
      `press ${String(name)}`,
      this.main.getByRole('button', { name, exact: typeof name === 'string' }),
    );
  }

  /** A link, wherever it is on the page. */
  follow(name: string | RegExp): Promise<void> {
    return this.leave(`follow ${String(name)}`, this.page.getByRole('link', { name }));
  }

  /** The browser's own way back. A page that it has kept whole comes without being loaded. */
  back(): Promise<void> {
    return this.attempt('go back', async () => {
      await this.page.goBack({ waitUntil: 'commit' });
      await this.main.waitFor();
    });
  }

  /** The questions of a form that are answered by a choice, in their order. */
  async questions(): Promise<string[]> {
    const choice = this.page.getByRole('radio');
    const groups = await this.main.getByRole('group').filter({ has: choice }).all();
    return Promise.all(groups.map(async (group) => (await group.locator('legend').innerText()).trim()));
  }

  /** Opens what is folded. */
  unfold(name: string): Promise<void> {
    return this.attempt(`unfold ${name}`, () => this.main.locator('summary', { hasText: name }).first().click());
  }

  sees(...texts: Array<string | RegExp>): Promise<void> {
    return this.attempt(`see ${texts.join(', ')}`, async () => {
      for (const text of texts) await this.page.getByText(text).first().waitFor();
    });
  }

  async text(): Promise<string> {
    return this.main.innerText();
  }

  /** What the page has written somewhere: an address, a number. */
  async written(pattern: RegExp): Promise<string> {
    return pattern.exec(await this.text())?.[0] ?? '';
  }

  /** A click or a key that leads to another page, which is there when this returns. */
  async leave(what: string, target: Locator): Promise<void> {
    await this.attempt(what, async () => {
      const there = this.page.waitForEvent('load');
      // A page that never comes is told by the press, not by the wait for it.
      there.catch(() => undefined);
      await target.first().click();
      await there;
    });
  }

  private async attempt(what: string, act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      const shown = await this.page.locator('body').ariaSnapshot();
      const why = error instanceof Error ? error.message.split('\n')[0] : String(error);
      throw new Error(`Could not ${what} at ${this.page.url()}: ${why}\n${shown}`, { cause: error });
    }
  }
}
