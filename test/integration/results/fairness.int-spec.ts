import type { FairnessView } from '../../../src/results/fairness';
import type { Page } from '../../../src/platform/database';
import type { Choice } from '../../../src/results/fairness/choices';
import { ChoicesStore } from '../../../src/results/fairness/choices.store';
import { systemActor } from '../../../src/trust/access';
import { ConsoleVisitor } from '../../support/console';
import { loginAs } from '../../support/district';
import { openReferralWorld, type ReferralWorld } from '../referral/referral-world';

const PATH = 'analytics/fairness';
/** Needs that a service has begun for, and others: enough of both that they may be told. */
const SERVED = 11;
const OPEN = 12;

describe('fairness', () => {
  let world: ReferralWorld;
  let first: string;
  beforeAll(async () => {
    world = await openReferralWorld({ alone: true });
    const firm = await world.firm();
    const near = await world.offering(firm, 90);
    const other = await world.offering(firm, 90);
    for (let at = 0; at < SERVED + OPEN; at += 1) {
      const person = await world.person();
      const match = await world.match(person.id, { pinned: at === 0 ? [pin(person.needId, other.id)] : undefined });
      const ranked = match.needs[0]!.candidates.map(({ offering }) => offering.id);
      const [best, next] = [near, other].sort((a, b) => ranked.indexOf(a.id) - ranked.indexOf(b.id));
      first = best!.name;
      // One worker takes the second, with a reason in the match; of the others one of two is never asked for.
      if (at === 0) await world.draft(person, ranked[0] === other.id ? near : other);
      else if (at < SERVED) await world.draft(person, ranked.indexOf(best!.id) === 0 ? best! : next!);
    }
    await world.rows(
      `update referrals set started_at = now(), answered_at = now() where id in (select id from referrals limit ${SERVED})`,
    );
  }, 240_000);
  afterAll(() => world.close());

  const pin = (needId: string, offeringId: string) => ({ needId, offeringId, reason: '家里人认识那里的师傅' });
  const read = async (query = '', api = world.api.officer) => (await api.get(`${PATH}${query}`)).body as FairnessView;

  it('tells coverage in all, by township, circle, age and disability', async () => {
    const { coverage, from } = await read();
    expect(from).toMatch(/-01-01$/);
    expect(coverage.all).toEqual({ needs: 23, served: 11, share: 48 });
    const [township, circle, age, disability] = coverage.dimensions;
    expect(township).toMatchObject({ dimension: 'township', groups: [{ needs: 23, served: 11 }] });
    expect(township!.groups[0]!.name).not.toBeNull();
    expect([circle, age, disability].map((one) => one?.groups.map(({ key }) => key))).toEqual([
      ['none'],
      ['household'],
      ['none'],
    ]);
    expect((await read('?severity=3')).coverage.all).toEqual({ needs: 0, served: 0, share: null });
    expect((await read('?year=2020')).coverage.all.needs).toBe(0);
  });

  it('counts one calendar year, so that no period can be taken from another', async () => {
    const { from, until } = await read('?year=2020');
    expect([from, until]).toEqual(['2020-01-01', '2020-12-31']);
    const today = world.app.clock.today();
    expect(await read()).toMatchObject({ from: `${today.slice(0, 4)}-01-01`, until: today });
    expect((await read('?year=2099')).coverage.all.needs).toBe(0);
    for (const query of ['?from=2020-01-01', '?year=2020&until=2020-06-30', '?year=twenty'])
      expect((await world.api.officer.get(`${PATH}${query}`)).status).toBe(422);
  });

  it('hides small figures', async () => {
    await world.rows(
      'update referrals set started_at = null where id = (select id from referrals where started_at is not null limit 1)',
    );
    await world.rows(
      'update referrals set started_at = null where id = (select id from referrals where started_at is not null limit 1)',
    );
    expect((await read()).coverage.all).toEqual({ needs: null, served: null, share: null });
    await world.rows('update referrals set started_at = now()');
  });

  it('counts offers shown, chosen and accepted by size of provider', async () => {
    const { offers } = await read();
    expect(offers).toMatchObject({ matches: 23, capped: false });
    const large = offers.sizes.find(({ size }) => size === 'large');
    expect(large).toMatchObject({ providers: 1, offerings: 2, shown: 46, accepted: 11 });
  });

  it('lists the choice that was not the first, with its reason', async () => {
    const { choices } = await read();
    expect(choices).toMatchObject({ all: SERVED, capped: false });
    const { items } = (await world.api.officer.get(`${PATH}/overrides`)).body as {
      items: Array<Record<string, unknown>>;
    };
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ code: 'LI-02', rank: 2 });
    expect([items[0]!['first'], items[0]!['chosen']]).toContain(first);
    expect((await world.api.officer.get(`${PATH}/overrides?limit=1`)).body).toMatchObject({ next: null });
  });

  it('reads a limited number of referrals for a page, and goes on behind them', async () => {
    const store = world.app.get(ChoicesStore);
    const [{ districtCode } = { districtCode: '' }] = await world.rows<{ districtCode: string }>(
      'select district_code as "districtCode" from referrals limit 1',
    );
    const system = systemActor(districtCode, 'test');
    const period = { districtCode, from: new Date('2000-01-01'), until: new Date('2100-01-01') };
    const found: string[] = [];
    let [pages, after]: [number, string | undefined] = [0, undefined];
    do {
      const cursor: string | undefined = after;
      const page: Page<Choice> = await world.app.as(system, () =>
        store.overrides(period, { limit: 5, after: cursor }, 4),
      );
      found.push(...page.items.map(({ referralId }) => referralId));
      [pages, after] = [pages + 1, page.next ?? undefined];
    } while (after);
    expect([pages, found.length]).toEqual([Math.ceil(SERVED / 4), 1]);
  });

  it('keeps unmatchable apart from lost to scarcity', async () => {
    for (let at = 0; at < 10; at += 1) {
      const { id } = await world.needy(['EM-04']);
      await world.match(id);
    }
    const { unmatched } = await read();
    expect(unmatched.all).toEqual({ unmatchable: 10, scarce: 0, refused: 0 });
    expect(unmatched.causes.find(({ cause }) => cause === 'no-supply')).toMatchObject({
      kind: 'unmatchable',
      needs: 10,
    });
  });

  it('refuses a period that ends before it begins, and who is not to see it; a look is recorded', async () => {
    const turned = await world.api.officer.get(`${PATH}/overrides?from=2026-05-01&until=2026-04-01`);
    expect([turned.status, turned.text.includes('period-turned')]).toEqual([422, true]);
    for (const api of [world.api.window, world.api.dispatcher]) expect((await api.get(PATH)).status).toBe(403);
    const elsewhere = await loginAs(world.app, 'station-worker', { regionPath: '9999' });
    expect((await read('', world.app.api(elsewhere.token))).coverage.all.needs).toBe(0);
    const rows = await world.rows(
      `select from audit_events where action in ('fairness.read', 'fairness.overrides-read')`,
    );
    expect(rows.length).toBeGreaterThan(5);
  });

  it('says who may see what was shared out, rather than that there was nothing', async () => {
    const station = await new ConsoleVisitor(world.app).signIn(world.logins.station.username);
    const { text } = await station.get('/console/fairness');
    expect([text.includes('这里不显示'), text.includes('还没有发布过统筹分配')]).toEqual([true, false]);
    expect((await read('', world.api.station)).floors).toBeNull();
  });

  it('is a file with the figures of the page, hides the same, and is on the record', async () => {
    const officer = await new ConsoleVisitor(world.app).signIn(world.logins.officer.username);
    const page = (await officer.get('/console/fairness')).text;
    const [, link = ''] = /href="(\/console\/fairness\/file[^"]*)"/.exec(page) ?? [];
    const { status, headers, text } = await officer.get(link.replaceAll('&amp;', '&').replaceAll('&#x3D;', '='));
    expect([status, headers['content-disposition']]).toEqual([200, expect.stringMatching(/fairness-.*\.csv/)]);
    const view = await read(link.slice(link.indexOf('?')).replaceAll('&amp;', '&').replaceAll('&#x3D;', '='));
    const { all } = view.coverage;
    expect(text).toContain(`"需求满足情况","合计","已确认需求","${all.needs}"\r\n`);
    expect(text).toContain(`"需求满足情况，按残疾情况","没有残疾记录","满足率（%）","${all.share}"\r\n`);
    expect(text).toContain('"没有得到服务的需求","本地无法匹配","需求","10"');
    let hidden = 0;
    JSON.stringify(view, (key, value: unknown) => {
      hidden += Number(value === null && !['name', 'floors', 'share'].includes(key));
      return value;
    });
    expect(text.split('"不显示（不足10）"').length - 1).toBe(hidden);
    expect(hidden).toBeGreaterThan(0);
    const english = await world.api.officer.get(`${PATH}/file?severity=3`).set('accept-language', 'en');
    expect(english.text).toContain('"How far needs are met","All","Covered (%)","—"\r\n');
    expect(english.text.startsWith('\ufeff"#","Fairness ')).toBe(true);
    expect((await world.api.window.get(`${PATH}/file`)).status).toBe(403);
    const [{ fields } = { fields: [''] }] = await world.rows<{ fields: string[] }>(
      `select fields from audit_events where action = 'export.downloaded' and subject_type = 'fairness' order by at desc limit 1`,
    );
    expect(fields).toEqual(expect.arrayContaining(['severity-3', view.until]));
  });

  it('is a page with tables and bars, and leads to the choices', async () => {
    const officer = await new ConsoleVisitor(world.app).signIn(world.logins.officer.username);
    const page = await officer.get('/console/fairness');
    expect(page.status).toBe(200);
    for (const said of ['公平性', '按乡镇', '全家的需求', '<svg', '不显示', '本地无法匹配'])
      expect(page.text).toContain(said);
    expect((await officer.get('/console/fairness?year=nine')).status).toBe(200);
    const [, link = ''] = /href="(\/console\/fairness\/overrides[^"]*)"/.exec(page.text) ?? [];
    const list = await officer.get(link.replaceAll('&amp;', '&').replaceAll('&#x3D;', '='));
    expect([list.status, list.text.includes('LI-02') || list.text.includes('/console/referrals/')]).toEqual([
      200,
      true,
    ]);
  });
});
