import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync, gzipSync } from 'node:zlib';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { dataSourceOptions, migrationClasses } from '../../../src/platform/database';
import type { BackupHeader, BackupManifest } from '../../../src/platform/start/backup-file';
import { migrateAll } from '../../../src/platform/start/prepare-database';
import { restore } from '../../../src/platform/start/restore.task';
import { AuditSealer, VerifyAudit } from '../../../src/trust/audit';
import { householdInput } from '../../factories/households.factory';
import { startApp, type TestApp } from '../../support/app';
import { temporaryFolder } from '../../support/cluster';
import { createBareDatabase, type TestDatabase } from '../../support/database';

/**
 * The demonstration with ten households, backed up by release 0.1 (migrations up to 20261124000950) with the keys of
 * `testConfig`; brotli instead of gzip because it is a third smaller.
 */
const RELEASE = join(__dirname, 'release-0.1.backup.br');

interface Household {
  id: string;
  members: Array<{ identityNumber: string | null; phone: string | null }>;
}

/** The schema as that release left it, without a row. */
async function migrateTo(ownerUrl: string, schema: readonly string[]): Promise<void> {
  const migrations = migrationClasses().filter(({ name }) => schema.includes(name));
  expect(migrations).toHaveLength(schema.length);
  const owner = await new DataSource({ ...dataSourceOptions(ownerUrl, 'owner'), migrations } as ReturnType<
    typeof dataSourceOptions
  >).initialize();
  await owner.runMigrations({ transaction: 'each' });
  await owner.destroy();
}

describe('a database that the release before has filled', () => {
  let database: TestDatabase;
  let owner: Client;
  let folder: string;
  let before: BackupManifest;
  let migrated: number;
  let app: TestApp;
  let centre: ReturnType<TestApp['api']>;

  beforeAll(async () => {
    folder = temporaryFolder('upgrade');
    const lines = brotliDecompressSync(readFileSync(RELEASE));
    const file = join(folder, 'release.gz');
    writeFileSync(file, gzipSync(lines));
    const { schema } = JSON.parse(lines.toString('utf8', 0, lines.indexOf('\n'))) as BackupHeader;
    database = await createBareDatabase();
    await migrateTo(database.ownerUrl, schema);
    before = await restore(database.ownerUrl, file);
    migrated = await migrateAll(database.ownerUrl);
    owner = new Client({ connectionString: database.ownerUrl });
    await owner.connect();
    app = await startApp(database);
    const { body } = await app.api().post('sessions', { username: 'centre', password: 'yuanlian-demo' });
    centre = app.api((body as { token: string }).token);
  });
  afterAll(async () => {
    await owner?.end();
    await app?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const files = async (): Promise<Household[]> => {
    const list = (await centre.get('households?limit=100')).body as { items: Array<{ id: string }> };
    const answers = await Promise.all(list.items.map(({ id }) => centre.get(`households/${id}`)));
    return answers.map(({ body }) => body as Household);
  };

  it('is brought to the newest schema with every row in its place', async () => {
    expect(migrated).toBeGreaterThan(0);
    const counts = await Promise.all(
      before.tables.map(async ({ name }) => {
        const { rows } = await owner.query<{ rows: number }>(`select count(*)::int as rows from ${name}`);
        return [name, rows[0]?.rows ?? 0] as const;
      }),
    );
    const now = new Map(counts);
    expect(now.get('public.households')).toBe(10);
    const fewer = before.tables.filter(({ name, rows }) => (now.get(name) ?? 0) < rows).map(({ name }) => name);
    expect(fewer).toEqual([]);
  });

  it('opens what was sealed, and finds it by its blind index', async () => {
    const households = await files();
    const members = households.flatMap((household) => household.members);
    expect(members.length).toBeGreaterThan(15);
    expect(members.filter(({ identityNumber }) => !/^990\*{13}\d[\dX]$/.test(identityNumber ?? ''))).toEqual([]);
    const [household] = households;
    const tail = household?.members.find(({ phone }) => phone)?.phone?.slice(-4);
    expect(tail).toMatch(/^\d{4}$/);
    const found = (await centre.get(`households?phoneTail=${tail}`)).body as { items: Array<{ id: string }> };
    expect(found.items.map(({ id }) => id)).toEqual([household?.id]);
  });

  it('keeps a record that verifies, and goes on in it', async () => {
    const verify = async () => (await app.worker(VerifyAudit)).execute();
    const sealer = await app.worker(AuditSealer);
    const whole = await verify();
    expect(whole.findings).toEqual([]);
    expect(whole.rows).toBeGreaterThan(1000);
    await centre.post('households', householdInput({ regionCode: await village() }));
    await sealer.seal();
    const later = await verify();
    expect(later.findings).toEqual([]);
    expect(later.rows).toBeGreaterThan(whole.rows);
    expect((await app.api().get('/health/ready')).body).toMatchObject({ parts: { 'audit-seal': true } });
  });

  it('lets the work go on: what was under way is done, a household is matched anew', async () => {
    await app.drain();
    const { rows } = await owner.query<{ id: string }>(
      `select household_id as id from needs where state = 'confirmed' order by id limit 1`,
    );
    const match = await centre.post(`households/${rows[0]?.id}/matches`);
    expect(match.status).toBe(201);
    const { needs } = match.body as { needs: Array<{ candidates: unknown[] }> };
    expect(needs.flatMap(({ candidates }) => candidates).length).toBeGreaterThan(0);
  });

  async function village(): Promise<string> {
    const { rows } = await owner.query<{ code: string }>(`select code from regions where level = 'village' limit 1`);
    return rows[0]?.code ?? '';
  }
});
