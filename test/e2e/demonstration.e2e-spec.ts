import { NestFactory } from '@nestjs/core';
import { DemonstrationModule, LoadDemonstration } from '../../src/exchange/demonstration';
import { Module, type DynamicModule } from '@nestjs/common';
import { WorkerModule } from '../../src/worker.module';
import { startApp, type TestApp } from '../support/app';

@Module({})
class Demonstration {
  static of(app: TestApp): DynamicModule {
    const worker = WorkerModule.forRoot(app.config, app.database.workerUrl, { background: false });
    return { module: Demonstration, imports: [worker, DemonstrationModule] };
  }
}

describe('the demonstration district', () => {
  let app: TestApp;
  let made: boolean[] = [];
  beforeAll(async () => {
    app = await startApp();
    const worker = await NestFactory.createApplicationContext(Demonstration.of(app), {
      logger: ['error'],
      abortOnError: false,
    });
    const load = worker.get(LoadDemonstration, { strict: false });
    made = [await load.execute({ households: 20, leads: 2 }), await load.execute({ households: 20, leads: 2 })];
    await worker.close();
  }, 180_000);
  afterAll(() => app?.close());

  it('is made once', () => {
    expect(made).toEqual([true, false]);
  });

  it('has households at every step of the loop, seen by the people who look after them', async () => {
    const { body } = await app.api().post('sessions', { username: 'centre', password: 'yuanlian-demo' });
    const api = app.api((body as { token: string }).token);
    const households = (await api.get('households?limit=100')).body as { items: unknown[] };
    expect(households.items).toHaveLength(20);
    const referrals = (await api.get('referrals?limit=100')).body as { items: Array<{ state: string }> };
    const states = new Set(referrals.items.map((one) => one.state));
    expect([...states].sort()).toEqual(expect.arrayContaining(['accepted', 'closed', 'in-service', 'sent']));
  });
});
