import { makeOffering } from '../../factories/supply.factory';
import { ConsoleVisitor } from '../../support/console';
import { spokenFor } from '../people/assessed-household';
import { openReferralWorld, type Firm, type ReferralWorld } from './referral-world';

const LINE = {
  side: 'self',
  field: 'capability',
  goal: 'Cooks again',
  action: 'Cooks twice a week',
  ownerName: 'Wang',
};

/** Only a confirmed need that a scale speaks for is matched, planned and referred (R18, R95). */
describe('a need entered by hand', () => {
  let world: ReferralWorld;
  let firm: Firm;
  beforeAll(async () => {
    world = await openReferralWorld();
    firm = await world.firm();
  });
  afterAll(() => world.close());

  const byHand = async (id: string, code: string) => {
    const stated = { code, severity: 2, reason: 'She said so at the door' };
    const found = (await world.api.window.post(`households/${id}/needs`, stated)).body as { id: string };
    expect((await world.api.window.post(`needs/${found.id}/confirm`, { name: 'Wang', mode: 'self' })).status).toBe(200);
    return found.id;
  };
  const codes = (answer: { status: number; body: unknown }) => {
    const { code, errors } = answer.body as { code?: string; errors?: Array<{ code: string }> };
    return [answer.status, errors?.[0]?.code ?? code];
  };

  it('stays out of matches, plans and referrals until a scale speaks for it', async () => {
    const { id } = await world.needy([]);
    const need = await byHand(id, 'LI-03');
    const offering = await makeOffering(world.app, firm.provider, { code: 'LI-03', capacityPerPeriod: 3 });
    const match = (body = {}) => world.api.window.post(`households/${id}/matches`, body);
    const plan = () =>
      world.api.window.post('plans', { householdId: id, items: [{ ...LINE, needId: need }], noEducationReason: '无' });
    const refer = () => world.api.window.post('referrals', { needId: need, offeringId: offering.id });
    expect(codes(await match())).toEqual([409, 'match-without-assessed-needs']);
    expect(codes(await match({ needIds: [need] }))).toEqual([422, 'need-not-assessed']);
    expect(codes(await plan())).toEqual([422, 'need-not-assessed']);
    expect(codes(await refer())).toEqual([409, 'need-not-assessed']);
    const visitor = await new ConsoleVisitor(world.app).signIn(world.logins.window.username);
    const page = await visitor.get(`/console/households/${id}/matches`);
    expect(page.text).toContain('未经评估');
    expect(page.text).not.toContain(`value="${need}"`);
    await spokenFor(world, need);
    expect((await match()).status).toBe(201);
    expect((await plan()).status).toBe(201);
    expect((await refer()).status).toBe(201);
  });

  it('is kept out by the database too, whatever a program does', async () => {
    const { id } = await world.needy([]);
    const need = await byHand(id, 'LI-03');
    await expect(world.rows("update needs set state = 'planned' where id = $1", [need])).rejects.toThrow(
      'not assessed',
    );
    await expect(world.rows('update needs set assessed = true where id = $1', [need])).rejects.toThrow(
      'assessed_check',
    );
    const line = `insert into plan_items (id, plan_id, need_id, side, field, owner_name, goal, action, goal_weight, choice, reasons, position)
      values (gen_random_uuid(), gen_random_uuid(), $1, 'self', 'material', '', '', '', 1, 'open', '{}', 0)`;
    await expect(world.rows(line, [need])).rejects.toThrow('was not assessed');
  });

  it('may not be planned for before the household has said yes', async () => {
    const { id } = await world.needy([]);
    const stated = { code: 'LI-03', severity: 2, reason: 'She said so at the door' };
    const found = (await world.api.window.post(`households/${id}/needs`, stated)).body as { id: string };
    await spokenFor(world, found.id);
    const body = { householdId: id, items: [{ ...LINE, needId: found.id }], noEducationReason: '无' };
    expect(codes(await world.api.window.post('plans', body))).toEqual([422, 'need-not-confirmed']);
  });

  it('does not hinder a preventive plan: no status and no class is asked for (R40)', async () => {
    const { id } = await world.needy([]);
    const [status] = await world.rows<{ count: string }>(
      "select count(*) from entitlements where household_id = $1 and state = 'granted'",
      [id],
    );
    const [decided] = await world.rows<{ count: string }>(
      'select count(*) from classifications where household_id = $1 and decided_at is not null',
      [id],
    );
    expect([Number(status!.count), Number(decided!.count)]).toEqual([0, 0]);
    const body = { householdId: id, items: [LINE], noEducationReason: '无' };
    const plan = (await world.api.window.post('plans', body)).body as { id: string };
    expect((await world.api.window.post(`plans/${plan.id}/offer`)).status).toBe(200);
    const signed = await world.api.window.post(`plans/${plan.id}/confirm`, { signedBy: 'Wang', mode: 'self' });
    expect([signed.status, (signed.body as { state: string }).state]).toEqual([200, 'confirmed']);
  });
});
