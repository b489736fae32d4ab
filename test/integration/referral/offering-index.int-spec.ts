import { Logger } from '@nestjs/common';
import { Client } from 'pg';
import { Matching, OfferingFactsReader, type Shortlisted } from '../../../src/referral/matching';
import type { CandidateOffering } from '../../../src/referral/matching';
import { Retention } from '../../../src/platform/queue';
import { OfferingIndex, OfferingIndexes } from '../../../src/referral/offering-index';
import { OfferingCapacity, OfferingChanges } from '../../../src/supply/offerings';
import { type Provider } from '../../../src/supply/providers';
import { systemActor } from '../../../src/trust/access';
import { makeOffering, makeProvider } from '../../factories/supply.factory';
import { startApp, type TestApp } from '../../support/app';
import { DISTRICT } from '../../support/district';
import { openMatchWorld, type MatchWorld, type NeedyHousehold } from './matched-household';

/** A district without offerings. */
const ELSEWHERE = '110101';

/** What a district's index holds in one application. */
const contentsIn = (app: TestApp): Map<string, string> =>
  (app.get(OfferingIndexes) as unknown as { districts: Map<string, { index: OfferingIndex }> }).districts
    .get(DISTRICT)!
    .index.contents();

describe('the index of offerings in two applications on one database', () => {
  let world: MatchWorld;
  let other: TestApp;
  let provider: Provider;
  let family: NeedyHousehold;
  const offerings: string[] = [];
  const system = systemActor(DISTRICT, 'test');

  const question = () => ({
    household: {
      ...{ id: family.id, districtCode: DISTRICT, regionPath: '', class: null, languages: [] },
      ...{ members: [], consentScopes: ['referral'] },
    },
    needs: [{ id: 'n1', code: 'LI-02', severity: 2 as const, urgency: 'green' as const }],
    context: { today: world.app.clock.today(), asOf: world.app.clock.now().toISOString() },
  });
  const proposedIn = (app: TestApp): readonly string[] | null =>
    app.get(OfferingIndexes).propose(question())?.get('n1') ?? null;
  /** Milliseconds until an application proposes as is expected. */
  async function until(app: TestApp, fits: (proposed: readonly string[] | null) => boolean): Promise<number> {
    const began = performance.now();
    while (!fits(proposedIn(app))) {
      if (performance.now() - began > 20_000) throw new Error(`Still ${JSON.stringify(proposedIn(app))}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return performance.now() - began;
  }
  const shortlist = (householdId: string) =>
    world.app.as(world.worker, () => world.app.get(Matching).shortlist(householdId));
  const told = (needs: readonly Shortlisted[]) =>
    needs.map(({ need, gap, candidates }) => ({
      ...{ need, gap },
      candidates: candidates.map(({ offering, ...rest }) => ({ id: offering.id, ...rest })),
    }));
  /** Seconds, as the next scrape tells them. */
  const lagShown = async (): Promise<number> => {
    const { text } = await other.api().get('/metrics');
    return Number(/^yuanlian_offering_index_lag_seconds\S* (.*)$/m.exec(text)?.[1]);
  };
  /** Rows that the feed has more after some work. */
  const noted = async (sql: string, parameters: unknown[]): Promise<number> => {
    const count = () => world.rows<{ count: number }>('select count(*)::integer as count from offering_changes');
    const [before] = await count();
    await world.rows(sql, parameters);
    const [after] = await count();
    return after!.count - before!.count;
  };
  const places = (id: string, count: number) =>
    world.app.as(system, () =>
      world.app.get(OfferingCapacity).open(id, { period: world.app.clock.today().slice(0, 7), places: count }),
    );
  const freshContents = async (): Promise<Map<string, string>> => {
    const all: CandidateOffering[] = await world.app.as(system, () =>
      world.app.get(OfferingFactsReader).page(DISTRICT, world.app.clock.now(), null, 1000),
    );
    return OfferingIndex.of(all, world.app.clock.today(), 4096).contents();
  };

  beforeAll(async () => {
    // Rounds that are made to fail say so.
    jest.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
    world = await openMatchWorld({ alone: true });
    provider = await makeProvider(world.app);
    for (let count = 0; count < 3; count += 1) offerings.push((await makeOffering(world.app, provider)).id);
    family = await world.needy(['LI-02']);
    other = await startApp(world.app.database);
  }, 120_000);
  afterAll(async () => {
    await other?.app.close();
    await world?.close();
    jest.restoreAllMocks();
  });

  it('asks the database until it is built, then proposes what the database answers', async () => {
    const ask = () => shortlist(family.id);
    expect(proposedIn(world.app)).toBeNull();
    const fromDatabase = await ask();
    await until(world.app, (proposed) => proposed !== null);
    await until(other, (proposed) => proposed !== null);
    const read = jest.spyOn(world.app.get(OfferingFactsReader), 'read');
    const fromIndex = await ask();
    expect(read).not.toHaveBeenCalled();
    read.mockRestore();
    expect(told(fromIndex)).toEqual(told(fromDatabase));
    expect(fromIndex[0]!.candidates.map(({ offering }) => offering.id).sort()).toEqual([...offerings].sort());
    expect(world.app.get(OfferingIndexes).state()).toEqual([
      expect.objectContaining({ districtCode: DISTRICT, offerings: 3 }) as unknown,
    ]);
  });

  it('asks the database for the needs alone for which the index has nothing', async () => {
    const both = await world.needy(['CA-01', 'LI-02', 'LI-04']);
    const none = await world.needy(['LI-04']);
    world.app.config.matching = 'sql';
    const fromDatabase = [await shortlist(both.id), await shortlist(none.id)];
    world.app.config.matching = 'index';
    await until(world.app, (proposed) => proposed !== null);
    const reader = world.app.get(OfferingFactsReader);
    const [read, byIds] = [jest.spyOn(reader, 'read'), jest.spyOn(reader, 'byIds')];
    const mixed = await shortlist(both.id);
    expect(byIds).toHaveBeenCalledTimes(1);
    expect(read.mock.calls.map(([, codes]) => [...codes].sort())).toEqual([['CA-01', 'LI-04']]);
    const empty = await shortlist(none.id);
    expect(byIds).toHaveBeenCalledTimes(1);
    expect(read).toHaveBeenCalledTimes(2);
    read.mockRestore();
    byIds.mockRestore();
    expect([mixed, empty].map(told)).toEqual(fromDatabase.map(told));
  });

  it('sees a change of places that another application made within a second, and a new and a closed offering', async () => {
    await places(offerings[0]!, 0);
    expect(await until(other, (proposed) => !!proposed && !proposed.includes(offerings[0]!))).toBeLessThan(1000);
    await places(offerings[0]!, 2);
    expect(await until(other, (proposed) => !!proposed?.includes(offerings[0]!))).toBeLessThan(1000);
    const { id } = await makeOffering(world.app, provider);
    offerings.push(id);
    expect(await until(other, (proposed) => !!proposed?.includes(id))).toBeLessThan(1000);
    await world.rows(`update offerings set state = 'closed' where id = $1`, [id]);
    expect(await until(other, (proposed) => !!proposed && !proposed.includes(id))).toBeLessThan(1000);
    await until(world.app, (proposed) => !!proposed && !proposed.includes(id));
    expect(contentsIn(other)).toEqual(await freshContents());
    expect(contentsIn(world.app)).toEqual(await freshContents());
  });

  it('misses nothing that commits late, after others that began later', async () => {
    const slow = new Client({ connectionString: world.app.database.ownerUrl });
    await slow.connect();
    try {
      await slow.query('begin');
      await slow.query(`update offerings set state = 'paused' where id = $1`, [offerings[0]]);
      await world.rows(`update offerings set state = 'paused' where id = $1`, [offerings[1]]);
      // Behind the slow one nothing is told, of whoever it is: the age of what is known grows, and the database answers.
      for (const app of [other, world.app]) await until(app, (proposed) => proposed === null);
      expect(other.get(OfferingIndexes).state()[0]!.lagMilliseconds).toBeGreaterThan(5000);
      expect(await lagShown()).toBeGreaterThan(4);
      const [fromDatabase] = await shortlist(family.id);
      expect(fromDatabase!.candidates.map(({ offering }) => offering.id).sort()).toEqual(
        [offerings[0], offerings[2]].sort(),
      );
      await slow.query('commit');
    } finally {
      // Open, it would hold back whoever waits for the horizon, in every database of the cluster.
      await slow.end();
    }
    await until(other, (proposed) => proposed?.length === 1);
    await world.rows(`update offerings set state = 'listed' where id = any($1)`, [offerings.slice(0, 2)]);
    await until(other, (proposed) => proposed?.length === 3);
  });

  it('catches up after readings that failed', async () => {
    const since = jest.spyOn(other.get(OfferingChanges), 'since').mockRejectedValue(new Error('lost'));
    await places(offerings[2]!, 0);
    await new Promise((resolve) => setTimeout(resolve, 800));
    expect(since.mock.calls.length).toBeGreaterThan(1);
    expect(proposedIn(other)).toContain(offerings[2]);
    since.mockRestore();
    expect(await until(other, (proposed) => !!proposed && !proposed.includes(offerings[2]!))).toBeLessThan(1000);
    await places(offerings[2]!, 3);
    await until(other, (proposed) => !!proposed?.includes(offerings[2]!));
  });

  it('hears of providers, credentials, contracts and funds', async () => {
    await world.rows(`update providers set state = 'suspended' where id = $1`, [provider.id]);
    await until(other, (proposed) => proposed?.length === 0);
    await world.rows(`update providers set state = 'approved' where id = $1`, [provider.id]);
    await until(other, (proposed) => proposed?.length === 3);
    await world.rows(`update offerings set required_credential = 'care-worker' where id = $1`, [offerings[0]]);
    await until(other, (proposed) => proposed?.length === 2);
    await world.rows(
      `insert into credentials (id, provider_id, holder_name, kind, expires_on, created_at, version)
       values (uuidv7(), $1, 'Li', 'care-worker', '2099-01-01', now(), 1)`,
      [provider.id],
    );
    await until(other, (proposed) => proposed?.length === 3);
    const fund = await world.rows<{ id: string }>(
      `insert into funds (id, name, district_code, purpose, balance_fen, reserved_fen, household_ceiling_fen, layer, state, created_at, version)
       values (uuidv7(), 'Fund', $1, 'aid', 100, 0, 0, 'special-fund', 'open', now(), 1) returning id`,
      [DISTRICT],
    );
    await world.rows(`update offerings set payer = 'fund', fund_id = $2, price_fen = 50 where id = $1`, [
      offerings[1],
      fund[0]!.id,
    ]);
    await world.rows(`update funds set state = 'closed' where id = $1`, [fund[0]!.id]);
    await until(other, (proposed) => proposed?.length === 2);
    await world.rows(`update funds set state = 'open' where id = $1`, [fund[0]!.id]);
    await until(other, (proposed) => proposed?.length === 3);
    expect(contentsIn(other)).toEqual(await freshContents());
  });

  it('notes what is read alone, and one row where the money of many offerings moved', async () => {
    const [fund] = await world.rows<{ id: string }>('select id from funds where district_code = $1', [DISTRICT]);
    await world.rows(`update offerings set payer = 'fund', fund_id = $2, price_fen = 50 where id = any($1)`, [
      offerings.slice(0, 3),
      fund!.id,
    ]);
    const ofFund = (set: string) => noted(`update funds set ${set} where id = $1`, [fund!.id]);
    expect(await ofFund(`name = 'Other', version = version + 1`)).toBe(0);
    expect(await ofFund('balance_fen = balance_fen + 10, reserved_fen = reserved_fen + 10')).toBe(0);
    expect(await ofFund('reserved_fen = reserved_fen + 60')).toBe(1);
    await until(other, (proposed) => proposed?.length === 0);
    expect(await ofFund('reserved_fen = 0')).toBe(1);
    await until(other, (proposed) => proposed?.length === 3);
    expect(await ofFund(`layer = 'provincial-fund'`)).toBe(3);
    const [contract] = await world.rows<{ id: string }>(
      `insert into contracts (id, number, provider_id, district_code, title, starts_on, ends_on, unit, unit_price_fen, quantity,
         budget_fen, state, created_at, version)
       values (uuidv7(), 'C-1', $1, $2, 'Meals', '2020-01-01', '2099-01-01', 'meal', 50, 4, 200, 'signed', now(), 1) returning id`,
      [provider.id, DISTRICT],
    );
    await world.rows(
      `update offerings set payer = 'contract', fund_id = null, contract_id = $2, side = 'society' where id = any($1)`,
      [offerings.slice(0, 3), contract!.id],
    );
    await until(other, (proposed) => proposed?.length === 0);
    expect(await noted(`insert into contract_balances values ($1, 4, 200, 0, 0, 0, 0)`, [contract!.id])).toBe(1);
    await until(other, (proposed) => proposed?.length === 3);
    const balance = (set: string) =>
      noted(`update contract_balances set ${set} where contract_id = $1`, [contract!.id]);
    expect(await balance('committed_units = 4, committed_fen = 200')).toBe(1);
    await until(other, (proposed) => proposed?.length === 0);
    expect(await balance('committed_units = 0, committed_fen = 0, spent_units = 4, spent_fen = 200')).toBe(0);
    expect(await balance('spent_units = 0, spent_fen = 0')).toBe(1);
    await until(other, (proposed) => proposed?.length === 3);
    const ofContract = (set: string) => noted(`update contracts set ${set} where id = $1`, [contract!.id]);
    expect(await ofContract(`title = 'Warm meals'`)).toBe(0);
    expect(await ofContract(`ends_on = '2020-02-01'`)).toBe(1);
    await until(other, (proposed) => proposed?.length === 0);
    expect(await ofContract(`ends_on = '2099-01-01'`)).toBe(1);
    await until(other, (proposed) => proposed?.length === 3);
    expect(await noted('update credentials set checked_at = now() where provider_id = $1', [provider.id])).toBe(0);
    expect(contentsIn(other)).toEqual(await freshContents());
    await world.rows(`update offerings set payer = 'free', contract_id = null where id = any($1)`, [
      offerings.slice(0, 3),
    ]);
  });

  it('keeps up with its district while another is built or cannot be', async () => {
    const facts = other.get(OfferingFactsReader);
    const real = facts.page.bind(facts);
    let fail: (error: Error) => void = () => undefined;
    const hanging = new Promise<never>((_, reject) => (fail = reject));
    hanging.catch(() => undefined);
    const page = jest.spyOn(facts, 'page');
    page.mockImplementation((district, ...rest) => (district === ELSEWHERE ? hanging : real(district, ...rest)));
    const { household, ...asked } = question();
    const elsewhere = () =>
      other.get(OfferingIndexes).propose({ ...asked, household: { ...household, districtCode: ELSEWHERE } });
    expect(elsewhere()).toBeNull();
    await until(other, () => page.mock.calls.length > 0);
    const seen = async () => {
      await places(offerings[0]!, 0);
      expect(await until(other, (proposed) => !!proposed && !proposed.includes(offerings[0]!))).toBeLessThan(1000);
      await places(offerings[0]!, 2);
      expect(await until(other, (proposed) => !!proposed?.includes(offerings[0]!))).toBeLessThan(1000);
    };
    await seen();
    fail(new Error('lost'));
    await seen();
    await new Promise((resolve) => setTimeout(resolve, 3000));
    // After 0, 1/4, 3/4 and 7/4 seconds, not four times in each.
    expect(page.mock.calls.length).toBeGreaterThan(1);
    expect(page.mock.calls.length).toBeLessThan(7);
    page.mockRestore();
    await until(other, () => elsewhere() !== null);
  });

  it('holds what a fresh one holds after many changes while it reads', async () => {
    const changes = `update offerings set state = case when random() < 0.3 then 'paused' else 'listed' end,
      radius_metres = 1 + (random() * 1000)::integer, languages = case when random() < 0.5 then '{zh}'::text[] else '{ii}'::text[] end
      where id = $1`;
    for (let turn = 0; turn < 1500; turn += 1) await world.rows(changes, [offerings[turn % 3]]);
    await new Promise((resolve) => setTimeout(resolve, 700));
    await until(other, (proposed) => proposed !== null);
    expect(contentsIn(other)).toEqual(await freshContents());
    expect(contentsIn(world.app)).toEqual(await freshContents());
  });

  it('leaves the answer to the database when it is behind, switched off or of another day', async () => {
    const since = jest.spyOn(other.get(OfferingChanges), 'since').mockRejectedValue(new Error('lost'));
    await until(other, (proposed) => proposed === null);
    since.mockRestore();
    await until(other, (proposed) => proposed !== null);
    other.config.matching = 'sql';
    expect(proposedIn(other)).toBeNull();
    other.config.matching = 'index';
    expect(proposedIn(other)).not.toBeNull();
    const today = { ...question(), context: { ...question().context, today: '2031-01-01' } };
    expect(other.get(OfferingIndexes).propose(today)).toBeNull();
  });

  it('leaves the feed to the worker, which forgets it after an hour also where no index is asked', async () => {
    world.app.config.matching = 'sql';
    await world.rows(`update offering_changes set noted_at = now() - interval '59 minutes'`);
    const retention = await world.app.worker(Retention);
    const left = () => world.rows('select 1 from offering_changes');
    const held = (await left()).length;
    expect(held).toBeGreaterThan(100);
    await retention.prune();
    expect(await left()).toHaveLength(held);
    await world.rows(`update offering_changes set noted_at = now() - interval '61 minutes'`);
    await retention.prune();
    expect(await left()).toEqual([]);
    world.app.config.matching = 'index';
  });
});
