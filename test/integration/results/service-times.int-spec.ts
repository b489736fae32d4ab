import { ConsoleVisitor } from '../../support/console';
import { loginAs } from '../../support/district';
import { openReferralWorld, type Person, type ReferralWorld } from '../referral/referral-world';

interface Stage {
  reached: number | null;
  medianDays: number | null;
  p90Days: number | null;
}
interface Figures {
  items: Array<{ township: string; code: string; needs: number | null; stages: Record<string, Stage> }>;
  whole: { needs: number | null; stages: Record<string, Stage> };
}

describe('times from a confirmed need to help (R97, I4)', () => {
  let world: ReferralWorld;
  const people: Person[] = [];
  const CONFIRMED = '2026-03-02T02:00:00Z';
  const day = (days: number) => new Date(Date.parse(CONFIRMED) + days * 86_400_000);
  const figures = async (query = 'from=2026-03&to=2026-03', api = world.api.station) =>
    (await api.get(`service-times?${query}`)).body as Figures;

  /** Ten needs said yes to on one day: offered after 1 to 10 days, accepted a day later, four of them served. */
  beforeAll(async () => {
    world = await openReferralWorld();
    const firm = await world.firm();
    const offering = await world.offering(firm, 20);
    for (let number = 1; number <= 10; number += 1) {
      const person = await world.person();
      people.push(person);
      const referral = await world.sent(person, offering);
      await world.act(firm.api, referral, 'accept');
      if (number <= 4) await world.act(firm.api, referral, 'start');
      await world.rows('update needs set confirmed_at = $2 where id = $1 returning id', [person.needId, CONFIRMED]);
      await world.rows(
        `update referrals set sent_at = $2, answered_at = $3, started_at = case when started_at is null then null else $4::timestamptz end
         where id = $1 returning id`,
        [referral.id, day(number), day(number + 1), day(20)],
      );
    }
  }, 240_000);
  afterAll(() => world?.close());

  it('are told by township and code as median and ninth of ten, and small numbers not at all', async () => {
    const { items, whole } = await figures();
    expect(items).toMatchObject([
      {
        ...{ code: 'LI-02', needs: 10, township: expect.any(String) },
        stages: {
          offer: { reached: 10, medianDays: 5.5, p90Days: 9.1 },
          acceptance: { reached: 10, medianDays: 6.5, p90Days: 10.1 },
          service: { reached: null, medianDays: null, p90Days: null },
        },
      },
    ]);
    expect(whole).toMatchObject({ needs: 10, stages: { offer: { medianDays: 5.5 } } });
    expect((await figures('from=2026-04&to=2026-04')).items).toEqual([]);
    expect((await world.api.station.get('service-times?from=2026-04&to=2026-03')).status).toBe(422);
  });

  /** A newer version of a need, as a result or a new file leaves it. */
  const replaced = async ({ needId }: Person, newer: object): Promise<string> => {
    const [copy] = await world.rows<{ id: string }>(
      `insert into needs select (jsonb_populate_record(n, jsonb_build_object('id', gen_random_uuid()) || $2::jsonb)).*
         from needs n where n.id = $1 returning id`,
      [needId, JSON.stringify(newer)],
    );
    const old = `update needs set replaced_by = $2, state = 'closed', closed_at = $3 where id = $1 returning id`;
    await world.rows(old, [needId, copy!.id, day(30).toISOString()]);
    return copy!.id;
  };
  const waits = ({ id }: Person) =>
    world.rows<{ need_id: string; days: number | null }>(
      `select need_id, extract(day from offered_at - confirmed_at)::int as days from need_times where household_id = $1
        order by confirmed_at`,
      [id],
    );

  it('count on from the yes that a newer version of a need has taken over', async () => {
    const newer = await replaced(people[0]!, { state: 'planned' });
    expect(await waits(people[0]!)).toEqual([{ need_id: newer, days: 1 }]);
    expect((await figures()).items[0]).toMatchObject({ needs: 10, stages: { offer: { medianDays: 5.5 } } });
  });

  it('count a second wait where the need began anew, after a service or in another file', async () => {
    const [, again, carried, other] = people as [Person, Person, Person, Person];
    const said = { state: 'confirmed', confirmed_at: day(40).toISOString() };
    const anew = await replaced(again, said);
    expect(await waits(again)).toEqual([
      { need_id: again.needId, days: 2 },
      { need_id: anew, days: null },
    ]);
    const there = await replaced(carried, { ...said, household_id: other.id });
    expect(await waits(carried)).toEqual([{ need_id: carried.needId, days: 3 }]);
    expect(await waits(other)).toEqual([
      { need_id: other.needId, days: 4 },
      { need_id: there, days: null },
    ]);
    expect((await figures()).items[0]).toMatchObject({ needs: 10, stages: { offer: { medianDays: 5.5 } } });
  });

  it('look at the needs of a span alone', async () => {
    const plan = await world.rows<{ 'QUERY PLAN': string }>(
      `explain select * from need_times where confirmed_at >= '2026-03-01' and confirmed_at < '2026-04-01'`,
    );
    const lines = plan.map((line) => line['QUERY PLAN']).join('\n');
    expect(lines).toMatch(/ on needs n\b.*\n.*(Cond|Filter): .*confirmed_at >= /);
  });

  it('open the needs behind a figure, those that still wait too, page by page', async () => {
    const page = async (query: string) =>
      (await world.api.station.get(`service-times/needs?from=2026-03&to=2026-03&${query}`)).body as {
        items: Array<{ householdId: string; servedAt: string | null }>;
        next: string | null;
      };
    const waiting = await page('code=LI&waiting=service&limit=4');
    expect(waiting.items.map(({ servedAt }) => servedAt)).toEqual([null, null, null, null]);
    const rest = await page(`code=LI&waiting=service&limit=4&after=${waiting.next}`);
    expect([rest.items.length, rest.next]).toEqual([2, null]);
    expect((await page('waiting=offer')).items).toEqual([]);
  });

  it('say on the page which filter is wrong, keep what was typed, and show no figures meanwhile', async () => {
    const visitor = await new ConsoleVisitor(world.app).signIn(world.logins.station.username);
    for (const page of ['service-times', 'service-times/needs']) {
      const wrong = await visitor.get(`/console/${page}?from=2026-3&to=2026-03`);
      expect(wrong.status).toBe(422);
      expect(wrong.text).toContain('href="#f-from"');
      expect(wrong.text).toContain('value="2026-3"');
      expect(wrong.text).not.toContain('<table');
      const turned = await visitor.get(`/console/${page}?from=2026-04&to=2026-03`);
      expect([turned.status, turned.text]).toEqual([422, expect.stringContaining('结束月份早于开始月份，请对调。')]);
      const right = await visitor.get(`/console/${page}?from=2026-03&to=2026-03`);
      expect([right.status, right.text]).toEqual([200, expect.stringContaining('<table')]);
    }
  });

  it('are for the house alone, each in the own area', async () => {
    expect((await world.api.dispatcher.get('service-times')).status).toBe(403);
    expect((await world.api.window.get('service-times')).status).toBe(403);
    const elsewhere = await loginAs(world.app, 'station-worker', { regionPath: '9999' });
    expect((await figures(undefined, world.app.api(elsewhere.token))).items).toEqual([]);
  });
});
