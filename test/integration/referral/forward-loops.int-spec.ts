import { ConsoleVisitor } from '../../support/console';
import { openReferralWorld, type ReferralBody, type ReferralWorld } from './referral-world';

describe('a referral that is passed on in a circle (R22)', () => {
  let world: ReferralWorld;
  beforeAll(async () => {
    world = await openReferralWorld({ alone: true });
  }, 60_000);
  afterAll(() => world?.close());

  it('is stopped by who was asked before, unless a person says why to ask again', async () => {
    const firm = await world.firm();
    const [one, two, three] = [await world.offering(firm), await world.offering(firm), await world.offering(firm)];
    const first = await world.sent(await world.person(), one);
    await world.act(firm.api, first, 'decline', { reason: 'full' });
    const forward = (referral: { id: string }, offeringId: string, more: object = {}) =>
      world.api.window.post(`referrals/${referral.id}/forward`, { offeringId, reason: '对方满员，改转', ...more });
    const second = (await forward(first, two.id)).body as ReferralBody;
    await world.act(world.api.window, second, 'consent');
    await world.act(world.api.window, second, 'send');
    for (const [offeringId, candidates] of [
      [one.id, []],
      [three.id, [one.id]],
    ] as const) {
      const { status, body } = await forward(second, offeringId, { candidates });
      expect([status, body]).toEqual([409, expect.objectContaining({ code: 'offering-asked-before' })]);
      expect((body as { title: string }).title).toContain(first.number);
    }
    expect(await world.look(second)).toMatchObject({ state: 'sent', nextId: null });

    const visitor = await new ConsoleVisitor(world.app).signIn(world.logins.window.username);
    const page = `/console/referrals/${second.id}/forward`;
    const typed = { offeringId: one.id, reason: '对方下月有空位' };
    const refused = await visitor.submit(page, page, typed);
    expect([refused.status, refused.text.includes('已经问过'), refused.text.includes(typed.reason)]).toEqual([
      409,
      true,
      true,
    ]);
    const again = await visitor.submit(page, page, { ...typed, again: 'true' });
    expect(again.status).toBe(303);
    const [third] = await world.rows<{ offering_id: string }>(
      'select offering_id from referrals where previous_id = $1',
      [second.id],
    );
    expect(third).toEqual({ offering_id: one.id });
  });

  it('says beforehand what silence leads to: to staff with the names of the next, to the provider not', async () => {
    const firm = await world.firm();
    const offering = await world.offering(firm);
    const next = await world.offering(await world.firm());
    await world.rows('update offerings set name = $2 where id = $1', [next.id, '下一家送餐队']);
    const visitor = await new ConsoleVisitor(world.app).signIn(world.logins.window.username);
    const pageOf = async ({ id }: { id: string }, who = visitor) => (await who.get(`/console/referrals/${id}`)).text;
    const asked = await world.sent(await world.person(), offering, { candidates: [next.id] });
    expect(await pageOf(asked)).toContain('自动依次询问：下一家送餐队');
    const provider = await new ConsoleVisitor(world.app).signIn(firm.dispatcher.username);
    expect(await pageOf(asked, provider)).not.toContain('下一家送餐队');
    const alone = await world.sent(await world.person(), offering);
    expect(await pageOf(alone)).toContain('没有下一家');
    await world.act(firm.api, alone, 'accept');
    expect(await pageOf(alone)).not.toContain('没有下一家');
  });
});
