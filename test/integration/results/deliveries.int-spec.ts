import { randomUUID } from 'node:crypto';
import { makeOffering } from '../../factories/supply.factory';
import { openReferralWorld, type Firm, type ReferralBody, type ReferralWorld } from '../referral/referral-world';

interface DeliveryBody {
  id: string;
  units: number;
  note: string | null;
  correctedBy: string | null;
}

describe('deliveries', () => {
  let world: ReferralWorld;
  let firm: Firm;
  let other: Firm;
  beforeAll(async () => {
    world = await openReferralWorld();
    firm = await world.firm();
    other = await world.firm();
  }, 120_000);
  afterAll(() => world?.close());

  const accepted = async (): Promise<ReferralBody> => {
    const referral = await world.sent(await world.person(), await world.offering(firm));
    return world.act(firm.api, referral, 'accept');
  };
  const today = () => world.app.clock.today();
  const list = async ({ id }: { id: string }, api = firm.api) =>
    (await api.get(`referrals/${id}/deliveries`)).body as { items: DeliveryBody[]; units: number };

  it('begin the service, add up, and keep their notes sealed', async () => {
    const referral = await accepted();
    const path = `referrals/${referral.id}/deliveries`;
    const key = randomUUID();
    const made = await firm.practitioner.post(path, { deliveredOn: today(), units: 2, note: '腿脚不便' }, { key });
    expect(made.status).toBe(201);
    const repeated = await firm.practitioner.post(path, { deliveredOn: today(), units: 2, note: '腿脚不便' }, { key });
    expect((repeated.body as DeliveryBody).id).toBe((made.body as DeliveryBody).id);
    await firm.api.post(path, { deliveredOn: today(), units: 1 });
    expect(await list(referral)).toMatchObject({
      units: 3,
      items: [
        { units: 2, note: '腿脚不便' },
        { units: 1, note: null },
      ],
    });
    // Notes on services are the station's and the provider's own (C3).
    expect((await list(referral, world.api.station)).items[0]?.note).toBe('腿脚不便');
    expect((await list(referral, world.api.window)).items[0]?.note).toBeNull();
    expect((await list(referral, world.api.officer)).items[0]?.note).toBeNull();
    expect((await world.look(referral)).state).toBe('in-service');
    const [row] = await world.rows<{ note_ciphertext: Buffer }>(
      'select note_ciphertext from deliveries where note_ciphertext is not null',
      [],
    );
    expect(row?.note_ciphertext.toString('utf8')).not.toContain('腿脚');
  });

  it('are corrected by a new entry, once', async () => {
    const referral = await accepted();
    const path = `referrals/${referral.id}/deliveries`;
    const { id } = (await firm.api.post(path, { deliveredOn: today(), units: 5 })).body as DeliveryBody;
    const right = await firm.api.post(path, { deliveredOn: today(), units: 0, corrects: id, note: '没有发生' });
    expect(right.status).toBe(201);
    expect(await list(referral)).toMatchObject({ units: 0 });
    expect((await list(referral)).items.find((one) => one.id === id)?.correctedBy).toBe(
      (right.body as DeliveryBody).id,
    );
    const twice = await firm.api.post(path, { deliveredOn: today(), units: 1, corrects: id });
    expect([twice.status, (twice.body as { code: string }).code]).toEqual([409, 'delivery-corrected']);
  });

  it('are refused to others, outside the service, in the future and without a quantity', async () => {
    const referral = await accepted();
    const path = `referrals/${referral.id}/deliveries`;
    const input = { deliveredOn: today(), units: 1 };
    expect((await other.api.post(path, input)).status).toBe(404);
    expect((await other.api.get(path)).status).toBe(404);
    expect((await world.api.window.post(path, input)).status).toBe(403);
    expect((await firm.api.post(path, { ...input, deliveredOn: '2099-01-01' })).status).toBe(422);
    expect((await firm.api.post(path, { ...input, units: 0 })).status).toBe(422);
    expect((await firm.api.post(path, { ...input, units: 1.5 })).status).toBe(422);
    expect((await firm.api.post(path, { ...input, place: 'x' })).status).toBe(422);
    await world.act(firm.api, referral, 'stop', { reason: 'moved' });
    const late = await firm.api.post(path, input);
    expect([late.status, (late.body as { code: string }).code]).toEqual([409, 'delivery-not-in-service']);
  });

  it('are paid by the contract in the same transaction, returned by a correction, and end its matches (R73, R74)', async () => {
    const term = { startsOn: '2020-01-01', endsOn: '2099-12-31', unit: '次', unitPriceFen: 5000 };
    const terms = { providerId: firm.provider.id, number: `K-${randomUUID().slice(0, 8)}`, title: '助餐', ...term };
    const contract = await world.api.centre.post('contracts', { ...terms, quantity: 3, budgetFen: 15_000 });
    const { id } = contract.body as { id: string };
    await world.api.centre.post(`contracts/${id}/sign`);
    const standing = async () => (await world.api.centre.get(`contracts/${id}`)).body as Record<string, unknown>;
    const payer = { payer: 'contract', contractId: id, priceFen: 5000, capacityPerPeriod: 9 };
    const offering = await makeOffering(world.app, firm.provider, payer);
    const [one, two] = [await world.person(), await world.person()];

    const referral = await world.sent(one, offering);
    expect(await standing()).toMatchObject({ committedUnits: 1, committedFen: 5000, spentUnits: 0 });
    await world.act(firm.api, referral, 'accept');
    const path = `referrals/${referral.id}/deliveries`;
    const first = await firm.practitioner.post(path, { deliveredOn: today(), units: 2 });
    expect(first.status).toBe(201);
    expect(await standing()).toMatchObject({ committedUnits: 0, spentUnits: 2, leftUnits: 1, leftFen: 5000 });

    const tooMuch = await firm.api.post(path, { deliveredOn: today(), units: 2 });
    expect([tooMuch.status, (tooMuch.body as { code: string }).code]).toEqual([409, 'contract-budget-spent']);
    expect(await list(referral)).toMatchObject({ units: 2 });

    await firm.api.post(path, { deliveredOn: today(), units: 1 });
    expect(await standing()).toMatchObject({ leftUnits: 0, usedPercent: 100, nearlySpent: true });
    const rules = async () =>
      (await world.match(two.id)).needs
        .flatMap((need) => need.excluded.filter((one) => one.offering.id === offering.id))
        .flatMap(({ refusals }) => refusals.map(({ rule }) => rule));
    expect(await rules()).toEqual(['contract']);
    const refused = await world.draft(two, offering);
    await world.consent(two.id, offering.providerId);
    await world.act(world.api.window, refused, 'consent');
    const sent = await world.api.window.post(`referrals/${refused.id}/send`);
    expect([sent.status, (sent.body as { code: string }).code]).toEqual([409, 'contract-budget-spent']);

    const corrects = (first.body as DeliveryBody).id;
    expect((await firm.api.post(path, { deliveredOn: today(), units: 0, corrects })).status).toBe(201);
    expect(await standing()).toMatchObject({ spentUnits: 1, spentFen: 5000, leftUnits: 2 });
    expect(await rules()).toEqual([]);
    const again = await world.act(world.api.window, refused, 'send');
    await world.act(firm.api, again, 'decline', { reason: 'full' });
    expect(await standing()).toMatchObject({ committedUnits: 0, leftUnits: 2 });
  });
});
