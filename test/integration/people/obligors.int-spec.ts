import { Transactions } from '../../../src/platform/database';
import { connected } from '../consistency/catalogue';
import { openPeopleWorld, OTHER_VILLAGE, type PeopleWorld } from './assessed-household';

const SON = { name: '王建国', relation: 'child', householdSize: 3, supports: 2, note: '在外地打工' };

describe('those who owe support (R65, B7, B21)', () => {
  let world: PeopleWorld;
  beforeAll(async () => {
    world = await openPeopleWorld();
  });
  afterAll(() => world.close());

  const add = async (id: string, memberId: string, input: object = {}) =>
    world.api.window.post(`households/${id}/obligors`, { ...SON, memberId, ...input });
  const list = async (id: string, who: 'window' | 'station' | 'officer' = 'window') =>
    (await world.api[who].get(`households/${id}/obligors`)).body;
  const declare = (id: string, line: object) =>
    world.api.window.post(`households/${id}/economy`, { kind: 'income', period: 'month', ...line });
  /** What a proposal made of it: the stored facts, and the calculation as the authority sees it. */
  const calculated = async (id: string) => {
    const { calculationId } = (await world.api.station.post(`households/${id}/classifications`, {})).body;
    const [row] = await world.rows<{ facts: string }>('select facts from calculations where id = $1', [calculationId]);
    const { body } = await world.api.officer.get(`calculations/${calculationId}`);
    return { facts: JSON.parse(row!.facts), ...body };
  };
  const codes = ({ clarify }: { clarify: Array<{ code: string }> }) => clarify.map(({ code }) => code);

  it('are named for a member, shown by law and in fact, changed with If-Match and ended, never deleted', async () => {
    const { id, memberIds } = await world.household();
    expect(await list(id)).toMatchObject({ items: [], asked: false, nobodyOn: null, sums: { obligors: 0 } });
    const court = { paper: 'court', paperOn: '2025-06-01', agreedMonthFen: 50_000 };
    const added = await add(id, memberIds[0]!, { ...court, paidMonthFen: 20_000, paidMethod: 'payslip' });
    expect(added.status).toBe(201);
    expect(added.body).toMatchObject({ dueMonthFen: 50_000, paidMonthFen: 20_000, unpaid: true, version: 1 });
    const sums = { obligors: 1, able: 1, dueMonthFen: 50_000, paidMonthFen: 20_000 };
    expect(await list(id)).toMatchObject({ asked: true, sums, items: [{ name: '王建国' }] });
    const one = `obligors/${added.body.id}`;
    const changed = await world.api.window.patch(one, { unableBecause: 'in-prison' }, 1);
    expect(changed.body).toMatchObject({ unableBecause: 'in-prison', dueMonthFen: 0, unpaid: false, version: 2 });
    expect((await world.api.window.patch(one, { supports: 1 }, 1)).status).toBe(412);
    expect((await world.api.window.post(`${one}/end`)).body.endedAt).not.toBeNull();
    expect((await world.api.window.patch(one, { supports: 1 }, 3)).body.code).toBe('obligor-ended');
    expect(await list(id)).toMatchObject({ asked: false, sums: { obligors: 0 }, items: [{ name: '王建国' }] });
  });

  it('are asked for: nobody is said with a day, and only while nobody is named', async () => {
    const { id, memberIds } = await world.household();
    const nobody = (body: object = {}) => world.api.window.post(`households/${id}/obligors/nobody`, body);
    expect((await nobody({ askedOn: '2999-01-01' })).body.errors[0]).toMatchObject({ code: 'day-ahead' });
    expect((await nobody({ askedOn: '2026-01-05' })).body).toMatchObject({ asked: true, nobodyOn: '2026-01-05' });
    expect((await nobody()).body.nobodyOn).toBe(world.app.clock.today());
    expect((await add(id, memberIds[0]!)).status).toBe(201);
    expect(await list(id)).toMatchObject({ asked: true, nobodyOn: null });
    expect((await nobody()).body).toMatchObject({ status: 409, code: 'obligors-stand' });
  });

  it('leave the sums with the member who is owed, and stay in the file', async () => {
    const people = [
      { name: '王桂芳', relation: 'head', birthDate: '1949-03-02' },
      { name: '王老六', relation: 'sibling', birthDate: '1951-03-02' },
    ];
    const { id, memberIds } = await world.household(people);
    const [row] = await world.rows<{ id: string }>(
      `select id from household_members where household_id = $1 and relation = 'sibling'`,
      [id],
    );
    expect(memberIds).toContain(row!.id);
    await add(id, row!.id, { paper: 'court', agreedMonthFen: 50_000 });
    expect(await list(id)).toMatchObject({ asked: true, sums: { obligors: 1, dueMonthFen: 50_000 } });
    const left = await world.api.window.post(`members/${row!.id}/leave`, { reason: 'moved-away' });
    expect(left.status).toBeLessThan(300);
    expect(await list(id)).toMatchObject({ asked: false, sums: { obligors: 0 }, items: [{ endedAt: null }] });
    expect((await calculated(id)).facts).toMatchObject({ asked: { obligors: false }, obligors: [] });
    expect((await world.api.window.post(`households/${id}/obligors/nobody`, {})).status).toBe(200);
  });

  it('refuse what does not fit together, field by field', async () => {
    const { id, memberIds } = await world.household();
    const stranger = (await world.household()).memberIds[0]!;
    const problem = async (input: object, memberId = memberIds[0]!) => {
      const { status, body } = await add(id, memberId, input);
      const [first] = (body as { errors: Array<{ field: string; code: string }> }).errors;
      return [status, first?.field, first?.code];
    };
    expect(await problem({}, stranger)).toEqual([422, 'memberId', 'member-of-other-household']);
    expect(await problem({ paper: 'court' })).toEqual([422, 'agreedMonthFen', 'obligor-paper-without-sum']);
    expect(await problem({ agreedMonthFen: 1 })).toEqual([422, 'paper', 'obligor-sum-without-paper']);
    expect(await problem({ paidMonthFen: 1 })).toEqual([422, 'paidMethod', 'obligor-paid-how']);
    expect(await problem({ paidMethod: 'checked' })).toEqual([422, 'paidMonthFen', 'obligor-paid-how-much']);
    expect(await problem({ asOf: '2999-01-01' })).toEqual([422, 'asOf', 'day-ahead']);
    expect((await problem({ relation: 'neighbour' })).slice(0, 2)).toEqual([422, 'relation']);
    expect((await problem({ supports: 0 })).slice(0, 2)).toEqual([422, 'supports']);
    expect((await problem({ unableBecause: 'lazy' })).slice(0, 2)).toEqual([422, 'unableBecause']);
    expect(await list(id)).toMatchObject({ items: [] });
  });

  it('go into the calculation, which prints law and fact and asks why less is paid (R65)', async () => {
    const { id, memberIds } = await world.household();
    await declare(id, { item: 'other-income', amountFen: 10_000 });
    await declare(id, { kind: 'asset', item: 'deposit', amountFen: 0 });
    const before = await calculated(id);
    expect(before.facts.asked.obligors).toBe(false);
    expect(before).toMatchObject({ incomeMonth: '10000/1' });
    expect(codes(before)).toContain('obligors-not-asked');
    const court = { paper: 'court', agreedMonthFen: 50_000 };
    const { body: son } = await add(id, memberIds[0]!, { ...court, paidMonthFen: 20_000, paidMethod: 'payslip' });
    const paid = await calculated(id);
    expect(paid.facts).toMatchObject({
      asked: { obligors: true },
      obligors: [{ key: 'o1', able: true, members: 3, supports: 2, agreedMonthFen: 50_000, paidMonthFen: 20_000 }],
    });
    expect(JSON.stringify(paid.facts)).not.toContain('王建国');
    expect(paid.incomeMonth).toBe('30000/1');
    expect(codes(paid)).toEqual(['support-unpaid']);
    const step = paid.lineSteps.find(({ rule }: { rule: string }) => rule === 'support-fee');
    expect(step).toMatchObject({ inputs: { obligor: 'o1', due: '50000/1', paid: '20000/1' }, result: '20000/1' });
    const stored = await world.rows<{ ids: string[] }>('select obligor_ids as ids from calculations where id = $1', [
      paid.id,
    ]);
    expect(stored).toEqual([{ ids: [son.id] }]);
    // The same sum, only told: the law's counts, and somebody asks for a proof.
    await world.api.window.patch(`obligors/${son.id}`, { paidMethod: 'declared' }, 1);
    const told = await calculated(id);
    expect([told.incomeMonth, codes(told)]).toEqual(['60000/1', ['support-unproven']]);
    await world.api.window.patch(`obligors/${son.id}`, { unableBecause: 'no-capacity' }, 2);
    const unable = await calculated(id);
    expect([unable.incomeMonth, codes(unable)]).toEqual(['10000/1', []]);
    expect(unable.personalSteps ?? []).toEqual([]);
  });

  it('owe by law a share of what is above their own need, and are unknown without an income', async () => {
    const { id, memberIds } = await world.household();
    await declare(id, { item: 'other-income', amountFen: 0 });
    await add(id, memberIds[0]!, {});
    expect(codes(await calculated(id))).toContain('obligor-unknown');
    const [row] = (await list(id)).items;
    expect(row).toMatchObject({ dueMonthFen: null, unpaid: false });
    const rich = await world.api.window.patch(`obligors/${row.id}`, { incomeYearFen: 12_000_000 }, 1);
    const step = (await calculated(id)).lineSteps.find(({ rule }: { rule: string }) => rule === 'support-fee');
    expect(rich.body.dueMonthFen).toBeGreaterThan(0);
    const [n, d] = (step.result as string).split('/').map(Number) as [number, number];
    expect(Math.floor(n / d)).toBe(rich.body.dueMonthFen);
  });

  it('stand as whole entries before those who see the economy, as sums before others, and nowhere else (C3)', async () => {
    const { id, memberIds } = await world.household();
    const { body: son } = await add(id, memberIds[0]!);
    expect(await list(id, 'station')).toMatchObject({ items: [], sums: { obligors: 1 }, withheld: ['economy'] });
    expect(await list(id, 'officer')).toMatchObject({ items: [{ name: '王建国' }], withheld: [] });
    expect((await world.api.station.get(`obligors/${son.id}`)).status).toBe(403);
    expect((await world.api.dispatcher.get(`households/${id}/obligors`)).status).toBe(403);
    const far = await world.household(undefined, OTHER_VILLAGE);
    expect((await add(far.id, far.memberIds[0]!)).status).toBe(404);
    const { dispatcher } = world.logins;
    const seen = await world.app.as({ ...dispatcher.actor, purpose: 'test' }, () =>
      world.app
        .get<{ manager: { query(sql: string): Promise<unknown[]> } }>(Transactions)
        .manager.query('select id from support_obligors'),
    );
    expect(seen).toEqual([]);
  });

  it('have a note that only whoever reads the entry can read: no table and no log has its words (design 8.7)', async () => {
    const { id, memberIds } = await world.household();
    const { body: son } = await add(id, memberIds[0]!);
    const stored = () =>
      world.rows<{ note: string | null; sealed: Buffer | null }>(
        'select note, note_ciphertext as sealed from support_obligors where id = $1',
        [son.id],
      );
    const [first] = await stored();
    expect([son.note, first!.note, first!.sealed?.includes(SON.note)]).toEqual([SON.note, null, false]);
    const one = `obligors/${son.id}`;
    expect((await world.api.window.patch(one, { note: '每年春节回来' }, 1)).body.note).toBe('每年春节回来');
    expect((await world.api.window.patch(one, { supports: 1 }, 2)).body.note).toBe('每年春节回来');
    expect((await world.api.window.patch(one, { note: null }, 3)).body.note).toBeNull();
    expect(await stored()).toEqual([{ note: null, sealed: null }]);
    const plain = world.rows(`update support_obligors set note = '明文' where id = $1`, [son.id]);
    await expect(plain).rejects.toThrow('support_obligors_words_sealed_check');
  });

  it('put every change and reading on the record without a name, and go with an erasure', async () => {
    const { id, memberIds } = await world.household();
    const { body: son } = await add(id, memberIds[0]!);
    await world.api.window.patch(`obligors/${son.id}`, { supports: 1 }, 1);
    await list(id);
    const actions = await world.rows<{ action: string }>(
      `select distinct action from audit_events where household_id = $1 and action like 'obligor%' order by action`,
      [id],
    );
    expect(actions.map(({ action }) => action)).toEqual(['obligor.added', 'obligor.changed', 'obligors.read']);
    const [told] = await world.rows<{ words: string }>(
      `select string_agg(e::text, '') as words from audit_events e where household_id = $1`,
      [id],
    );
    expect(told!.words).not.toContain('王建国');
    await connected(world.app.database.workerUrl, async (client) => {
      await client.query(`select set_config('app.kind', 'system', false)`);
      await client.query('select app.erase_household($1)', [id]);
    });
    expect(await world.rows('select id from support_obligors where household_id = $1', [id])).toEqual([]);
  });
});

describe('trades and exemptions of economy lines (R65, R67)', () => {
  let world: PeopleWorld;
  beforeAll(async () => {
    world = await openPeopleWorld();
  });
  afterAll(() => world.close());

  const declare = (id: string, line: object) =>
    world.api.window.post(`households/${id}/economy`, { kind: 'income', period: 'month', amountFen: 100_000, ...line });
  const VAN = { kind: 'asset', item: 'vehicle', amountFen: 3_000_000, period: 'once' };

  it('are rows of the pack in force, on the kind of line that they are for', async () => {
    const { id } = await world.household();
    const problem = async (line: object) => {
      const { status, body } = await declare(id, line);
      const [first] = (body as { errors: Array<{ field: string; code: string }> }).errors;
      return [status, first?.field, first?.code];
    };
    expect(await problem({ item: 'wage', trade: 'wizard' })).toEqual([422, 'trade', 'trade-not-in-pack']);
    expect(await problem({ ...VAN, trade: 'courier' })).toEqual([422, 'trade', 'trade-of-income']);
    const tool = { exemptOn: 'livelihood-tool', exemptReason: '送货谋生用' };
    expect(await problem({ item: 'wage', ...tool })).toEqual([422, 'exemptOn', 'exemption-of-property']);
    expect(await problem({ ...VAN, item: 'deposit', ...tool })).toEqual([422, 'exemptOn', 'exemption-not-in-pack']);
    expect(await problem({ ...VAN, exemptOn: 'livelihood-tool' })).toEqual([
      ...[422, 'exemptReason', 'exemption-without-reason'],
    ]);
    expect((await world.api.window.get(`households/${id}/economy`)).body.items).toEqual([]);
  });

  it('are printed by the calculation: the average in place of less, the thing left out with its ground', async () => {
    const { id, memberIds } = await world.household();
    await world.api.window.post(`households/${id}/obligors/nobody`, {});
    const job = await declare(id, { item: 'wage', memberId: memberIds[0], trade: 'courier' });
    expect(job.body).toMatchObject({ trade: 'courier', exemptOn: null });
    const van = await declare(id, { ...VAN, exemptOn: 'livelihood-tool', exemptReason: '送货谋生用' });
    expect(van.status).toBe(201);
    const calculated = async () => {
      const { calculationId } = (await world.api.station.post(`households/${id}/classifications`, {})).body;
      return (await world.api.officer.get(`calculations/${calculationId}`)).body;
    };
    const stepsOf = ({ lineSteps }: { lineSteps: Array<{ rule: string }> }, rule: string) =>
      lineSteps.filter((step) => step.rule === rule);
    const both = await calculated();
    expect(stepsOf(both, 'trade-average')).toMatchObject([{ row: 'courier', result: '320000/1' }]);
    expect(stepsOf(both, 'property-exempt')).toMatchObject([{ row: 'livelihood-tool', inputs: { fen: 3_000_000 } }]);
    expect(both.clarify.map(({ code }: { code: string }) => code)).toContain('below-average');
    const without = { exemptOn: null, exemptReason: null };
    expect((await world.api.window.patch(`economy/${van.body.id}`, without, 1)).body).toMatchObject(without);
    expect((await world.api.window.patch(`economy/${job.body.id}`, { trade: null }, 1)).body.trade).toBeNull();
    const neither = await calculated();
    expect([...stepsOf(neither, 'trade-average'), ...stepsOf(neither, 'property-exempt')]).toEqual([]);
  });
});
