import { applicableLines } from '../../../src/people/entitlements/applicable-lines';
import { Households } from '../../../src/people/households';
import { Policies } from '../../../src/reference/policies';
import { identityNumber } from '../../factories/households.factory';
import { ConsoleVisitor } from '../../support/console';
import { openPeopleWorld, OTHER_VILLAGE, type PeopleWorld } from './assessed-household';

interface Item {
  id: string;
  version: number;
  householdId: string;
  memberId: string | null;
  memberName: string | null;
  regionName: string;
  line: string;
  screen: string | null;
  monthFen: number | null;
}
interface Tally {
  lines: number;
  households: number;
  screenedIn: number;
  monthFen: number;
  valueUnknown: number;
}

/** A card says kind and grade behind the identity number (B34): here physical. */
function disabled(birthDate: string, grade: number) {
  const number = identityNumber(birthDate);
  return { identityKind: 'resident-id', identityNumber: number, disabilityCard: `${number}4${grade}` };
}

/** Somebody for each condition of the catalogue, on both sides of each bound, and somebody of whom nothing is known. */
const people = () => [
  { name: '甲', relation: 'head', birthDate: '1949-03-02', ...disabled('1949-03-02', 2) },
  { name: '乙', relation: 'spouse', birthDate: '1950-03-02', ...disabled('1950-03-02', 3) },
  { name: '丙', relation: 'child', birthDate: '2016-05-01', inEducation: true },
  { name: '丁', relation: 'child', birthDate: '2023-11-20', inEducation: false },
  { name: '戊', relation: 'child', birthDate: '2010-05-01', inEducation: false },
  { name: '己', relation: 'other' },
];

describe('benefits nobody has filed (R31)', () => {
  let world: PeopleWorld;
  const homes: string[] = [];
  beforeAll(async () => {
    world = await openPeopleWorld({ alone: true });
    homes.push((await world.household(people())).id, (await world.household()).id);
    homes.push((await world.household(people().slice(0, 3), OTHER_VILLAGE)).id);
    for (const [place, householdClass] of [1, 3].entries()) {
      const { id } = (await world.api.officer.post(`households/${homes[place]}/classifications`, {})).body;
      await world.api.officer.post(`classifications/${id}/confirm`, { class: householdClass, reason: 'known' });
    }
    await world.app.drain();
  });
  afterAll(() => world.close());

  const list = async (who: keyof PeopleWorld['api'] = 'centre', query = 'limit=200') =>
    (await world.api[who].get(`missed-benefits?${query}`)).body as { items: Item[]; next: string | null };
  const keyOf = (householdId: string, { line, memberId }: { line: string; memberId: string | null }) =>
    `${householdId} ${line} ${memberId ?? ''}`;

  it('holds exactly the lines that the checklist of each household calls applicable', async () => {
    const { items } = await list();
    const wanted = await world.app.as(world.logins.centre.actor, async () => {
      const [households, policies] = [world.app.get(Households), world.app.get(Policies)];
      const lines: string[] = [];
      for (const id of homes) {
        const household = await households.unrecorded(id);
        const members = await households.members(id);
        const pack = policies.current(household.districtCode);
        const fitting = applicableLines(pack, household, members, world.app.clock.today());
        lines.push(...fitting.map((line) => keyOf(id, line)));
      }
      return lines;
    });
    const found = items.filter(({ householdId }) => homes.includes(householdId));
    expect(found.map((item) => keyOf(item.householdId, item)).sort()).toEqual(wanted.sort());
    const codes = new Set(found.map(({ line }) => line));
    for (const line of ['disability-nursing', 'disability-living', 'education', 'orphan', 'employment']) {
      expect(codes).toContain(line);
    }
  });

  it('follows birthdays: a line whose age is over is no longer missed', async () => {
    const before = (await list('centre', 'line=orphan&limit=200')).items.length;
    world.app.clock.set(new Date('2028-05-01T04:00:00Z'));
    const after = (await list('centre', 'line=orphan&limit=200')).items;
    world.app.clock.reset();
    // The one born on 2010-05-01 is eighteen on that day, in the one household that has them.
    expect(after).toHaveLength(before - 1);
  });

  it('knows what a line is worth: by standard, by calculation, or not at all', async () => {
    const { items } = await list();
    const worth = (line: string) => items.find((item) => item.line === line && item.householdId === homes[0]);
    expect(worth('disability-nursing')).toMatchObject({ monthFen: 8_000, screen: null });
    expect(worth('medical')).toMatchObject({ monthFen: null });
    const declared = [
      { kind: 'income', item: 'transfer', amountFen: 300_000, period: 'month' },
      { kind: 'expenditure', item: 'living', amountFen: 250_000, period: 'month' },
      { kind: 'asset', item: 'deposit', amountFen: 100_000, period: 'once' },
    ];
    for (const line of declared) await world.api.window.post(`households/${homes[0]}/economy`, line);
    await world.api.officer.post(`households/${homes[0]}/classifications`, {});
    // Six people, 3,000.00 a month, 740.00 a head: the gap is 1,440.00 (B13).
    const dibao = (await list('centre', 'line=dibao&limit=200')).items.find((item) => item.householdId === homes[0]);
    expect(dibao).toMatchObject({ monthFen: 144_000, screen: 'in' });
    const screened = (await list('centre', 'screen=in&limit=200')).items;
    expect(screened.map(({ id }) => id)).toContain(dibao?.id);
    expect(new Set(screened.map(({ screen }) => screen))).toEqual(new Set(['in']));
  });

  it('sums up by line and by place to the same total as its list', async () => {
    const { items } = await list();
    const sums = (await world.api.centre.get('missed-benefits/summary')).body as {
      total: Tally;
      byLine: Array<Tally & { line: string }>;
      byPlace: Array<Tally & { regionPath: string }>;
    };
    expect(sums.total.lines).toBe(items.length);
    expect(sums.total.households).toBe(new Set(items.map(({ householdId }) => householdId)).size);
    expect(sums.total.monthFen).toBe(items.reduce((sum, { monthFen }) => sum + (monthFen ?? 0), 0));
    expect(sums.total.valueUnknown).toBe(items.filter(({ monthFen }) => monthFen === null).length);
    for (const rows of [sums.byLine, sums.byPlace]) {
      expect(rows.reduce((sum, { lines }) => sum + lines, 0)).toBe(items.length);
    }
    const [village] = sums.byPlace;
    const there = await list('centre', `limit=200&regionPath=${encodeURIComponent(village!.regionPath)}`);
    expect(there.items).toHaveLength(village!.lines);
  });

  it('is read page by page without a gap or a double', async () => {
    const whole = (await list()).items.map(({ id }) => id);
    const read: string[] = [];
    for (let after: string | null = ''; after !== null;) {
      const page = await list('centre', `limit=3${after ? `&after=${after}` : ''}`);
      read.push(...page.items.map(({ id }) => id));
      after = page.next;
    }
    expect(read).toEqual(whole);
  });

  it('shows a window its own village, a provider nothing', async () => {
    const own = (await list('window')).items;
    expect(own.length).toBeGreaterThan(0);
    expect(own.map(({ householdId }) => householdId)).not.toContain(homes[2]);
    expect((await world.api.dispatcher.get('missed-benefits')).status).toBe(403);
    expect((await world.api.dispatcher.get('missed-benefits/summary')).status).toBe(403);
  });

  it('takes one answer for many lines, or none of it', async () => {
    const medical = (await list('window', 'line=medical&limit=200')).items.map(({ id, version }) => ({ id, version }));
    expect(medical.length).toBeGreaterThan(1);
    const [first, ...others] = medical;
    const stale = await world.api.window.post('entitlements/answers', {
      lines: [...others, { id: first!.id, version: first!.version + 1 }],
      state: 'applied',
    });
    expect(stale.status).toBe(412);
    expect((await list('window', 'line=medical&limit=200')).items).toHaveLength(medical.length);
    const done = await world.api.window.post('entitlements/answers', {
      lines: medical,
      state: 'granted',
      reason: 'told at the door',
    });
    expect(done.body.items.map(({ state }: { state: string }) => state)).toEqual(medical.map(() => 'granted'));
    expect((await list('window', 'line=medical&limit=200')).items).toEqual([]);
    const foreign = (await list('centre')).items.find(({ householdId }) => householdId === homes[2])!;
    const beyond = { lines: [{ id: foreign.id, version: foreign.version }], state: 'applied' };
    expect((await world.api.window.post('entitlements/answers', beyond)).status).toBe(404);
    expect((await world.api.window.post('entitlements/answers', { lines: [], state: 'applied' })).status).toBe(422);
  });

  describe('on its page', () => {
    it.each(['zh-CN', 'en'])('is gone through in %s and says how much was noted', async (language) => {
      const station = await new ConsoleVisitor(world.app).signIn(world.logins.station.username);
      await station.speak(language);
      const shown = await station.get('/console/missed-benefits?line=temporary');
      expect(shown.status).toBe(200);
      const [value] = /name="lines" value="([^"]+)"/.exec(shown.text)?.slice(1) ?? [];
      const nothing = await station.submit(
        '/console/missed-benefits?line=temporary',
        '/console/missed-benefits/answers',
        {
          ...{ lines: [], state: 'applied', reason: 'kept words' },
        },
      );
      expect(nothing.status).toBe(422);
      expect(nothing.text).toContain('kept words');
      const noted = await station.submit(
        '/console/missed-benefits?line=temporary',
        '/console/missed-benefits/answers',
        {
          ...{ lines: [value!], state: 'applied' },
        },
      );
      expect([noted.status, noted.headers.location]).toEqual([303, '/console/missed-benefits?line=temporary']);
      const again = await station.get('/console/missed-benefits?line=temporary');
      expect(again.text).not.toContain(value!);
    });

    it('prints the forms of a page and of a household, on the record and with numbers masked', async () => {
      const station = await new ConsoleVisitor(world.app).signIn(world.logins.station.username);
      const many = await station.get('/console/missed-benefits/forms?line=disability-nursing');
      expect(many.status).toBe(200);
      expect(many.text).toContain('重度残疾人护理补贴申请表');
      // B14: what the office finds online it does not ask for.
      expect(many.text).toMatch(/□ 居民身份证/);
      expect(many.text).toMatch(/不要求您提供：残疾人证/);
      const [{ number } = { number: '' }] = await world.rows<{ number: string }>(
        'select number from households where id = $1',
        [homes[0]],
      );
      const own = await station.get(`/console/households/${homes[0]}/entitlements/forms`);
      expect(own.text).toContain(number);
      expect(own.text).not.toMatch(/990101\d{11}/);
      const read = await world.rows<{ fields: string[] }>(
        "select fields from audit_events where household_id = $1 and action = 'entitlements.form-printed' order by id",
        [homes[0]],
      );
      expect(read[0]?.fields).toEqual(['disability-nursing']);
      expect(read[1]?.fields).toContain('dibao');
    });
  });
});
