import { memberInput } from '../../factories/households.factory';
import { loginAs } from '../../support/district';
import { openPeopleWorld, type PeopleWorld } from './assessed-household';

interface Case {
  id: string;
  state: string;
  tier: string;
  leadWorkerId: string;
}

describe('people/cases', () => {
  let world: PeopleWorld;
  let count = 0;
  const openCase = async () => {
    const { id: householdId } = await world.household([memberInput({ name: `案${(count += 1)}` })]);
    const answer = await world.api.window.post(`households/${householdId}/cases`);
    if (answer.status !== 201) throw new Error(answer.text);
    return answer.body as Case;
  };
  const read = async (id: string) => (await world.api.centre.get(`cases/${id}`)).body as Case;
  const offer = (id: string, body: object = {}) =>
    world.api.window.post(`cases/${id}/handovers`, {
      tier: 'station',
      reasonCode: 'difficulty-after-policy',
      residualDifficulty: '低保已办，仍缺照料',
      ...body,
    });

  beforeAll(async () => {
    world = await openPeopleWorld({ alone: true });
  });
  afterAll(() => world.close());

  it('has an owner from the first moment, also when the centre opens it', async () => {
    const { id } = await world.household([memberInput({ name: '中心建' })]);
    const opened = (await world.api.centre.post(`households/${id}/cases`)).body as Case;
    expect(opened).toMatchObject({ tier: 'window', state: 'intake', leadWorkerId: world.logins.window.accountId });
    const second = await world.api.centre.post(`households/${id}/cases`);
    expect((second.body as { code: string }).code).toBe('case-open-already');
  });

  it('goes through its stages, pauses and comes back where it was', async () => {
    const { id } = await openCase();
    for (const to of ['policy-first', 'assessment', 'planning'])
      expect((await world.api.window.post(`cases/${id}/advance`, { to })).body).toMatchObject({ state: to });
    const jump = await world.api.window.post(`cases/${id}/advance`, { to: 'evaluation' });
    expect(jump.status).toBe(409);
    expect((jump.body as { allowed: string[] }).allowed).toContain('start-service');
    await world.api.window.post(`cases/${id}/suspend`, { reason: '住院' });
    expect((await world.api.window.post(`cases/${id}/resume`)).body).toMatchObject({
      state: 'planning',
      resumeState: null,
    });
    const closed = await world.api.window.post(`cases/${id}/close`, { reason: 'declined' });
    expect(closed.body).toMatchObject({ state: 'closed', closeReason: 'declined' });
  });

  it('asks why a severe need stays open', async () => {
    const { id } = await openCase();
    const householdId = ((await read(id)) as Case & { householdId: string }).householdId;
    await world.rows(
      `insert into needs (id, household_id, district_code, region_path, code, severity, state, source, assessed, assessment_ids, evidence, found_at, version)
       select gen_random_uuid(), id, district_code, region_path, 'A1', 3, 'confirmed', 'worker', false, '{}', '[]', now(), 1 from households where id = $1`,
      [householdId],
    );
    const refused = await world.api.window.post(`cases/${id}/close`, { reason: 'needs-met' });
    expect((refused.body as { errors: object[] }).errors).toEqual([
      expect.objectContaining({ code: 'case-needs-unmet' }),
    ]);
    expect(
      (await world.api.window.post(`cases/${id}/close`, { reason: 'moved-away', unmetReason: '迁往外省' })).status,
    ).toBe(200);
  });

  it('stays with the sender until the station accepts', async () => {
    const { id } = await openCase();
    const sent = await offer(id);
    expect(sent.status).toBe(201);
    const { id: handoverId } = sent.body as { id: string };
    expect(await read(id)).toMatchObject({ leadWorkerId: world.logins.window.accountId, tier: 'window' });
    expect(((await offer(id)).body as { code: string }).code).toBe('handover-open-already');
    expect((await world.api.window.post(`handovers/${handoverId}/accept`)).status).toBe(403);
    expect(((await world.api.station.get('handovers')).body as { items: object[] }).items).toEqual([
      expect.objectContaining({ id: handoverId }),
    ]);
    expect((await world.api.station.post(`handovers/${handoverId}/accept`)).body).toMatchObject({ state: 'accepted' });
    expect(await read(id)).toMatchObject({
      leadWorkerId: world.logins.station.accountId,
      tier: 'station',
      state: 'assessment',
    });
    expect(
      ((await world.api.station.post(`handovers/${handoverId}/accept`)).body as { code: string }).code,
    ).not.toBeUndefined();
  });

  it('waits in a list whose pages go on where the last one ended', async () => {
    const sent: string[] = [];
    for (let i = 0; i < 3; i += 1) sent.push(((await offer((await openCase()).id)).body as { id: string }).id);
    const seen: string[] = [];
    for (let next: string | null = ''; next !== null;) {
      const answer = await world.api.station.get(`handovers?limit=2${next && `&after=${next}`}`).expect(200);
      const page = answer.body as { items: Array<{ id: string }>; next: string | null };
      seen.push(...page.items.map(({ id }) => id));
      next = page.next;
    }
    expect(seen).toEqual(sent);
  });

  it('comes back with a reason, and only fitting reasons lead up', async () => {
    const { id } = await openCase();
    expect((await offer(id, { reasonCode: 'difficulty-after-station', tier: 'centre' })).status).toBe(422);
    expect((await offer(id, { residualDifficulty: '' })).status).toBe(422);
    const { id: handoverId } = (await offer(id)).body as { id: string };
    const returned = await world.api.station.post(`handovers/${handoverId}/return`, { reason: '请先补充材料' });
    expect(returned.body).toMatchObject({ state: 'returned', returnReason: '请先补充材料' });
    expect(await read(id)).toMatchObject({ leadWorkerId: world.logins.window.accountId, tier: 'window' });
    // A supervisor reads neither whose case it is nor words that may tell of health (C3).
    const supervisor = world.app.api((await loginAs(world.app, 'supervisor')).token);
    const line = (await supervisor.get(`cases/${id}`)).body as { householdName: string; householdNumber: string };
    expect(line).toMatchObject({ householdName: line.householdNumber, withheld: ['contact'] });
    expect(line.householdNumber).toMatch(/^H/);
    expect((await supervisor.get(`cases/${id}/handovers`)).body).toMatchObject({
      items: [{ residualDifficulty: null, returnReason: null, withheld: ['contact', 'health'] }],
    });
    const { items } = (await world.api.station.get(`cases/${id}/handovers`)).body as { items: object[] };
    expect(items).toMatchObject([{ residualDifficulty: '低保已办，仍缺照料', withheld: [] }]);
  });

  it('waits at the window while entitlements of class 1 are open; an emergency passes', async () => {
    const { id } = await openCase();
    const householdId = ((await read(id)) as Case & { householdId: string }).householdId;
    await world.rows('update households set primary_class = 1 where id = $1', [householdId]);
    await world.app.drain();
    const closed = await offer(id);
    expect([closed.status, (closed.body as { code: string }).code]).toEqual([409, 'handover-gate-closed']);
    expect((await offer(id, { reasonCode: 'emergency', tier: 'centre' })).status).toBe(201);
  });

  it('is given only to workers of the unit that holds it', async () => {
    const { id } = await openCase();
    const other = await world.api.window.post(`cases/${id}/assign`, { leadWorkerId: world.logins.station.accountId });
    expect(other.status).toBe(422);
    const colleague = await loginAs(world.app, 'window-worker', { unitId: world.logins.window.actor.unitId! });
    expect(
      (await world.api.window.post(`cases/${id}/assign`, { leadWorkerId: colleague.accountId })).body,
    ).toMatchObject({ leadWorkerId: colleague.accountId });
  });

  it('never has a moment without an owner', async () => {
    const [row] = await world.rows<{ n: string }>(
      'select count(*) as n from cases c where not exists (select 1 from accounts a where a.id = c.lead_worker_id)',
    );
    expect(Number(row!.n)).toBe(0);
  });
});
