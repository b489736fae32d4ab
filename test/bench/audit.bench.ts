import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { SubjectDigests } from '../../src/platform/crypto';
import { type Actor, newId } from '../../src/platform/database';
import { ChangeHousehold } from '../../src/people/households';
import { systemActor } from '../../src/trust/access';
import { Audit, AuditSealer } from '../../src/trust/audit';
import { startApp, type TestApp } from '../support/app';
import { DISTRICT, loadDistrict, loginAs } from '../support/district';
import { bench, median, print, quick, round } from './bench';
import { fillHouseholds } from './households';

/**
 * What the record costs a write (design 8.4), by turns with it and without, while the sealer works each second and
 * writes are durable, as in the product; sixteen at a time. Two kinds of writes: a worker corrects a file, by the
 * product's own use case, and the barest transaction there could be, two statements of SQL.
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

async function write(client: Client, { id, region_path: path }: Row, region: string, recorded: boolean): Promise<void> {
  const [user, now] = [randomUUID(), new Date().toISOString()];
  await client.query('begin');
  await client.query({ name: 'settings', text: SETTINGS, values: [user, `{${DISTRICT}}`, region, now] });
  await client.query({ name: 'change', text: CHANGE, values: [id, now] });
  await client.query({ name: 'move', text: MOVE, values: [newId(), id, DISTRICT, path, user, now] });
  if (recorded) {
    await client.query({ name: 'record', text: RECORD, values: [newId(), user, id, DISTRICT, path, DIGEST] });
  }
  await client.query('commit');
}

/** What one client does again and again, with rows of its own, so that nobody waits for a lock. */
type Write = (row: Row, recorded: boolean) => Promise<void>;
interface Row {
  id: string;
  region_path: string;
  version: number;
}

/** By turns with the record and without: writes a second, their ratio, and how far the sealer was behind. */
async function compare(app: TestApp, owner: Client, rows: readonly Row[], writes: readonly Write[]) {
  const audit = app.get(Audit);
  const lags: number[] = [];

  async function throughput(recorded: boolean): Promise<number> {
    // Without the record nothing may ask for it either.
    await owner.query(`alter table households ${recorded ? 'enable' : 'disable'} trigger demand_record`);
    if (recorded) Reflect.deleteProperty(audit, 'changed');
    else audit.changed = () => Promise.resolve();
    const until = performance.now() + SECONDS * 1000;
    let done = 0;
    const writing = writes.map(async (write, place) => {
      const own = rows.filter((_, index) => index % writes.length === place);
      for (; performance.now() < until; done += 1) await write(own[Math.floor(Math.random() * own.length)]!, recorded);
    });
    const sealing = (async () => {
      while (performance.now() < until) {
        await new Promise((resolve) => setTimeout(resolve, 1000));
        await (await app.worker(AuditSealer)).seal();
        const lag = await owner.query<{ lag: number }>('select app.audit_seal_lag() as lag');
        if (recorded) lags.push(lag.rows[0]!.lag);
      }
    })();
    await Promise.all([...writing, sealing]);
    return done / SECONDS;
  }

  await throughput(true);
  await throughput(false);
  const figures: [number[], number[]] = [[], []];
  for (let done = 0; done < ROUNDS; done += 1) {
    figures[0].push(await throughput(true));
    figures[1].push(await throughput(false));
  }
  const [recordedPerSecond, plainPerSecond] = figures.map(median) as [number, number];
  return { recordedPerSecond, plainPerSecond, ratio: round(recordedPerSecond / plainPerSecond), lags };
}

void bench(async (database) => {
  const app = await startApp(database);
  await loadDistrict(app);
  const owner = new Client(database.ownerUrl);
  await owner.connect();
  await fillHouseholds(owner, DISTRICT, 5000);
  const { rows } = await owner.query<Row>('select id, region_path, version from households');
  const region = rows[0]!.region_path.split('/').slice(0, 3).join('/');
  // A file that the product made has its key from the first day.
  await app.as(systemActor(DISTRICT, 'bench'), async () => {
    for (const { id } of rows) await app.get(SubjectDigests).of(id);
  });
  const login = await loginAs(app, 'centre-worker');
  const actor: Actor = { ...login.actor, userId: login.accountId, householdId: null, purpose: 'casework' };
  const correct: Write = async (row) => {
    const input = { locale: row.version % 2 ? ('en' as const) : ('zh-CN' as const) };
    row.version = (await app.as(actor, () => app.get(ChangeHousehold).execute(row.id, input, row.version))).version;
  };
  const clients = Array.from({ length: CLIENTS }, () => new Client(database.appUrl));
  await Promise.all(clients.map((client) => client.connect()));
  const bare = clients.map(
    (client): Write =>
      (row, recorded) =>
        write(client, row, region, recorded),
  );
  const settings = { clients: CLIENTS, rounds: ROUNDS, secondsEach: SECONDS };
  const kinds = [
    { row: 'file corrected with its record / without', writes: clients.map(() => correct) },
    { row: 'two bare statements with their record / without', writes: bare },
  ];
  for (const { row, writes } of kinds) {
    const { lags, ...figures } = await compare(app, owner, rows, writes);
    print({ bench: 'audit', row, ...settings, ...figures, target: `>= ${TARGET}` }, figures.ratio >= TARGET);
    const [medianSeconds, maximumSeconds] = [round(median(lags)), round(Math.max(...lags))];
    print({ bench: 'audit', row: `seal lag, ${row.split(' with')[0]}`, medianSeconds, maximumSeconds });
  }
  await Promise.all(clients.map((client) => client.end()));
  await owner.end();
  await app.close();
});
