import { openReferralWorld, type Person, type ReferralWorld } from '../integration/referral/referral-world';
import { newId } from '../../src/platform/database';
import { systemActor } from '../../src/trust/access';
import { Audit, AuditSealer, type AuditVerification } from '../../src/trust/audit';
import { recordKeeper } from '../../src/trust/audit/audit-sealer';
import { READING_GROUNDS } from '../../src/trust/audit/reading-grounds';
import { query } from '../support/cluster';
import { ConsoleVisitor } from '../support/console';
import { DISTRICT, type Login, loginAs } from '../support/district';

describe('the record shown', () => {
  let world: ReferralWorld;
  let person: Person;
  let worker: ConsoleVisitor;

  beforeAll(async () => {
    world = await openReferralWorld();
    worker = await new ConsoleVisitor(world.app).signIn(world.logins.window.username);
    person = await world.person();
  }, 120_000);
  afterAll(() => world?.close());

  const sql = <T extends object>(text: string) => query<T>(world.app.database.ownerUrl, text);

  describe('to a household', () => {
    let household: ConsoleVisitor;
    let centre: Login;

    beforeAll(async () => {
      const address = `/console/households/${person.id}/link`;
      const { text } = await worker.submit(address, address, {});
      const [, path = ''] = /href="[^"]*(\/h\/[\w-]{20,})"/.exec(text) ?? [];
      const [, pin = ''] = />(\d{3} \d{3})</.exec(text) ?? [];
      household = new ConsoleVisitor(world.app);
      expect((await household.submit(path, path, { pin })).status).toBe(303);
      centre = world.logins.centre;
    });
    const page = async () => (await household.get('/h/who-looked')).text;
    const open = (login: Login) => world.app.api(login.token).get(`households/${person.id}`);

    it('says when, which role and office, what and what for, without ids and names', async () => {
      await sql(`update units set name = '青石窗口' where tier = 'window'`);
      expect((await open(world.logins.window)).status).toBe(200);
      const text = await page();
      expect(text).toContain('家庭档案：成员、联系方式、情况');
      expect(text).toContain('青石窗口');
      expect(text).toContain('办理救助');
      expect(text).not.toContain(world.logins.window.accountId);
      expect(text).not.toContain(world.logins.window.username);
      expect((await household.get('/h/home')).text).toContain('href="/h/who-looked"');
    });

    it('marks a break-glass, but not before the notice of it may be given', async () => {
      const stranger = await loginAs(world.app, 'window-worker', { regionPath: '999' });
      const [file] = await sql<{ number: string }>(`select number from households where id = '${person.id}'`);
      const asking = { kind: 'break-glass', householdKey: file!.number, reason: '家中老人摔倒，需要马上联系家属' };
      const asked = await world.app.api(stranger.token).post('approvals', asking);
      const day = new Date(world.app.clock.now().getTime() + 2 * 86_400_000).toISOString().slice(0, 10);
      const delay = { noticeDelayReason: '施暴者会看到寄来的信，先安排安全住处', noticeOn: day };
      const { id } = asked.body as { id: string };
      expect((await world.app.api(centre.token).post(`approvals/${id}/confirm`, delay)).status).toBe(200);
      expect((await open(stranger)).status).toBe(200);
      const { token } = world.logins.window;
      const api = async () => (await world.app.api(token).get(`households/${person.id}/readings`)).body as ReadingList;
      expect(await page()).not.toContain('紧急情况下打开');
      expect((await api()).items.filter(({ breakGlass }) => breakGlass)).toEqual([]);
      world.app.clock.set(new Date(`${day}T09:01:00+08:00`));
      expect(await page()).toContain('紧急情况下打开，经第二人同意。');
      expect((await api()).items.filter(({ breakGlass }) => breakGlass)).toMatchObject([
        { role: 'window-worker', action: 'household.file-read', breakGlass: true },
      ]);
      expect(Object.keys((await api()).items[0]!).sort()).toEqual(
        ['action', 'at', 'breakGlass', 'fields', 'ground', 'kind', 'office', 'role'].sort(),
      );
      world.app.clock.reset();
    });

    it('says in plain words why the file was open to each of them, in both languages (C2, C3)', async () => {
      const { logins } = world;
      const unitId = logins.window.actor.unitId!;
      const colleague = await loginAs(world.app, 'window-worker', { unitId });
      const named = await loginAs(world.app, 'window-worker', { regionPath: '999' });
      const team = await loginAs(world.app, 'window-worker', { regionPath: '999' });
      const kept = await loginAs(world.app, 'centre-worker');
      const supervisor = await loginAs(world.app, 'supervisor');
      const agreed = await loginAs(world.app, 'station-worker', { unitId: logins.station.actor.unitId! });
      for (const [login, ground] of [
        [named, 'assignment'],
        [team, 'protected-team'],
        [kept, 'frozen-file'],
      ] as const)
        await sql(`insert into access_grants (id, household_id, district_code, account_id, ground, source_id, valid_from)
          values ('${newId()}', '${person.id}', '${DISTRICT}', '${login.accountId}', '${ground}', '${newId()}', '2020-01-01')`);
      await sql(`insert into approvals (id, number, kind, household_id, household_number, district_code, field_groups, reason,
          state, requested_by, requested_at, decided_by, decided_at, starts_at, ends_at, version)
        values ('${newId()}', 'A-GROUND', 'field-group', '${person.id}', 'H', '${DISTRICT}', '{protected}', '为本户核对监护情况的需要',
          'running', '${agreed.accountId}', now(), '${centre.accountId}', now(), now(), now() + interval '1 hour', 1)`);
      const grounds = [
        [logins.window, 'own-case'],
        [colleague, 'holding-office'],
        [logins.station, 'area'],
        [logins.officer, 'authority'],
        [named, 'assignment'],
        [team, 'assignment'],
        [kept, 'frozen-file'],
        [agreed, 'approval'],
        [supervisor, 'supervision'],
      ] as const;
      for (const [login, ground] of grounds) {
        expect((await open(login)).status).toBe(200);
        const rows = await sql<{
          purpose: string;
        }>(`select purpose from audit_events where household_id = '${person.id}'
          and action = 'household.file-read' and actor_id = '${login.accountId}' order by at desc, id desc limit 1`);
        expect([login.username, rows[0]!.purpose]).toEqual([login.username, expect.stringMatching(`^${ground}: `)]);
      }
      await world.app.as(systemActor(DISTRICT, 'test'), () =>
        world.app.get(Audit).read({
          action: 'household.evidence-compiled',
          subjectType: 'household',
          subjectId: person.id,
          householdId: person.id,
        }),
      );
      const byMachine = await sql<{ purpose: string }>(`select purpose from audit_events
        where household_id = '${person.id}' and action = 'household.evidence-compiled'`);
      expect(byMachine).toEqual([{ purpose: 'machine: test' }]);
      const desk = `/console/households/${person.id}/readings`;
      const en = [
        'This worker looks after your case.',
        'This office has your case.',
        'A second person agreed to this look.',
        'Supervision of this area.',
        'The system works for the office that has your file.',
      ];
      const zh = [
        '由这位工作人员负责您家的事。',
        '这位工作人员被指定帮助您家。',
        '经第二人批准查看。',
        '负责监督这个辖区。',
        '系统代管理这份档案的单位处理。',
      ];
      for (const [lang, words] of [
        ['en', en],
        ['zh-CN', zh],
      ] as const) {
        const pages = [await household.get(`/h/who-looked?lang=${lang}`), await worker.get(`${desk}?lang=${lang}`)];
        for (const { text } of pages) {
          for (const word of words) expect(text).toContain(word);
          expect(text).not.toMatch(/protected|受保护/);
        }
      }
    });

    it('is another household’s to nobody, and the worker’s with names', async () => {
      const other = await world.person();
      await world.app.api(world.logins.window.token).get(`households/${other.id}`);
      const rows = await sql<{ n: string }>(
        `select count(*) as n from audit_events where household_id = '${person.id}' and app.is_reading(action)`,
      );
      expect(Number(rows[0]!.n)).toBeGreaterThan(1);
      const { text } = await worker.get(`/console/households/${person.id}/readings`);
      expect(text).toContain(world.logins.window.username);
      const list = `households/${person.id}/readings`;
      const provider = await loginAs(world.app, 'evaluator');
      expect((await world.app.api(provider.token).get(list)).status).toBe(403);
      const elsewhere = await loginAs(world.app, 'window-worker', { regionPath: '999' });
      expect((await world.app.api(elsewhere.token).get(list)).status).toBe(404);
      const first = await world.app.api(world.logins.window.token).get(`${list}?limit=1`);
      const { next } = first.body as ReadingList;
      const second = await world.app.api(world.logins.window.token).get(`${list}?limit=1&after=${next}`);
      expect((second.body as ReadingList).items[0]).not.toEqual((first.body as ReadingList).items[0]);
    });
  });

  describe('to the audit administrator', () => {
    it('tells the ground of a reading apart from its reason: in words on the page, as a code in the API', async () => {
      const known = await sql<{ ground: string }>(
        `select app.ground_of(code || ': x') as ground from unnest('{${READING_GROUNDS.join()}}'::text[]) code`,
      );
      expect(known.map(({ ground }) => ground)).toEqual(READING_GROUNDS);
      expect((await world.app.api(world.logins.window.token).get(`households/${person.id}`)).status).toBe(200);
      const keeper = await loginAs(world.app, 'audit-administrator');
      const { body } = await world.app.api(keeper.token).get(`audit-events?householdId=${person.id}&limit=1`);
      expect((body as { items: object[] }).items).toEqual([
        expect.objectContaining({ purpose: 'own-case: api', ground: 'own-case', reason: 'api' }),
      ]);
      const created = await world.app.api(keeper.token).get('audit-events?action=household.created&limit=1');
      expect((created.body as { items: object[] }).items).toEqual([
        expect.objectContaining({ purpose: 'api', ground: null, reason: 'api' }),
      ]);
      const visitor = await new ConsoleVisitor(world.app).signIn(keeper.username);
      for (const [lang, words] of [
        ['en', 'This worker looks after your case.<br>api'],
        ['zh-CN', '由这位工作人员负责您家的事。<br>api'],
      ] as const) {
        const { text } = await visitor.get(`/console/audit?householdId=${person.id}&lang=${lang}`);
        expect(text).toContain(words);
        expect(text).not.toContain('own-case');
      }
    });

    it('can be checked and countersigned by page and API, and by nobody else', async () => {
      await world.app.as(recordKeeper('test'), () => world.app.get(AuditSealer).seal());
      const keeper = await loginAs(world.app, 'audit-administrator');
      const api = world.app.api(keeper.token);
      const checked = (await api.get('audit-events/verification')).body as AuditVerification;
      expect(checked).toMatchObject({ findings: [], next: null });
      const visitor = await new ConsoleVisitor(world.app).signIn(keeper.username);
      expect((await visitor.get('/console/audit/verification')).text).toContain('已校验部分与写入时一致');
      expect((await visitor.get('/console/audit/heads')).text).toContain('尚未会签');
      const heads = (await api.get('audit-events/heads')).body as { items: Array<{ number: string; hash: string }> };
      const { number, hash } = heads.items[0]!;
      const here = `/console/audit/heads/${number}`;
      const words = { signer: '区审计局', statement: '与保存的文件一致' };
      const wrong = await visitor.submit(here, here, { ...words, hash: 'f'.repeat(64) });
      expect(wrong.status).toBe(422);
      expect(wrong.text).toContain('区审计局');
      expect(wrong.text).toContain('该编号在记录中的校验值不同');
      expect((await visitor.submit(here, here, { ...words, hash })).status).toBe(303);
      expect((await visitor.get(here)).text).toContain('与保存的文件一致');
      const posted = await api.post(`audit-events/heads/${number}/countersignatures`, {
        ...words,
        hash,
        signature: 'x',
      });
      expect(posted.status).toBe(201);
      const { body } = await api.get(`audit-events/heads/${number}`);
      expect((body as { countersignatures: unknown[] }).countersignatures).toHaveLength(2);
      const file = await visitor.get(`${here}/head.json`);
      expect(JSON.parse(file.text)).toMatchObject({ number, hash });
      const supervisor = await loginAs(world.app, 'supervisor');
      expect((await world.app.api(supervisor.token).get('audit-events/heads')).status).toBe(403);
      expect((await api.get('audit-events/heads/999999')).status).toBe(404);
    });
  });
});

interface ReadingList {
  items: Array<{ breakGlass: boolean; role: string | null; action: string }>;
  next: string | null;
}
