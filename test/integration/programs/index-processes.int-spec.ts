import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import type { z } from 'zod';
import { OfferingFactsReader } from '../../../src/referral/matching';
import { OfferingIndex, OfferingIndexes } from '../../../src/referral/offering-index';
import type { menuView } from '../../../src/referral/plans/dto/menu.view';
import type { Provider } from '../../../src/supply/providers';
import { systemActor } from '../../../src/trust/access';
import { Dice } from '../../factories/offering-market.factory';
import { makeOffering, makeProvider } from '../../factories/supply.factory';
import { DISTRICT } from '../../support/district';
import { type MatchWorld, type NeedyHousehold, openMatchWorld } from '../referral/matched-household';
import { WebProcess } from './web-process';

const OFFERINGS = 40;
const WRITERS = 8;
const CHANGES = 10_000;
/** Changes of one transaction. */
const TOGETHER = 10;
/** Design 8.5: where nobody writes for long. */
const SEEN_WITHIN = 1000;
/** Changes whose way to the other process is timed, half of them each way. */
const SAMPLES = 24;
const PATIENCE = 60_000;

/** One offering is changed, in one of the ways that its record hangs on. */
const KINDS: ReadonlyArray<(dice: Dice) => [sql: string, values: unknown[]]> = [
  (dice) => ['update offerings set state = $2 where id = $1', [dice.one(['listed', 'listed', 'paused'])]],
  (dice) => ['update offerings set radius_metres = $2 where id = $1', [1 + dice.below(20_000)]],
  (dice) => ['update offerings set languages = $2 where id = $1', [dice.one([['zh'], ['ii'], ['zh', 'bo']])]],
  (dice) => ['update offerings set extra_codes = $2 where id = $1', [dice.one([[], ['LI-03'], ['LI-03', 'LI-04']])]],
  (dice) => [
    `insert into capacity_balances (offering_id, period, opened, reserved, taken) values ($1, $3, $2, 0, 0)
     on conflict (offering_id, period) do update set opened = excluded.opened`,
    [dice.below(30)],
  ],
];

/** One of the two processes, as it is met from outside. */
interface Side {
  open(id: string, places: number): Promise<void>;
  /** Offerings on the menu of the household. */
  menu(): Promise<string[]>;
  /** Milliseconds since the moment of which its index knows everything. */
  behind(): Promise<number>;
}

const cardsOf = (menu: unknown): string[] =>
  (menu as z.infer<typeof menuView>).needs.flatMap(({ cards }) => cards.map(({ offeringId }) => offeringId));

describe('two web processes on one database', () => {
  let world: MatchWorld;
  let provider: Provider;
  let family: NeedyHousehold;
  let web: WebProcess;
  let menu: string;
  const offerings: string[] = [];
  const system = systemActor(DISTRICT, 'test');

  beforeAll(async () => {
    world = await openMatchWorld({ alone: true });
    const begun = WebProcess.start(world.app.database, world.app.config);
    provider = await makeProvider(world.app);
    for (let made = 0; made < OFFERINGS; made += 1) offerings.push((await makeOffering(world.app, provider)).id);
    offerings.sort();
    family = await world.needy(['LI-02']);
    const match = await world.match(family.id);
    const plan = await world.api.window.post('plans', { householdId: family.id, matchId: match.id });
    menu = `plans/${(plan.body as { id: string }).id}/menu`;
    web = await begun;
  }, 300_000);
  afterAll(async () => {
    await web?.close();
    await world?.close();
  });

  const period = () => world.app.clock.today().slice(0, 7);
  const opening = (places: number) => ({ period: period(), places, note: 'counted again' });
  /** What the index of this process would propose of one need, to the end of its list. */
  const proposed = (): readonly string[] | null => {
    const household = { id: family.id, districtCode: DISTRICT, regionPath: '', class: null, languages: [] };
    const needs = [{ id: 'n1', code: 'LI-02', severity: 2 as const, urgency: 'green' as const }];
    const asked = { ...household, members: [], consentScopes: ['referral'] };
    const context = { today: world.app.clock.today(), asOf: world.app.clock.now().toISOString() };
    const many = { ...context, candidatesPerNeed: OFFERINGS };
    return world.app.get(OfferingIndexes).propose({ household: asked, needs, context: many })?.get('n1') ?? null;
  };
  const contents = (): Map<string, string> | undefined =>
    (world.app.get(OfferingIndexes) as unknown as { districts: Map<string, { index: OfferingIndex | null }> }).districts
      .get(DISTRICT)
      ?.index?.contents();
  const fresh = async (): Promise<Map<string, string>> => {
    const all = await world.app.as(system, () =>
      world.app.get(OfferingFactsReader).page(DISTRICT, world.app.clock.now(), null, 1000),
    );
    return OfferingIndex.of(all, world.app.clock.today(), 4096).contents();
  };
  /** Milliseconds until something is so. */
  async function until(what: () => Promise<boolean> | boolean): Promise<number> {
    const began = performance.now();
    while (!(await what())) {
      if (performance.now() - began > PATIENCE) throw new Error('It never came');
      await sleep(10);
    }
    return performance.now() - began;
  }
  /** Places of an offering, set through the other process. */
  async function openThere(id: string, places: number): Promise<void> {
    const { token } = world.logins.centre;
    const answer = await web.post(`offerings/${id}/capacity`, token, opening(places), randomUUID());
    expect(answer).toMatchObject({ status: 200 });
  }
  /** Offerings in the index of the other process, as its figures tell. */
  async function knownThere(): Promise<number> {
    const found = /^yuanlian_offering_index_offerings\S* (.*)$/m.exec(await web.metrics());
    return Number(found?.[1] ?? 0);
  }
  const sideHere = (): Side => ({
    async open(id, places) {
      const answer = await world.api.centre.post(`offerings/${id}/capacity`, opening(places));
      expect(answer.status).toBe(200);
    },
    menu: async () => cardsOf((await world.api.window.get(menu)).body),
    behind: () => Promise.resolve(world.app.get(OfferingIndexes).state()[0]!.lagMilliseconds),
  });
  const sideThere = (): Side => ({
    open: openThere,
    menu: async () => cardsOf((await web.get(menu, world.logins.window.token)).body),
    async behind() {
      const found = /^yuanlian_offering_index_lag_seconds\S* (.*)$/m.exec(await web.metrics());
      return Number(found![1]) * 1000;
    },
  });
  /**
   * Milliseconds from before the commit of the one until the other has answered with it: never less than it took. Places that
   * open, not those that are gone, which the database denies whatever the index knows. The other has to know first that they
   * were gone, or it would have nothing to learn.
   */
  async function lagOf(writer: Side, reader: Side, id: string): Promise<number> {
    await writer.open(id, 0);
    const gone = performance.now();
    await until(async () => performance.now() - (await reader.behind()) > gone + 1);
    expect(await reader.menu()).not.toContain(id);
    const began = performance.now();
    await writer.open(id, 5);
    await until(async () => (await reader.menu()).includes(id));
    return performance.now() - began;
  }
  const askThere = async () => (await web.get(menu, world.logins.window.token)).status;

  it('answer with what the other changed within a second, every time and from both sides', async () => {
    expect(await askThere()).toBe(200);
    await until(() => (proposed()?.length ?? 0) === OFFERINGS);
    await until(async () => (await knownThere()) === OFFERINGS);
    const [here, there] = [sideHere(), sideThere()];
    const lags: number[] = [];
    for (let turn = 0; turn < SAMPLES; turn += 1) {
      // Of equal offerings those with the lowest ids are the cards of the menu.
      const id = offerings[turn % 4]!;
      const [writer, reader] = turn % 2 === 0 ? [here, there] : [there, here];
      lags.push(await lagOf(writer, reader, id));
    }
    const sorted = [...lags].sort((one, other) => one - other).map(Math.round);
    const [middle, worst] = [sorted[SAMPLES / 2]!, sorted.at(-1)!];
    const told = `median ${middle} ms, worst ${worst} ms, of ${lags.map(Math.round).join(', ')}`;
    expect({ late: sorted.filter((lag) => lag > SEEN_WITHIN), told }).toEqual({ late: [], told });
  }, 300_000);

  it('know an offering that the other has added', async () => {
    const { id } = await makeOffering(world.app, provider);
    expect(await until(async () => (await knownThere()) === OFFERINGS + 1)).toBeLessThanOrEqual(SEEN_WITHIN);
    await world.rows(`update offerings set state = 'paused' where id = $1`, [id]);
  });

  it('goes on where it was when the other is killed amid changes, and begins again whole', async () => {
    let changing = true;
    const changes = (async () => {
      for (let turn = 0; changing; turn += 1) {
        const { token } = world.logins.centre;
        await web.post(`offerings/${offerings[turn % 5]}/capacity`, token, opening(turn % 7), randomUUID());
      }
    })();
    await sleep(300);
    await web.kill();
    changing = false;
    await changes;
    const whole = await fresh();
    await until(() => JSON.stringify([...(contents() ?? [])].sort()) === JSON.stringify([...whole].sort()));
    await web.start();
    expect(await askThere()).toBe(200);
    await until(async () => (await knownThere()) === OFFERINGS + 1);
    await openThere(offerings[9]!, 0);
    await until(() => !proposed()?.includes(offerings[9]!));
  }, 300_000);

  it(`ends in an index equal to a fresh one after ${CHANGES} changes of ${WRITERS} writers at once`, async () => {
    let [made, undone] = [0, 0];
    const writer = async (number: number): Promise<void> => {
      const dice = new Dice(20_261_201 + number);
      const client = new Client(world.app.database.ownerUrl);
      await client.connect();
      while (made < CHANGES) {
        await client.query('begin');
        // In the order of their ids, so that no two wait for each other.
        const some = offerings.filter(() => dice.chance((2 * TOGETHER) / OFFERINGS)).slice(0, TOGETHER);
        for (const id of some) {
          const [sql, values] = dice.one(KINDS)(dice);
          await client.query(sql, [id, ...values, ...(sql.includes('$3') ? [period()] : [])]);
        }
        const kept = dice.chance(0.9);
        if (dice.chance(0.1)) await sleep(dice.below(30));
        await client.query(kept ? 'commit' : 'rollback');
        if (kept) made += some.length;
        else undone += some.length;
      }
      await client.end();
    };
    await Promise.all(Array.from({ length: WRITERS }, (_, number) => writer(number)));
    expect(made).toBeGreaterThanOrEqual(CHANGES);
    expect(undone).toBeGreaterThan(0);
    const whole = await fresh();
    await until(() => JSON.stringify([...(contents() ?? [])].sort()) === JSON.stringify([...whole].sort()));
    expect(contents()).toEqual(whole);
  }, 300_000);
});
