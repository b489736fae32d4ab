import fc from 'fast-check';
import type { ApiClient } from '../../support/app';
import { ConsoleVisitor } from '../../support/console';
import { loginAs } from '../../support/district';
import { identityNumber } from '../../factories/households.factory';
import { openPeopleWorld, OTHER_VILLAGE, type PeopleWorld } from './assessed-household';

interface File {
  id: string;
  number: string;
  members: Array<{ id: string; name: string; relation: string; validFrom: string; version: number }>;
}
interface Body {
  id: string;
  code?: string;
  basis: string;
  state: string;
  noAdult: string | null;
  from: { id: string } | null;
  to: { id: string; number: string } | null;
  consequences: Array<{ code: string; params: Record<string, string | number> }>;
  errors?: Array<{ field: string; code: string }>;
}
interface Answer {
  status: number;
  body: unknown;
}
type Role = 'head' | 'spouse' | 'child' | 'parent' | 'grandchild' | 'other';

const COUPLE = [
  { name: '王有田', relation: 'head', birthDate: '1960-05-01' },
  { name: '刘桂香', relation: 'spouse', birthDate: '1962-03-02' },
];
const YOUNG = [
  { name: '王建军', relation: 'child', birthDate: '1990-07-08' },
  { name: '王小宝', relation: 'grandchild', birthDate: '2018-09-10' },
];

describe('people/regroupings: households split and merge (R99)', () => {
  let world: PeopleWorld;
  let api: PeopleWorld['api'];
  beforeAll(async () => {
    world = await openPeopleWorld();
    api = world.api;
  }, 120_000);
  afterAll(() => world?.close());

  const bodyOf = ({ body }: Answer) => body as Body;
  const codes = (answer: Answer) => [
    answer.status,
    bodyOf(answer).errors?.map(({ code }) => code) ?? bodyOf(answer).code,
  ];
  const file = async (id: string, by: ApiClient = api.station) => (await by.get(`households/${id}`)).body as File;
  const opened = async (members: object[] = [...COUPLE, ...YOUNG], region?: string) =>
    file((await world.household(members, region)).id, api.centre);
  const goes = ({ members }: File, ...who: Array<[name: string, relation: Role]>) =>
    who.map(([name, relation]) => ({ memberId: members.find((one) => one.name === name)!.id, relation }));
  const split = (of: File, more: object = {}) => ({
    ...{ kind: 'split', members: goes(of, ['王建军', 'head'], ['王小宝', 'child']), reason: 'own-household' },
    ...more,
  });
  const preview = (of: File, input: object, by = api.station) =>
    by.post(`households/${of.id}/regroupings/preview`, input);
  const carryOut = (of: File, input: object, by = api.station) => by.post(`households/${of.id}/regroupings`, input);
  const done = async (of: File, input: object, by = api.station) => {
    const answer = await carryOut(of, input, by);
    if (answer.status !== 201) throw new Error(answer.text);
    return { id: bodyOf(answer).id, to: await file(bodyOf(answer).to!.id, by) };
  };
  const undo = (id: string, by = api.station) => by.post(`regroupings/${id}/undo`);
  const wage = async (of: File, name: string | null, amountFen: number, more: object = {}) => {
    const memberId = of.members.find((one) => one.name === name)?.id;
    const line = { kind: 'income', item: 'wage', amountFen, period: 'month', memberId, ...more };
    expect((await api.station.post(`households/${of.id}/economy`, line)).status).toBe(201);
  };
  const yearly = async (id: string) =>
    ((await api.station.get(`households/${id}/economy`)).body as { totals: { incomeFen: number } }).totals.incomeFen;
  const names = (one: File) => one.members.map(({ name, relation }) => `${name} ${relation}`).sort();
  const said = (answer: Answer) => bodyOf(answer).consequences.map(({ code }) => code);

  it('say all that follows before anybody confirms, and change nothing by saying it', async () => {
    const of = await opened();
    await wage(of, '王建军', 100_000);
    await wage(of, null, 20_000);
    const before = await world.rows('select app.file_mark($1)', [of.id]);
    const answer = await preview(of, split(of));
    expect(answer.status).toBe(200);
    expect(bodyOf(answer).consequences).toEqual(
      expect.arrayContaining([
        { code: 'people-split', params: { count: 2 } },
        { code: 'people-stay', params: { count: 2 } },
        { code: 'lines-go', params: { count: 1 } },
        { code: 'lines-stay', params: { count: 1 } },
        { code: 'class-again-both', params: {} },
      ]),
    );
    expect(await world.rows('select app.file_mark($1)', [of.id])).toEqual(before);
    expect(names(await file(of.id))).toHaveLength(4);
  });

  it('split: memberships end and begin on a day, papers and claims go along, the old file keeps its history', async () => {
    const number = identityNumber('1990-07-08');
    const paper = { identityKind: 'resident-id', identityNumber: number };
    const of = await opened([...COUPLE, { ...YOUNG[0], ...paper, phone: '13800001111' }, YOUNG[1]!]);
    const today = world.app.clock.today();
    const { to } = await done(
      of,
      split(of, { address: '新村 3 号', basis: bodyOf(await preview(of, split(of))).basis }),
    );
    expect(names(to)).toEqual(['王小宝 child', '王建军 head']);
    expect(names(await file(of.id))).toEqual(['刘桂香 spouse', '王有田 head']);
    expect(to.members[0]).toMatchObject({ validFrom: today, name: '王建军' });
    const [phone] = await world.rows<{ phone_tail_index: Buffer | null }>(
      'select phone_tail_index from household_members where id = $1',
      [to.members[0]!.id],
    );
    expect(phone!.phone_tail_index).not.toBeNull();
    const fields = { field: 'identity-number', memberId: to.members[0]!.id, reason: '核对分户后的证件' };
    const revealed = await api.station.post(`households/${to.id}/reveal`, fields);
    expect(revealed.body).toMatchObject({ value: number });
    const claims = await world.rows<{ household_id: string }>(
      'select m.household_id from identity_claims c join household_members m on m.id = c.member_id where m.household_id = any($1)',
      [[of.id, to.id]],
    );
    expect(claims).toEqual([{ household_id: to.id }]);
    const member = await world.rows(
      'select valid_until::text as until, leave_reason as reason from household_members where household_id = $1 and valid_until is not null',
      [of.id],
    );
    expect(member).toEqual([
      { until: today, reason: 'own-household' },
      { until: today, reason: 'own-household' },
    ]);
    const again = await api.station.post(`households/${of.id}/members`, { ...YOUNG[0], ...paper });
    expect(codes(again)).toEqual([409, 'person-in-other-household']);
    const found = (await api.station.get(`households?name=${encodeURIComponent('王建军')}&number=${to.number}`)).body;
    expect((found as { items: File[] }).items).toHaveLength(1);
    const records = await world.rows<{ household_id: string }>(
      "select household_id from audit_events where action = 'regrouping.split' and household_id = any($1)",
      [[of.id, to.id]],
    );
    expect(records).toHaveLength(2);
  });

  it('golden numbers: income of the months before stays with who earned it and counts once (B7, B13)', async () => {
    const of = await opened();
    await wage(of, '王有田', 150_000);
    await wage(of, '王建军', 320_000);
    await wage(of, '王建军', 480_000, { period: 'once', item: 'other-income' });
    await wage(of, '刘桂香', 20_000, { item: 'basic-pension' });
    await wage(of, null, 60_000, { item: 'property' });
    // 12 × 1500 of the father, 12 × 3200 + 4800 of the son, 12 × 600 of the household; the basic pension counts nowhere (B8).
    expect(await yearly(of.id)).toBe(1_800_000 + 4_320_000 + 720_000);
    const { to } = await done(of, split(of));
    expect([await yearly(of.id), await yearly(to.id)]).toEqual([1_800_000 + 720_000, 4_320_000]);
    const counted = async (id: string) => {
      const calculation = await api.station.post(`households/${id}/classifications`, {});
      const [row] = await world.rows<{ facts: string }>('select facts from calculations where id = $1', [
        (calculation.body as { calculationId: string }).calculationId,
      ]);
      return JSON.parse(row!.facts) as { members: object[]; lines: Array<{ fen: number }> };
    };
    const [old, own] = [await counted(of.id), await counted(to.id)];
    expect([old.members.length, own.members.length]).toEqual([2, 2]);
    expect(own.lines.map(({ fen }) => fen).sort()).toEqual([320_000, 480_000]);
    expect(old.lines.map(({ fen }) => fen).sort()).toEqual([150_000, 20_000, 60_000]);
  });

  it('who owes support goes along with whom it is owed to, with its note, and back again (R65)', async () => {
    const [of, target] = [await opened(), await opened(COUPLE)];
    const son = of.members.find(({ name }) => name === '王建军')!.id;
    const court = { paper: 'court', agreedMonthFen: 50_000, paidMonthFen: 20_000, paidMethod: 'payslip' };
    const owed = { ...court, memberId: son, name: '王大山', relation: 'parent', note: '在省城开店' };
    expect((await api.window.post(`households/${of.id}/obligors`, owed)).status).toBe(201);
    const nobody = { askedOn: '2026-01-05' };
    expect((await api.window.post(`households/${target.id}/obligors/nobody`, nobody)).status).toBe(200);
    const obligors = async (id: string) => {
      const { body } = await api.window.get(`households/${id}/obligors`);
      const { items, ...asked } = body as { items: Array<Record<string, unknown>>; asked: boolean; sums: object };
      return {
        ...asked,
        items: items.map(({ endedAt, id: _, version: __, ...item }) => ({ ...item, ended: !!endedAt })),
      };
    };
    const before = [await obligors(of.id), await obligors(target.id)];
    const transfer = { kind: 'transfer', members: goes(of, ['王建军', 'child']), reason: 'care' };
    const input = { ...transfer, targetNumber: target.number };
    expect(said(await preview(of, input))).toEqual(
      expect.arrayContaining(['obligors-go', 'obligors-nobody-ends', 'obligors-ask', 'obligors-together']),
    );
    const { id } = await done(of, input, api.window);
    const [left, joined] = [await obligors(of.id), await obligors(target.id)];
    expect(left).toMatchObject({ asked: false, sums: { obligors: 0 }, items: [{ ended: true }] });
    expect(joined).toMatchObject({ asked: true, nobodyOn: null, sums: { obligors: 1, dueMonthFen: 50_000 } });
    expect(joined.items).toMatchObject([{ name: '王大山', note: '在省城开店', paidMonthFen: 20_000, ended: false }]);
    expect((await undo(id, api.window)).status).toBe(200);
    const [again, there] = [await obligors(of.id), await obligors(target.id)];
    expect(again).toEqual(before[0]);
    expect(there).toMatchObject({ ...before[1], items: [{ ended: true }] });
    // A word on it since then is a change of the file.
    const second = await done(await file(of.id), { ...input, members: goes(await file(of.id), ['王建军', 'child']) });
    expect((await api.window.post(`households/${of.id}/obligors/nobody`, {})).status).toBe(200);
    expect(codes(await undo(second.id, api.window))).toEqual([409, 'regrouping-files-changed']);
  });

  it('splitting and merging back gives the same people and the same result, whoever goes with whatever (property)', async () => {
    const parts = fc.record({
      wages: fc.array(fc.integer({ min: 0, max: 500_000 }), { minLength: 4, maxLength: 4 }),
      young: fc.boolean(),
      owed: fc.array(fc.integer({ min: 0, max: 90_000 }), { minLength: 0, maxLength: 2 }),
    });
    await fc.assert(
      fc.asyncProperty(parts, async ({ wages, young, owed }) => {
        const of = await opened();
        for (const [place, one] of of.members.entries()) await wage(of, one.name, wages[place]!);
        const son = of.members.find(({ name }) => name === '王建军')!.id;
        for (const agreedMonthFen of owed) {
          const obligor = { memberId: son, name: '王大山', relation: 'parent', paper: 'court', agreedMonthFen };
          expect((await api.window.post(`households/${of.id}/obligors`, obligor)).status).toBe(201);
        }
        const result = async () => {
          const { body } = await api.station.post(`households/${of.id}/classifications`, {});
          const [row] = await world.rows<{ result: string }>('select result from calculations where id = $1', [
            (body as { calculationId: string }).calculationId,
          ]);
          const made = JSON.parse(row!.result) as Record<string, unknown>;
          const { members, incomeMonth, perHeadMonth, class: ofClass, circle, panels, screens } = made;
          expect(typeof incomeMonth).toBe('string');
          return { members, incomeMonth, perHeadMonth, ofClass, circle, panels, screens, year: await yearly(of.id) };
        };
        const [people, before] = [names(of), await result()];
        const who: Array<[string, Role]> = [
          ['王建军', 'head'],
          ...(young ? [['王小宝', 'child'] as [string, Role]] : []),
        ];
        const { to } = await done(of, split(of, { members: goes(of, ...who) }));
        await closeCase(to.id);
        const home: Array<[string, Role]> = [
          ['王建军', 'child'],
          ...(young ? [['王小宝', 'grandchild'] as [string, Role]] : []),
        ];
        await done(to, { kind: 'merge', members: goes(to, ...home), targetNumber: of.number, reason: 'reunited' });
        expect(names(await file(of.id))).toEqual(people);
        expect(await result()).toEqual(before);
      }),
      { numRuns: 4 },
    );
  }, 120_000);

  const closeCase = async (id: string) => {
    const { items } = (await api.window.get(`households/${id}/cases`)).body as {
      items: Array<{ id: string; state: string }>;
    };
    for (const one of items.filter(({ state }) => state !== 'closed'))
      expect((await api.window.post(`cases/${one.id}/close`, { reason: 'mistake' })).status).toBe(200);
  };

  it('merge: the emptied file is closed and names its successor; an open case has to end first', async () => {
    const [of, target] = [
      await opened(YOUNG.map((one, place) => ({ ...one, relation: place ? 'child' : 'head' }))),
      await opened(COUPLE),
    ];
    const merge = {
      ...{ kind: 'merge', members: goes(of, ['王建军', 'child'], ['王小宝', 'grandchild']) },
      ...{ targetNumber: target.number, reason: 'reunited' },
    };
    expect((await api.window.post(`households/${of.id}/cases`, {})).status).toBe(201);
    expect(codes(await preview(of, merge))).toEqual([409, 'regrouping-case-open']);
    await closeCase(of.id);
    const { id } = await done(of, merge);
    expect(await file(of.id)).toMatchObject({ state: 'merged', members: [] });
    const list = (await api.station.get(`households/${of.id}/regroupings`)).body as { successor: File; items: Body[] };
    expect(list.successor).toMatchObject({ id: target.id, number: target.number });
    expect((await api.station.post(`households/${of.id}/members`, { name: '丙', relation: 'other' })).status).toBe(409);
    expect((await api.window.post(`households/${of.id}/cases`, {})).status).toBe(409);
    expect(codes(await carryOut(of, merge))).toEqual([422, ['member-left-already', 'member-left-already']]);
    // Undone while both files are as it left them.
    expect((await undo(id)).status).toBe(200);
    expect(await file(of.id)).toMatchObject({ state: 'active' });
    expect(names(await file(of.id))).toEqual(['王小宝 child', '王建军 head']);
    expect(names(await file(target.id))).toHaveLength(2);
  });

  it('are undone as if nothing had been, until one of the files changes', async () => {
    const of = await opened();
    await wage(of, '王建军', 100_000);
    const [before, total] = [names(of), await yearly(of.id)];
    const first = await done(of, split(of), api.window);
    expect((await undo(first.id, api.window)).status).toBe(200);
    expect([names(await file(of.id)), await yearly(of.id)]).toEqual([before, total]);
    expect(await file(first.to.id)).toMatchObject({ state: 'merged', members: [] });
    // Nobody is asked to decide on a file that is no longer there.
    const waiting = (await api.station.get('classifications?state=proposed&limit=200')).body as {
      items: Array<{ householdId: string }>;
    };
    const asked = waiting.items.map(({ householdId }) => householdId);
    expect([asked.includes(of.id), asked.includes(first.to.id)]).toEqual([true, false]);
    expect(codes(await undo(first.id, api.window))).toEqual([409, 'move-not-allowed']);
    const second = await done(await file(of.id), split(await file(of.id)), api.window);
    await wage(second.to, '王建军', 5_000);
    expect(codes(await undo(second.id, api.window))).toEqual([409, 'regrouping-files-changed']);
  });

  it('role by state: workers who reach both files undo what is done, nobody else and nothing twice', async () => {
    const of = await opened();
    const { id } = await done(of, split(of));
    const evaluator = world.app.api((await loginAs(world.app, 'evaluator')).token);
    for (const [by, status] of [
      [api.officer, 403],
      [api.dispatcher, 403],
      [evaluator, 403],
      [api.window, 200],
      [api.window, 409],
      [api.station, 409],
      [api.centre, 409],
    ] as const)
      expect((await undo(id, by)).status).toBe(status);
  });

  it('are undone by whoever reaches both files, whichever unit holds the case that was opened, until work on it begins', async () => {
    const of = await opened();
    expect((await api.window.post(`households/${of.id}/cases`, {})).status).toBe(201);
    const casesOf = (id: string) =>
      world.rows<{ id: string; state: string; reason: string | null }>(
        'select id, state, close_reason as reason from cases where household_id = $1 order by opened_at',
        [id],
      );
    const first = await done(of, split(of), api.centre);
    const [held] = (await api.station.get(`households/${first.to.id}/cases`)).body.items as Array<{ moves: string[] }>;
    expect(held!.moves).toEqual([]);
    expect(codes(await undo(first.id))).toEqual([200, undefined]);
    expect(await casesOf(first.to.id)).toMatchObject([{ state: 'closed', reason: 'mistake' }]);
    expect(await casesOf(of.id)).toMatchObject([{ state: 'intake' }]);
    const ended = await world.rows(
      `select 1 from access_grants where household_id = $1 and ground = 'assignment' and valid_until is null`,
      [first.to.id],
    );
    expect(ended).toEqual([]);
    const second = await done(await file(of.id), split(await file(of.id)), api.centre);
    const [begun] = await casesOf(second.to.id);
    expect((await api.window.post(`cases/${begun!.id}/advance`, { to: 'policy-first' })).status).toBe(200);
    for (const by of [api.station, api.window])
      expect(codes(await undo(second.id, by))).toEqual([409, 'regrouping-case-begun']);
    expect(await casesOf(second.to.id)).toMatchObject([{ state: 'policy-first' }]);
    expect(names(await file(of.id))).toHaveLength(2);
    await closeCase(second.to.id);
    expect((await undo(second.id)).status).toBe(200);
  });

  it('refuse what cannot be: a day before joining, everybody, no head, somebody dead or of another file', async () => {
    const of = await opened();
    const other = await opened(COUPLE);
    const tomorrow = '2999-01-01';
    expect(codes(await preview(of, split(of, { on: tomorrow })))).toEqual([422, ['date-in-future']]);
    expect(codes(await preview(of, split(of, { on: '2001-01-01' })))).toEqual([422, ['regrouping-before-joining']]);
    const all = goes(of, ['王有田', 'head'], ['刘桂香', 'spouse'], ['王建军', 'child'], ['王小宝', 'grandchild']);
    expect(codes(await preview(of, split(of, { members: all })))).toEqual([422, ['regrouping-everybody-goes']]);
    expect(codes(await preview(of, split(of, { members: [] })))).toEqual([422, ['regrouping-nobody-goes']]);
    const head = split(of, { members: goes(of, ['王有田', 'head']) });
    expect(codes(await preview(of, head))).toEqual([422, ['household-needs-one-head']]);
    const wife = of.members.find(({ name }) => name === '刘桂香')!;
    const named = await preview(of, { ...head, newHeadMemberId: wife.id });
    expect(said(named)).toContain('relations-to-check');
    const noHead = split(of, { members: goes(of, ['王建军', 'child']) });
    expect(codes(await preview(of, noHead))).toEqual([422, ['household-needs-one-head']]);
    expect(codes(await preview(of, split(of, { members: goes(other, ['刘桂香', 'head']) })))).toEqual([
      ...[422, ['member-of-other-household']],
    ]);
    expect((await api.station.post(`members/${wife.id}/leave`, { reason: 'died' })).status).toBe(200);
    const dead = { memberId: wife.id, relation: 'head' };
    expect(codes(await preview(of, split(of, { members: [dead] })))).toEqual([422, ['member-left-already']]);
    const transfer = (targetNumber?: string) => ({
      ...{ kind: 'transfer', members: goes(of, ['王建军', 'child']), reason: 'care', targetNumber },
    });
    expect(codes(await preview(of, transfer()))).toEqual([422, ['regrouping-target-needed']]);
    expect(codes(await preview(of, transfer('H99999999')))).toEqual([422, ['household-not-found']]);
    expect(codes(await preview(of, transfer(of.number)))).toEqual([422, ['regrouping-same-file']]);
    expect((await preview(of, transfer(other.number))).status).toBe(200);
    expect((await preview(of, split(of), api.officer)).status).toBe(403);
    expect((await preview(of, split(of), api.dispatcher)).status).toBe(403);
    expect(codes(await preview(of, split(of, { regionCode: OTHER_VILLAGE }), api.window))).toEqual([200, undefined]);
    expect(codes(await carryOut(of, split(of, { regionCode: OTHER_VILLAGE }), api.window))).toEqual([
      ...[409, 'region-out-of-reach'],
    ]);
  });

  it('ask why only minors are left, and take the reason along', async () => {
    const of = await opened();
    const alone = split(of, { members: goes(of, ['王小宝', 'head']) });
    const answer = await preview(of, alone);
    expect([bodyOf(answer).noAdult, said(answer).includes('no-adult-there')]).toEqual(['there', true]);
    expect(codes(await carryOut(of, alone))).toEqual([422, ['regrouping-adult-reason']]);
    expect((await carryOut(of, { ...alone, noAdultReason: '由村委会照料，姑姑为监护人' })).status).toBe(201);
  });

  it('of two at once one wins; a preview that is out of date is refused', async () => {
    const of = await opened();
    const { basis } = bodyOf(await preview(of, split(of)));
    const answers = await Promise.all([carryOut(of, split(of)), carryOut(of, split(of))]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 422]);
    const now = await file(of.id);
    expect(names(now)).toHaveLength(2);
    const wife = { ...{ kind: 'split', reason: 'divorced', basis }, members: goes(now, ['刘桂香', 'head']) };
    expect((await carryOut(now, wife)).status).toBe(412);
    const claims = await world.rows<{ n: number }>(
      `select count(*)::int as n from household_members where name = '王建军' and valid_until is null and household_id in
        (select other_household_id from regroupings where household_id = $1)`,
      [of.id],
    );
    expect(claims).toEqual([{ n: 1 }]);
  });

  it('leave files alone that somebody has asked to delete (PIPL 47)', async () => {
    const of = await opened();
    const wish = {
      householdId: of.id,
      kind: 'delete',
      words: '请删除',
      identityCheck: 'known-person',
      askerName: '王有田',
    };
    expect((await api.station.post('rights-requests', wish)).status).toBe(201);
    expect(codes(await preview(of, split(of)))).toEqual([409, 'regrouping-deletion-asked']);
  });

  it('needs go along to be confirmed anew with a case that has an owner; what is restricted stays with its team (R10, R46)', async () => {
    const of = await opened();
    const son = of.members.find(({ name }) => name === '王建军')!.id;
    expect((await api.window.post(`households/${of.id}/cases`, {})).status).toBe(201);
    const need = (code: string, by: ApiClient) =>
      by.post(`households/${of.id}/needs`, { code, severity: 2, reason: '入户时本人说的', memberId: son });
    expect((await need('LI-02', api.window)).status).toBe(201);
    expect((await need('SO-05', api.window)).status).toBe(201);
    const [team, stranger] = [await preview(of, split(of), api.window), await preview(of, split(of), api.centre)];
    expect(said(team)).toEqual(expect.arrayContaining(['needs-go', 'case-stays', 'case-opened', 'restricted-stay']));
    expect(said(stranger)).not.toContain('restricted-stay');
    const { id, to } = await done(of, split(of), api.centre);
    await world.app.drain();
    const needs = await world.rows<{ code: string; state: string; household_id: string }>(
      'select code, state, household_id from needs where household_id = any($1) and closed_at is null order by code',
      [[of.id, to.id]],
    );
    expect(needs).toEqual([
      { code: 'LI-02', state: 'found', household_id: to.id },
      { code: 'SO-05', state: 'found', household_id: of.id },
    ]);
    const cases = await world.rows<{ lead_worker_id: string }>(
      "select lead_worker_id from cases where household_id = $1 and state <> 'closed'",
      [to.id],
    );
    expect(cases).toHaveLength(1);
    expect(cases[0]!.lead_worker_id).toBeTruthy();
    const grants = await world.rows(
      "select 1 from access_grants where household_id = $1 and ground = 'protected-team'",
      [to.id],
    );
    expect(grants).toEqual([]);
    expect([200, 409]).toContain((await undo(id, api.window)).status);
  });

  it('a barred person stays barred where they go; consents stay and are asked anew (R98, B30)', async () => {
    const of = await opened();
    const son = of.members.find(({ name }) => name === '王建军')!.id;
    const bar = { barred: true, reason: '据邻居反映有家庭暴力' };
    expect((await api.window.post(`households/${of.id}/members/${son}/guardian-bar`, bar)).status).toBe(200);
    const { to } = await done(of, split(of));
    const rows = await world.rows('select barred from guardian_bars where household_id = $1', [to.id]);
    expect(rows).toEqual([{ barred: true }]);
    expect(await world.rows('select 1 from consents where household_id = $1', [to.id])).toEqual([]);
  });

  it('both files come before a person again, whatever a calculation says (R3, R30)', async () => {
    const of = await opened();
    const proposal = await api.station.post(`households/${of.id}/classifications`, {});
    const confirm = await api.station.post(`classifications/${bodyOf(proposal).id}/confirm`, {
      class: 2,
      secondary: [],
      reason: '入户核实',
    });
    expect(confirm.status).toBe(200);
    const { to } = await done(of, split(of));
    const rechecks = await world.rows<{ ground: string; due: string }>(
      "select ground, due_on::text as due from rechecks where household_id = $1 and state = 'open'",
      [of.id],
    );
    expect(rechecks).toEqual([{ ground: 'members', due: world.app.clock.today() }]);
    const waiting = await world.rows("select 1 from classifications where household_id = $1 and state = 'proposed'", [
      to.id,
    ]);
    expect(waiting).toHaveLength(1);
    expect((await file(of.id)) as object).toMatchObject({ primaryClass: 2 });
    expect((await file(to.id)) as object).toMatchObject({ primaryClass: null });
  });

  it('in the console: everything typed stays, the consequences come first, the old file leads to the new one', async () => {
    const of = await opened();
    const son = of.members.findIndex(({ name }) => name === '王建军');
    const page = `/console/households/${of.id}/regroupings`;
    const visitor = await new ConsoleVisitor(world.app).signIn(world.logins.window.username);
    const typed = { kind: 'split', reason: 'married', note: '年底结婚后搬到新房', address: '新村 8 号' };
    const wrong = await visitor.submit(`${page}/new`, `${page}/preview`, typed);
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('年底结婚后搬到新房');
    expect(wrong.text).toContain('请选择离开本户的成员');
    const shown = await visitor.send(wrong.text, `${page}/preview`, { ...typed, [`members.${son}.relation`]: 'head' });
    expect(shown.status).toBe(200);
    expect(shown.text).toContain('1 人从本户分出，另立档案。');
    const back = await visitor.send(shown.text, page, { change: 'yes' });
    expect([back.status, back.text.includes('新村 8 号')]).toEqual([422, true]);
    const confirmed = await visitor.send(shown.text, page);
    expect(confirmed.status).toBe(303);
    const own = await visitor.get(confirmed.headers.location as string);
    expect(own.text).toContain('王建军');
    const list = await visitor.get(page);
    expect(list.text).toContain('曾在本户的成员');
    const [, undoing = ''] = /action="([^"]+\/undo)"/.exec(list.text) ?? [];
    expect((await visitor.send(list.text, undoing)).status).toBe(303);
    const closed = await visitor.get((confirmed.headers.location as string).split('?')[0]!);
    expect(closed.text).toContain('本档案已关闭');
    expect(closed.text).toContain(`/console/households/${of.id}`);
    await visitor.speak('en');
    expect((await visitor.get(page)).text).toContain('Split or merge households');
  });

  it('tell a reader of one file nothing of the other, nor why somebody left (B30, C3)', async () => {
    const of = await opened();
    const input = split(of, { regionCode: OTHER_VILLAGE, note: '因家庭矛盾搬出' });
    const { id, to } = await done(of, input, api.centre);
    expect((await api.window.get(`regroupings/${id}`)).status).toBe(404);
    const list = await api.window.get(`households/${of.id}/regroupings`);
    expect([list.status, list.text.includes(to.id)]).toEqual([200, false]);
    expect((await undo(id, api.window)).status).toBe(404);
    const [unit] = await world.rows<{ id: string }>(
      "select u.id from units u join regions r on r.id = u.region_id where u.tier = 'window' and r.code = $1",
      [OTHER_VILLAGE],
    );
    const neighbour = world.app.api((await loginAs(world.app, 'window-worker', { unitId: unit!.id })).token);
    expect((await neighbour.get(`regroupings/${id}`)).status).toBe(404);
    expect((await neighbour.get(`households/${to.id}`)).status).toBe(200);
  });
});
