import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { Client } from 'pg';
import { backup } from '../../../src/platform/start/backup.task';
import { restore } from '../../../src/platform/start/restore.task';
import { temporaryFolder } from '../../support/cluster';
import { createDatabase, type TestDatabase } from '../../support/database';

const EXTRA = `
  create table sample_notes (id integer generated always as identity primary key, parent_id integer references sample_notes,
    body text, sealed bytea, facts jsonb, twice integer generated always as (id * 2) stored);
  create table sample_moves (at date not null, note_id integer references sample_notes, n bigint) partition by range (at);
  create function sample_refuse() returns trigger language plpgsql as $$ begin raise exception 'append only'; end $$;
  create trigger sample_guard before insert on sample_notes for each row when (new.body = 'forbidden') execute function sample_refuse();`;
const ROWS = `
  insert into sample_notes (parent_id, body, sealed, facts) select nullif(i - 1, 0),
    case when i % 3 = 0 then null else '困难' || chr(9) || chr(10) || '\\.' || i end, sha256(i::text::bytea),
    case when i % 2 = 0 then 'null'::jsonb else jsonb_build_object('i', i) end from generate_series(1, 2000) i;
  create table sample_moves_2026 partition of sample_moves for values from ('2026-01-01') to ('2027-01-01');
  insert into sample_moves select '2026-05-01', i, i from generate_series(1, 500) i;
  insert into number_counters values ('H', 2026, 41);`;

async function run(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const result = await client.query(sql);
    return Array.isArray(result) ? [] : result.rows;
  } finally {
    await client.end();
  }
}

describe('backup and restore', () => {
  let folder: string;
  let file: string;
  let source: TestDatabase;
  let target: TestDatabase;

  beforeEach(async () => {
    folder = temporaryFolder('backup');
    file = join(folder, 'all.gz');
    [source, target] = [await createDatabase(), await createDatabase()];
    for (const { ownerUrl } of [source, target]) await run(ownerUrl, EXTRA);
    await run(source.ownerUrl, ROWS);
  });

  afterEach(async () => {
    await source.drop();
    await target.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('bring every row into an empty database, circles, partitions and sequences included', async () => {
    const written = await backup(source.ownerUrl, file);
    expect(written.tables).toContainEqual(expect.objectContaining({ name: 'public.sample_notes', rows: 2000 }));
    const restored = await restore(target.ownerUrl, file);
    expect(restored).toEqual(written);
    const all = `select md5(string_agg(t::text, '|' order by id)) as digest from sample_notes t`;
    expect(await run(target.ownerUrl, all)).toEqual(await run(source.ownerUrl, all));
    expect(await run(target.ownerUrl, 'insert into sample_notes (body) values (null) returning id')).toEqual([
      { id: 2001 },
    ]);
    expect(await run(target.ownerUrl, 'select value from number_counters')).toEqual([{ value: '41' }]);
    await expect(run(target.ownerUrl, 'insert into sample_moves values (current_date, 9999, 1)')).rejects.toThrow();
    await expect(run(target.ownerUrl, `insert into sample_notes (body) values ('forbidden')`)).rejects.toThrow(
      'append only',
    );
  });

  it('see one moment while others write', async () => {
    const writer = run(source.ownerUrl, `insert into sample_notes (body) select 'late' from generate_series(1, 20000)`);
    const [{ tables }] = await Promise.all([backup(source.ownerUrl, file), writer]);
    await restore(target.ownerUrl, file);
    const [counted] = (await run(target.ownerUrl, 'select count(*)::integer as n from sample_notes')) as Array<{
      n: number;
    }>;
    expect(counted?.n).toBe(tables.find(({ name }) => name === 'public.sample_notes')?.rows);
  });

  it('refuse a database that is in use, and a file that exists', async () => {
    await backup(source.ownerUrl, file);
    await expect(restore(source.ownerUrl, file)).rejects.toMatchObject({ key: 'restore-not-empty' });
    await expect(backup(source.ownerUrl, file)).rejects.toMatchObject({ key: 'file-exists' });
    await expect(backup(source.ownerUrl, join(folder, 'none/x'))).rejects.toMatchObject({ key: 'file-unwritable' });
    await expect(restore(target.ownerUrl, join(folder, 'none'))).rejects.toMatchObject({ key: 'file-unreadable' });
  });

  it.each([
    ['cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2), 'backup-broken'],
    ['not a backup', () => gzipSync('{"format":"other"}\n'), 'backup-broken'],
    [
      'changed',
      (bytes: Buffer) => gzipSync(gunzipSync(bytes).toString('utf8').replace('H\t2026\t41', 'H\t2026\t42')),
      'restore-different',
    ],
    [
      'of another version',
      (bytes: Buffer) => gzipSync(gunzipSync(bytes).toString('utf8').replace('"schema":[', '"schema":["Old1",')),
      'restore-version',
    ],
  ])('keep nothing of a file that is %s', async (_what, spoil, key) => {
    await backup(source.ownerUrl, file);
    writeFileSync(file, spoil(readFileSync(file)));
    await expect(restore(target.ownerUrl, file)).rejects.toMatchObject({ key });
    expect(await run(target.ownerUrl, 'select from sample_notes')).toEqual([]);
  });

  it('leave no half-written file', async () => {
    await run(
      source.ownerUrl,
      `create table zz_broken (n integer); insert into zz_broken values (0);
      create view sample_view as select 1`,
    );
    await run(source.ownerUrl, 'drop table migrations').catch(() => undefined);
    await expect(backup(source.ownerUrl, file)).rejects.toThrow();
    expect(existsSync(file) || existsSync(`${file}.partial`)).toBe(false);
  });
});
