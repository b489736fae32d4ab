import type { PackView } from '../../../src/reference/policies/dto/pack.view';
import type { Role } from '../../../src/trust/access';
import type { TestApp } from '../../support/app';
import { ConsoleVisitor } from '../../support/console';
import { loginAs, openDistrict } from '../../support/district';

const CODES = 'base beilin chongqing daxing demonstration hebei heilongjiang henan hubei pidu';
const READERS: Role[] = ['window-worker', 'officer', 'supervisor', 'system-administrator', 'audit-administrator'];

describe('policy packs to read (R2, B3)', () => {
  let app: TestApp;
  let token: string;
  let officer: ConsoleVisitor;

  beforeAll(async () => {
    app = await openDistrict();
    const login = await loginAs(app, 'officer');
    token = login.token;
    officer = await new ConsoleVisitor(app).signIn(login.username);
  });
  afterAll(() => app.close());

  const pack = async (code: string) => (await app.api(token).get(`policy-packs/${code}`)).body as PackView;

  it('lists every pack with what it rests on, and says which one the district runs on', async () => {
    const { status, body } = await app.api(token).get('policy-packs');
    const { items } = body as { items: PackView[] };
    expect([
      status,
      items
        .map(({ code }) => code)
        .sort()
        .join(' '),
    ]).toEqual([200, CODES]);
    expect(items.filter(({ current }) => current).map(({ code }) => code)).toEqual(['demonstration']);
    expect(items.filter(({ placeholder }) => !placeholder).map(({ code }) => code)).toEqual(['base', 'demonstration']);
    const hubei = items.find(({ code }) => code === 'hubei');
    expect(hubei).toMatchObject({
      version: 'base@2026.3+hubei@2026.2',
      heads: [
        { code: 'base', version: '2026.3' },
        { code: 'hubei', version: '2026.2' },
      ],
      amountsFrom: '2026-01-01',
      amountsUntil: null,
    });
    expect(items.find(({ code }) => code === 'base')?.amountsFrom).toBeNull();
  });

  it('shows the rows of one, counted by mark and by what became of their citation', async () => {
    const { rows, marks, citationStatuses, citations } = await pack('beilin');
    for (const [mark, count] of Object.entries(marks))
      expect([mark, rows.filter((row) => (row.mark ?? 'none') === mark).length]).toEqual([mark, count]);
    for (const [status, count] of Object.entries(citationStatuses))
      expect([status, rows.filter((row) => (row.citationStatus ?? 'none') === status).length]).toEqual([status, count]);
    expect(rows.filter(({ section, mark }) => section === 'allowances' && mark === 'seed')).toHaveLength(2);
    expect(citations.find(({ code }) => code === 'B1')).toMatchObject({ status: 'superseded', by: 'B3' });
    expect(citations.find(({ code }) => code === 'B3')).toMatchObject({ status: 'unverified', by: null });
  });

  it('knows no other code', async () => {
    const answer = await app.api(token).get('policy-packs/atlantis');
    expect([answer.status, (answer.body as { code: string }).code]).toEqual([404, 'pack-not-found']);
    expect((await officer.get('/console/policy-packs/atlantis')).status).toBe(404);
  });

  it.each(READERS)('is open to a %s, and its page is in their navigation', async (role) => {
    const login = await loginAs(app, role);
    expect((await app.api(login.token).get('policy-packs')).status).toBe(200);
    const visitor = await new ConsoleVisitor(app).signIn(login.username);
    expect((await visitor.get('/console')).text).toContain('href="/console/policy-packs"');
    expect((await visitor.get('/console/policy-packs')).status).toBe(200);
  });

  it('is closed to volunteers and evaluators', async () => {
    for (const role of ['volunteer', 'evaluator'] as const) {
      const login = await loginAs(app, role);
      expect((await app.api(login.token).get('policy-packs')).status).toBe(403);
      const visitor = await new ConsoleVisitor(app).signIn(login.username);
      expect((await visitor.get('/console')).text).not.toContain('/console/policy-packs');
    }
  });

  it('leads from the list to a pack, in both languages', async () => {
    const list = await officer.get('/console/policy-packs?lang=zh-CN');
    expect(list.text).toContain('href="/console/policy-packs/hubei"');
    expect(list.text.match(/本区使用/g)).toHaveLength(1);
    const page = await officer.get('/console/policy-packs/beilin');
    expect(page.status).toBe(200);
    expect(page.text).toContain('不能采用这个政策包');
    expect(page.text).toContain('每年不低于 ¥1,776.00');
    expect(page.text).toContain('以 B3 为准');
    expect((await officer.get('/console/policy-packs/demonstration')).text).not.toContain('不能采用这个政策包');
    const english = await officer.get('/console/policy-packs/beilin?lang=en');
    expect(english.text).toContain('this pack cannot be adopted');
    expect(english.text).toContain('at least ¥1,776.00 a year');
    expect(english.text).not.toContain('四个圈层');
    expect(english.text).toContain('Four circles by income per head');
    await officer.get('/console/policy-packs?lang=zh-CN');
  });

  it('says of each row which layer it is of, and shows those of the pack itself on demand (R2)', async () => {
    const { rows, removed } = await pack('hubei');
    expect(removed).toEqual([]);
    const layerOf = (code: string) => rows.find((row) => row.code === code)?.layer;
    expect([layerOf('partial-incapacity'), layerOf('employment-cost'), layerOf('taper')]).toEqual([
      'hubei',
      'base',
      'hubei',
    ]);
    expect(new Set((await pack('base')).rows.map(({ layer }) => layer))).toEqual(new Set(['base']));
    const own = await officer.get('/console/policy-packs/hubei?only=own');
    expect(own.text).toContain('部分丧失劳动能力人员就业收入扣减');
    expect(own.text).not.toContain('必要就业成本扣减</th>');
    expect(own.text).toContain('湖北模式');
    expect((await officer.get('/console/policy-packs/base')).text).not.toContain('only=own');
  });

  it('shows the lists of a pack, with the places that nobody has named yet (A13)', async () => {
    const page = await officer.get('/console/policy-packs/daxing?only=own');
    expect(page.text).toContain('街道（乡镇）服务所');
    expect(page.text).toContain('共 22 项 · 已列名 0 项');
    expect(page.text).toContain('楼门院长');
    const { rows } = await pack('heilongjiang');
    const teams = rows.filter(({ section, part }) => section === 'lists' && part === 'teams');
    expect(teams.map(({ mark }) => mark)).toEqual(['seed', ...Array<string>(7).fill('default')]);
  });

  it('shows on demand only what a county still has to check', async () => {
    const open = await officer.get('/console/policy-packs/beilin?only=open');
    expect(open.text).toContain('重度残疾儿童');
    expect(open.text).toContain('教育救助');
    expect(open.text).not.toContain('核心层');
    expect((await officer.get('/console/policy-packs/beilin?only=luck')).text).toContain('核心层');
  });
});
