import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { AppError } from '../../../src/platform/errors';
import { Capacity } from '../../../src/supply/offerings';
import type { Provider } from '../../../src/supply/providers';
import { systemActor } from '../../../src/trust/access';
import { makeOffering, makeProvider } from '../../factories/supply.factory';
import type { TestApp } from '../../support/app';
import { DISTRICT, openDistrict } from '../../support/district';

const PERIOD = '2026-12';

describe('capacity', () => {
  let app: TestApp;
  let provider: Provider;
  let owner: Client;

  beforeAll(async () => {
    app = await openDistrict();
    provider = await makeProvider(app);
    owner = new Client({ connectionString: app.database.ownerUrl });
    await owner.connect();
  });
  afterAll(async () => {
    await owner.end();
    await app.close();
  });

  const act = <T>(work: (capacity: Capacity) => Promise<T>) =>
    app.as(systemActor(DISTRICT, 'test'), () => work(app.get(Capacity)));
  const reserve = (offeringId: string, holderId: string, quantity = 1, expiresAt: Date | null = null) =>
    act((capacity) => capacity.reserve({ offeringId, period: PERIOD, holderId, quantity, expiresAt }));

  /** What the ledger adds up to must be what the balance says, and what the holders hold. */
  async function checkBooks(offeringId: string): Promise<{ opened: number; reserved: number; taken: number }> {
    const { rows } = await owner.query<Record<string, number>>(
      `select b.opened, b.reserved, b.taken,
         (select coalesce(sum(quantity) filter (where kind in ('opened', 'corrected')), 0)::integer from capacity_entries e where e.offering_id = b.offering_id) as opened_entries,
         (select coalesce(sum(case kind when 'reserved' then quantity when 'released' then -quantity else 0 end), 0)::integer from capacity_entries e where e.offering_id = b.offering_id) as held_entries,
         (select coalesce(sum(quantity) filter (where state = 'reserved'), 0)::integer from capacity_holdings h where h.offering_id = b.offering_id) as reserved_holdings,
         (select coalesce(sum(quantity) filter (where state = 'taken'), 0)::integer from capacity_holdings h where h.offering_id = b.offering_id) as taken_holdings
       from capacity_balances b where offering_id = $1`,
      [offeringId],
    );
    const [row] = rows;
    if (!row) return { opened: 0, reserved: 0, taken: 0 };
    const { opened = 0, reserved = 0, taken = 0 } = row;
    expect(row).toMatchObject({
      opened_entries: opened,
      held_entries: reserved + taken,
      reserved_holdings: reserved,
      taken_holdings: taken,
    });
    expect(Math.min(opened, reserved, taken, opened - reserved - taken)).toBeGreaterThanOrEqual(0);
    return { opened, reserved, taken };
  }

  it('reserves, takes and gives back, each act once however often it is asked', async () => {
    const { id } = await makeOffering(app, provider, { capacityPerPeriod: 2 });
    const [one, two, three] = [randomUUID(), randomUUID(), randomUUID()];
    expect(await reserve(id, one)).toEqual({ reserved: true });
    expect(await reserve(id, one)).toEqual({ reserved: true });
    await reserve(id, two);
    await expect(reserve(id, three)).rejects.toMatchObject({ code: 'no-capacity', status: 409 });
    expect(await act((capacity) => capacity.take(one))).toEqual({ taken: true });
    expect(await act((capacity) => capacity.take(one))).toEqual({ taken: true });
    expect(await checkBooks(id)).toEqual({ opened: 2, reserved: 1, taken: 1 });
    expect(await act((capacity) => capacity.release(one))).toEqual({ released: true });
    expect(await act((capacity) => capacity.release(one, 'again'))).toEqual({ released: false });
    await reserve(id, three);
    expect(await act((capacity) => capacity.balance(id, PERIOD))).toMatchObject({
      opened: 2,
      reserved: 2,
      taken: 0,
      left: 0,
    });
    await expect(act((capacity) => capacity.take(one))).rejects.toMatchObject({ code: 'reservation-ended' });
    await checkBooks(id);
  });

  it('reserves nothing where it is unknown', async () => {
    const { id } = await makeOffering(app, provider, { capacityPerPeriod: null });
    const holder = randomUUID();
    expect(await reserve(id, holder)).toEqual({ reserved: false });
    expect(await act((capacity) => capacity.take(holder))).toEqual({ taken: false });
    expect(await act((capacity) => capacity.balance(id, PERIOD))).toBeNull();
    await expect(act((capacity) => capacity.open(id, PERIOD, 3))).rejects.toMatchObject({ code: 'capacity-unknown' });
  });

  it('ends a reservation at its hour by itself, never before', async () => {
    const { id } = await makeOffering(app, provider);
    const holder = randomUUID();
    const ends = new Date(app.clock.now().getTime() + 3_600_000);
    await reserve(id, holder, 1, ends);
    await app.drain();
    expect(await checkBooks(id)).toMatchObject({ reserved: 1 });
    app.clock.set(new Date(ends.getTime() + 1000));
    await expect(act((capacity) => capacity.take(holder))).rejects.toMatchObject({ code: 'reservation-ended' });
    await app.drain();
    expect(await checkBooks(id)).toMatchObject({ reserved: 0 });
    await reserve(id, holder, 1, new Date(app.clock.now().getTime() - 1));
    expect(await act((capacity) => capacity.expire())).toBe(1);
    app.clock.reset();
  });

  it('is never corrected below what is held', async () => {
    const { id } = await makeOffering(app, provider);
    await reserve(id, randomUUID(), 2);
    await expect(act((capacity) => capacity.correct(id, PERIOD, 1))).rejects.toMatchObject({
      code: 'capacity-below-held',
    });
    await act((capacity) => capacity.correct(id, PERIOD, 2, 'fewer'));
    expect(await checkBooks(id)).toEqual({ opened: 2, reserved: 2, taken: 0 });
  });

  it('takes plans over several offerings whole or not at all, from both ends at once', async () => {
    const offerings = await Promise.all([1, 2, 3].map(() => makeOffering(app, provider, { capacityPerPeriod: 4 })));
    const plan = (reversed: boolean) => {
      const list = reversed ? [...offerings].reverse() : offerings;
      const requests = list.map(({ id }) => ({
        offeringId: id,
        period: PERIOD,
        holderId: randomUUID(),
        expiresAt: null,
      }));
      return act((capacity) => capacity.reserveAll(requests));
    };
    const outcomes = await Promise.allSettled(Array.from({ length: 16 }, (_, at) => plan(at % 2 === 0)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(4);
    for (const { id } of offerings) expect(await checkBooks(id)).toEqual({ opened: 4, reserved: 4, taken: 0 });
  }, 60_000);

  // Each sender asks for some places of one of two offerings and then takes, cancels, or both; all at the same time.
  it('is never overdrawn by 64 parallel senders with cancels', async () => {
    const sender = fc.record({
      which: fc.nat(1),
      quantity: fc.integer({ min: 1, max: 3 }),
      then: fc.constantFrom<Array<'take' | 'release' | 'again'>>(
        [],
        ['take'],
        ['release'],
        ['take', 'release'],
        ['again'],
        ['release', 'again'],
      ),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(sender, { minLength: 64, maxLength: 64 }),
        fc.integer({ min: 0, max: 40 }),
        async (senders, places) => {
          const pair = [
            await makeOffering(app, provider, { capacityPerPeriod: places }),
            await makeOffering(app, provider, { capacityPerPeriod: places }),
          ];
          const run = async ({ which, quantity, then }: (typeof senders)[number]) => {
            const [holder, { id }] = [randomUUID(), pair[which]!];
            await reserve(id, holder, quantity);
            for (const step of then) {
              if (step === 'again') await reserve(id, holder, quantity);
              else await act<unknown>((capacity) => capacity[step](holder));
            }
          };
          const outcomes = await Promise.allSettled(senders.map(run));
          const refusals = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason as AppError] : []));
          expect(refusals.filter((error) => error.code !== 'no-capacity')).toEqual([]);
          for (const { id } of pair) await checkBooks(id);
        },
      ),
      // A race does not shrink: the first failure is the one to show.
      { numRuns: 5, endOnFailure: true },
    );
  }, 120_000);
});
