import { Logger } from '@nestjs/common';
import { Client } from 'pg';
import { Matching, OfferingFactsReader } from '../../../src/referral/matching';
import type { CandidateOffering } from '../../../src/referral/matching';
import { OfferingIndex, OfferingIndexes } from '../../../src/referral/offering-index';
import { OfferingCapacity, OfferingChanges } from '../../../src/supply/offerings';
import { type Provider } from '../../../src/supply/providers';
import { systemActor } from '../../../src/trust/access';
import { makeOffering, makeProvider } from '../../factories/supply.factory';
import { startApp, type TestApp } from '../../support/app';
import { DISTRICT } from '../../support/district';
import { openMatchWorld, type MatchWorld, type NeedyHousehold } from './matched-household';

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
    const ask = () => world.app.as(world.worker, () => world.app.get(Matching).shortlist(family.id));
    expect(proposedIn(world.app)).toBeNull();
    const fromDatabase = await ask();
    await until(world.app, (proposed) => proposed !== null);
    await until(other, (proposed) => proposed !== null);
    const read = jest.spyOn(world.app.get(OfferingFactsReader), 'read');
    const fromIndex = await ask();
    expect(read).not.toHaveBeenCalled();
    read.mockRestore();
    const told = (needs: typeof fromIndex) =>
      needs.map(({ need, candidates }) => ({
        need,
        candidates: candidates.map(({ offering, ...rest }) => ({ id: offering.id, ...rest })),
      }));
    expect(told(fromIndex)).toEqual(told(fromDatabase));
    expect(fromIndex[0]!.candidates.map(({ offering }) => offering.id).sort()).toEqual([...offerings].sort());
    expect(world.app.get(OfferingIndexes).state()).toEqual([
      expect.objectContaining({ districtCode: DISTRICT, offerings: 3 }) as unknown,
    ]);
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
    await slow.query('begin');
    await slow.query(`update offerings set state = 'paused' where id = $1`, [offerings[0]]);
    await world.rows(`update offerings set state = 'paused' where id = $1`, [offerings[1]]);
    await new Promise((resolve) => setTimeout(resolve, 700));
    // The bound holds only while no write transaction lasts: both wait for the slow one, none is lost.
    await slow.query('commit');
    await slow.end();
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

  it('forgets rows of the feed after an hour, for the machine alone', async () => {
    await world.rows(`update offering_changes set noted_at = now() - interval '2 hours'`);
    const prune = () => world.app.get(OfferingChanges).prune(60, 100_000);
    expect(await world.app.as(system, prune)).toBe(0);
    expect(await world.app.as(systemActor(null, 'test'), prune)).toBeGreaterThan(100);
    expect(await world.rows('select 1 from offering_changes')).toEqual([]);
  });
});
