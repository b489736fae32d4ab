import { Gaps } from '../../../src/referral/gaps';
import { Matching } from '../../../src/referral/matching';
import type { MatchView } from '../../../src/referral/matching/dto/match.view';
import { OfferingCapacity } from '../../../src/supply/offerings';
import { systemActor } from '../../../src/trust/access';
import { dispatcherOf, makeOffering, makeProvider } from '../../factories/supply.factory';
import { ConsoleVisitor } from '../../support/console';
import { DISTRICT, loginAs } from '../../support/district';
import { type MatchWorld, openMatchWorld } from './matched-household';

interface Listed {
  items: Array<{ offering: { id: string }; admits: boolean; binding: { rule: string; change: string } }>;
  total: number;
  next: string | null;
}

describe('looking into a match', () => {
  let world: MatchWorld;
  const system = systemActor(DISTRICT, 'test');
  beforeAll(async () => {
    world = await openMatchWorld({ alone: true });
  }, 60_000);
  afterAll(() => world?.close());

  const reads = (id: string, action: string) =>
    world.rows(`select id from audit_events where subject_id = $1 and action = $2`, [id, action]);
  const runs = async (): Promise<number> => (await world.rows('select id from match_runs')).length;

  /** Three who could help, a full one, one for children, and a match that has seen them. */
  async function matched(code: string): Promise<{ view: MatchView; ids: string[]; full: string; young: string }> {
    const ids: string[] = [];
    for (const priceFen of [0, 0, 60_000]) {
      const provider = await makeProvider(world.app);
      const payer = priceFen > 0 ? ({ payer: 'household', priceUnit: 'month' } as const) : {};
      ids.push((await makeOffering(world.app, provider, { code, priceFen, ...payer })).id);
    }
    const full = await makeOffering(world.app, await makeProvider(world.app), { code });
    const period = world.app.clock.today().slice(0, 7);
    await world.app.as(system, () => world.app.get(OfferingCapacity).open(full.id, { period, places: 0 }));
    const young = await makeOffering(world.app, await makeProvider(world.app), { code, eligibility: { maxAge: 17 } });
    const { id } = await world.needy([code]);
    return { view: await world.match(id), ids, full: full.id, young: young.id };
  }

  const unmet = ({ householdId, needs }: MatchView) => {
    const { code, severity } = needs[0]!.need;
    return { ...{ householdId, code, severity }, districtCode: DISTRICT, regionPath: '1/', cause: 'full' as const };
  };

  it('lays offerings side by side, says what differs, and records the look', async () => {
    const { view, ids, full } = await matched('LI-02');
    const query = [...ids, full].map((id) => `offering=${id}`).join('&');
    const need = view.needs[0]!.need.id;
    const answer = await world.api.window.get(`matches/${view.id}/comparison?need=${need}&${query}`);
    expect(answer.status).toBe(200);
    const { offerings, rows } = answer.body as {
      offerings: Array<{ id: string; admitted: boolean }>;
      rows: Array<{ fact: string; differs: boolean; cells: Array<{ says: string[] }> }>;
    };
    expect(offerings.map(({ id, admitted }) => [id, admitted])).toEqual([
      ...ids.map((id) => [id, true]),
      [full, false],
    ]);
    expect(rows.every(({ cells }) => cells.length === 4 && cells.every(({ says }) => says.length > 0))).toBe(true);
    for (const fact of ['score', 'price', 'places', 'missing'])
      expect(rows.find((row) => row.fact === fact)?.differs).toBe(true);
    expect(await reads(view.id, 'match.compared')).toHaveLength(1);
    for (const wrong of [`need=${need}&offering=${full}`, `need=${need}`, `need=${need}&${query}&offering=${need}`])
      expect((await world.api.window.get(`matches/${view.id}/comparison?${wrong}`)).status).toBe(422);
  });

  it('says of everyone who was kept out why, by rule and by change, page by page', async () => {
    const { view, full, young } = await matched('LI-03');
    const asked = async (query: string): Promise<Listed> => {
      const answer = await world.api.window.get(`matches/${view.id}/exclusions?${query}`);
      expect(answer.status).toBe(200);
      return answer.body as Listed;
    };
    const { items, total, next } = await asked('');
    expect(items.map(({ offering }) => offering.id).sort()).toEqual([full, young].sort());
    expect([total, next]).toEqual([2, null]);
    const filled = await asked('rule=capacity&oneChange=true');
    expect(filled.items).toMatchObject([{ offering: { id: full }, admits: true, binding: { rule: 'capacity' } }]);
    expect((await asked('change=other-age')).items).toMatchObject([{ offering: { id: young } }]);
    const first = await asked('limit=1');
    const second = await asked(`limit=1&after=${first.next}`);
    expect([...first.items, ...second.items]).toEqual(items);
    expect(second.next).toBeNull();
    expect((await world.api.window.get(`matches/${view.id}/exclusions?after=-1`)).status).toBe(422);
  });

  it('tries other weights, keeps nothing, and refuses negative ones and none at all', async () => {
    const { view, ids } = await matched('HE-01');
    const before = await runs();
    const tried = await world.api.window.get(`matches/${view.id}/what-if?price=60&quality=0&confirmed=0`);
    expect(tried.status).toBe(200);
    const { kept, needs } = tried.body as {
      kept: boolean;
      needs: Array<Record<'usual' | 'tried', Array<{ offering: { id: string }; score: number; usualScore: number }>>>;
    };
    expect(kept).toBe(false);
    expect(needs[0]!.tried.at(-1)?.offering.id).toBe(ids[2]);
    expect(needs[0]!.tried.some(({ score, usualScore }) => score !== usualScore)).toBe(true);
    expect(await runs()).toBe(before);
    expect((await world.api.window.get(view.self)).body).toEqual(view);
    expect(await reads(view.id, 'match.weights-tried')).toHaveLength(1);
    const nought = 'urgency distance wait continuity language quality confirmed price load'.split(' ');
    for (const [query, code] of [
      ['price=-1', 'weight-out-of-range'],
      ['price=61', 'weight-out-of-range'],
      [nought.map((part) => `${part}=0`).join('&'), 'weights-all-zero'],
    ]) {
      const refused = await world.api.window.get(`matches/${view.id}/what-if?${query}`);
      expect([refused.status, refused.text]).toEqual([422, expect.stringContaining(code!)]);
    }
    for (const query of ['price=1.5', 'price=cheap', 'policy=1'])
      expect((await world.api.window.get(`matches/${view.id}/what-if?${query}`)).status).toBe(422);
  });

  it('is made again to the same digest, whatever has changed since', async () => {
    const { view, ids } = await matched('SO-01');
    const stored = await world.rows<{ snapshot: { offerings: Array<{ id: string; providerId: string }> } }>(
      'select snapshot from match_runs where id = $1',
      [view.id],
    );
    const organisationId = stored[0]!.snapshot.offerings.find(({ id }) => id === ids[0])!.providerId;
    const dispatcher = await loginAs(world.app, 'dispatcher', { organisationId });
    await world.app.api(dispatcher.token).post(`offerings/${ids[0]}/pause`, { reason: 'on holiday' });
    for (const language of ['zh-CN', 'en']) {
      const answer = await world.api.window.get(`matches/${view.id}/replay`).set('accept-language', language);
      expect(answer.body).toMatchObject({ same: true, stored: expect.stringMatching(/^[0-9a-f]{64}$/) as string });
    }
  });

  it('tells each candidate in words for the household', async () => {
    const { view } = await matched('PS-01');
    for (const { plainWords } of view.needs[0]!.candidates) expect(plainWords.length).toBeGreaterThan(1);
  });

  it('refuses two fixed services of one need and one that is fixed and set aside; a need of whom all are set aside is no gap', async () => {
    const { view, ids } = await matched('CA-01');
    const needId = view.needs[0]!.need.id;
    const pin = (offeringId: string) => ({ needId, offeringId, reason: 'knows her well' });
    const post = (body: object) => world.api.window.post(`households/${view.householdId}/matches`, body);
    const twice = await post({ pinned: [pin(ids[0]!), pin(ids[1]!)] });
    expect([twice.status, twice.text]).toEqual([422, expect.stringContaining('need-pinned-twice')]);
    const both = await post({ pinned: [pin(ids[0]!)], forbidden: [{ needId, offeringId: ids[0] }] });
    expect([both.status, both.text]).toEqual([422, expect.stringContaining('pinned-and-set-aside')]);
    // All were full once, and the gap of that day is still open.
    await world.app.as(system, () => world.app.get(Gaps).open({ ...unmet(view), needId }));
    const none = await world.match(view.householdId, { forbidden: ids.map((offeringId) => ({ needId, offeringId })) });
    expect(none.needs[0]).toMatchObject({ candidates: [], gap: { because: { key: 'matching.gap.set-aside' } } });
    expect(await world.rows('select state from gaps where need_id = $1', [needId])).toEqual([{ state: 'closed' }]);
    const visitor = await new ConsoleVisitor(world.app).signIn(world.logins.window.username);
    const page = await visitor.get(`/console/matches/${none.id}`);
    expect(page.text).toContain('但本次匹配已全部排除');
    expect(page.text).not.toContain('已记入缺口');
  });

  it('is for nobody but the workers who reach the household', async () => {
    const { view } = await matched('LE-01');
    const elsewhere = await loginAs(world.app, 'window-worker', { regionPath: '9999' });
    for (const part of ['replay', 'exclusions', 'what-if']) {
      expect((await world.api.dispatcher.get(`matches/${view.id}/${part}`)).status).toBe(403);
      expect((await world.app.api(elsewhere.token).get(`matches/${view.id}/${part}`)).status).toBe(404);
    }
    const provider = await makeProvider(world.app);
    const rows = await world.app.as(dispatcherOf(provider), () => world.app.get(Matching).latest(view.householdId));
    expect(rows).toBeNull();
  });
});
