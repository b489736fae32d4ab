import { type DynamicModule, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Browser } from 'playwright-core';
import { DEMONSTRATION_PASSWORD, DemonstrationModule, LoadDemonstration } from '../../../src/exchange/demonstration';
import { WorkerModule } from '../../../src/worker.module';
import { startApp, type TestApp } from '../app';
import { openBrowser, openContext, signIn, type Visit } from '../browser';
import { PageReader } from './page-reader';
import { makeScenes, type Scenes } from './scenes';

@Module({})
class Demonstration {
  static of(app: TestApp): DynamicModule {
    const worker = WorkerModule.forRoot(app.config, app.database.workerUrl, { background: false });
    return { module: Demonstration, imports: [worker, DemonstrationModule] };
  }
}

/** The product with a small demonstration district and the scenes that it lacks, listening; and a browser beside it. */
export class DemonstrationSite {
  private constructor(
    readonly app: TestApp,
    readonly browser: Browser,
    readonly address: string,
    readonly scenes: Scenes,
  ) {}

  static async open(households: number): Promise<DemonstrationSite> {
    const app = await startApp();
    const maker = await NestFactory.createApplicationContext(Demonstration.of(app), { logger: ['error'] });
    await maker.get(LoadDemonstration, { strict: false }).execute({ households, providersOfAKind: 8, leads: 4 });
    await maker.close();
    const scenes = await makeScenes(app);
    return new DemonstrationSite(app, await openBrowser(), await app.app.getUrl(), scenes);
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
