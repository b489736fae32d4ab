import type { TestingModule } from '@nestjs/testing';
import { Pool } from 'pg';
import { migrateQueue, type QueueSettings } from '../../../src/platform/queue';
import { createDatabase, type TestDatabase } from '../../support/database';
import { EFFECTS_TABLE, startSide } from './relay-world';

/** A web side, and a worker side that works when it is told to. */
export interface QueueSides {
  database: TestDatabase;
  /** Past all policies. */
  owner: Pool;
  web: TestingModule;
  side: TestingModule;
  close(): Promise<void>;
}

export async function openQueueSides(settings: Partial<QueueSettings>): Promise<QueueSides> {
  const database = await createDatabase();
  await migrateQueue(database.ownerUrl);
  const owner = new Pool({ connectionString: database.ownerUrl, max: 4 });
  await owner.query(EFFECTS_TABLE);
  const web = await startSide('web', { url: database.appUrl });
  const quiet = { background: false, backoff: () => 0, ...settings };
  const side = await startSide('worker', { url: database.workerUrl, settings: quiet });
  return {
    ...{ database, owner, web, side },
    async close() {
      await side.close();
      await web.close();
      await owner.end();
    },
  };
}
