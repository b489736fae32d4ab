import { randomUUID } from 'node:crypto';
import { FindNeeds } from '../../../src/people/needs';
import { systemActor } from '../../../src/trust/access';
import { Gaps } from '../../../src/referral/gaps';
import { dispatcherOf, makeProvider } from '../../factories/supply.factory';
import { DISTRICT, loginAs } from '../../support/district';
import { openMatchWorld, type MatchWorld } from './matched-household';

interface GapBody {
  id: string;
  needId: string;
  code: string;
  month: string;
  state: string;
}

describe('gaps', () => {
  let world: MatchWorld;
  const month = () => world.app.clock.today().slice(0, 7);
  beforeAll(async () => {
    world = await openMatchWorld();
  }, 120_000);
  afterAll(() => world?.close());

  const listed = async (query: string): Promise<GapBody[]> =>
    ((await world.api.station.get(`gaps?${query}`)).body as { items: GapBody[] }).items;

  const made = async (answer: Promise<{ status: number; text: string }>): Promise<void> => {
    const { status, text } = await answer;
    if (status >= 300) throw new Error(`${status}: ${text}`);
  };
  /** A further result speaks for the need: a new version, whose id is given back. */
  const graver = async (householdId: string, code: string): Promise<string> => {
    const result = { householdId, assessmentId: randomUUID(), instrument: 'S06' };
    const needs = [{ code, severity: 3, memberId: null, items: [] }];
    const [need] = await world.app.as(world.worker, () => world.app.get(FindNeeds).execute({ ...result, needs }));
    return need!.id;
  };

  it('are listed by code, family of codes, month, state and household', async () => {
    const { id, needIds } = await world.needy(['CA-05', 'RE-02']);
    await world.match(id);
    expect((await listed(`householdId=${id}`)).map(({ code }) => code).sort()).toEqual(['CA-05', 'RE-02']);
    expect((await listed(`code=CA&month=${month()}&state=open&householdId=${id}`)).map(({ needId }) => needId)).toEqual(
      [needIds[0]],
    );
    expect(await listed(`code=CA-05&state=closed&householdId=${id}`)).toEqual([]);
    expect((await world.api.station.get('gaps?code=caring')).status).toBe(422);
  });

  it('roll up by village, code and month', async () => {
    const one = await world.needy(['EM-04'], undefined, 3);
    const two = await world.needy(['EM-04'], undefined, 1);
    await world.match(one.id);
    await world.match(two.id);
    const summary = await world.api.station.get(`gaps/summary?code=EM&month=${month()}`);
    expect((summary.body as { items: unknown[] }).items).toMatchObject([
      { village: '柳溪村', code: 'EM-04', month: month(), open: 2, closed: 0, severity: 4 },
    ]);
  });

  it('suggest a place for each that more supply would serve, and what they come to in a month (R73)', async () => {
    const [daily, weekly, sated] = [
      await world.needy(['EM-03']),
      await world.needy(['EM-03']),
      await world.needy(['EM-03']),
    ];
    for (const { id } of [daily, weekly, sated]) await world.match(id);
    await world.rows('update needs set every_days = 1 where id = $1 returning id', [daily.needIds[0]]);
    await world.rows('update needs set every_days = 7 where id = $1 returning id', [weekly.needIds[0]]);
    await world.rows(`update gaps set cause = 'declined' where need_id = $1 returning id`, [sated.needIds[0]]);
    const summary = await world.api.station.get(`gaps/summary?code=EM-03&month=${month()}`);
    expect((summary.body as { items: unknown[] }).items).toMatchObject([
      { open: 3, causes: { 'no-supply': 2, declined: 1 }, suggestedPlaces: 2, suggestedUnits: 30 + 5 },
    ]);
    const list = await listed(`code=EM-03&month=${month()}&state=open`);
    expect(list.map(({ needId }) => needId).sort()).toEqual(
      [daily, weekly, sated].map(({ needIds }) => needIds[0]).sort(),
    );
  });

  it('close when the need is served, and once only', async () => {
    const { id, needIds } = await world.needy(['CB-01']);
    await world.match(id);
    const system = systemActor(DISTRICT, 'test');
    await world.app.as(system, () => world.app.get(Gaps).closeFor(needIds[0]!));
    await world.app.as(system, () => world.app.get(Gaps).closeFor(needIds[0]!));
    const rows = await world.rows(`select state, closed_at is not null as dated from gaps where need_id = $1`, [
      needIds[0],
    ]);
    expect(rows).toEqual([{ state: 'closed', dated: true }]);
  });

  it('close when the need itself is over (R97)', async () => {
    const { id, needIds } = await world.needy(['CB-03', 'CA-06']);
    await world.match(id);
    await made(world.api.window.post(`needs/${needIds[0]}/close`, { reason: '女儿回来照顾了' }));
    const word = { name: '王桂芳', mode: 'self', reason: '现在不需要了' };
    await made(world.api.window.post(`needs/${needIds[1]}/decline`, word));
    await world.app.drain();
    expect((await listed(`householdId=${id}`)).map(({ state }) => state)).toEqual(['closed', 'closed']);
    // The news name no code: a restricted flag may stand behind the need (B30, B31).
    const told = `select 1 from outbox_events where type in ('gap.opened', 'gap.closed') and household_id = $1 and data ? 'code'`;
    expect(await world.rows(told, [id])).toEqual([]);
  });

  it('go on with a newer version of the need, once, and close for whoever serves an older one (A11)', async () => {
    const { id, needIds } = await world.needy(['CB-03']);
    const [older] = needIds;
    await world.match(id);
    const newer = await graver(id, 'CB-03');
    const rows = () =>
      world.rows('select need_id, severity, state from gaps where household_id = $1 order by opened_at', [id]);
    // Asked before the news of the new version have gone round, and again after them.
    await world.match(id);
    expect(await rows()).toEqual([{ need_id: newer, severity: 3, state: 'open' }]);
    await world.app.drain();
    const newest = await graver(id, 'CB-03');
    await world.app.drain();
    expect(await rows()).toEqual([{ need_id: newest, severity: 3, state: 'open' }]);
    await world.app.as(systemActor(DISTRICT, 'test'), () => world.app.get(Gaps).closeFor(older!));
    expect(await rows()).toEqual([{ need_id: newest, severity: 3, state: 'closed' }]);
  });

  it('are neither for providers nor for another township', async () => {
    const { id } = await world.needy(['CB-02']);
    await world.match(id);
    expect((await world.api.dispatcher.get('gaps')).status).toBe(403);
    const provider = await makeProvider(world.app);
    expect(await world.app.as(dispatcherOf(provider), () => world.app.get(Gaps).ofHousehold(id))).toEqual([]);
    const elsewhere = await loginAs(world.app, 'station-worker', { regionPath: '9999' });
    expect((await world.app.api(elsewhere.token).get('gaps')).body).toMatchObject({ items: [] });
  });
});
