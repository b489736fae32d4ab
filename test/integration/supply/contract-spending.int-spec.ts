import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { AppError } from '../../../src/platform/errors';
import { ContractSpending, KeepContract } from '../../../src/supply/contracts';
import type { Provider } from '../../../src/supply/providers';
import { dispatcherOf, makeProvider } from '../../factories/supply.factory';
import { type TestApp, testActor } from '../../support/app';
import { DISTRICT, openDistrict } from '../../support/district';

const PRICE = 700;

describe('spending of contracts', () => {
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

  const centre = () => testActor({ roles: ['centre-worker'], districtCodes: [DISTRICT], regionPath: '1' });
  async function signed(quantity: number, budgetFen: number): Promise<string> {
    return app.as(centre(), async () => {
      const keep = app.get(KeepContract);
      const number = `S-${randomUUID().slice(0, 8)}`;
      const term = { startsOn: '2020-01-01', endsOn: '2099-12-31' };
      const money = { unit: 'visit', unitPriceFen: PRICE, quantity, budgetFen };
      const { id } = await keep.create({ providerId: provider.id, number, title: 'Visits', ...term, ...money });
      return (await keep.move(id, 'sign', null)).id;
    });
  }

  /** What the ledger adds up to must be what the balance says, and never more than was opened. */
  async function checkBooks(contractId: string): Promise<Record<string, number>> {
    const { rows } = await owner.query<Record<string, string>>(
      `select b.opened_units, b.committed_units, b.spent_units, b.opened_fen, b.committed_fen, b.spent_fen,
         (select coalesce(sum(case kind when 'spent' then units when 'returned' then -units end), 0) from contract_entries e where e.contract_id = b.contract_id) as spent_units_entries,
         (select coalesce(sum(case kind when 'spent' then amount_fen when 'returned' then -amount_fen end), 0) from contract_entries e where e.contract_id = b.contract_id) as spent_fen_entries,
         (select coalesce(sum(case kind when 'committed' then units when 'released' then -units end), 0) from contract_entries e where e.contract_id = b.contract_id) as committed_entries
       from contract_balances b where contract_id = $1`,
      [contractId],
    );
    const books = Object.fromEntries(Object.entries(rows[0] ?? {}).map(([name, value]) => [name, Number(value)]));
    expect(books['spent_units_entries']).toBe(books['spent_units']);
    expect(books['spent_fen_entries']).toBe(books['spent_fen']);
    expect(books['committed_entries']).toBe(books['committed_units']);
    expect(books['spent_units']! + books['committed_units']!).toBeLessThanOrEqual(books['opened_units']!);
    expect(books['spent_fen']! + books['committed_fen']!).toBeLessThanOrEqual(books['opened_fen']!);
    return books;
  }

  // Staff of the provider, each with an order or without, deliver, correct and give back, all at the same time.
  it('never passes quantity nor budget with 32 parallel deliverers', async () => {
    const deliverer = fc.record({
      orders: fc.boolean(),
      units: fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 3 }),
      corrected: fc.option(fc.integer({ min: 0, max: 5 }), { nil: null }),
      ends: fc.boolean(),
    });
    const limits = fc.record({
      quantity: fc.integer({ min: 1, max: 60 }),
      budget: fc.integer({ min: 0, max: 40_000 }),
    });
    let refused = 0;
    let paid = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(deliverer, { minLength: 32, maxLength: 32 }),
        limits,
        async (deliverers, { quantity, budget }) => {
          const contractId = await signed(quantity, budget);
          const spending = app.get(ContractSpending);
          const act = (work: () => Promise<void>) => app.as(dispatcherOf(provider), work);
          const run = async ({ orders, units, corrected, ends }: (typeof deliverers)[number]) => {
            const holderId = randomUUID();
            if (orders) await app.as(centre(), () => spending.commit(contractId, holderId));
            const served = { contractId, holderId, day: app.clock.today() };
            let last: string | null = null;
            for (const count of units) {
              const sourceId = randomUUID();
              await act(() => spending.spend({ ...served, sourceId, units: count, corrects: null }));
              last = sourceId;
            }
            const corrects = last;
            if (corrected !== null && corrects !== null) {
              await act(() => spending.spend({ ...served, sourceId: randomUUID(), units: corrected, corrects }));
            }
            if (ends) await act(() => spending.release(holderId, 'over'));
          };
          const outcomes = await Promise.allSettled(deliverers.map(run));
          const refusals = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason as AppError] : []));
          expect(refusals.filter((error) => error.code !== 'contract-budget-spent')).toEqual([]);
          const books = await checkBooks(contractId);
          refused += refusals.length;
          paid += books['spent_units'] ?? 0;
        },
      ),
      { numRuns: 8 },
    );
    // Both sides of the limit were met.
    expect(refused).toBeGreaterThan(0);
    expect(paid).toBeGreaterThan(0);
  }, 120_000);

  it('is refused by the database itself, whatever the application does', async () => {
    const contractId = await signed(2, 10_000);
    const update = 'update contract_balances set spent_units = $2 where contract_id = $1';
    await expect(owner.query(update, [contractId, 3])).rejects.toMatchObject({ code: '23514' });
    await expect(owner.query(update, [contractId, -1])).rejects.toMatchObject({ code: '23514' });
  });

  it('is booked by its own provider only', async () => {
    const contractId = await signed(2, 10_000);
    const stranger = dispatcherOf(await makeProvider(app));
    const served = { contractId, holderId: randomUUID(), sourceId: randomUUID(), units: 1, day: app.clock.today() };
    await expect(
      app.as(stranger, () => app.get(ContractSpending).spend({ ...served, corrects: null })),
    ).rejects.toMatchObject({ code: 'contract-not-found' });
    expect(await checkBooks(contractId)).toMatchObject({ spent_units: 0 });
  });
});
