import { makeOffering } from '../../factories/supply.factory';
import { loginAs } from '../../support/district';
import { openReferralWorld, type Firm, type Person, type ReferralBody, type ReferralWorld } from './referral-world';

interface Refusal {
  code: string;
  title: string;
}

describe('an offering that may not be asked', () => {
  let world: ReferralWorld;
  let firm: Firm;
  let centre: ReturnType<ReferralWorld['app']['api']>;
  beforeAll(async () => {
    world = await openReferralWorld();
    firm = await world.firm();
    centre = world.app.api((await loginAs(world.app, 'centre-worker')).token);
  }, 120_000);
  afterAll(() => world?.close());

  const consented = async (offering: { id: string; providerId: string }, person?: Person) => {
    const asked = person ?? (await world.person());
    await world.consent(asked.id, offering.providerId);
    const draft = await world.draft(asked, offering as never);
    return world.act(world.api.window, draft, 'consent');
  };
  const send = (referral: ReferralBody) => world.api.window.post(`referrals/${referral.id}/send`);
  const refusal = async (referral: ReferralBody) => {
    const answer = await send(referral);
    expect(answer.status).toBe(409);
    // Nothing is lost: the referral waits as it was, and no place is bound.
    expect(await world.look(referral)).toMatchObject({ state: 'consented', version: referral.version });
    const held = 'select holder_id from capacity_holdings where holder_id = $1';
    expect(await world.rows(held, [referral.id])).toEqual([]);
    return answer.body as Refusal;
  };
  const credential = (kind: string, expiresOn: string) =>
    centre.post(`providers/${firm.provider.id}/credentials`, { holderName: 'Li Na', kind, expiresOn });

  it('is refused while its certificate is missing or out of date, and asked once it is renewed (B30)', async () => {
    const offering = await makeOffering(world.app, firm.provider, { requiredCredential: 'medical' });
    const referral = await consented(offering);
    expect(await refusal(referral)).toMatchObject({ code: 'credential-not-valid' });
    await credential('medical', '2020-01-01');
    expect(await refusal(referral)).toMatchObject({ code: 'credential-not-valid' });
    await credential('medical', '2099-01-01');
    expect((await send(referral)).body).toMatchObject({ state: 'sent' });
  });

  it('is refused for a minor alone while nobody of its staff is checked (B30)', async () => {
    const { id, memberIds, needIds } = await world.needy(
      ['LI-02'],
      [{ name: '王小明', relation: 'head', birthDate: '2011-03-02' }],
    );
    const offering = await makeOffering(world.app, firm.provider, { mode: 'home' });
    const referral = await consented(offering, { id, memberId: memberIds[0]!, needId: needIds[0]! });
    expect(await refusal(referral)).toMatchObject({ code: 'minors-check-missing' });
    await credential('background-check', '2099-01-01');
    expect((await send(referral)).body).toMatchObject({ state: 'sent' });
  });

  it('is refused when its fund is closed (R13), in the words of who asks', async () => {
    const pot = { name: 'Pot', purpose: 'urgent help', householdCeilingFen: 50_000 };
    const { id: fundId } = (await centre.post('funds', pot)).body as { id: string };
    const offering = await makeOffering(world.app, firm.provider, { payer: 'fund', fundId });
    const referral = await consented(offering);
    await centre.post(`funds/${fundId}/close`);
    const { code, title } = await refusal(referral);
    expect([code, title]).toEqual(['fund-not-open', expect.stringContaining('资金已关闭')]);
    const english = await world.api.window.post(`referrals/${referral.id}/send`).set('accept-language', 'en');
    expect((english.body as Refusal).title).toContain('is closed');
  });

  it('is refused while its provider is suspended, and passed over when the next is asked', async () => {
    const suspended = await world.firm();
    const [one, two, three] = [
      await world.offering(firm),
      await world.offering(suspended),
      await world.offering(await world.firm()),
    ];
    const referral = await consented(two);
    const decided = await centre.post(`providers/${suspended.provider.id}/suspend`, { reason: 'unsafe staff' });
    expect(decided.status).toBe(200);
    expect(await refusal(referral)).toMatchObject({ code: 'offering-not-open' });

    const person = await world.person();
    for (const offering of [two, three]) await world.consent(person.id, offering.providerId);
    const first = await world.sent(person, one, { candidates: [two.id, three.id] });
    await world.act(firm.api, first, 'decline', { reason: 'full' });
    await world.app.drain();
    const { nextId } = await world.look(first);
    expect(await world.look({ id: nextId! })).toMatchObject({ state: 'sent', offeringId: three.id });
  });

  it('is not accepted any more once its provider is suspended, it is closed, or its certificate has run out; a paused one is', async () => {
    const other = await world.firm();
    const places = 'select reserved, taken from capacity_balances where offering_id = $1';
    const refused = async (referral: ReferralBody, offering: { id: string }, code: string) => {
      const answer = await other.api.post(`referrals/${referral.id}/accept`);
      expect([answer.status, (answer.body as Refusal).code]).toEqual([409, code]);
      expect((await world.look(referral)).state).toBe('sent');
      expect(await world.rows(places, [offering.id])).toEqual([{ reserved: 1, taken: 0 }]);
    };
    const set = (table: string, id: string, state: string) =>
      world.rows(`update ${table} set state = $2 where id = $1`, [id, state]);

    const offering = await makeOffering(world.app, other.provider);
    const referral = await world.sent(await world.person(), offering);
    await set('providers', other.provider.id, 'suspended');
    await refused(referral, offering, 'acceptance-suspended');
    await set('providers', other.provider.id, 'approved');
    await set('offerings', offering.id, 'closed');
    await refused(referral, offering, 'acceptance-closed');
    await set('offerings', offering.id, 'paused');
    expect((await world.act(other.api, referral, 'accept')).state).toBe('accepted');

    const nursing = await makeOffering(world.app, other.provider, { requiredCredential: 'medical' });
    const holder = { holderName: 'Li Na', kind: 'medical', expiresOn: '2099-01-01' };
    const { id } = (await centre.post(`providers/${other.provider.id}/credentials`, holder)).body as { id: string };
    const second = await world.sent(await world.person(), nursing);
    await world.rows(`update credentials set expires_on = '2020-01-01' where id = $1`, [id]);
    await refused(second, nursing, 'acceptance-credential');
    await world.rows(`update credentials set expires_on = '2099-01-01' where id = $1`, [id]);
    expect((await world.act(other.api, second, 'accept')).state).toBe('accepted');
  });
});
