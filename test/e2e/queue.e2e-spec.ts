import type { INestApplicationContext } from '@nestjs/common';
import { migrateQueue } from '../../src/platform/queue';
import { createWorker } from '../../src/platform/start';
import { WorkerModule } from '../../src/worker.module';
import { openReferralWorld, type ReferralWorld } from '../integration/referral/referral-world';

/** What waits for a worker now; deadlines of later days wait for their day. */
const OPEN = `select ((select count(*) from event_deliveries where done_at is null and dead_at is null)
  + (select count(*) from job_runs where finished_at is null))::int as open`;

/** Other specs take waiting work from PostgreSQL by `drain`; here it goes through the queue of REDIS_URL or PostgreSQL. */
describe('the work of the product behind its queue', () => {
  let world: ReferralWorld;
  let worker: INestApplicationContext;

  beforeAll(async () => {
    world = await openReferralWorld({ alone: true });
    await world.app.drain();
    const { config, database } = world.app;
    await migrateQueue(database.ownerUrl);
    const settings = { pollInterval: 50, redisPrefix: `{product-${process.pid}}` };
    worker = await createWorker(WorkerModule.forRoot(config, database.workerUrl, settings));
  }, 60_000);
  afterAll(async () => {
    await worker?.close();
    await world?.close();
  });

  const settled = async () => {
    while ((await world.rows<{ open: number }>(OPEN))[0]?.open !== 0) await new Promise((go) => setTimeout(go, 50));
  };

  it('brings each event to its subscribers once: household and provider hear of a referral', async () => {
    const firm = await world.firm();
    await world.rows('update providers set email = $2 where id = $1', [firm.provider.id, 'desk@provider.example']);
    const offering = await world.offering(firm);
    const referral = await world.sent(await world.person(), offering);
    await world.act(firm.api, referral, 'accept');
    await settled();
    const told = await world.rows<{ told: string }>(
      `select recipient_kind || ' ' || template as told from notifications where subject_id = $1 order by 1`,
      [referral.id],
    );
    expect(told.map((row) => row.told)).toEqual([
      'account referral-accepted',
      'household referral-accepted',
      'household referral-sent',
      'provider referral-sent',
    ]);
    const unlucky = `select subscriber, attempts, last_error from event_deliveries where attempts > 1 or dead_at is not null`;
    expect(await world.rows(unlucky)).toEqual([]);
  });

  it('does a long job to its end', async () => {
    const wanted = { kind: 'needs-by-code', mode: 'statistics', reason: '季度工作汇总使用' };
    const { status, body } = await world.api.centre.post('exports', wanted);
    expect(status).toBe(201);
    await settled();
    const { id } = body as { id: string };
    expect((await world.api.centre.get(`exports/${id}`)).body).toMatchObject({ state: 'ready' });
    expect(await world.rows('select name, state, attempts from job_runs')).toEqual([
      { name: 'compile-export', state: 'done', attempts: 1 },
    ]);
  });
});
