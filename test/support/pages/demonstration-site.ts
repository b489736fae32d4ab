import { cpSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { DEMONSTRATION_PASSWORD } from '../../../src/exchange/demonstration';
import { startApp, type TestApp } from '../app';
import { openBrowser, openContext, signIn, type Visit } from '../browser';
import { createDatabase } from '../database';
import { madeDemonstration } from './made-demonstration';
import { PageReader } from './page-reader';
import type { Scenes } from './scenes';

/** The product with a small demonstration district and the scenes that it lacks, listening; and a browser beside it. */
export class DemonstrationSite {
  private constructor(
    readonly app: TestApp,
    readonly browser: Browser,
    readonly address: string,
    readonly scenes: Scenes,
    /** What belongs to all copies of the demonstration. */
    readonly folder: string,
  ) {}

  static async open(households: number): Promise<DemonstrationSite> {
    const { template, folder, scenes } = await madeDemonstration(households);
    const app = await startApp(await createDatabase(template));
    cpSync(folder, app.config.dataDir, { recursive: true });
    return new DemonstrationSite(app, await openBrowser(), await app.app.getUrl(), scenes, folder);
  }

  /** Somebody of the district at their screen. */
  async reader(username: string, visit: Visit): Promise<PageReader> {
    const context = await openContext(this.browser, this.address, visit);
    const page = await context.newPage();
    await signIn(page, username, DEMONSTRATION_PASSWORD);
    // Signed in, the pages speak the language of the account.
    return new PageReader(page, visit).speak(visit.locale);
  }

  /** Somebody whom the product does not know. */
  async stranger(visit: Visit): Promise<PageReader> {
    const context = await openContext(this.browser, this.address, visit);
    return new PageReader(await context.newPage(), visit);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.app.close();
  }
}
