import { Transactions } from '../../../src/platform/database';
import { systemActor } from '../../../src/trust/access';
import { householdInput, memberInput } from '../../factories/households.factory';
import { ConsoleVisitor } from '../../support/console';
import { openPeopleWorld, type PeopleWorld, VILLAGE } from './assessed-household';

interface Refusal {
  code: string;
  title: string;
  errors?: Array<{ field: string; code: string; message: string }>;
}

/** Entries that cannot be, each with a sentence of its own in both languages (R11, R81, R99, B48). */
describe('bad input of people', () => {
  let world: PeopleWorld;
  let window: ConsoleVisitor;
  let centre: ConsoleVisitor;

  beforeAll(async () => {
    world = await openPeopleWorld({ alone: true });
    window = await new ConsoleVisitor(world.app).signIn(world.logins.window.username);
    centre = await new ConsoleVisitor(world.app).signIn(world.logins.centre.username);
  });
  afterAll(() => world.close());

  /** What a refusal says, in the language asked for. */
  const said = async (path: string, body: object, language: 'zh-CN' | 'en', who: 'window' | 'centre' = 'window') => {
    const answer = await world.api[who].post(path, body).set('accept-language', language);
    const { code, title, errors } = answer.body as Refusal;
    const [first] = errors ?? [];
    return { status: answer.status, code: first?.code ?? code, field: first?.field, text: first?.message ?? title };
  };
  const people = (count: number) =>
    Array.from({ length: count }, (_, place) =>
      memberInput({ name: `人口${place}`, relation: place === 0 ? 'head' : 'other', birthDate: undefined }),
    );
  const open = async (members: object[]) => {
    const answer = await world.api.window.post('households', householdInput({ members }));
    if (answer.status !== 201) throw new Error(`${answer.status} ${answer.text}`);
    return answer.body as { id: string; members: Array<{ id: string }> };
  };

  /** What the rules make of the file as it is now. */
  const sums = async (id: string) => {
    const { body } = await world.api.station.post(`households/${id}/classifications`, {});
    const { calculationId } = body as { calculationId: string };
    return (await world.api.officer.get(`calculations/${calculationId}`)).body as object;
  };

  it('refuses an income below zero, and keeps what was typed', async () => {
    const { id } = await world.household();
    const line = { kind: 'income', item: 'business', amountFen: -1, period: 'year' };
    const path = `households/${id}/economy`;
    expect(await said(path, line, 'zh-CN')).toMatchObject({
      ...{ status: 422, code: 'economy-amount-negative', field: 'amountFen' },
      text: '金额不能是负数。经营亏损按 0 填写，并在备注中说明。',
    });
    expect((await said(path, line, 'en')).text).toContain('cannot be negative');
    expect((await world.api.window.post(path, { ...line, amountFen: 0 })).status).toBe(201);
    const page = `/console/households/${id}/economy`;
    const shown = await window.submit(page, page, { item: 'business', amount: '-12.50', period: 'year', note: '歇业' });
    expect(shown.status).toBe(422);
    expect(shown.text).toContain('金额不能是负数');
    expect(shown.text).toContain('value="-12.50"');
    expect(shown.text).toContain('歇业');
  });

  it('refuses a file of four hundred people, and the forty-first of one', async () => {
    const body = householdInput({ members: people(400) });
    expect(await said('households', body, 'zh-CN')).toMatchObject({
      ...{ status: 422, code: 'household-too-large', field: 'members' },
      text: '一份档案最多 40 人。人数更多的，请按共同生活的情况分户建档。',
    });
    expect((await said('households', body, 'en')).text).toContain('at most 40 people');
    const { id } = await open(people(40));
    const one = memberInput({ relation: 'other', birthDate: undefined });
    expect(await said(`households/${id}/members`, one, 'zh-CN')).toMatchObject({
      ...{ status: 409, code: 'household-too-large' },
      text: expect.stringContaining('最多 40 人') as string,
    });
  }, 60_000);

  it('keeps the last member of a file when everybody has died, and then knows no income', async () => {
    const { id, members } = await open([memberInput(), memberInput({ name: '李同住', relation: 'other' })]);
    const leave = { reason: 'died' };
    expect((await world.api.window.post(`members/${members[1]!.id}/leave`, leave)).status).toBe(200);
    const path = `members/${members[0]!.id}/leave`;
    expect(await said(path, leave, 'zh-CN')).toMatchObject({
      ...{ status: 409, code: 'household-last-member-died' },
      text: expect.stringContaining('档案保留') as string,
    });
    expect((await said(path, leave, 'en')).text).toContain('the file stays');
    const version = await world.rows<{ version: number }>('select version from household_members where id = $1', [
      members[0]!.id,
    ]);
    const edited = await world.api.window.patch(`members/${members[0]!.id}`, { counted: false }, version[0]!.version);
    expect(edited.status).toBe(200);
    expect(await sums(id)).toMatchObject({ members: 0, incomeMonth: null, circle: 'unknown', benefits: [] });
  });

  it('refuses a birth in the future', async () => {
    const members = [memberInput({ birthDate: '2999-01-01' })];
    expect(await said('households', householdInput({ members }), 'zh-CN')).toMatchObject({
      ...{ status: 422, code: 'birth-date-in-future', field: 'members.0.birthDate', text: '出生日期不能晚于今天。' },
    });
    expect((await said('households', householdInput({ members }), 'en')).text).toContain('cannot be in the future');
  });

  it('names the successor of an abolished code, for a new file and for one that moves', async () => {
    await world.app.as(systemActor(null, 'test'), () =>
      world.app.get(Transactions).manager.query(
        `insert into regions (code, name, level, parent_id, path, district_code, valid_from, valid_to, successor_id)
         select '990101001777', '旧村', 'village', parent_id, path || '0/', district_code, '2000-01-01', '2020-01-01', id
           from regions where code = $1`,
        [VILLAGE],
      ),
    );
    const old = householdInput({ regionCode: '990101001777' });
    const zh = await said('households', old, 'zh-CN');
    expect(zh).toMatchObject({ status: 422, code: 'region-abolished', field: 'regionCode' });
    expect(zh.text).toMatch(new RegExp(`990101001777 已经撤销，现在用 ${VILLAGE}`));
    expect((await said('households', old, 'en')).text).toContain(`Now it is ${VILLAGE}`);
    const { id } = await open([memberInput()]);
    const moved = await world.api.window.patch(`households/${id}`, { regionCode: '990101001777' }, 1);
    expect((moved.body as Refusal).errors?.[0]?.code).toBe('region-abolished');
    expect((await said('households', householdInput({ regionCode: '990101001778' }), 'zh-CN')).code).toBe(
      'region-not-found',
    );
  });

  it('takes one primary class and no second', async () => {
    const { id } = await world.household();
    const proposal = (await world.api.station.post(`households/${id}/classifications`, {})).body as { id: string };
    const path = `classifications/${proposal.id}/confirm`;
    const two = { class: [1, 2], reason: '两个主类' };
    expect(await said(path, two, 'zh-CN', 'centre')).toMatchObject({
      ...{ status: 422, code: 'class-one-primary', field: 'class' },
      text: expect.stringContaining('只能一类') as string,
    });
    expect((await said(path, two, 'en', 'centre')).text).toContain('one primary class and only one');
    const both = { class: 1, secondary: [1], reason: '同一类两次' };
    expect((await said(path, both, 'zh-CN', 'centre')).code).toBe('class-named-twice');
    const page = await centre.submit(`/console/households/${id}/classification`, `/console/${path}`, {
      ...{ class: ['1', '2'], reason: '两个主类' },
    });
    expect(page.status).toBe(422);
    expect(page.text).toContain('主类请选一类');
    expect(page.text).toContain('两个主类');
  });

  it('lets a household part and another join in mid-year: who leaves takes what was told of them along', async () => {
    const [one, two] = [
      await open([memberInput({ name: '周分户' }), memberInput({ name: '周成家', relation: 'child' })]),
      await open([memberInput({ name: '吴并入' })]),
    ];
    const grown = one.members[1]!.id;
    const wage = { kind: 'income', item: 'other-income', amountFen: 300_000, period: 'month', memberId: grown };
    expect((await world.api.window.post(`households/${one.id}/economy`, wage)).status).toBe(201);
    const on = world.app.clock.today();
    expect(await sums(one.id)).toMatchObject({ members: 2, incomeMonth: '300000/1' });
    const left = await world.api.window.post(`members/${grown}/leave`, { reason: 'own-household', on });
    expect(left.status).toBe(200);
    // Nothing told is left: not zero, but not known.
    expect(await sums(one.id)).toMatchObject({ members: 1, incomeMonth: null });
    const again = await world.api.window.post(
      `households/${two.id}/members`,
      memberInput({ name: '周成家', relation: 'other' }),
    );
    expect(again.status).toBe(201);
    expect(await sums(two.id)).toMatchObject({ members: 2, incomeMonth: null });
    const twice = await world.api.window.post(`members/${grown}/leave`, { reason: 'own-household', on });
    expect((twice.body as Refusal).code).toBe('member-left-already');
    const ahead = await world.api.window.post(`members/${two.members[0]!.id}/leave`, {
      reason: 'married',
      on: '2999-01-01',
    });
    expect([ahead.status]).toContain(422);
  });
});
