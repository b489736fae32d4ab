import { plusMonths } from '../../../src/platform/time';
import { ConsoleVisitor } from '../../support/console';
import { assess, openPeopleWorld, OTHER_VILLAGE, type PeopleWorld, triageAnswers } from './assessed-household';

interface Line {
  id: string;
  householdId: string;
  instrument: string;
  state: string;
  dueFrom: string;
  dueUntil: string;
}
interface Point {
  id: string;
  instrumentVersion: string;
  severity: number;
  prorated: boolean;
  change: { since: string; severity: number; score: number | null } | null;
  notComparable: string | null;
}
const SUPPORT = (value: number, left: readonly string[] = []) =>
  Object.fromEntries(
    ['practical', 'information', 'emotional', 'emergency-contact', 'kin', 'neighbours', 'organisations', 'taking-part']
      .filter((item) => !left.includes(item))
      .map((item) => [item, value]),
  );

describe('a scale is asked again (R18, domain D)', () => {
  let world: PeopleWorld;
  beforeAll(async () => {
    world = await openPeopleWorld();
  });
  afterEach(() => world.app.clock.reset());
  afterAll(() => world.close());

  const today = () => world.app.clock.today();
  const later = (months: number, days = 0) =>
    world.app.clock.set(new Date(Date.parse(`${plusMonths(today(), months)}T04:00:00Z`) + days * 86_400_000));
  const begun = async (village?: string) => {
    const { id } = await world.household(undefined, village);
    await assess(village ? world.api.centre : world.api.window, id, 'S16', triageAnswers());
    return id;
  };
  const listed = async (id: string, query = '') =>
    ((await world.api.station.get(`retests?limit=100${query}`)).body as { items: Line[] }).items.filter(
      ({ householdId }) => householdId === id,
    );

  it('is due after three months and overdue after six, until it is asked; the triage never', async () => {
    const id = await begun();
    const day = today();
    const first = await assess(world.api.station, id, 'S07', SUPPORT(1));
    expect(await listed(id)).toEqual([]);
    later(3);
    const line = { id: first.id, instrument: 'S07', dueFrom: plusMonths(day, 3), dueUntil: plusMonths(day, 6) };
    expect(await listed(id)).toEqual([expect.objectContaining({ ...line, state: 'due' })]);
    expect(await listed(id, '&overdue=true')).toEqual([]);
    later(3, 1);
    expect(await listed(id, '&overdue=true')).toEqual([expect.objectContaining({ ...line, state: 'overdue' })]);
    expect(await listed(id, '&overdue=false')).toEqual([]);
    await assess(world.api.station, id, 'S07', SUPPORT(3));
    expect(await listed(id)).toEqual([]);
  });

  it('reminds whoever leads the case at both days, and nobody where it was asked meanwhile', async () => {
    const { body } = await world.api.window.post('households', {
      regionCode: '990101001001',
      members: [{ name: '王桂芳', relation: 'head', birthDate: '1949-03-02' }],
    });
    const { id } = body as { id: string };
    await world.app.drain();
    await assess(world.api.window, id, 'S16', triageAnswers());
    const first = await assess(world.api.station, id, 'S07', SUPPORT(1));
    const events = async (subject: string) =>
      (
        await world.rows<{ type: string }>(
          "select type from outbox_events where aggregate_id = $1 and type like 'retest.%' order by id",
          [subject],
        )
      ).map(({ type }) => type);
    later(3);
    await world.app.drain();
    expect(await events(first.id)).toEqual(['retest.due']);
    const second = await assess(world.api.station, id, 'S07', SUPPORT(1));
    later(7);
    await world.app.drain();
    expect(await events(first.id)).toEqual(['retest.due']);
    expect(await events(second.id)).toEqual(['retest.due', 'retest.overdue']);
  });

  it('lists nothing of another village, and pages on', async () => {
    const [far, one, other] = [await begun(OTHER_VILLAGE), await begun(), await begun()];
    await assess(world.api.centre, far, 'S07', SUPPORT(1));
    for (const id of [one, other]) await assess(world.api.station, id, 'S07', SUPPORT(1));
    later(4);
    expect(await listed(far)).toEqual([]);
    const seen: Line[] = [];
    for (let after = ''; ;) {
      const page = (await world.api.station.get(`retests?limit=1${after}`)).body as {
        items: Line[];
        next: string | null;
      };
      seen.push(...page.items);
      if (page.next === null) break;
      after = `&after=${page.next}`;
    }
    expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length);
    expect(seen.map(({ householdId }) => householdId)).toEqual(expect.arrayContaining([one, other]));
    expect((await world.api.dispatcher.get('retests')).status).toBe(403);
  });

  it('compares like with like by version, says what was prorated, and writes no result over', async () => {
    const id = await begun();
    const first = await assess(world.api.station, id, 'S07', SUPPORT(1));
    const second = await assess(world.api.station, id, 'S07', SUPPORT(2, ['kin']));
    await world.rows("update assessments set instrument_version = '0.9' where id = $1", [first.id]);
    const third = await assess(world.api.station, id, 'S07', SUPPORT(3));
    const trends = (await world.api.station.get(`households/${id}/assessment-trends`)).body as {
      items: Array<{ instrument: string; memberId: string | null; points: Point[] }>;
    };
    expect(trends.items).toHaveLength(1);
    const { points } = trends.items[0]!;
    expect(points.map((point) => [point.id, point.notComparable, point.change?.since ?? null, point.prorated])).toEqual(
      [
        [first.id, 'first', null, false],
        [second.id, 'other-version', null, true],
        [third.id, null, second.id, false],
      ],
    );
    expect(points[2]!.change!.severity).toBe(points[2]!.severity - points[1]!.severity);
    expect(points[2]!.change!.severity).toBeLessThan(0);
    const visitor = await new ConsoleVisitor(world.app).signIn(world.logins.station.username);
    const page = await visitor.get(`/console/households/${id}/scale-trends`);
    expect(page.text).toContain('不可比：以前的结果用的是另一版本的量表');
    expect(page.text).toContain('按比例折算');
    expect(page.text).toContain('<svg role="img"');
    expect(page.text).toMatch(/减轻 \d 级/);
    later(3);
    expect((await visitor.get('/console/retests')).text).toContain('S07');
  });
});
