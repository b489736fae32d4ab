import { Policies } from '../../../src/reference/policies';
import type { MatchView } from '../../../src/referral/matching/dto/match.view';
import { DISTRICT } from '../../support/district';
import { openReferralWorld, type ReferralWorld } from './referral-world';

const exposureOf = (view: MatchView, offeringId: string) =>
  view.needs[0]!.candidates.find(({ offering }) => offering.id === offeringId)?.parts.find(
    ({ part }) => part === 'exposure',
  );
const order = (view: MatchView): string[] => view.needs[0]!.candidates.map(({ offering }) => offering.id);

describe('what being chosen often costs a provider (I25)', () => {
  let world: ReferralWorld;
  beforeAll(async () => {
    world = await openReferralWorld();
  }, 120_000);
  afterAll(() => world?.close());

  it('is not printed while the pack has it off; when it is on, referrals of late are counted, printed and weighed', async () => {
    const firm = await world.firm();
    const often = await world.offering(firm, 20);
    const besides = await world.offering(firm, 20);
    const seldom = await world.offering(await world.firm(), 20);
    for (let time = 0; time < 2; time += 1) await world.sent(await world.person(), often);
    const { id } = await world.person();
    const before = await world.match(id);
    expect(order(before)).toEqual(expect.arrayContaining([often.id, seldom.id]));
    expect(exposureOf(before, often.id)).toBeUndefined();
    const { exposure } = world.app.get(Policies).current(DISTRICT).rules.matching!;
    const off = { ...exposure };
    try {
      Object.assign(exposure, { points: 20, most: 60, days: 30 });
      const after = await world.match(id);
      expect(exposureOf(after, often.id)).toMatchObject({
        points: -40,
        because: { params: { connections: 2, days: 30 } },
      });
      // The provider was reached twice, whichever of its offerings is looked at.
      expect(exposureOf(after, besides.id)).toMatchObject({ points: -40 });
      expect(exposureOf(after, seldom.id)).toMatchObject({ points: 0, because: { params: { connections: 0 } } });
      expect(order(after).indexOf(seldom.id)).toBeLessThan(order(after).indexOf(often.id));
      for (const { score, parts } of after.needs[0]!.candidates)
        expect(parts.reduce((sum, { points }) => sum + points, 0)).toBe(score);
      // A count on a card tells of no restricted referral.
      const sent = 'select id from referrals where provider_id = $1 limit 1';
      await world.rows(`update referrals set restricted = true where id = (${sent})`, [firm.provider.id]);
      expect(exposureOf(await world.match(id), often.id)).toMatchObject({ points: -20 });
      // What was asked under the rule is made again under it, whatever the pack says later.
      Object.assign(exposure, off);
      const replayed = await world.api.window.get(`matches/${after.id}/replay`);
      expect(replayed.body).toMatchObject({ same: true });
    } finally {
      Object.assign(exposure, off);
    }
  });
});
