import type { MatchView } from '../../../src/referral/matching/dto/match.view';
import { Matching } from '../../../src/referral/matching';
import { Credentials } from '../../../src/supply/providers';
import { EditOffering, OfferingCapacity } from '../../../src/supply/offerings';
import { systemActor } from '../../../src/trust/access';
import { dispatcherOf, makeOffering, makeProvider } from '../../factories/supply.factory';
import { DISTRICT, loginAs } from '../../support/district';
import { openHousehold, openMatchWorld, type MatchWorld } from './matched-household';

const ruleOf = (view: MatchView, offeringId: string): string | undefined =>
  view.needs.flatMap(({ excluded }) => excluded).find(({ offering }) => offering.id === offeringId)?.refusals[0]?.rule;
const ranked = (view: MatchView): string[] => view.needs[0]!.candidates.map(({ offering }) => offering.id);

describe('matching a household', () => {
  let world: MatchWorld;
  const system = systemActor(DISTRICT, 'test');
  beforeAll(async () => {
    world = await openMatchWorld({ alone: true });
  }, 60_000);
  afterAll(() => world?.close());

  it('shows a new offering first, with its score and reasons, and answers the same when read again', async () => {
    const provider = await makeProvider(world.app);
    const paid = await makeOffering(world.app, provider, {
      code: 'LI-02',
      payer: 'household',
      priceFen: 90_000,
      priceUnit: 'month',
    });
    const { id, needIds } = await world.needy(['LI-02']);
    expect(ranked(await world.match(id))).toEqual([paid.id]);
    const free = await makeOffering(world.app, provider, { code: 'LI-02', languages: ['zh'] });
    const view = await world.match(id);
    expect(ranked(view)).toEqual([free.id, paid.id]);
    const best = view.needs[0]!.candidates[0]!;
    expect(best.score).toBe(best.parts.reduce((sum, { points }) => sum + points, 0));
    expect(best.parts.every(({ because }) => because.text.length > 0)).toBe(true);
    expect(view.plan.items).toMatchObject([{ needId: needIds[0], offeringId: free.id, side: 'society' }]);
    expect(view.plan.objective).toBeLessThanOrEqual(view.plan.bound);
    const again = await world.api.window.get(view.self);
    expect(again.status).toBe(200);
    expect(again.body).toEqual(view);
  });

  it('follows an edit of the offering', async () => {
    const provider = await makeProvider(world.app);
    const offering = await makeOffering(world.app, provider, { code: 'LI-03' });
    const { id } = await world.needy(['LI-03']);
    expect(ranked(await world.match(id))).toEqual([offering.id]);
    await world.app.as(dispatcherOf(provider), () =>
      world.app.get(EditOffering).execute(offering.id, offering.version, { eligibility: { maxAge: 17 } }),
    );
    const view = await world.match(id);
    expect(ranked(view)).toEqual([]);
    expect(ruleOf(view, offering.id)).toBe('age');
    expect(view.needs[0]!.gap).toMatchObject({ cause: 'not-eligible' });
  });

  it('names the rule for a paused offering, an expired credential and a full one, each with one change', async () => {
    const provider = await makeProvider(world.app);
    const paused = await makeOffering(world.app, provider, { code: 'HE-01' });
    const dispatcher = await loginAs(world.app, 'dispatcher', { organisationId: provider.id });
    const answer = await world.app.api(dispatcher.token).post(`offerings/${paused.id}/pause`, { reason: 'holiday' });
    expect(answer.status).toBe(200);
    await world.app.as(dispatcherOf(provider), () =>
      world.app.get(Credentials).add(provider.id, { holderName: 'Li', kind: 'care-worker', expiresOn: '2020-01-01' }),
    );
    const expired = await makeOffering(world.app, provider, { code: 'HE-01', requiredCredential: 'care-worker' });
    const full = await makeOffering(world.app, provider, { code: 'HE-01' });
    const period = world.app.clock.today().slice(0, 7);
    await world.app.as(system, () => world.app.get(OfferingCapacity).open(full.id, { period, places: 0 }));
    const { id } = await world.needy(['HE-01']);
    const view = await world.match(id);
    expect(ranked(view)).toEqual([]);
    expect(ruleOf(view, paused.id)).toBe('state');
    expect(ruleOf(view, expired.id)).toBe('credential');
    expect(ruleOf(view, full.id)).toBe('capacity');
    for (const { refusals } of view.needs[0]!.excluded) {
      expect(refusals[0]).toMatchObject({ citation: expect.stringMatching(/^[RB]\d+/) as string });
      expect(refusals[0]!.change.text.length).toBeGreaterThan(3);
    }
  });

  it('opens a gap for a need that nobody serves, once, and closes it when somebody appears', async () => {
    const { id, needIds } = await world.needy(['CA-05']);
    const view = await world.match(id);
    expect(view.needs[0]!.gap).toMatchObject({ cause: 'no-supply' });
    await world.match(id);
    const gaps = () =>
      world.rows<{ state: string; cause: string }>('select state, cause from gaps where need_id = $1', [needIds[0]]);
    expect(await gaps()).toEqual([{ state: 'open', cause: 'no-supply' }]);
    const told = `select id from outbox_events where type = 'gap.opened' and household_id = $1`;
    expect(await world.rows(told, [id])).toHaveLength(1);
    await makeOffering(world.app, await makeProvider(world.app), { code: 'CA-05' });
    await world.match(id);
    expect(await gaps()).toEqual([{ state: 'closed', cause: 'no-supply' }]);
  });

  it('replays a stored run to the identical answer, whatever has changed since', async () => {
    const provider = await makeProvider(world.app);
    const offering = await makeOffering(world.app, provider, { code: 'SO-01' });
    await makeOffering(world.app, provider, { code: 'SO-02', capacityPerPeriod: null });
    const { id } = await world.needy(['SO-01', 'SO-02']);
    const view = await world.match(id);
    const dispatcher = await loginAs(world.app, 'dispatcher', { organisationId: provider.id });
    await world.app.api(dispatcher.token).post(`offerings/${offering.id}/pause`, { reason: 'later' });
    const { stored, replayed } = await world.app.as(world.worker, async () => ({
      stored: (await world.app.get(Matching).get(view.id)).result,
      replayed: await world.app.get(Matching).replay(view.id),
    }));
    expect(JSON.parse(JSON.stringify(replayed))).toEqual(stored);
    expect(view.needs.flatMap(({ candidates }) => candidates).some(({ askFirst }) => askFirst)).toBe(true);
  });

  it('keeps out a provider that the household does not want, and takes pins and exclusions', async () => {
    const wanted = await makeProvider(world.app);
    const withheld = await makeProvider(world.app);
    const first = await makeOffering(world.app, wanted, { code: 'PS-01' });
    const second = await makeOffering(world.app, wanted, { code: 'PS-01', payer: 'household', priceFen: 50_000 });
    const third = await makeOffering(world.app, withheld, { code: 'PS-01' });
    const { id, needIds } = await world.needy(['PS-01']);
    const sheet = { scope: 'referral', receiverKind: 'provider', receiverId: withheld.id, receiverName: withheld.name };
    const refused = await world.api.window.post(`households/${id}/consents`, {
      ...sheet,
      items: ['identity', 'contact', 'need'],
      decision: 'refused',
      givenByName: 'Wang',
      mode: 'assisted',
    });
    expect([200, 201]).toContain(refused.status);
    const view = await world.match(id, {
      pinned: [{ needId: needIds[0], offeringId: second.id, reason: 'knows her' }],
    });
    expect(ruleOf(view, third.id)).toBe('consent');
    expect(view.plan.items).toMatchObject([{ offeringId: second.id, pinned: true }]);
    const without = await world.match(id, { forbidden: [{ needId: needIds[0], offeringId: first.id }] });
    expect(ranked(without)).toEqual([second.id]);
    expect(ruleOf(without, first.id)).toBe('set-aside');
  });

  it('refuses a household without confirmed needs, a strange need and an unknown field', async () => {
    const { id } = await openHousehold(world);
    expect((await world.api.window.post(`households/${id}/matches`)).body).toMatchObject({
      code: 'match-without-needs',
    });
    const other = await world.needy(['LE-01']);
    const strange = await world.api.window.post(`households/${id}/matches`, { needIds: other.needIds });
    expect(strange.status).toBe(422);
    expect((await world.api.window.post(`households/${id}/matches`, { nonsense: 1 })).status).toBe(422);
  });

  it('never shows a match to a provider, nor to a village elsewhere', async () => {
    const { id } = await world.needy(['LE-01']);
    const view = await world.match(id);
    expect((await world.api.dispatcher.get(view.self)).status).toBe(403);
    const provider = await makeProvider(world.app);
    const seen = await world.app.as(dispatcherOf(provider), () =>
      world.app
        .get(Matching)
        .get(view.id)
        .catch((error: { code?: string }) => error.code),
    );
    expect(seen).toBe('match-not-found');
    const elsewhere = await loginAs(world.app, 'window-worker', { regionPath: '9999' });
    expect((await world.app.api(elsewhere.token).get(view.self)).status).toBe(404);
  });
});
