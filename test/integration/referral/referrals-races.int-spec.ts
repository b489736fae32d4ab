import fc from 'fast-check';
import type { Actor } from '../../../src/platform/database';
import { AppError } from '../../../src/platform/errors';
import {
  AcceptReferral,
  CloseReferral,
  CompleteReferral,
  ConfirmReferral,
  ConsentReferral,
  DeclineReferral,
  DisputeReferral,
  ExpireReferral,
  HoldReferral,
  openStates,
  RecallReferral,
  ResolveReferral,
  SendReferral,
  StartReferral,
  StopReferral,
  referralLifecycle,
  type ReferralState,
} from '../../../src/referral/referrals';
import { systemActor } from '../../../src/trust/access';
import { testActor } from '../../support/app';
import { DISTRICT } from '../../support/district';
import { openReferralWorld, type Firm, type ReferralBody, type ReferralWorld } from './referral-world';

const DAY = 86_400_000;

describe('referrals in a crowd', () => {
  let world: ReferralWorld;
  let firm: Firm;
  let other: Firm;
  let staff: Record<'worker' | 'station' | 'provider' | 'system', Actor>;
  beforeAll(async () => {
    world = await openReferralWorld();
    firm = await world.firm();
    other = await world.firm();
    staff = {
      worker: world.worker,
      station: testActor(world.logins.station.actor),
      provider: testActor(firm.dispatcher.actor),
      system: systemActor(DISTRICT, 'test'),
    };
  }, 120_000);
  afterAll(() => world?.close());
  afterEach(() => world.app.clock.reset());

  async function books(offeringId: string): Promise<Record<'opened' | 'reserved' | 'taken' | 'holdings', number>> {
    const [row] = await world.rows<Record<'opened' | 'reserved' | 'taken' | 'holdings', number>>(
      `select opened, reserved, taken, (select coalesce(sum(quantity), 0)::int from capacity_holdings h
         where h.offering_id = b.offering_id and state <> 'released') as holdings from capacity_balances b where offering_id = $1`,
      [offeringId],
    );
    expect(row!.reserved + row!.taken).toBe(row!.holdings);
    expect(row!.holdings).toBeLessThanOrEqual(row!.opened);
    return row!;
  }

  it('never takes more places than there are, with 64 senders who recall and accept at the same time', async () => {
    const { app } = world;
    const offering = await world.offering(firm, 9);
    const drafts: ReferralBody[] = [];
    for (let round = 0; round < 8; round += 1) {
      const eight = Array.from({ length: 8 }, async () => {
        const person = await world.person();
        await world.consent(person.id, firm.provider.id);
        return world.draft(person, offering);
      });
      drafts.push(...(await Promise.all(eight)));
    }
    const run = async ({ id }: ReferralBody, at: number) => {
      await app.as(staff.worker, () => app.get(ConsentReferral).execute(id));
      await app.as(staff.worker, () => app.get(SendReferral).execute(id));
      if (at % 3 === 0) await app.as(staff.worker, () => app.get(RecallReferral).execute(id, 'cancelled'));
      if (at % 3 === 1) await app.as(staff.provider, () => app.get(AcceptReferral).execute(id));
    };
    const outcomes = await Promise.allSettled(drafts.map(run));
    const refusals = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason as AppError] : []));
    expect(refusals.filter(({ code }) => code !== 'no-capacity')).toEqual([]);
    expect(refusals.length).toBeGreaterThan(0);
    const { reserved, taken } = await books(offering.id);
    const [live] = await world.rows<{ sent: number; accepted: number }>(
      `select count(*) filter (where state = 'sent')::int as sent, count(*) filter (where state = 'accepted')::int as accepted
       from referrals where offering_id = $1`,
      [offering.id],
    );
    expect(live).toEqual({ sent: reserved, accepted: taken });
  }, 120_000);

  it('lets only one of accept, decline, recall and expiry win', async () => {
    const { app } = world;
    for (let round = 0; round < 4; round += 1) {
      const offering = await world.offering(firm, 1);
      const { id } = await world.sent(await world.person(), offering);
      const outcomes = await Promise.allSettled([
        app.as(staff.provider, () => app.get(AcceptReferral).execute(id)),
        app.as(staff.provider, () => app.get(AcceptReferral).execute(id)),
        app.as(staff.provider, () => app.get(DeclineReferral).execute(id, { reason: 'full', shared: false })),
        app.as(staff.worker, () => app.get(SendReferral).execute(id)),
      ]);
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      await books(offering.id);
    }
  }, 60_000);

  type Step = (id: string) => Promise<unknown>;
  const steps = (): Record<string, Step> => {
    const { app } = world;
    const on = <T extends object>(
      who: keyof typeof staff,
      type: new (...args: never[]) => T,
      work: (useCase: T) => Promise<unknown>,
    ) => app.as(staff[who], () => work(app.get(type)));
    return {
      consent: (id) => on('worker', ConsentReferral, (use) => use.execute(id)),
      send: (id) => on('worker', SendReferral, (use) => use.execute(id)),
      accept: (id) => on('provider', AcceptReferral, (use) => use.execute(id)),
      decline: (id) => on('provider', DeclineReferral, (use) => use.execute(id, { reason: 'full', shared: false })),
      wait: async () => {
        app.clock.set(new Date(app.clock.now().getTime() + 4 * DAY));
        await app.drain();
      },
      expire: (id) => on('system', ExpireReferral, (use) => use.execute(id)),
      start: (id) => on('provider', StartReferral, (use) => use.execute(id)),
      hold: (id) => on('provider', HoldReferral, (use) => use.hold(id, 'away')),
      resume: (id) => on('provider', HoldReferral, (use) => use.resume(id)),
      complete: (id) => on('provider', CompleteReferral, (use) => use.execute(id)),
      stop: (id) => on('provider', StopReferral, (use) => use.execute(id, 'ill')),
      confirm: (id) => on('worker', ConfirmReferral, (use) => use.execute(id, { mode: 'assisted' })),
      dispute: (id) => on('worker', DisputeReferral, (use) => use.execute(id, 'nobody came')),
      resolve: (id) =>
        on('station', ResolveReferral, (use) => use.execute(id, { decision: 'continue', reason: 'again' })),
      recall: (id) => on('worker', RecallReferral, (use) => use.execute(id, 'not wanted')),
      close: (id) => on('worker', CloseReferral, (use) => use.execute(id, { outcome: 'partly', reason: 'moved' })),
    };
  };
  /** From every open state one act that leads nearer to the end. */
  const onward: Partial<Record<ReferralState, string>> = {
    draft: 'recall',
    consented: 'send',
    sent: 'decline',
    accepted: 'start',
    scheduled: 'start',
    'in-service': 'complete',
    'on-hold': 'resume',
    completed: 'confirm',
    stopped: 'close',
    'confirmed-by-household': 'close',
    disputed: 'resolve',
  };

  it('every referral reaches an end, with an owner at every step (R10)', async () => {
    const names = Object.keys(steps());
    type Row = { id: string; state: ReferralState; owner: string | null; nextId: string | null; task: string | null };
    /** The referral and those that followed it. */
    const chain = (householdId: string) =>
      world.rows<Row>(
        `select id, state, owner_account_id as owner, next_id as "nextId", task from referrals where household_id = $1 order by id`,
        [householdId],
      );
    const plot = fc.record({
      sequence: fc.array(fc.constantFrom(...names), { maxLength: 10 }),
      reserve: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(plot, async ({ sequence, reserve }) => {
        const person = await world.person();
        const [offering, second] = [await world.offering(firm, 2), await world.offering(other, 1)];
        for (const one of [firm, other]) await world.consent(person.id, one.provider.id);
        const { id } = await world.draft(person, offering, { candidates: reserve ? [second.id] : [] });
        const owned = async (): Promise<Row[]> => {
          const rows = await chain(person.id);
          expect(new Set(rows.map(({ owner }) => owner))).toEqual(new Set([world.logins.window.accountId]));
          return rows;
        };
        for (const name of ['consent', 'send', ...sequence]) {
          await steps()[name]!(id).catch((error: unknown) => {
            if (!(error instanceof AppError) || error.status !== 409) throw error;
          });
          await owned();
        }
        for (let guard = 0; guard < 16; guard += 1) {
          await world.app.drain();
          const open = (await owned()).find(({ state }) => openStates.some((one) => one === state));
          if (!open) break;
          // What this provider may not answer, the other one leaves without an answer.
          await steps()[onward[open.state]!]!(open.id).catch(() => steps().wait!(open.id));
        }
        for (const end of await owned()) {
          expect(referralLifecycle.isFinal(end.state)).toBe(true);
          if (end.state === 'declined' || end.state === 'expired')
            expect(end.nextId !== null || end.task !== null).toBe(true);
        }
        const kept = await world.rows<{ id: string }>(
          'select offering_id as id from capacity_balances where offering_id = any ($1)',
          [[offering.id, second.id]],
        );
        // What has ended waits for nobody's answer.
        for (const { id: one } of kept) expect(await books(one)).toMatchObject({ reserved: 0 });
        world.app.clock.reset();
      }),
      { numRuns: 25, seed: 10, endOnFailure: true },
    );
  }, 180_000);
});
