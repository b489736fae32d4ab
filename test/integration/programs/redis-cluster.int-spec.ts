import type { TestingModule } from '@nestjs/testing';
import { Pool } from 'pg';
import { newId, Transactions } from '../../../src/platform/database';
import { Events, Jobs, migrateQueue } from '../../../src/platform/queue';
import { describeWith } from '../../support/cluster';
import { createDatabase, type TestDatabase } from '../../support/database';
import { type RedisCluster, startRedisCluster } from '../../support/redis-cluster';
import { DISTRICT, EFFECTS_TABLE, startSide, UNHURRIED, worker } from '../rooms/relay-world';

// .ci/run installs Redis; the queue without a Cluster is tested everywhere.
describeWith('redis-server', 'the queue on a Redis Cluster', () => {
  let cluster: RedisCluster;
  let database: TestDatabase;
  let owner: Pool;
  let web: TestingModule;
  const workers: TestingModule[] = [];

  beforeAll(async () => {
    cluster = await startRedisCluster();
    database = await createDatabase();
    await migrateQueue(database.ownerUrl);
    owner = new Pool({ connectionString: database.ownerUrl, max: 2 });
    await owner.query(EFFECTS_TABLE);
    web = await startSide('web', { url: database.appUrl });
  });
  afterAll(async () => {
    for (const side of workers) await side.close();
    await web?.close();
    await owner?.end();
    await cluster?.stop();
  });

  const asWorker = <T>(work: () => Promise<T>): Promise<T> => web.get(Transactions).run(worker, work);
  const open = async (): Promise<number> => {
    const sql = `select ((select count(*) from event_deliveries where done_at is null)
      + (select count(*) from job_runs where finished_at is null))::int as open`;
    return (await owner.query<{ open: number }>(sql)).rows[0]?.open ?? 0;
  };

  it('brings each event to its subscribers once, and its keys to one slot', async () => {
    for (let count = 0; count < 2; count += 1)
      workers.push(await startSide('worker', { url: database.workerUrl, redisUrl: cluster.url, settings: UNHURRIED }));
    const things = Array.from({ length: 60 }, newId);
    await Promise.all(
      things.map((aggregateId) =>
        asWorker(() =>
          web.get(Events).publish({ type: 'thing.made', aggregateId, aggregateVersion: 1, districtCode: DISTRICT }),
        ),
      ),
    );
    const run = await asWorker(() => web.get(Jobs).start('test-import', DISTRICT, { rows: 5 }));
    while ((await open()) > 0) await new Promise((resolve) => setTimeout(resolve, 20));
    const { rows } = await owner.query<{ count: number }>('select count(*)::int as count from effects');
    // Two subscribers an event, five rows of the job.
    expect(rows).toEqual([{ count: 60 * 2 + 5 }]);
    expect(await asWorker(() => web.get(Jobs).find(run))).toMatchObject({ state: 'done', attempts: 1 });
    const used = (await cluster.keys()).filter((count) => count > 0);
    expect(used).toHaveLength(1);
  });
});
