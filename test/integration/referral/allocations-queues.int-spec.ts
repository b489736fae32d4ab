import { Clock, nextMonth } from '../../../src/platform/time';
import type { AllocationNeedView, AllocationView } from '../../../src/referral/allocations';
import { OfferPlaces, type WaitingListEntryView } from '../../../src/referral/waiting-list';
import { type Offering, Reservations } from '../../../src/supply/offerings';
import { systemActor } from '../../../src/trust/access';
import { makeOffering } from '../../factories/supply.factory';
import { DISTRICT } from '../../support/district';
import { type Firm, openReferralWorld, type ReferralWorld } from './referral-world';

describe('an allocation beside the queues of full offerings (R97)', () => {
  let world: ReferralWorld;
  let firm: Firm;
  beforeAll(async () => {
    world = await openReferralWorld({ alone: true });
    firm = await world.firm();
  }, 120_000);
  afterAll(() => world?.close());

  const ok = <T>({ status, text, body }: { status: number; text: string; body: unknown }): T => {
    if (status >= 300) throw new Error(`${status}: ${text}`);
    return body as T;
  };
  const needOf = async (code: string) => (await world.needy([code])).needIds[0]!;
  const join = async (needId: string, { id }: Offering) =>
    ok<WaitingListEntryView>(await world.api.window.post(`offerings/${id}/waiting-list`, { needId }));
  const look = async (id: string) => ok<AllocationView>(await world.api.officer.get(`allocations/${id}`));
  const needsOf = async (id: string) =>
    ok<{ items: AllocationNeedView[] }>(await world.api.centre.get(`allocations/${id}/needs?limit=200`)).items;
  const lineOf = async (id: string, needId: string) => (await needsOf(id)).find((line) => line.needId === needId);
  /** Of next month, whose places are all free still, unless said otherwise. */
  const solved = async (code: string, beginsOn = nextMonth(world.app.get(Clock).today())) => {
    const order = { name: '下月名额', beginsOn, endsOn: beginsOn, model: 'places', codes: [code] };
    const { id } = ok<AllocationView>(await world.api.centre.post('allocations', order));
    await world.app.drain();
    return look(id);
  };
  const published = async (id: string) => {
    ok(await world.api.centre.post(`allocations/${id}/review`, {}));
    ok(await world.api.officer.post(`allocations/${id}/publish`, { reason: '区级联席会议纪要第7号' }));
    await world.app.drain();
    return look(id);
  };
  /** Full this month, as many places again in the next. */
  const fullNow = async (code: string, places: number) => {
    const offering = await makeOffering(world.app, firm.provider, { code, capacityPerPeriod: places });
    await world.rows(
      `insert into capacity_balances (offering_id, period, opened, reserved, taken) values ($1, $2, $3, $3, 0)`,
      [offering.id, world.app.get(Clock).today().slice(0, 7), places],
    );
    return offering;
  };

  it('shares out only what the queue leaves, and nothing to whoever stands in it', async () => {
    const offering = await fullNow('CB-04', 3);
    const queued = [await needOf('CB-04'), await needOf('CB-04')];
    for (const needId of queued) await join(needId, offering);
    for (let other = 0; other < 2; other += 1) await needOf('CB-04');
    const { id, counts } = await solved('CB-04');
    expect(counts).toMatchObject({ needs: 4, choices: 2, assigned: 1, lost: 1, unmatchable: 2, causes: { full: 2 } });
    for (const needId of queued) expect(await lineOf(id, needId)).toMatchObject({ outcome: 'unmatchable' });
    expect((await published(id)).counts).toMatchObject({ drafted: 1, leftOut: 0 });
  });

  it('counts nobody whom the machine found held up', async () => {
    const offering = await fullNow('CB-01', 1);
    const { id: entry } = await join(await needOf('CB-01'), offering);
    await needOf('CB-01');
    expect((await solved('CB-01')).counts).toMatchObject({ assigned: 0, lost: 0, unmatchable: 2 });
    await world.rows('update waiting_list_entries set held_up = true where id = $1', [entry]);
    expect((await solved('CB-01')).counts).toMatchObject({ assigned: 1, unmatchable: 1 });
  });

  it('counts the draft of an accepted place once: where the ledger has it', async () => {
    const offering = await fullNow('LI-02', 2);
    const { id: entry } = await join(await needOf('LI-02'), offering);
    await world.rows('update capacity_balances set reserved = 0 where offering_id = $1', [offering.id]);
    const system = systemActor(DISTRICT, 'test');
    await world.app.as(system, () => world.app.get(OfferPlaces).execute(offering.id));
    const accepted = await world.api.window.post(`waiting-list-entries/${entry}/accept`, {});
    const { referralId } = ok<WaitingListEntryView>(accepted);
    for (let other = 0; other < 2; other += 1) await needOf('LI-02');
    // Of two places this month one is held; of the two of next month none.
    expect((await solved('LI-02', world.app.get(Clock).today())).counts).toMatchObject({ assigned: 1, lost: 1 });
    expect((await solved('LI-02')).counts).toMatchObject({ assigned: 2, lost: 0 });
    // The hold has ended and the draft has not: it asks for a place like any other.
    await world.app.as(system, () => world.app.get(Reservations).release(referralId!, 'expired'));
    expect((await solved('LI-02')).counts).toMatchObject({ assigned: 1, lost: 1 });
  });

  it('publishes no line of a need that has joined that very queue since', async () => {
    const offering = await fullNow('CR-02', 3);
    const [joining, staying] = [await needOf('CR-02'), await needOf('CR-02')];
    const { id, counts } = await solved('CR-02');
    expect(counts).toMatchObject({ assigned: 2 });
    await join(joining, offering);
    expect((await published(id)).counts).toMatchObject({ drafted: 1, leftOut: 1 });
    expect(await lineOf(id, joining)).toMatchObject({ publication: 'left-out', leftOut: 'need-changed' });
    expect(await lineOf(id, staying)).toMatchObject({ publication: 'drafted' });
  });
});
