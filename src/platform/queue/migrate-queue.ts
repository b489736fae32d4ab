import { runMigrations } from 'bullmq';
import { Client } from 'pg';

/**
 * Prepares the queue's own tables, as owner, at every start. Only the worker role may touch them; it needs CREATE,
 * because BullMQ makes one sequence a queue while it runs. The rights are default privileges set beforehand: a grant on
 * all sequences afterwards fails at the second start, since those sequences belong to the worker.
 */
export async function migrateQueue(ownerUrl: string): Promise<void> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    // Two processes that start together must not create the schema at once.
    await client.query('select pg_advisory_lock(7294102)');
    await client.query('create schema if not exists bullmq');
    await client.query('grant usage, create on schema bullmq to yuanlian_worker');
    for (const [rights, objects] of [
      ['select, insert, update, delete', 'tables'],
      ['usage, select, update', 'sequences'],
      ['execute', 'functions'],
    ]) {
      await client.query(`alter default privileges in schema bullmq grant ${rights} on ${objects} to yuanlian_worker`);
    }
    await runMigrations(client, 'bullmq');
  } finally {
    await client.end();
  }
}
