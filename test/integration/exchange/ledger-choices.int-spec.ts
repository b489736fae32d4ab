import { randomUUID } from 'node:crypto';
import { Workbook } from 'exceljs';
import request from 'supertest';
import { PostgresQueryRunner } from 'typeorm/driver/postgres/PostgresQueryRunner.js';
import { LedgerPlanner } from '../../../src/exchange/ledgers/ledger-planner';
import { Transactions } from '../../../src/platform/database';
import { systemActor } from '../../../src/trust/access';
import { ledgerWorkbook, LEDGER_HEADINGS, madeLedger, type MadeRow } from '../../factories/ledger.factory';
import type { ApiClient, TestApp } from '../../support/app';
import { ConsoleVisitor } from '../../support/console';
import { DISTRICT, type Login, loginAs, openDistrict } from '../../support/district';

interface Shown {
  id: string;
  state: string;
  sheet: string;
  sheets: string[];
  rowCount: number;
  counts: Record<string, number>;
  columns: Array<string | null>;
}
interface Difference {
  line: number;
  field: string;
  ours: string | null;
  theirs: string | null;
  takeable: boolean;
  state: string;
  code: string | null;
  householdId: string;
}

/** Several sheets in one workbook; a sheet of remarks first. */
async function severalSheets(sheets: Record<string, readonly MadeRow[]>): Promise<Buffer> {
  const workbook = new Workbook();
  workbook.addWorksheet('填表说明').addRow(['一行一人']);
  for (const [name, rows] of Object.entries(sheets)) {
    const sheet = workbook.addWorksheet(name);
    sheet.addRow([...LEDGER_HEADINGS]);
    for (const row of rows) sheet.addRow(LEDGER_HEADINGS.map((heading) => row[heading] ?? ''));
  }
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

describe('what a person chooses of a ledger (R26)', () => {
  let app: TestApp;
  let centre: Login;
  let api: ApiClient;
  let visitor: ConsoleVisitor;
  beforeAll(async () => {
    app = await openDistrict({ alone: true });
    centre = await loginAs(app, 'centre-worker');
    api = app.api(centre.token);
    visitor = await new ConsoleVisitor(app).signIn(centre.username);
  }, 120_000);
  afterAll(() => app.close());

  const rows = <T>(sql: string, parameters: unknown[] = []): Promise<T[]> =>
    app.as(systemActor(DISTRICT, 'test'), () => app.get(Transactions).manager.query<T[]>(sql, parameters));
  const upload = async (content: Buffer): Promise<Shown> => {
    const answer = await request(app.app.getHttpServer())
      .post('/api/v1/ledger-imports')
      .set('authorization', `Bearer ${centre.token}`)
      .set('idempotency-key', randomUUID())
      .attach('file', content, '台账.xlsx');
    if (answer.status !== 201) throw new Error(`${answer.status} ${answer.text}`);
    return answer.body as Shown;
  };
  const one = async (id: string) => (await api.get(`ledger-imports/${id}`)).body as Shown;
  const worked = async (id: string, act: string, body: object = {}): Promise<Shown> => {
    const answer = await api.post(`ledger-imports/${id}/${act}`, body);
    if (answer.status !== 200) throw new Error(`${act} ${answer.status} ${answer.text}`);
    await app.drain();
    return one(id);
  };
  const checked = async (content: Buffer) => {
    const { id, columns } = await upload(content);
    await app.drain();
    const shown = await one(id);
    return shown.state === 'checked' ? shown : worked(id, 'columns', { columns });
  };
  const refused = async (answer: PromiseLike<{ status: number; body: unknown }>, status: number, code: string) => {
    const { status: came, body } = await answer;
    const { code: whole, errors = [] } = body as { code: string; errors?: Array<{ code: string; field: string }> };
    expect([came, [whole, ...errors.map((error) => error.code)]]).toEqual([status, expect.arrayContaining([code])]);
  };
  const differences = async (id: string, query = '') =>
    (await api.get(`ledger-imports/${id}/differences?limit=200${query}`)).body as {
      items: Difference[];
      fields: Array<{ field: string; count: number; chosen: number }>;
    };

  it('takes the sheet that was chosen, says which is the wrong one, and remembers it', async () => {
    const sheets = { 低保: madeLedger(3, 4, 81), 特困: madeLedger(2, 2, 82) };
    const shown = await upload(await severalSheets(sheets));
    expect(shown).toMatchObject({ state: 'choosing', sheets: ['低保', '特困', '填表说明'], rowCount: 0 });
    await refused(api.post(`ledger-imports/${shown.id}/confirm`), 409, 'ledger-not-now');
    await refused(api.post(`ledger-imports/${shown.id}/sheet`, { sheet: '填表说明' }), 422, 'ledger-no-headings');
    await refused(api.post(`ledger-imports/${shown.id}/sheet`, { sheet: '没有' }), 422, 'ledger-choose-sheet');
    const chosen = (await api.post(`ledger-imports/${shown.id}/sheet`, { sheet: '特困' })).body as Shown;
    expect(chosen).toMatchObject({ state: 'uploaded', sheet: '特困', rowCount: 2 });
    const other = (await api.post(`ledger-imports/${shown.id}/sheet`, { sheet: '低保' })).body as Shown;
    expect(other).toMatchObject({ state: 'uploaded', sheet: '低保', rowCount: 4 });
    const right = await worked(shown.id, 'columns', { columns: other.columns });
    expect(right).toMatchObject({ state: 'checked', counts: { households: 3, sound: 3 } });
    // The next workbook with these sheets is read from the same one, and checked at once: its columns are known too.
    const next = await upload(await severalSheets({ 低保: madeLedger(2, 2, 83), 特困: madeLedger(4, 4, 84) }));
    expect(next).toMatchObject({ sheet: '低保', rowCount: 2, state: 'checking' });
    await app.drain();
    await worked(shown.id, 'discard');
    expect(await rows('select 1 from ledger_workbooks where import_id = $1', [shown.id])).toEqual([]);
    await refused(api.post(`ledger-imports/${shown.id}/sheet`, { sheet: '特困' }), 409, 'ledger-not-now');
  }, 60_000);

  it('gives the new files to a station and its worker, and leaves other places to their own window', async () => {
    const station = await loginAs(app, 'station-worker');
    const [unit] = await rows<{ id: string; path: string }>(
      `select u.id, u.region_path as path from units u join account_roles r on r.unit_id = u.id where r.account_id = $1`,
      [station.accountId],
    );
    const shown = await checked(await ledgerWorkbook(madeLedger(30, 30, 85)));
    await refused(
      api.post(`ledger-imports/${shown.id}/confirm`, { leadWorkerId: station.accountId }),
      422,
      'ledger-unit-needed',
    );
    await refused(api.post(`ledger-imports/${shown.id}/confirm`, { unitId: randomUUID() }), 422, 'ledger-unit-unknown');
    await refused(
      api.post(`ledger-imports/${shown.id}/confirm`, { unitId: unit!.id, leadWorkerId: centre.accountId }),
      422,
      'case-owner-other-unit',
    );
    await worked(shown.id, 'confirm', { unitId: unit!.id, leadWorkerId: station.accountId });
    const cases = await rows<{ inside: boolean; mine: boolean; tier: string }>(
      `select h.region_path like $2 || '%' as inside, c.unit_id = $3 and c.lead_worker_id = $4 as mine, c.tier from cases c
         join households h on h.id = c.household_id join ledger_households l on l.household_id = h.id where l.import_id = $1`,
      [shown.id, unit!.path, unit!.id, station.accountId],
    );
    expect(cases).toHaveLength(30);
    expect(cases.filter(({ inside }) => inside).length).toBeGreaterThan(10);
    expect(cases.filter(({ inside, mine }) => inside !== mine)).toEqual([]);
    expect(cases.filter(({ inside }) => !inside).every(({ tier }) => tier !== 'station')).toBe(true);
  }, 90_000);

  it('keeps what is here, unless a cell, a row or a column is ticked', async () => {
    const made = madeLedger(6, 6, 86);
    await worked((await checked(await ledgerWorkbook(made))).id, 'confirm');
    const other = made.map((row, at) => ({
      ...row,
      联系电话: `1391111${String(2000 + at)}`,
      家庭住址: `新村${at + 1}号`,
      性别: row['性别'] ?? '',
    }));
    const shown = await checked(await ledgerWorkbook(other));
    expect(shown.counts).toMatchObject({ sound: 0, differs: 6, taken: 0 });
    await refused(api.post(`ledger-imports/${shown.id}/confirm`), 409, 'ledger-nothing-sound');
    const found = await differences(shown.id);
    expect(found.fields).toEqual([
      { field: 'address', count: 6, chosen: 0 },
      { field: 'phone', count: 6, chosen: 0 },
    ]);
    const [first] = found.items.filter(({ field }) => field === 'address');
    expect(first).toMatchObject({
      ours: made[first!.line - 3]!['家庭住址'],
      theirs: `新村${first!.line - 2}号`,
      state: 'ours',
    });
    const choose = async (input: object) => {
      const answer = await api.post(`ledger-imports/${shown.id}/take-overs`, input);
      expect(answer.status).toBe(200);
      return (answer.body as { cells: number }).cells;
    };
    expect(await choose({ take: true, field: 'address' })).toBe(6);
    expect(await choose({ take: true, line: 3 })).toBe(1);
    expect(await choose({ take: false, field: 'address', line: 5 })).toBe(1);
    expect(await choose({ take: true, field: 'phone', line: 4 })).toBe(1);
    expect(await choose({ take: true, field: 'phone', line: 999 })).toBe(0);
    await refused(
      api.post(`ledger-imports/${shown.id}/take-overs`, { take: true, field: 'circle' }),
      409,
      'ledger-not-takeable',
    );
    const before = await rows<{ count: number }>('select count(*)::int as count from households');
    const written = await worked(shown.id, 'confirm');
    expect(written).toMatchObject({ state: 'written', counts: { written: 0, taken: 7 } });
    expect(await rows('select count(*)::int as count from households')).toEqual(before);
    const after = (await differences(shown.id)).items;
    expect(
      after
        .filter(({ state }) => state === 'taken')
        .map(({ line, field }) => `${line} ${field}`)
        .sort(),
    ).toEqual(['3 address', '3 phone', '4 address', '4 phone', '6 address', '7 address', '8 address'].sort());
    const file = async (line: number) =>
      (await api.get(`households/${found.items.find((item) => item.line === line)!.householdId}`)).body as {
        address: string;
        version: number;
        members: Array<{ phone: string | null }>;
      };
    expect((await file(3)).address).toBe('新村1号');
    expect((await file(5)).address).toBe(made[2]!['家庭住址']);
    const again = await checked(await ledgerWorkbook(other));
    const still = (await differences(again.id)).items.map(({ line, field }) => `${line} ${field}`).sort();
    expect(still).toEqual(['5 address', '5 phone', '6 phone', '7 phone', '8 phone']);
    const recorded = await rows<{ action: string }>(
      `select distinct action from audit_events where subject_id = $1 and action like 'ledger.cells%' order by 1`,
      [shown.id],
    );
    expect(recorded.map(({ action }) => action)).toEqual(['ledger.cells-chosen', 'ledger.cells-left']);
    const read = await rows("select 1 from audit_events where action = 'household.ledger-read' and household_id = $1", [
      first!.householdId,
    ]);
    expect(read.length).toBeGreaterThan(1);
    const colleague = await loginAs(app, 'officer');
    expect((await app.api(colleague.token).get(`ledger-imports/${shown.id}/differences`)).status).toBe(404);
  }, 120_000);

  it('says why a ticked cell was not taken', async () => {
    const made = madeLedger(2, 3, 87);
    const child = made.find((row) => row['与户主关系'] !== '户主')!;
    const own = made.filter((row) => row['户主身份证号'] === child['户主身份证号']);
    const stranger = made.find((row) => row['户主身份证号'] !== child['户主身份证号'])!;
    const without = made.map((row) => (row === child ? { ...row, 身份证号: '' } : row));
    await worked((await checked(await ledgerWorkbook(without))).id, 'confirm');
    // The number of somebody who has another file: no act takes it in, and neither does a tick.
    const other = own.map((row) => (row === child ? { ...row, 身份证号: stranger['身份证号']! } : row));
    const shown = await checked(await ledgerWorkbook(other));
    expect(shown.counts).toMatchObject({ differs: 1 });
    await worked(shown.id, 'take-overs', { take: true });
    await worked(shown.id, 'confirm');
    const [cell] = (await differences(shown.id)).items.filter(({ field }) => field === 'identity');
    expect(cell).toMatchObject({ state: 'refused', code: 'person-in-other-household' });
    expect(cell!.theirs).toMatch(/^\d{3}\*+/);
    const claims = await rows('select 1 from household_members where name = $1 and identity_index is not null', [
      child['姓名'],
    ]);
    expect(claims).toEqual([]);
  }, 60_000);

  it('leaves nothing of a dry run that is cancelled half way', async () => {
    const faulty = madeLedger(450, 450, 72).map((row) => ({ ...row, '保障金额（元/月）': -1 }));
    const { id } = await upload(await ledgerWorkbook(faulty));
    const planner = await app.worker(LedgerPlanner);
    const place = planner.place.bind(planner);
    let batches = 0;
    const spy = jest.spyOn(planner, 'place').mockImplementation(async (...given) => {
      batches += 1;
      expect((await api.post(`ledger-imports/${id}/cancel`)).status).toBe(200);
      return place(...given);
    });
    await app.drain();
    spy.mockRestore();
    expect(batches).toBe(1);
    expect(await one(id)).toMatchObject({ state: 'uploaded', counts: { sound: 0, refused: 0, written: 0 } });
    expect(await rows('select 1 from ledger_problems where import_id = $1', [id])).toEqual([]);
    const { columns } = await one(id);
    expect(await worked(id, 'columns', { columns })).toMatchObject({ state: 'checked', counts: { refused: 450 } });
  }, 60_000);

  it('is written in few statements a household', async () => {
    const shown = await checked(await ledgerWorkbook(madeLedger(40, 57, 71)));
    const statements = new Map<string, number>();
    const { query } = PostgresQueryRunner.prototype;
    const spy = jest.spyOn(PostgresQueryRunner.prototype, 'query').mockImplementation(function (
      this: PostgresQueryRunner,
      sql: string,
      ...more: []
    ) {
      const plain = sql.replace(/\s+/g, ' ').slice(0, 90);
      statements.set(plain, (statements.get(plain) ?? 0) + 1);
      return query.call(this, sql, ...more);
    } as never);
    expect((await worked(shown.id, 'confirm')).counts.written).toBe(40);
    spy.mockRestore();
    const [whole] = [[...statements.values()].reduce((sum, count) => sum + count, 0)];
    // The work of the subscribers of each file is among them.
    process.stdout.write(`ledger: ${whole / 40} statements a household\n`);
    expect(whole / 40).toBeLessThan(95);
  }, 60_000);

  it('is chosen at the console without losing what was ticked', async () => {
    const several = await severalSheets({ 一组: madeLedger(2, 2, 88), 二组: madeLedger(2, 2, 89) });
    const sent = await visitor.upload('/console/ledgers/new', { name: 'l.xlsx', content: several });
    const page = String(sent.headers['location']);
    const choosing = await visitor.get(page);
    for (const said of ['选择工作表', '一组', '二组']) expect(choosing.text).toContain(said);
    const wrong = await visitor.submit(page, `${page}/sheet`, { sheet: '填表说明' });
    expect([wrong.status, wrong.text.includes('value="填表说明" selected')]).toEqual([422, true]);
    await visitor.submit(page, `${page}/sheet`, { sheet: '二组' });
    await app.drain();
    expect((await visitor.get(page)).text).toContain('确认录入 2 户');
    const confirm = await visitor.get(page);
    expect(confirm.text).toContain('新档案交给谁');
    await visitor.submit(page, `${page}/confirm`, { to: '' });
    await app.drain();
    const other = madeLedger(2, 2, 89).map((row) => ({ ...row, 家庭住址: '新址7号' }));
    const again = await visitor.upload('/console/ledgers/new', {
      name: 'm.xlsx',
      content: await ledgerWorkbook(other),
    });
    const next = String(again.headers['location']);
    await app.drain();
    const list = await visitor.get(`${next}/differences`);
    for (const said of ['新址7号', '整栏取用：住址', '默认保留本系统的内容']) expect(list.text).toContain(said);
    const ticked = await visitor.submit(`${next}/differences`, `${next}/differences`, {
      shown: ['3/address', '4/address'],
      cells: ['4/address'],
    });
    expect(ticked.status).toBe(303);
    expect((await visitor.get(`${next}/differences`)).text).toMatch(/value="4\/address" checked/);
    expect((await visitor.get(`${next}/differences`)).text).not.toMatch(/value="3\/address" checked/);
    await visitor.submit(`${next}/differences`, `${next}/take-over`, { field: 'address', take: 'true' });
    await visitor.submit(next, `${next}/confirm`);
    await app.drain();
    expect((await visitor.get(`${next}/differences`)).text).toContain('已取用');
    expect((await visitor.get(next)).text).toContain('已从台账取用的格数');
  }, 120_000);
});
