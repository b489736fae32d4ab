import { Transactions } from '../../../src/platform/database';
import type { MatchView } from '../../../src/referral/matching/dto/match.view';
import { EditOffering, type Offering } from '../../../src/supply/offerings';
import { makeOffering } from '../../factories/supply.factory';
import { testActor } from '../../support/app';
import { loginAs } from '../../support/district';
import { dispatcherOf } from '../../factories/supply.factory';
import { spokenFor } from '../people/assessed-household';
import { type Firm, openReferralWorld, type ReferralWorld } from './referral-world';

const HOUR = 3_600_000;
const MORNING = { day: 1, from: 540, to: 660 };
const LATER_THAT_MORNING = { day: 1, from: 600, to: 720 };

describe('what earlier referrals say to a match', () => {
  let world: ReferralWorld;
  let firm: Firm;
  let offering: Offering;
  beforeAll(async () => {
    world = await openReferralWorld();
    firm = await world.firm();
    offering = await world.offering(firm, 20);
  }, 120_000);
  afterAll(() => world?.close());

  const later = (hours: number) => world.app.clock.set(new Date(world.app.clock.now().getTime() + hours * HOUR));
  const candidateOf = (view: MatchView, id: string) =>
    view.needs.flatMap(({ candidates }) => candidates).find((one) => one.offering.id === id);
  const keys = (view: MatchView, id = offering.id) => {
    const found = candidateOf(view, id);
    const of = (part: string) => found?.parts.find((one) => one.part === part)?.because;
    return { notes: found?.notes ?? [], wait: of('wait'), quality: of('quality') };
  };
  /** Rows like a closed referral, so many times: what a year of the same provider would leave. */
  const repeated = (id: string, outcome: string, times: number) =>
    world.rows(
      `insert into referrals select (jsonb_populate_record(r, jsonb_build_object('id', gen_random_uuid(),
         'number', r.number || '-' || $2 || n, 'outcome', $2::text, 'previous_id', null))).*
       from referrals r, generate_series(1, $3::integer) n where r.id = $1`,
      [id, outcome, times],
    );

  it('says what is unknown as unknown, in both languages', async () => {
    const { id } = await world.person();
    const view = await world.match(id);
    const { notes, wait, quality } = keys(view);
    expect(notes.map(({ key }) => key)).toEqual(['matching.note.places', 'matching.note.answers-unknown']);
    expect(wait).toMatchObject({ key: 'matching.part.wait-unstated', params: { least: 3 } });
    expect(quality).toMatchObject({ key: 'matching.part.quality-few', params: { outcomes: 0, mean: 50, least: 30 } });
    const chinese = await world.api.window.get(view.self).set('accept-language', 'zh-CN');
    expect(keys(chinese.body as MatchView).notes[1]?.text).toMatch(/答复快慢未知/);
    const english = await world.api.window.get(view.self).set('accept-language', 'en');
    expect(keys(english.body as MatchView).notes[1]?.text).toMatch(/Not known how fast/);
  });

  it('tells the median answer time in words, and the wait, once three referrals say it', async () => {
    for (const hours of [2, 5, 40]) {
      const referral = await world.sent(await world.person(), offering);
      later(hours);
      await world.act(firm.api, referral, 'accept');
      later(48 - hours);
      await world.act(firm.api, referral, 'start');
    }
    const { id } = await world.person();
    const { notes, wait } = keys(await world.match(id));
    // Median of 2, 5 and 40 hours; a part of an hour counts as one.
    expect(notes[1]).toMatchObject({ key: 'matching.note.answers', params: { band: 'day' } });
    expect(wait).toMatchObject({ key: 'matching.part.wait', params: { days: 3 } });
    const [record] = await world.rows<{ snapshot: { offerings: Array<{ id: string; answerMedianHours: number }> } }>(
      'select snapshot from match_runs where household_id = $1',
      [id],
    );
    expect(record?.snapshot.offerings.find((one) => one.id === offering.id)?.answerMedianHours).toBe(6);
  });

  it('counts silence with the whole answer time', async () => {
    const slow = await world.firm();
    const silent = await world.offering(slow, 20);
    for (let at = 0; at < 3; at += 1) await world.sent(await world.person(), silent);
    later(24 * 10);
    await world.app.drain();
    const { id } = await world.person();
    const { notes } = keys(await world.match(id), silent.id);
    const [first] = await world.rows<{ state: string }>('select state from referrals where offering_id = $1', [
      silent.id,
    ]);
    expect(first?.state).toBe('expired');
    expect(notes.find(({ key }) => key === 'matching.note.answers')?.params['band']).not.toBe('day');
  });

  it('ranks by results only from thirty outcomes on, shrunk to the mean of the kind of help', async () => {
    const [one] = await world.rows<{ id: string }>('select id from referrals where offering_id = $1 limit 1', [
      offering.id,
    ]);
    await world.rows(
      `update referrals set state = 'closed', closed_at = $2, outcome = 'helped', close_reason = 'x' where id = $1`,
      [one?.id, world.app.clock.now()],
    );
    later(1);
    await repeated(one!.id, 'helped', 27);
    const { id } = await world.person();
    expect(keys(await world.match(id)).quality).toMatchObject({
      key: 'matching.part.quality-few',
      params: { outcomes: 28, mean: 50 },
    });
    await repeated(one!.id, 'partly', 12);
    // 40 outcomes: (28 x 100 + 12 x 50) / 40 = 85, and the mean of the kind is the same 85.
    const { quality } = keys(await world.match((await world.person()).id));
    expect(quality).toMatchObject({
      key: 'matching.part.quality-adjusted',
      params: { outcomes: 40, own: 85, raw: 85, mean: 85, prior: 30, quality: 85 },
    });
    const newcomer = await world.offering(await world.firm());
    expect(keys(await world.match((await world.person()).id), newcomer.id).quality).toMatchObject({
      key: 'matching.part.quality-few',
      params: { outcomes: 0, mean: 85 },
    });
  });

  it('does not put whoever takes the hard cases behind whoever takes the easy ones', async () => {
    const [hard, easy] = [await world.offering(await world.firm(), 20), await world.offering(await world.firm(), 20)];
    const results = async (to: Offering, severity: number, helped: number, not: number) => {
      const person = await world.person();
      const { id } = await world.draft(person, to);
      await world.rows('update needs set severity = $2 where id = $1', [person.needId, severity]);
      await world.rows(
        `update referrals set state = 'closed', closed_at = $2, outcome = 'helped', close_reason = 'x' where id = $1`,
        [id, world.app.clock.now()],
      );
      await repeated(id, 'helped', helped - 1);
      await repeated(id, 'not-helped', not);
    };
    // Of severe needs the half is helped by either, of mild ones nearly all.
    await results(hard, 3, 40, 40);
    await results(hard, 1, 9, 1);
    await results(easy, 3, 5, 5);
    await results(easy, 1, 72, 8);
    later(1);
    const view = await world.match((await world.person()).id);
    const [one, other] = [hard, easy].map(({ id }) => keys(view, id).quality!.params);
    expect([one!['raw'], other!['raw']]).toEqual([54, 86]);
    expect(Math.abs(Number(one!['own']) - Number(other!['own']))).toBeLessThanOrEqual(1);
    const points = (id: string) => candidateOf(view, id)!.parts.find(({ part }) => part === 'quality')!.points;
    expect(Math.abs(points(hard.id) - points(easy.id))).toBeLessThanOrEqual(1);
  });

  it('shows two workers the same figures, and neither providers nor evaluators any', async () => {
    const read = (actor: Parameters<typeof world.app.as>[0]) =>
      world.app.as(actor, () =>
        world.app
          .get(Transactions)
          .manager.query<unknown[]>('select * from app.provider_records($1, $2, $3)', [
            [offering.id],
            new Date(0),
            world.app.clock.now(),
          ]),
      );
    const here = await read(world.worker);
    expect(here).toMatchObject([{ own_outcomes: 40 }]);
    const elsewhere = await loginAs(world.app, 'window-worker', { regionPath: '9999' });
    expect(await read(elsewhere.actor)).toEqual(here);
    expect(await read(dispatcherOf(firm.provider))).toEqual([]);
    expect(await read((await loginAs(world.app, 'evaluator')).actor)).toEqual([]);
    expect(await read(testActor({ ...world.worker, districtCodes: ['elsewhere'] }))).toEqual([]);
  });

  it('keeps out fixed hours that clash with a service the person attends, until they are moved', async () => {
    const attended = await makeOffering(world.app, firm.provider, {
      code: 'LI-02',
      mode: 'site',
      schedule: { slots: [MORNING], fixed: true },
    });
    const person = await world.person();
    const needFor = async (code: string) => {
      const body = { code, severity: 2, reason: 'seen at home', memberId: person.memberId };
      const found = (await world.api.window.post(`households/${person.id}/needs`, body)).body as { id: string };
      await spokenFor(world, found.id);
      await world.api.window.post(`needs/${found.id}/confirm`, { name: 'Wang', mode: 'self' });
      return found.id;
    };
    const referral = await world.sent({ ...person, needId: await needFor('LI-02') }, attended);
    await world.act(firm.api, referral, 'accept');
    const clashing = await makeOffering(world.app, firm.provider, {
      code: 'SO-02',
      mode: 'site',
      schedule: { slots: [LATER_THAT_MORNING], fixed: true },
    });
    const unstated = await makeOffering(world.app, firm.provider, { code: 'SO-02', mode: 'site' });
    const needIds = [await needFor('SO-02')];
    const view = await world.match(person.id, { needIds });
    const excluded = view.needs[0]?.excluded.find((one) => one.offering.id === clashing.id);
    expect(excluded?.refusals.map(({ rule, changeKind }) => [rule, changeKind])).toEqual([['schedule', 'other-hour']]);
    expect(keys(view, unstated.id).notes.map(({ key }) => key)).toContain('matching.note.hours-unknown');
    await world.app.as(dispatcherOf(firm.provider), () =>
      world.app
        .get(EditOffering)
        .execute(clashing.id, clashing.version, { schedule: { slots: [{ ...MORNING, day: 2 }], fixed: true } }),
    );
    expect(candidateOf(await world.match(person.id, { needIds }), clashing.id)).toBeDefined();
  });
});
