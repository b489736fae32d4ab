import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { Workbook } from 'exceljs';
import request from 'supertest';
import { Transactions } from '../../../src/platform/database';
import { systemActor } from '../../../src/trust/access';
import { ledgerWorkbook, LEDGER_HEADINGS, madeLedger, type MadeRow } from '../../factories/ledger.factory';
import type { ApiClient, TestApp } from '../../support/app';
import { ConsoleVisitor } from '../../support/console';
import { DISTRICT, type Login, loginAs, openDistrict } from '../../support/district';

interface Shown {
  id: string;
  state: string;
  counts: Record<string, number>;
  unknownWords: Array<{ field: string; word: string; count: number; proposed: string | null }>;
  columns: Array<string | null>;
}
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

describe('an existing ledger', () => {
  let app: TestApp;
  let centre: Login;
  let api: ApiClient;
  let visitor: ConsoleVisitor;
  beforeAll(async () => {
    app = await openDistrict({ alone: true });
    centre = await loginAs(app, 'centre-worker');
    api = app.api(centre.token);
    visitor = await new ConsoleVisitor(app).signIn(centre.username);
  });
  afterAll(() => app.close());

  const rows = <T>(sql: string, parameters: unknown[] = []): Promise<T[]> =>
    app.as(systemActor(DISTRICT, 'test'), () => app.get(Transactions).manager.query<T[]>(sql, parameters));
  const upload = async (content: Buffer, name = '台账.xlsx', key = randomUUID()): Promise<Shown> => {
    const answer = await request(app.app.getHttpServer())
      .post('/api/v1/ledger-imports')
      .set('authorization', `Bearer ${centre.token}`)
      .set('idempotency-key', key)
      .attach('file', content, name);
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
  const checked = async (made: readonly MadeRow[]) => {
    const { id, columns } = await upload(await ledgerWorkbook(made));
    await app.drain();
    const shown = await one(id);
    return shown.state === 'checked' ? shown : worked(id, 'columns', { columns });
  };
  const problems = async (id: string) =>
    (await api.get(`ledger-imports/${id}/problems?limit=200`)).body as {
      items: Array<{ line: number; field: string | null; code: string; message: string; refused: boolean }>;
      counts: Array<{ code: string; count: number }>;
    };
  const counted = async () => {
    const [row] = await rows<Record<string, number>>(
      `select (select count(*)::int from households) as households, (select count(*)::int from household_members) as people,
        (select count(*)::int from cases) as cases, (select count(*)::int from identity_claims) as claims,
        (select count(*)::int from economy_lines) as money,
        (select count(*)::int from entitlements where state = 'granted') as benefits,
        (select count(*)::int from due_items where kind = 'ledger-review' and done_at is null) as reviews,
        (select count(*)::int from notifications) as messages`,
    );
    return row!;
  };

  describe('of 611 households', () => {
    const made = madeLedger(611, 865);
    let first: Shown;

    it('is checked without writing a file, and says row by row what is wrong', async () => {
      const faulty = made.map((row) => ({ ...row }));
      const wrong = faulty[10]!;
      wrong['身份证号'] =
        String(wrong['身份证号']).slice(0, 17) + (String(wrong['身份证号']).endsWith('1') ? '2' : '1');
      faulty[20]!['村（社区）'] = '没有这个村';
      faulty[30]!['保障金额（元/月）'] = -1;
      const began = performance.now();
      first = await checked(faulty);
      expect(first).toMatchObject({ state: 'checked', counts: { rows: 865, households: 611, people: 865, same: 0 } });
      const found = await problems(first.id);
      const codes = found.items.filter(({ refused, code }) => refused && code !== 'ledger-household-waits');
      expect(codes.map(({ line, code }) => `${line} ${code}`)).toEqual(
        expect.arrayContaining([
          '13 identity-number-check-digit',
          '23 ledger-region-unknown',
          '33 ledger-amount-negative',
        ]),
      );
      expect(first.counts.sound! + first.counts.refused!).toBe(611);
      expect(await counted()).toMatchObject({ households: 0, people: 0, claims: 0 });
      const [stored] = await rows<{ plain: number }>(
        `select count(*)::int as plain from ledger_chunks where position($1::bytea in content) > 0`,
        [Buffer.from(String(made[0]!['姓名']))],
      );
      expect(stored!.plain).toBe(0);
      console.info(`ledger: dry run of 865 rows in ${Math.round(performance.now() - began)} ms`);
    }, 120_000);

    it('goes back as a workbook with a column of problems, formulas made inert', async () => {
      const answer = await request(app.app.getHttpServer())
        .get(`/api/v1/ledger-imports/${first.id}/workbook`)
        .set('authorization', `Bearer ${centre.token}`)
        .buffer(true)
        .parse((response, done) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () => done(null, Buffer.concat(chunks)));
        });
      expect([answer.status, answer.headers['content-type']]).toEqual([200, XLSX]);
      const workbook = new Workbook();
      await workbook.xlsx.load(answer.body as Parameters<typeof workbook.xlsx.load>[0]);
      const sheet = workbook.worksheets[0]!;
      expect(sheet.rowCount).toBe(866);
      expect(sheet.getRow(1).getCell(LEDGER_HEADINGS.length + 1).text).toBe('需要处理的问题');
      expect(sheet.getRow(12).getCell(LEDGER_HEADINGS.length + 1).text).toContain('身份证号');
      const [looked] = await rows<{ count: number }>(
        "select count(*)::int as count from audit_events where action = 'ledger.downloaded' and subject_id = $1",
        [first.id],
      );
      expect(looked!.count).toBe(1);
    }, 60_000);

    it('is written whole once it is right; the same file again changes nothing', async () => {
      const began = performance.now();
      const right = await checked(made);
      expect(right.counts).toMatchObject({ sound: 611, refused: 0 });
      const written = await worked(right.id, 'confirm');
      expect(written).toMatchObject({ state: 'written', counts: { written: 611 } });
      const stands = await counted();
      expect(stands).toMatchObject({
        households: 611,
        people: 865,
        cases: 611,
        claims: 865,
        reviews: 611,
        messages: 0,
      });
      expect(stands.money).toBe(611);
      expect(stands.benefits).toBeGreaterThan(300);
      console.info(`ledger: 611 households in ${Math.round(performance.now() - began)} ms, dry run and writing`);
      const again = await checked(made.map((row) => ({ ...row })).reverse());
      expect(again.counts).toMatchObject({ sound: 0, same: 611, refused: 0, differs: 0 });
      expect((await api.post(`ledger-imports/${again.id}/confirm`)).status).toBe(409);
      expect(await counted()).toEqual(stands);
      first = written;
    }, 300_000);

    it('tells its circle beside the decision, as what the office reported', async () => {
      const [told] = await rows<{ id: string; circle: string }>(
        'select household_id as id, reported_circle as circle from ledger_households where reported_circle is not null limit 1',
      );
      const answer = await api.get(`households/${told!.id}/ledger-statement`);
      expect(answer.body).toMatchObject({ reportedCircle: told!.circle });
      const { text } = await visitor.get(`/console/households/${told!.id}/classification`);
      expect(text).toContain('只是原单位的记载，未经认定');
    });

    it('spreads the first reviews over the working days, and proposes on the day', async () => {
      const days = await rows<{ day: string; count: number }>(
        `select (due_at at time zone 'Asia/Shanghai')::date::text as day, count(*)::int as count from due_items
           where kind = 'ledger-review' group by 1 order by 1`,
      );
      expect(days.length).toBeGreaterThan(100);
      expect(Math.max(...days.map(({ count }) => count))).toBeLessThanOrEqual(8);
      expect(days.filter(({ day }) => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())).length).toBeLessThan(
        8,
      );
      app.clock.set(new Date(`${days[0]!.day}T12:00:00+08:00`));
      await app.drain();
      const [proposed] = await rows<{ count: number }>(
        "select count(*)::int as count from classifications where state = 'proposed'",
      );
      expect(proposed!.count).toBe(days[0]!.count);
      app.clock.reset();
    }, 120_000);

    it('says otherwise of a known household: the file stays, and the row is named', async () => {
      const other = madeLedger(611, 865)
        .slice(0, 1)
        .map((row) => ({ ...row, 联系电话: '13911112222' }));
      const shown = await checked(other);
      expect(shown.counts).toMatchObject({ sound: 0, differs: 1 });
      const { items } = await problems(shown.id);
      expect(new Set(items.map(({ code }) => code))).toEqual(new Set(['ledger-differs']));
      expect(items.map(({ field }) => field)).toContain('phone');
    }, 60_000);

    it('is undone but for the households that somebody has changed since', async () => {
      const [touched] = await rows<{ id: string; version: number }>(
        "select id, version from households where id = (select household_id from ledger_households where state = 'written' order by first_line limit 1)",
      );
      const edit = await api.patch(`households/${touched!.id}`, { address: '新址1号' }, touched!.version);
      expect(edit.status).toBe(200);
      const left = await rows<{ count: number }>('select count(*)::int as count from classifications');
      const undone = await worked(first.id, 'undo');
      expect(undone.state).toBe('undone');
      // Whoever has a proposal already is left too: it is work on the file.
      expect(undone.counts.undone! + undone.counts.left!).toBe(611);
      expect(undone.counts.left).toBeLessThanOrEqual(1 + left[0]!.count);
      const stands = await counted();
      expect(stands).toMatchObject({ households: undone.counts.left, cases: undone.counts.left });
      const listed = await api.get(`ledger-imports/${first.id}/households?state=left`);
      expect((listed.body as { items: Array<{ householdId: string }> }).items.map((row) => row.householdId)).toContain(
        touched!.id,
      );
      const again = await checked(made);
      expect(again.counts.sound).toBe(undone.counts.undone);
    }, 300_000);
  });

  it('asks for the words it does not know, once each, and remembers them', async () => {
    const [head] = madeLedger(1, 1, 99);
    const strange = madeLedger(4, 4, 98).map((row) => ({ ...row, 救助类型: '八一慰问', '村（社区）': '990101001999' }));
    const shown = await checked([head!, ...strange]);
    expect(shown.unknownWords).toEqual([
      { field: 'benefit', word: '八一慰问', count: 4, proposed: null },
      { field: 'region', word: '990101001999', count: 4, proposed: null },
    ]);
    const wrong = { words: [{ field: 'benefit', word: '八一慰问', code: 'gold' }] };
    expect((await api.post(`ledger-imports/${shown.id}/words`, wrong)).status).toBe(422);
    const words = [
      { field: 'benefit', word: '八一慰问', code: 'none' },
      { field: 'region', word: '990101001999', code: '990101001001' },
    ];
    expect(await worked(shown.id, 'words', { words })).toMatchObject({ unknownWords: [], counts: { sound: 5 } });
    const next = await upload(
      await ledgerWorkbook(madeLedger(2, 2, 97).map((row) => ({ ...row, 救助类型: '八一慰问' }))),
    );
    expect(next.state).toBe('checking');
    await app.drain();
    expect(await one(next.id)).toMatchObject({ state: 'checked', unknownWords: [], counts: { sound: 2 } });
  }, 60_000);

  it('offers the successor of a code that has ended', async () => {
    await app.as(systemActor(null, 'test'), () =>
      app.get(Transactions).manager.query(
        `insert into regions (code, name, level, parent_id, path, district_code, valid_from, valid_to, successor_id)
         select '990101001888', '旧村', 'village', parent_id, path || '0/', district_code, '2000-01-01', '2020-01-01', id
           from regions where code = '990101001001'`,
      ),
    );
    const shown = await checked(madeLedger(1, 1, 96).map((row) => ({ ...row, '村（社区）': '990101001888' })));
    expect(shown.unknownWords).toEqual([{ field: 'region', word: '990101001888', count: 1, proposed: '990101001001' }]);
    expect((await problems(shown.id)).items.map(({ code }) => code)).toEqual(['ledger-region-abolished']);
  }, 60_000);

  it('names the file of somebody who has one already', async () => {
    const [head] = madeLedger(1, 1, 95);
    const input = {
      name: head!['姓名'],
      relation: 'head',
      identityKind: 'resident-id',
      identityNumber: head!['身份证号'],
    };
    const file = await api.post('households', { regionCode: '990101001001', members: [input] });
    expect(file.status).toBe(201);
    const shown = await checked([head!]);
    const [problem] = (await problems(shown.id)).items;
    expect(problem!.code).toBe('person-in-other-household');
    expect(problem!.message).toContain((file.body as { number: string }).number);
  }, 60_000);

  it('stops between two households when it is cancelled half way, and goes on where it was', async () => {
    const shown = await checked(madeLedger(200, 300, 94));
    const before = await counted();
    expect((await api.post(`ledger-imports/${shown.id}/confirm`)).status).toBe(200);
    const working = app.drain();
    const done = async () =>
      ((await one(shown.id)) as Shown & { progress: { done: number } | null }).progress?.done ?? 0;
    while ((await done()) === 0) await setTimeout(50);
    expect((await api.post(`ledger-imports/${shown.id}/cancel`)).status).toBe(200);
    await working;
    await app.drain();
    const stopped = await one(shown.id);
    expect(stopped.state).toBe('stopped');
    expect(stopped.counts.written).toBeGreaterThan(0);
    expect(stopped.counts.written).toBeLessThan(200);
    const torn = `select h.id from households h join ledger_households l on l.household_id = h.id
      where l.import_id = $1 and (not exists (select 1 from cases c where c.household_id = h.id)
        or l.member_count <> (select count(*) from household_members m where m.household_id = h.id))`;
    expect(await rows(torn, [shown.id])).toEqual([]);
    expect((await counted()).households).toBe(before.households! + stopped.counts.written!);
    expect(await worked(shown.id, 'confirm')).toMatchObject({ state: 'written', counts: { written: 200 } });
    expect((await counted()).households).toBe(before.households! + 200);
  }, 180_000);

  it('is nobody else’s to read on with, and its rows are destroyed after 30 days', async () => {
    const shown = await checked(madeLedger(2, 2, 93));
    const colleague = await loginAs(app, 'officer');
    expect((await app.api(colleague.token).get(`ledger-imports/${shown.id}`)).status).toBe(200);
    expect((await app.api(colleague.token).get(`ledger-imports/${shown.id}/workbook`)).status).toBe(404);
    expect((await app.api(colleague.token).post(`ledger-imports/${shown.id}/confirm`)).status).toBe(404);
    const window = await loginAs(app, 'window-worker');
    expect((await app.api(window.token).get('ledger-imports')).status).toBe(403);
    app.clock.set(new Date(app.clock.now().getTime() + 32 * 86_400_000));
    await app.drain();
    app.clock.reset();
    expect(await one(shown.id)).toMatchObject({ state: 'discarded' });
    expect((await api.get(`ledger-imports/${shown.id}/workbook`)).status).toBe(410);
    expect(await rows('select 1 from ledger_chunks where import_id = $1', [shown.id])).toEqual([]);
  }, 120_000);

  it('takes its place along when its household moves', async () => {
    const shown = await checked(madeLedger(1, 1, 92).map((row) => ({ ...row, '村（社区）': '柳溪村' })));
    await worked(shown.id, 'confirm');
    const [moved] = await rows<{ id: string; version: number }>(
      'select h.id, h.version from households h join ledger_households l on l.household_id = h.id where l.import_id = $1',
      [shown.id],
    );
    const answer = await api.patch(`households/${moved!.id}`, { regionCode: '990101001002' }, moved!.version);
    expect(answer.status).toBe(200);
    const [place] = await rows<{ along: boolean }>(
      `select l.region_path = h.region_path as along from households h join ledger_households l on l.household_id = h.id
         where h.id = $1`,
      [moved!.id],
    );
    expect(place).toEqual({ along: true });
  }, 60_000);

  it('goes from upload to undo at the console in 6 presses', async () => {
    let presses = 0;
    const press = async <T>(act: Promise<T>): Promise<T> => {
      presses += 1;
      const answer = await act;
      await app.drain();
      return answer;
    };
    const headings = LEDGER_HEADINGS.map((heading) => (heading === '姓名' ? '姓名' : heading)).concat('备注');
    const content = await ledgerWorkbook(madeLedger(5, 8, 91), headings);
    const sent = await press(visitor.upload('/console/ledgers/new', { name: 'l.xlsx', content }));
    const page = String(sent.headers['location']);
    expect((await visitor.get(page)).text).toContain('第 17 列：备注');
    expect((await visitor.get(page)).text).not.toMatch(/\d{17}[\dX]/);
    const columns = Object.fromEntries(
      [...(await visitor.get(page)).text.matchAll(/name="(columns\.\d+)"[\s\S]*?<\/select>/g)].map(([select, name]) => [
        name!,
        /value="([^"]*)" selected/.exec(select)?.[1] ?? '',
      ]),
    );
    const none = await visitor.submit(page, `${page}/columns`, { ...columns, 'columns.3': '' });
    expect([none.status, none.text.includes('请指定哪一列是姓名')]).toEqual([422, true]);
    await press(visitor.submit(page, `${page}/columns`, columns));
    const checkedPage = await visitor.get(page);
    expect(checkedPage.text).toContain('确认录入 5 户');
    await press(visitor.submit(page, `${page}/confirm`));
    expect((await visitor.get(`${page}/households?state=written`)).text).toMatch(/H-\d{4}-\d{6}/);
    await press(visitor.submit(page, `${page}/undo`));
    expect((await visitor.get(page)).text).toContain('已撤销');
    expect((await visitor.get('/console/ledgers')).text).toContain('l.xlsx');
    console.info(`ledger: ${presses} presses from upload to undo`);
    expect(presses).toBeLessThanOrEqual(6);
  }, 120_000);
});
