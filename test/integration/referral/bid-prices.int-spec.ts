import { type Actor, Transactions } from '../../../src/platform/database';
import { Clock, nextMonth } from '../../../src/platform/time';
import { Policies } from '../../../src/reference/policies';
import type { AllocationView } from '../../../src/referral/allocations';
import type { MatchView } from '../../../src/referral/matching/dto/match.view';
import { makeOffering } from '../../factories/supply.factory';
import { testActor } from '../../support/app';
import { ConsoleVisitor } from '../../support/console';
import { DISTRICT } from '../../support/district';
import { type Firm, openReferralWorld, type ReferralWorld } from './referral-world';

const NOTE = 'matching.note.bid-price';

describe('places that the last allocation found worth more to others (matching.md 3.5, PIPL 24)', () => {
  let world: ReferralWorld;
  let scarce: string;
  let firm: Firm;
  let allocation: AllocationView;
  const rule = () => world.app.get(Policies).current(DISTRICT).rules.matching!.bidPrices!;
  const off = { codes: [] as string[], days: 31 };

  beforeAll(async () => {
    world = await openReferralWorld({ alone: true });
    firm = await world.firm();
    // Six want two places: what the third would have got is the price.
    scarce = (await makeOffering(world.app, firm.provider, { capacityPerPeriod: 2 })).id;
    for (let one = 0; one < 6; one += 1) await world.person();
    const beginsOn = world.app.get(Clock).today();
    const input = { name: '月度名额', beginsOn, endsOn: nextMonth(beginsOn), model: 'places' };
    allocation = (await world.api.centre.post('allocations', input)).body as AllocationView;
    await world.app.drain();
    await world.api.centre.post(`allocations/${allocation.id}/review`, {});
    const published = await world.api.officer.post(`allocations/${allocation.id}/publish`, {
      reason: '区级联席会议纪要第7号',
    });
    expect([published.status, published.text]).toEqual([200, expect.any(String)]);
    await world.app.drain();
    await world.rows(`update offerings set capacity_per_period = 40 where id = $1`, [scarce]);
  }, 180_000);
  afterEach(() => Object.assign(rule(), off));
  afterAll(() => world?.close());

  const noteOf = (view: MatchView) => view.needs[0]!.candidates[0]!.notes.find(({ key }) => key === NOTE);
  const household = async (severity: number) => (await world.needy(['LI-02'], undefined, severity)).id;

  it('are nobody else’s business while the pack has no code for it', async () => {
    const view = await world.match(await household(1));
    expect(view.plan.items.map(({ offeringId }) => offeringId)).toEqual([scarce]);
    expect(view.plan.heldBack).toBeUndefined();
    expect(noteOf(view)).toBeUndefined();
  });

  it('are left to them where it has, with the reason on the page; a pin takes one; whoever needs it as much gets it', async () => {
    Object.assign(rule(), { codes: ['LI-02'] });
    const id = await household(1);
    const view = await world.match(id);
    expect(view.plan).toMatchObject({ items: [], contested: [], heldBack: [view.needs[0]!.need.id] });
    // The lower end of a band, never what some household was worth.
    expect(noteOf(view)?.params).toEqual({ points: 30_000 });
    expect(await world.rows(`select 1 from gaps where household_id = $1 and state = 'open'`, [id])).toEqual([]);
    const visitor = await new ConsoleVisitor(world.app).signIn(world.logins.window.username);
    const { text } = await visitor.get(`/console/matches/${view.id}`);
    for (const words of ['先留给更急需的家庭', '值 30,000 分以上']) expect(text).toContain(words);
    const replayed = await world.api.window.get(`matches/${view.id}/replay`);
    expect(replayed.body).toMatchObject({ same: true });

    const pin = { needId: view.needs[0]!.need.id, offeringId: scarce, reason: '独居，急需' };
    const pinned = await world.match(id, { pinned: [pin] });
    expect(pinned.plan).toMatchObject({ items: [{ offeringId: scarce, pinned: true }], heldBack: [] });
    const more = await world.match(await household(3));
    expect(more.plan).toMatchObject({ items: [{ offeringId: scarce }], heldBack: [] });
  });

  it('are forgotten when the publication is older than the pack says, and told to no provider', async () => {
    Object.assign(rule(), { codes: ['LI-02'], days: 5 });
    await world.rows(`update allocations set published_at = published_at - interval '6 days' where id = $1`, [
      allocation.id,
    ]);
    const view = await world.match(await household(1));
    expect(view.plan).toMatchObject({ items: [{ offeringId: scarce }], heldBack: [] });
    Object.assign(rule(), { days: 7 });
    expect((await world.match(await household(1))).plan.items).toEqual([]);
    const asked = (actor: Actor) =>
      world.app.as(actor, () =>
        world.app.get(Transactions).manager.query('select * from app.bid_prices($1, $2)', [[scarce], new Date(0)]),
      );
    expect(await asked(world.worker)).toEqual([{ offering_id: scarce, points: 30_000 }]);
    expect(await asked(testActor(firm.dispatcher.actor))).toEqual([]);
  });
});
