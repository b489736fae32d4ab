import { existsSync, readFileSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const PLACES = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'];
/** No sandbox, since CI runs as root; no calls of Chromium's own, since nothing outside answers. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Chromium from CHROMIUM_PATH or where Debian puts it; its shell without a window first, since a whole Chromium draws its
 * own bars for every context, which took half of the time of each spec.
 * @param keepsPages left pages wait whole for the way back, as they do in everybody's Chromium but under test
 * @throws Error when there is none: such a run must fail
 */
export async function openBrowser({ keepsPages = false } = {}): Promise<Browser> {
  const places = process.env.CHROMIUM_PATH ? [process.env.CHROMIUM_PATH] : PLACES;
  const executablePath = places.find((place) => existsSync(place));
  if (!executablePath) throw new Error(`No Chromium at ${places.join(' or ')}; set CHROMIUM_PATH`);
  const ignoreDefaultArgs = keepsPages ? ['--disable-back-forward-cache'] : [];
  return chromium.launch({ executablePath, args: ARGUMENTS, ignoreDefaultArgs });
}

export interface Visit {
  width: number;
  locale: 'zh-CN' | 'en';
  script?: boolean;
  /** A finger instead of a mouse. */
  touch?: boolean;
}

export function openContext(browser: Browser, address: string, visit: Visit): Promise<BrowserContext> {
  const { width, locale, script = true, touch = false } = visit;
  return browser.newContext({
    baseURL: address,
    viewport: { width, height: 900 },
    locale,
    javaScriptEnabled: script,
    hasTouch: touch,
  });
}

/** Signs in on the real page. */
export async function signIn(page: Page, username: string, password: string): Promise<void> {
  await page.goto('/console/sign-in');
  await page.locator('input[name="username"]').fill(username);
  await page.locator('input[name="password"]').fill(password);
  await Promise.all([page.waitForURL('**/console'), page.locator('main button[type="submit"]').click()]);
}

/** What axe finds on the page as it stands: one line for each rule and node. */
export async function violationsOf(page: Page): Promise<string[]> {
  // Evaluated, not added as a script tag: the page's policy would refuse that one, and rightly. Once for each document,
  // since reading the script takes longer than the look itself.
  if (await page.evaluate<boolean>(`typeof axe === 'undefined'`)) await page.evaluate(AXE);
  return page.evaluate(async (tags) => {
    interface Found {
      violations: Array<{ id: string; nodes: Array<{ target: unknown[]; failureSummary?: string }> }>;
    }
    const { axe } = globalThis as unknown as { axe: { run(options: object): Promise<Found> } };
    const { violations } = await axe.run({ runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')}: ${failureSummary ?? ''}`),
    );
  }, TAGS);
}

/** How many pixels of the page lie beyond the right edge. */
export const sidewaysScroll = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
