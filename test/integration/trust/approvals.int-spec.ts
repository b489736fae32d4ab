import type { FieldGroup } from '../../../src/trust/access';
import { Households, identityCheckCharacter } from '../../../src/people/households';
import { Transactions } from '../../../src/platform/database';
import { Approvals } from '../../../src/trust/approvals';
import { memberInput } from '../../factories/households.factory';
import type { ApiClient } from '../../support/app';
import { type Login, loginAs } from '../../support/district';
import { connected } from '../consistency/catalogue';
import { openPeopleWorld, OTHER_VILLAGE, type PeopleWorld } from '../people/assessed-household';

interface Body {
  id: string;
  code: string;
  state: string;
  endsAt: string;
  moves: string[];
  items: Array<{ id: string; action: string }>;
  errors: Array<{ code: string }>;
}

const REASON = '家中老人摔倒，需要马上联系家属';

describe('approvals', () => {
  let world: PeopleWorld;
  let supervisor: Login;
  let second: Login;
  let api: Record<'window' | 'centre' | 'officer' | 'second' | 'supervisor' | 'dispatcher', ApiClient>;
  let count = 0;

  beforeAll(async () => {
    world = await openPeopleWorld();
    supervisor = await loginAs(world.app, 'supervisor');
    second = await loginAs(world.app, 'officer');
    api = { ...world.api, second: world.app.api(second.token), supervisor: world.app.api(supervisor.token) };
  });
  afterEach(() => world.app.clock.reset());
  afterAll(() => world.close());

  const elsewhere = async () => {
    const { id } = await world.household([memberInput({ name: `远${(count += 1)}` })], OTHER_VILLAGE);
    const [row] = await world.rows<{ number: string }>('select number from households where id = $1', [id]);
    return { id, number: row!.number };
  };
  const ask = async (householdKey: string, more: object = {}, by: ApiClient = api.window) => {
    const answer = await by.post('approvals', { kind: 'break-glass', householdKey, reason: REASON, ...more });
    return { status: answer.status, body: answer.body as Body };
  };
  const post = async (by: ApiClient, path: string, body: object = {}) => {
    const answer = await by.post(`approvals/${path}`, body);
    return { status: answer.status, body: answer.body as Body };
  };
  const running = async () => {
    const household = await elsewhere();
    const { id } = (await ask(household.number)).body;
    expect((await post(api.centre, `${id}/confirm`)).body).toMatchObject({ state: 'running' });
    return { id, household };
  };
  const opens = async (householdId: string) => (await api.window.get(`households/${householdId}`)).status;

  it('open a file from elsewhere with a reason and a second person, tell the household, and are reviewed', async () => {
    const { id: householdId, number } = await elsewhere();
    expect(await opens(householdId)).toBe(404);
    expect((await ask(number, { reason: '想看' })).status).toBe(422);
    const asked = await ask(number);
    expect(asked).toMatchObject({ status: 201, body: { state: 'asked', moves: ['cancel'], householdId: null } });
    const { id } = asked.body;
    expect((await ask(number)).body.code).toBe('approval-open-already');
    expect(await opens(householdId)).toBe(404);
    const waiting = (await api.centre.get('approvals?show=waiting')).body as Body;
    expect(waiting.items.map((item) => item.id)).toContain(id);

    const confirmed = await post(api.centre, `${id}/confirm`, { note: '情况属实' });
    expect(confirmed.body).toMatchObject({ state: 'running', householdId });
    expect(await opens(householdId)).toBe(200);
    await world.app.drain();
    const letters = await world.rows<{ template: string }>(
      "select template from notifications where household_id = $1 and recipient_kind = 'household'",
      [householdId],
    );
    expect(letters).toContainEqual({ template: 'file-opened' });

    expect((await post(api.officer, `${id}/end`)).body.code).toBe('approval-not-yours');
    expect((await post(api.window, `${id}/end`)).body).toMatchObject({ state: 'ended' });
    expect(await opens(householdId)).toBe(404);
    const list = async (by: ApiClient) => ((await by.get('approvals?show=review')).body as Body).items.map((i) => i.id);
    expect([await list(api.centre), await list(api.officer)].map((ids) => ids.includes(id))).toEqual([false, true]);
    const read = (await api.officer.get(`approvals/${id}/readings`)).body as Body;
    expect(read.items.map(({ action }) => action)).toContain('household.file-read');
    const review = { result: 'justified', text: '已核实：当日老人确实送医' };
    expect((await post(api.window, `${id}/review`, review)).status).toBe(403);
    expect((await post(api.centre, `${id}/review`, review)).body.code).toBe('approval-own-review');
    expect((await post(api.officer, `${id}/review`, review)).body).toMatchObject({ state: 'reviewed', moves: [] });
    const actions = await world.rows<{ action: string }>(
      'select action from audit_events where subject_id = $1 order by at',
      [id],
    );
    expect(actions.map(({ action }) => action)).toEqual(
      ['asked', 'confirmed', 'ended', 'review-due', 'reviewed'].flatMap((word) =>
        word === 'confirmed' ? ['approval.confirmed', 'break-glass.told'] : [`approval.${word}`],
      ),
    );
  });

  it('are told to nobody once the household was erased, and the news ends there', async () => {
    const { id, household } = await running();
    await connected(world.app.database.workerUrl, async (client) => {
      await client.query(`select set_config('app.kind', 'system', false)`);
      await client.query('select app.erase_household($1)', [household.id]);
    });
    await world.app.drain();
    const news = `select d.attempts, d.done_at is not null as done from event_deliveries d
      join outbox_events e on e.id = d.event_id where e.aggregate_id = $1 and d.subscriber = 'notify-opening'`;
    expect(await world.rows(news, [id])).toEqual([{ attempts: 0, done: true }]);
  });

  it('are found by a whole identity number or phone too, and not needed for a file in reach', async () => {
    const seventeen = '99010119490307002';
    const identityNumber = seventeen + identityCheckCharacter(seventeen);
    await world.household(
      [memberInput({ name: '凭证', birthDate: '1949-03-07', identityKind: 'resident-id', identityNumber })],
      OTHER_VILLAGE,
    );
    const far = await ask(identityNumber);
    expect(far.body.errors ?? far.body).toMatchObject({ state: 'asked' });
    expect((await ask('99999999999')).body.errors).toEqual([expect.objectContaining({ code: 'household-not-found' })]);
    const near = await world.household([memberInput({ name: '近邻' })]);
    const [row] = await world.rows<{ number: string }>('select number from households where id = $1', [near.id]);
    expect((await ask(row!.number)).body.code).toBe('approval-not-needed');
    const recorded = await world.rows<{ text: string }>(
      `select coalesce(string_agg(e::text, ''), '') as text from audit_events e where action = 'household.searched'`,
    );
    expect(recorded[0]!.text).not.toContain(identityNumber);
  });

  it('are given by one of two who confirm at once, and never by the asker', async () => {
    const { number } = await elsewhere();
    const { id } = (await ask(number)).body;
    const answers = await Promise.all([api.centre, api.officer].map((by) => post(by, `${id}/confirm`)));
    const [first, later] = answers.map(({ status }) => status).sort();
    expect(first).toBe(200);
    expect([409, 412]).toContain(later);
    const own = await ask(number, { kind: 'field-group', fieldGroups: ['protected'] }, api.centre);
    expect(own.status).toBe(201);
    expect((await post(api.centre, `${own.body.id}/confirm`)).body.code).toBe('approval-own-request');
    // Behind the life cycle stands the database.
    const { app } = world;
    const sql = `update approvals set state = 'running', decided_by = $2, decided_at = now() where id = $1`;
    const acting = { ...world.logins.centre.actor, userId: world.logins.centre.accountId, purpose: 'test' };
    await expect(
      app.as(acting, () => app.get(Transactions).manager.query(sql, [own.body.id, acting.userId])),
    ).rejects.toThrow(/approvals_second_person_check/);
    await expect(
      app.as(acting, () => app.get(Transactions).manager.query(sql, [own.body.id, second.accountId])),
    ).rejects.toThrow(/second person/);
    const grant = `insert into access_grants (id, household_id, district_code, account_id, ground, source_id, valid_from, system_until)
      select gen_random_uuid(), household_id, district_code, requested_by, 'break-glass', id, now(), now() + interval '1 year' from approvals where id = $1`;
    await expect(app.as(acting, () => app.get(Transactions).manager.query(grant, [id]))).rejects.toThrow(/row-level/);
  });

  it('end after 24 hours of the system, whatever business time says', async () => {
    const { id, household } = await running();
    const [term] = await world.rows<{ hours: string }>(
      'select extract(epoch from ends_at - starts_at) / 3600 as hours from approvals where id = $1',
      [id],
    );
    expect(Number(term!.hours)).toBe(24);
    world.app.clock.set(new Date(world.app.clock.now().getTime() + 30 * 3_600_000));
    await world.app.drain();
    expect(await opens(household.id)).toBe(200);
    world.app.clock.reset();
    const past = `set session_replication_role = replica; update approvals set starts_at = starts_at - interval '25 hours',
      ends_at = ends_at - interval '25 hours' where id = '${id}'; update access_grants set system_until = system_until - interval '25 hours'
      where source_id = '${id}'; reset session_replication_role`;
    await world.rows(past);
    expect(await opens(household.id)).toBe(404);
    world.app.clock.set(new Date(world.app.clock.now().getTime() - 48 * 3_600_000));
    const reading = world.app.as(world.logins.window.actor, () => world.app.get(Households).unrecorded(household.id));
    await expect(reading).rejects.toThrow('household-not-found');
    world.app.clock.set(new Date(world.app.clock.now().getTime() + 120 * 3_600_000));
    await world.app.drain();
    world.app.clock.reset();
    expect(((await api.window.get(`approvals/${id}`)).body as Body).state).toBe('ended');
    const prolong = "update approvals set ends_at = ends_at + interval '1 day' where id = $1";
    const { app } = world;
    await expect(
      app.as(world.logins.centre.actor, () => app.get(Transactions).manager.query(prolong, [id])),
    ).rejects.toThrow(/permission denied/);
  });

  it('may tell the household later, for a ground and on a day that stand on the record', async () => {
    const { id: householdId, number } = await elsewhere();
    const { id } = (await ask(number)).body;
    const codes = async (body: object) =>
      (await post(api.centre, `${id}/confirm`, body)).body.errors?.map(({ code }) => code);
    const noticeDelayReason = '施暴者会看到寄来的信，先安排安全住处';
    const on = (days: number) =>
      new Date(world.app.clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10);
    expect(await codes({ noticeDelayReason })).toEqual(['notice-delay-incomplete']);
    expect(await codes({ noticeDelayReason, noticeOn: on(400) })).toEqual(['notice-day-out-of-range']);
    expect((await post(api.centre, `${id}/confirm`, { noticeDelayReason, noticeOn: on(10) })).status).toBe(200);
    await world.app.drain();
    const told = () =>
      world.rows("select 1 from notifications where household_id = $1 and template = 'file-opened'", [householdId]);
    expect(await told()).toHaveLength(0);
    world.app.clock.set(new Date(world.app.clock.now().getTime() + 11 * 86_400_000));
    await world.app.drain();
    world.app.clock.reset();
    expect(await told()).toHaveLength(1);
  });

  it('hold a field group for the asker alone, while they run', async () => {
    const { id: householdId } = await world.household([memberInput({ name: '孩子' })]);
    const [row] = await world.rows<{ number: string }>('select number from households where id = $1', [householdId]);
    const body = { kind: 'field-group', fieldGroups: ['protected'] };
    expect((await ask(row!.number, { kind: 'field-group' })).body.errors[0]!.code).toBe('approval-groups-needed');
    const { id } = (await ask(row!.number, body)).body;
    const holds = async (login: Login, group: FieldGroup = 'protected') => {
      const held = await world.app.as(login.actor, () => world.app.get(Approvals).held([householdId]));
      return held.get(householdId)?.has(group) ?? false;
    };
    expect(await holds(world.logins.window)).toBe(false);
    await post(api.centre, `${id}/confirm`);
    const held = [holds(world.logins.window), holds(world.logins.window, 'economy'), holds(world.logins.station)];
    expect(await Promise.all(held)).toEqual([true, false, false]);
    const used = await world.rows("select 1 from audit_events where action = 'approval.used' and household_id = $1", [
      householdId,
    ]);
    expect(used).toHaveLength(2);
    await post(api.window, `${id}/end`);
    expect(await holds(world.logins.window)).toBe(false);
    expect(
      (await post(api.officer, `${id}/review`, { result: 'justified', text: '这一类申请不需要事后复核' })).body.code,
    ).toBe('approval-review-not-needed');
  });

  it('give a supervisor the identified view on a numbered request, decided by the authority', async () => {
    const { number } = await elsewhere();
    const body = { kind: 'numbered-request', fieldGroups: ['identity', 'contact'] };
    expect((await ask(number, body, api.window)).body.code).toBe('approval-kind-not-yours');
    expect((await ask(number, {}, api.supervisor)).body.code).toBe('approval-kind-not-yours');
    expect((await ask(number, body, api.supervisor)).body.errors[0]!.code).toBe('approval-document-needed');
    const asked = await ask(number, { ...body, documentNumber: '云纪函〔2026〕12号' }, api.supervisor);
    expect(asked.status).toBe(201);
    expect((await post(api.centre, `${asked.body.id}/confirm`)).body.code).toBe('approval-officer-needed');
    expect((await post(api.officer, `${asked.body.id}/confirm`)).body.state).toBe('running');
  });

  it('answer every role in every state as the life cycle has it', async () => {
    const { number } = await elsewhere();
    const { id } = (await ask(number)).body;
    const roles = { ...api, station: world.api.station };
    const note = { note: '理由不足' };
    const table = async () => {
      const seen: Record<string, string> = {};
      for (const [role, by] of Object.entries(roles)) {
        const answer = await by.get(`approvals/${id}`);
        seen[role] = answer.status === 200 ? (answer.body as Body).moves.join(' ') : String(answer.status);
      }
      return seen;
    };
    const outside = { dispatcher: '403', station: '404' };
    expect(await table()).toEqual({
      ...{ window: 'cancel', centre: 'confirm refuse', officer: 'confirm refuse', second: 'confirm refuse' },
      ...{ supervisor: '', ...outside },
    });
    expect((await post(api.supervisor, `${id}/confirm`)).status).toBe(403);
    await post(api.officer, `${id}/confirm`);
    expect(await table()).toEqual({
      ...{ window: 'end', centre: '', officer: 'end', second: '', supervisor: '', ...outside },
    });
    expect((await post(api.centre, `${id}/refuse`, note)).body.code).toBe('move-not-allowed');
    await post(api.officer, `${id}/end`);
    expect(await table()).toEqual({
      ...{ window: '', centre: 'review', officer: '', second: 'review', supervisor: 'review', ...outside },
    });
    const other = await ask(number);
    expect((await post(api.second, `${other.body.id}/refuse`, note)).body).toMatchObject({ state: 'refused' });
    const third = await ask(number);
    expect((await post(api.window, `${third.body.id}/cancel`)).body).toMatchObject({ state: 'cancelled' });
    const fourth = await ask(number);
    world.app.clock.set(new Date(world.app.clock.now().getTime() + 4 * 86_400_000));
    await world.app.drain();
    world.app.clock.reset();
    expect(((await api.window.get(`approvals/${fourth.body.id}`)).body as Body).state).toBe('expired');
  });
});
