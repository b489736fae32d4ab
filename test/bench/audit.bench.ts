import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { AuditSealer } from '../../src/trust/audit';
import { startApp } from '../support/app';
import { DISTRICT, loadDistrict } from '../support/district';
import { bench, median, print, quick, round } from './bench';
import { fillHouseholds } from './households';

/**
 * What the record costs a write (design 8.4): sixteen clients change a household and log the move, each in a
 * transaction of its actor; with the record's row in the same transaction and the sealer at work, against the same
 * without, by turns. Writes are durable, as in the product.
 */
const CLIENTS = 16;
const ROUNDS = quick ? 5 : 9;
const SECONDS = quick ? 4 : 10;
const TARGET = 0.75;

const SETTINGS = `select set_config('app.user_id', $1, true), set_config('app.kind', 'user', true), set_config('app.roles', '{centre-worker}', true),
  set_config('app.districts', $2, true), set_config('app.region', $3, true), set_config('app.now', $4, true), set_config('app.purpose', 'bench', true)`;
const CHANGE = 'update households set updated_at = $2, version = version + 1 where id = $1';
const MOVE = `insert into moves (id, lifecycle, subject_id, household_id, district_code, region_path, from_state, to_state, move, actor_kind, actor_id, actor_name, at)
  values ($1, 'bench', $2, $2, $3, $4, 'a', 'b', 'go', 'user', $5, 'bench', $6)`;
const RECORD = `insert into audit_events (id, actor_kind, actor_id, purpose, request_id, action, subject_type, subject_id,
    household_id, district_code, region_path, fields, digest)
  values ($1, 'user', $2, 'bench', 'bench', 'household.updated', 'household', $3, $3, $4, $5, '["updatedAt"]', $6)`;
const DIGEST = Buffer.alloc(32, 1);

interface Row {
  id: string;
  region_path: string;
}

async function write(client: Client, rows: readonly Row[], region: string, recorded: boolean): Promise<void> {
  const { id, region_path: path } = rows[Math.floor(Math.random() * rows.length)]!;
  const [user, now] = [randomUUID(), new Date().toISOString()];
  await client.query('begin');
  await client.query({ name: 'settings', text: SETTINGS, values: [user, `{${DISTRICT}}`, region, now] });
  await client.query({ name: 'change', text: CHANGE, values: [id, now] });
  await client.query({ name: 'move', text: MOVE, values: [randomUUID(), id, DISTRICT, path, user, now] });
  if (recorded) {
    await client.query({ name: 'record', text: RECORD, values: [randomUUID(), user, id, DISTRICT, path, DIGEST] });
  }
  await client.query('commit');
}

void bench(async (database) => {
  const app = await startApp(database);
  await loadDistrict(app);
  const owner = new Client(database.ownerUrl);
  await owner.connect();
  await fillHouseholds(owner, DISTRICT, 5000);
  const { rows } = await owner.query<Row>('select id, region_path from households');
  const region = rows[0]!.region_path.split('/').slice(0, 3).join('/');
  const clients = Array.from({ length: CLIENTS }, () => new Client(database.appUrl));
  await Promise.all(clients.map((client) => client.connect()));
  const lags: number[] = [];

  /** Transactions a second; the sealer works each second, as the worker has it. */
  async function throughput(recorded: boolean): Promise<number> {
    // Without the record nothing may ask for it either.
    await owner.query(`alter table households ${recorded ? 'enable' : 'disable'} trigger demand_record`);
    const until = performance.now() + SECONDS * 1000;
    let done = 0;
    const writing = clients.map(async (client, place) => {
      // Each client has rows of its own, so that nobody waits for a lock.
      const own = rows.filter((_, index) => index % CLIENTS === place);
      for (; performance.now() < until; done += 1) await write(client, own, region, recorded);
    });
    const sealing = (async () => {
      while (performance.now() < until) {
        await new Promise((resolve) => setTimeout(resolve, 1000));
        await app.worker.get(AuditSealer, { strict: false }).seal();
        const lag = await owner.query<{ lag: number }>('select app.audit_seal_lag() as lag');
        if (recorded) lags.push(lag.rows[0]!.lag);
      }
    })();
    await Promise.all([...writing, sealing]);
    return done / SECONDS;
  }

  await throughput(true);
  const figures: [number[], number[]] = [[], []];
  for (let done = 0; done < ROUNDS; done += 1) {
    figures[0].push(await throughput(true));
    figures[1].push(await throughput(false));
  }
  const [recorded, plain] = figures.map(median) as [number, number];
  const ratio = round(recorded / plain);
  print(
    {
      ...{
        bench: 'audit',
        row: 'write with its record / without',
        clients: CLIENTS,
        rounds: ROUNDS,
        secondsEach: SECONDS,
      },
      ...{ recordedPerSecond: round(recorded, 0), plainPerSecond: round(plain, 0), ratio, target: `>= ${TARGET}` },
    },
    ratio >= TARGET,
  );
  print({
    bench: 'audit',
    row: 'seal lag',
    medianSeconds: round(median(lags)),
    maximumSeconds: round(Math.max(...lags)),
  });
  await Promise.all(clients.map((client) => client.end()));
  await owner.end();
  await app.close();
});
