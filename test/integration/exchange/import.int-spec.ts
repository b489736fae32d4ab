import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { directoryOf, ImportDirectory, type ImportOrder, ProblemFile } from '../../../src/exchange/hsds';
import { ImportProblemsStore, ImportRunsStore } from '../../../src/exchange/spreadsheets';
import { Transactions } from '../../../src/platform/database';
import { Offerings } from '../../../src/supply/offerings';
import { systemActor } from '../../../src/trust/access';
import { startApp, testActor, type TestApp } from '../../support/app';
import { DISTRICT, loadDistrict } from '../../support/district';

const folder = mkdtempSync(join(tmpdir(), 'yuanlian-import-'));

/** One line of HSDS 3.1; its words decide which code is proposed. */
const line = (id: string, name: string, more: object = {}) =>
  JSON.stringify({ id, name, status: 'active', organization: { id: 'org-1', name: 'Harbour House' }, ...more });

function fileOf(name: string, lines: readonly string[]): string {
  const path = join(folder, name);
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}

describe('import of a directory into the database', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp();
    await loadDistrict(app);
  });
  afterAll(() => app.close());

  const first = fileOf('first.jsonl', [
    line('a', 'Food pantry'),
    line('b', 'Homework assistance and tutoring'),
    line('c', 'Something of its own'),
    line('a', 'Food pantry again'),
    '{"id": "d", ',
  ]);
  const importer = () => app.worker(ImportDirectory);
  const take = async (path: string, source: string, more: Partial<ImportOrder> = {}, options = {}) => {
    const order = {
      districtCode: directoryOf(source),
      kind: 'hsds' as const,
      source,
      fileName: 'x.jsonl',
      mapping: null,
      dryRun: false,
    };
    const use = await importer();
    return use.execute(await use.enter({ ...order, ...more }), path, options);
  };
  const rowsOf = async (districtCode: string, sql: string) => {
    const transactions = await app.worker(Transactions);
    return transactions.runApart(systemActor(districtCode, 'test'), () =>
      transactions.manager.query<Array<Record<string, unknown>>>(sql),
    );
  };

  it('stores each record once, adds up, and does nothing the second time', async () => {
    const run = await take(first, 'harbour');
    expect(run).toMatchObject({
      state: 'done',
      counts: { read: 5, created: 2, updated: 0, unchanged: 0, unmapped: 1, rejected: 2 },
    });
    const again = await take(first, 'harbour');
    expect(again.counts).toEqual({ read: 5, created: 0, updated: 0, unchanged: 2, unmapped: 1, rejected: 2 });
    const stored = await rowsOf(
      directoryOf('harbour'),
      'select source_id, state, code from offerings order by source_id',
    );
    expect(stored).toEqual([
      { source_id: 'a', state: 'listed', code: 'MA-01' },
      { source_id: 'b', state: 'listed', code: 'ED-02' },
      { source_id: 'c', state: 'unmapped', code: null },
    ]);
    const changed = fileOf('changed.jsonl', [
      line('a', 'Food pantry', { description: 'Now on Sundays too' }),
      line('b', 'Homework assistance and tutoring'),
    ]);
    expect((await take(changed, 'harbour')).counts).toMatchObject({ read: 2, created: 0, updated: 1, unchanged: 1 });
  });

  it('keeps what was wrong, with line and reason, in a file that no spreadsheet program can run', async () => {
    const { runId } = await take(
      fileOf('odd.jsonl', [line('=1+1', 'Food pantry'), line('=1+1', 'Food pantry')]),
      'odd',
    );
    const path = join(folder, 'problems.csv');
    await app.get(ProblemFile).write(runId, directoryOf('odd'), path);
    const [head, row] = readFileSync(path, 'utf8').split('\r\n');
    expect(head).toBe('\ufeff"file","line","record","refused","code","zh-CN","en","read"');
    expect(row).toContain('"odd.jsonl","2","\'=1+1","yes","duplicate-id"');
  });

  it('stores nothing in a trial run but its counts and problems', async () => {
    const { runId, counts } = await take(first, 'trial', { dryRun: true });
    expect(counts).toMatchObject({ read: 5, created: 2, unmapped: 1, rejected: 2 });
    const district = directoryOf('trial');
    expect(await rowsOf(district, 'select id from offerings')).toEqual([]);
    expect(await rowsOf(district, `select source_id from import_records where district_code = '${district}'`)).toEqual(
      [],
    );
    const problems = await app.as(systemActor(district, 'test'), () =>
      app.get(ImportProblemsStore).list(runId, { limit: 10 }),
    );
    expect(problems.map(({ line: at, code, refused }) => [at, code, refused])).toEqual(
      expect.arrayContaining([
        [4, 'duplicate-id', true],
        [5, 'json-broken', true],
      ]),
    );
  });

  it('stops between two batches when asked and keeps what was committed', async () => {
    const many = fileOf(
      'many.jsonl',
      Array.from({ length: 30 }, (_, at) => line(`m${at}`, 'Food pantry')),
    );
    let asked = 0;
    const run = await take(many, 'many', {}, { batchSize: 10, cancelled: () => ++asked === 3 });
    expect(run).toMatchObject({ state: 'cancelled', counts: { read: 20, created: 20 } });
    expect(await rowsOf(directoryOf('many'), 'select id from offerings')).toHaveLength(20);
    expect((await take(many, 'many')).counts).toMatchObject({ read: 30, created: 10, unchanged: 20 });
  });

  it('refuses only the one record that the database refuses', async () => {
    const odd = fileOf('zero.jsonl', [
      line('z1', 'Food pantry'),
      line('z2', 'Food pantry \u0000 with a zero'),
      line('z3', 'Food pantry'),
    ]);
    const { counts } = await take(odd, 'zero');
    expect(counts.read).toBe(3);
    expect(counts.created + counts.rejected).toBe(3);
    expect(counts.created).toBeGreaterThanOrEqual(2);
  });

  it('says that a file was not read to its end', async () => {
    const path = join(folder, 'torn.jsonl.gz');
    const whole = gzipSync(
      Array.from({ length: 4000 }, (_, at) => line(`t${at}`, `Pantry ${Math.random()}`)).join('\n'),
    );
    writeFileSync(path, whole.subarray(0, whole.length / 2));
    const { state, counts, broken } = await take(path, 'torn');
    expect([state, broken?.code]).toEqual(['incomplete', 'gzip-broken']);
    // What came before the break is kept.
    expect(counts.created + counts.unmapped).toBeGreaterThan(100);
    expect(counts.rejected).toBe(1);
  });

  it('keeps directories apart from the district and its matches, and puts records there when told to', async () => {
    const candidates = () =>
      app.as(systemActor(DISTRICT, 'test'), () =>
        app.get(Offerings).candidates({ districtCode: DISTRICT, codes: ['MA-01'], asOf: app.clock.now() }),
      );
    expect(await candidates()).toEqual([]);
    await take(first, 'harbour', { districtCode: DISTRICT });
    expect(await candidates()).toHaveLength(1);
    expect(await rowsOf('directory:nobody', 'select id from offerings')).toEqual([]);
  });

  it('shows the ledger to the staff of its district, directories to all staff, and to providers their own runs only', async () => {
    const seen = (actor: Parameters<TestApp['as']>[0]) =>
      app.as(actor, async () => {
        const { items } = await app.get(ImportRunsStore).list({ limit: 100 });
        return new Set(items.map(({ districtCode }) => districtCode));
      });
    const worker = testActor({ roles: ['centre-worker'], districtCodes: [DISTRICT], regionPath: '1' });
    expect(await seen(worker)).toContain(DISTRICT);
    expect(await seen(worker)).toContain(directoryOf('harbour'));
    expect(await seen({ ...worker, districtCodes: ['elsewhere'] })).not.toContain(DISTRICT);
    const provider = testActor({
      roles: ['dispatcher'],
      districtCodes: [DISTRICT],
      organisationId: '019b0000-0000-7000-8000-000000000001',
    });
    expect((await seen(provider)).size).toBe(0);
    const hidden = app.as(provider, () =>
      app.get(Transactions).manager.query<unknown[]>('select 1 from import_records'),
    );
    expect(await hidden).toEqual([]);
  });
});
