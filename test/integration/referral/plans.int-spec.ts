import { makeOffering, makeProvider, dispatcherOf } from '../../factories/supply.factory';
import { Plans } from '../../../src/referral/plans';
import type { PlanView } from '../../../src/referral/plans/dto/plan.view';
import type { Offering } from '../../../src/supply/offerings';
import { confirmedNeed, openHousehold, openMatchWorld, type MatchWorld } from './matched-household';

const OWN = {
  side: 'self',
  field: 'capability',
  goal: 'Walk daily',
  action: 'Walks after breakfast',
  ownerName: 'Wang',
};
const CHILD = { name: '王小明', relation: 'grandchild', birthDate: '2016-05-01', inEducation: true };
const HEAD = { name: '王桂芳', relation: 'head', birthDate: '1949-03-02' };

describe('plans', () => {
  let world: MatchWorld;
  let meals: Offering;
  let company: Offering;
  beforeAll(async () => {
    world = await openMatchWorld({ alone: true });
    const provider = await makeProvider(world.app);
    meals = await makeOffering(world.app, provider, { code: 'LI-02' });
    company = await makeOffering(world.app, provider, { code: 'SO-01' });
  }, 60_000);
  afterAll(() => world?.close());

  const stateOf = async (needId: string) =>
    (await world.rows<{ state: string }>('select state from needs where id = $1', [needId]))[0]?.state;

  async function planned(items: object[] = [OWN], members?: object[]) {
    const household = await world.needy(['LI-02'], members);
    const match = await world.match(household.id);
    const answer = await world.api.window.post('plans', { householdId: household.id, matchId: match.id, items });
    if (answer.status !== 201) throw new Error(answer.text);
    return { household, match, plan: answer.body as PlanView };
  }

  it('comes out of a match: every line with side, field, goal, owner, day and level', async () => {
    const { plan, household } = await planned();
    expect(plan).toMatchObject({
      state: 'draft',
      planVersion: 1,
      mix: { government: 0, society: 1, family: 0, self: 1 },
      missing: [],
    });
    expect(plan.items[0]).toMatchObject({
      ...{ needId: household.needIds[0], offeringId: meals.id, side: 'society', field: 'material', code: 'LI-02' },
      ...{ baselineLevel: 2, expectedLevel: 1, goalWeight: 2, choice: 'open' },
    });
    expect(plan.items[0]!.dueOn).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });

  it('is offered only with an item of family or self, or a reason (R5)', async () => {
    const { plan } = await planned([]);
    expect(plan.missing.map(({ code }) => code)).toEqual(['plan-needs-own-help']);
    const refused = await world.api.window.post(`plans/${plan.id}/offer`);
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({ errors: [{ field: 'noFamilySelfReason', code: 'plan-needs-own-help' }] });
    const edited = await world.api.window.patch(
      `plans/${plan.id}`,
      { noFamilySelfReason: 'bedridden, no kin' },
      plan.version,
    );
    expect(edited.status).toBe(200);
    expect((await world.api.window.post(`plans/${plan.id}/offer`)).body).toMatchObject({ state: 'offered' });
  });

  it('thinks of the education of a child, or says why not (R41)', async () => {
    const { plan } = await planned([OWN], [HEAD, CHILD]);
    expect(plan.missing.map(({ code }) => code)).toEqual(['plan-needs-education']);
    const item = {
      side: 'family',
      code: 'ED-02',
      goal: 'Reads well',
      action: 'Reads aloud each evening',
      ownerName: 'Grandmother',
    };
    const added = await world.api.window.post(`plans/${plan.id}/items`, item).set('if-match', `"${plan.version}"`);
    expect(added.status).toBe(201);
    expect(added.body).toMatchObject({ missing: [], version: plan.version + 1 });
  });

  it('is confirmed with a signature, plans its needs and tells the others', async () => {
    const { plan, household } = await planned();
    const confirmed = await world.api.window.post(`plans/${plan.id}/confirm`, { signedBy: '王桂芳', mode: 'assisted' });
    // A window sees goals, not signatures; the station sees both (C3).
    expect(confirmed.body).toMatchObject({ state: 'confirmed', signedByName: null, withheld: ['plan'] });
    const read = await world.api.station.get(`plans/${plan.id}`);
    expect(read.body).toMatchObject({ signedByName: '王桂芳', signedMode: 'assisted', withheld: [] });
    expect(await stateOf(household.needIds[0]!)).toBe('planned');
    const events = await world.rows<{ type: string }>(
      'select type from outbox_events where aggregate_id = $1 order by id',
      [plan.id],
    );
    expect(events.map(({ type }) => type)).toEqual(['plan.offered', 'plan.confirmed']);
    const again = await world.api.window.post(`plans/${plan.id}/confirm`, { signedBy: '王桂芳', mode: 'self' });
    expect(again.status).toBe(409);
    expect(again.body).toMatchObject({ code: 'move-not-allowed' });
  });

  it('records a refusal to sign only with a reason', async () => {
    const { plan } = await planned();
    const bare = await world.api.window.post(`plans/${plan.id}/confirm`, { signedBy: '王桂芳', mode: 'refused' });
    expect(bare.status).toBe(422);
    const reasoned = { signedBy: '王桂芳', mode: 'refused', reason: 'wants her son to read it' };
    expect((await world.api.window.post(`plans/${plan.id}/confirm`, reasoned)).status).toBe(200);
    expect((await world.api.station.get(`plans/${plan.id}`)).body).toMatchObject({ signedMode: 'refused' });
  });

  it('has one live version: a change needs a reason and supersedes the one before', async () => {
    const { plan, household } = await planned();
    await world.api.window.post(`plans/${plan.id}/confirm`, { signedBy: '王桂芳', mode: 'self' });
    const needId = await confirmedNeed(world, household.id, 'SO-01');
    const match = await world.match(household.id);
    const body = { householdId: household.id, matchId: match.id };
    const silent = await world.api.window.post('plans', body);
    expect(silent.body).toMatchObject({ errors: [{ field: 'changeReason', code: 'plan-change-reason-needed' }] });
    const next = await world.api.window.post('plans', { ...body, changeReason: 'lonely since her husband died' });
    expect(next.body).toMatchObject({ number: plan.number, planVersion: 2, state: 'draft' });
    const second = next.body as PlanView;
    expect(second.items.map(({ offeringId }) => offeringId)).toEqual([company.id, meals.id, null]);
    expect((await world.api.window.post('plans', { ...body, changeReason: 'again' })).body).toMatchObject({
      code: 'plan-draft-open',
    });
    await world.api.window.post(`plans/${second.id}/confirm`, { signedBy: '王桂芳', mode: 'self' });
    expect((await world.api.window.get(`plans/${plan.id}`)).body).toMatchObject({ state: 'superseded' });
    expect(await stateOf(needId)).toBe('planned');
    const live = await world.rows(`select id from plans where household_id = $1 and state = 'confirmed'`, [
      household.id,
    ]);
    expect(live).toEqual([{ id: second.id }]);
  });

  it('is edited as one sheet: a stale version is refused, a signed plan is not written in', async () => {
    const { plan } = await planned();
    const line = plan.items[0]!;
    const changed = await world.api.window.patch(
      `plans/${plan.id}/items/${line.id}`,
      { goal: 'Two warm meals' },
      plan.version,
    );
    expect((changed.body as PlanView).items[0]!.goal).toBe('Two warm meals');
    expect(
      (await world.api.window.patch(`plans/${plan.id}/items/${line.id}`, { goal: 'x' }, plan.version)).status,
    ).toBe(412);
    const removed = await world.api.window
      .delete(`plans/${plan.id}/items/${line.id}`)
      .set('if-match', `"${plan.version + 1}"`);
    expect((removed.body as PlanView).items).toHaveLength(1);
    await world.api.window.post(`plans/${plan.id}/confirm`, { signedBy: '王桂芳', mode: 'self' });
    const late = await world.api.window.patch(`plans/${plan.id}`, { summary: 'late' }, plan.version + 4);
    expect([409, 412]).toContain(late.status);
    expect((await world.api.window.get(`plans/${plan.id}`)).body).toMatchObject({ summary: null });
  });

  it('offers a menu of at most five, says why, and keeps who chose what (R34)', async () => {
    const provider = await makeProvider(world.app);
    for (let count = 0; count < 6; count += 1) await makeOffering(world.app, provider, { code: 'LI-03' });
    const { id, needIds } = await world.needy(['LI-03']);
    const match = await world.match(id);
    const plan = (await world.api.window.post('plans', { householdId: id, matchId: match.id, items: [OWN] }))
      .body as PlanView;
    const menu = await world.api.window.get(`plans/${plan.id}/menu`);
    const cards = (
      menu.body as { needs: Array<{ cards: Array<{ offeringId: string; planned: boolean; why: string[] }> }> }
    ).needs[0]!.cards;
    expect(cards).toHaveLength(5);
    expect(cards.filter((card) => card.planned)).toHaveLength(1);
    expect(cards.every(({ why }) => why.length > 0)).toBe(true);
    const other = cards.find((card) => !card.planned)!;
    const refused = cards.find((card) => card.planned)!;
    const choices = [
      { needId: needIds[0], offeringId: other.offeringId, choice: 'wanted' },
      { needId: needIds[0], offeringId: refused.offeringId, choice: 'not-now' },
    ];
    const chosen = await world.api.window.post(`plans/${plan.id}/choices`, { by: '王桂芳', mode: 'assisted', choices });
    expect(chosen.body).not.toHaveProperty('code');
    const { offeringId } = other;
    expect((chosen.body as PlanView).items[0]).toMatchObject({ offeringId, choice: 'wanted', chosenBy: null });
    const read = await world.api.station.get(`plans/${plan.id}`);
    expect((read.body as PlanView).items[0]).toMatchObject({ offeringId, chosenBy: '王桂芳' });
    const words = await world.rows('select choice, chosen_mode from plan_choices where plan_id = $1 order by choice', [
      plan.id,
    ]);
    expect(words).toEqual([
      { choice: 'not-now', chosen_mode: 'assisted' },
      { choice: 'wanted', chosen_mode: 'assisted' },
    ]);
    const twice = choices.map((choice) => ({ ...choice, choice: 'wanted' }));
    expect(
      (await world.api.window.post(`plans/${plan.id}/choices`, { by: 'x', mode: 'self', choices: twice })).status,
    ).toBe(422);
    const stranger = [{ needId: needIds[0], offeringId: meals.id, choice: 'wanted' }];
    expect(
      (await world.api.window.post(`plans/${plan.id}/choices`, { by: 'x', mode: 'self', choices: stranger })).body,
    ).toMatchObject({
      errors: [{ code: 'choice-not-on-menu' }],
    });
  });

  it('refuses what a match did not propose, a household without a case, and an empty offer', async () => {
    const { household, match } = await planned();
    const open = await world.api.window.get(`plans?householdId=${household.id}&state=draft`);
    expect((open.body as { items: unknown[] }).items).toHaveLength(1);
    const other = await world.needy(['SO-01']);
    const foreign = await world.api.window.post('plans', { householdId: other.id, matchId: match.id });
    expect(foreign.body).toMatchObject({ errors: [{ code: 'match-of-other-household' }] });
    const own = await world.match(other.id);
    const strange = {
      householdId: other.id,
      matchId: own.id,
      offerings: [{ needId: other.needIds[0], offeringId: meals.id }],
    };
    expect((await world.api.window.post('plans', strange)).body).toMatchObject({
      errors: [{ code: 'offering-not-in-match' }],
    });
    const { id } = await openHousehold(world);
    const empty = (await world.api.window.post('plans', { householdId: id })).body as PlanView;
    expect((await world.api.window.post(`plans/${empty.id}/offer`)).body).toMatchObject({ code: 'plan-empty' });
  });

  it('adds the benefits that are still to be applied for as lines of the government', async () => {
    const household = await world.needy(['LI-02']);
    const list = await world.api.window.get(`households/${household.id}/entitlements`);
    const lines = (list.body as { items: Array<{ id: string; state: string }> }).items;
    const open = lines.find(({ state }) => state === 'eligible-not-applied') ?? lines[0];
    expect(open).toBeDefined();
    const body = { householdId: household.id, entitlementIds: [open!.id], items: [OWN] };
    const answer = await world.api.window.post('plans', body);
    expect(answer.status).toBe(201);
    expect((answer.body as PlanView).mix).toMatchObject({ government: 1, self: 1 });
  });

  it('is not there for a provider', async () => {
    const { plan } = await planned();
    expect((await world.api.dispatcher.get(`plans/${plan.id}`)).status).toBe(403);
    const provider = await makeProvider(world.app);
    const seen = await world.app.as(dispatcherOf(provider), async () => [
      await world.app.get(Plans).live(plan.householdId),
      (await world.app.get(Plans).items(plan.id)).length,
    ]);
    expect(seen).toEqual([null, 0]);
  });
});
