import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { parse } from 'yaml';
import { Instruments, instrumentSchema } from '../../../src/people/assessments';
import { InstrumentStudies } from '../../../src/people/instrument-quality';
import { StudyBatch } from '../../../src/people/instrument-quality/use-cases/study-batch.use-case';
import type { ApiClient } from '../../support/app';
import { ConsoleVisitor } from '../../support/console';
import { type Login, loginAs } from '../../support/district';
import { openPeopleWorld, type PeopleWorld } from './assessed-household';
import { type Assessed, fillScales } from './filled-scales';
import { fillFamilies, tableDigests } from './simulation-world';

const FAMILIES = 320;
/** What an order writes beside its own table. */
const AROUND = [
  ...['instrument_studies', 'number_counters', 'job_runs', 'idempotency_keys', 'audit_events', 'recorded_transactions'],
  ...['sessions', 'rate_limits'],
];
const SELF_CARE = ['eat', 'dress', 'bed', 'toilet', 'walk', 'bath', 'groom', 'continence'];

interface Group {
  townshipId: number | null;
  people: number;
  alpha: number | null;
  gap: string | null;
  spread: { mean: number; deviation: number } | null;
  states: Record<string, number | null> | null;
  levels: Record<string, number | null> | null;
  agreement: { pairs: number; kappa: number | null } | null;
  time: { forms: number; median: number } | null;
  items: Array<{ id: string; cells: Record<string, number | null> | null; restCorrelation: number | null }>;
  needs: Array<{ code: string; cells: Record<string, number | null> | null }>;
}
interface Study {
  id: string;
  number: string;
  state: string;
  code: string;
  reliability: { groups: Group[] } | null;
  norming: { groups: Group[] } | null;
  proposal: { version: string; cuts: number[]; cutsBefore: number[]; shares: Array<number | null> } | null;
}

/** Somebody whose eight answers hang together, more or less; deterministic. */
const selfCare = (at: number): Record<string, number> =>
  Object.fromEntries(
    SELF_CARE.map((id, item) => [id, Math.min(3, Math.max(0, (at % 4) + ((at * (item + 3)) % 3) - 1))]),
  );

/** Alpha as the textbook has it, from the rows themselves and in floating point. */
function alphaOf(rows: ReadonlyArray<readonly number[]>): number {
  const variance = (values: readonly number[]) => {
    const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
    return values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (values.length - 1);
  };
  const k = rows[0]!.length;
  const items = rows[0]!.map((_, at) => variance(rows.map((row) => row[at]!)));
  const total = variance(rows.map((row) => row.reduce((sum, one) => sum + one, 0)));
  return (k / (k - 1)) * (1 - items.reduce((sum, one) => sum + one, 0) / total);
}

describe('how good a scale is here (R18, domain D)', () => {
  let world: PeopleWorld;
  let evaluator: Login;
  let api: ApiClient;
  let people: Assessed[];
  beforeAll(async () => {
    world = await openPeopleWorld({ alone: true });
    await fillFamilies(world, FAMILIES);
    evaluator = await loginAs(world.app, 'evaluator');
    api = world.app.api(evaluator.token);
    people = await world.rows<{ householdId: string; memberId: string }>(
      `select distinct on (household_id) household_id as "householdId", id as "memberId" from household_members
        where birth_date < date '1990-01-01' order by household_id, id`,
    );
    expect(people.length).toBeGreaterThan(200);
    await fillScales(world.app, 'S01', people.slice(0, 90), selfCare);
  }, 180_000);
  afterAll(() => world.close());
  afterEach(() => jest.restoreAllMocks());

  const ordered = async (input: object, as = api) => {
    const { status, body } = await as.post('instrument-studies', input);
    expect([status, body]).toEqual([201, expect.objectContaining({ state: 'waiting' })]);
    return (body as Study).id;
  };
  const read = async (id: string, as = api) => (await as.get(`instrument-studies/${id}`)).body as Study;
  const studied = async (input: object, as = api) => {
    const id = await ordered(input, as);
    await world.app.drain();
    const study = await read(id, as);
    expect(study.state).toBe('done');
    return study;
  };
  const measured = { kind: 'reliability', instrument: 'S01' };
  const restart = () => world.rows("delete from instrument_studies where kind = 'reliability'");
  const groupsOf = ({ reliability }: Study) => reliability!.groups;

  it('is measured by an evaluator, who opens no file: the figures of the answers, and one record of the reading', async () => {
    const before = await tableDigests(world);
    const study = await studied(measured);
    const [whole, ...townships] = groupsOf(study);
    const rows = Array.from({ length: 90 }, (_, at) => SELF_CARE.map((id) => selfCare(at)[id]!));
    expect(whole).toMatchObject({ townshipId: null, people: 90, gap: null, states: { whole: 90, incomplete: 0 } });
    expect(whole!.alpha).toBeCloseTo(alphaOf(rows), 3);
    const sums = rows.map((row) => row.reduce((sum, one) => sum + one, 0));
    expect(whole!.spread!.mean).toBeCloseTo(sums.reduce((sum, one) => sum + one, 0) / 90, 3);
    const eat = rows.filter(([first]) => first === 0).length;
    expect(whole!.items[0]).toMatchObject({ id: 'eat', cells: { 0: eat, missing: 0 } });
    expect(townships.length).toBeGreaterThan(0);
    for (const { townshipId, people: counted } of townships) {
      const [place] = await world.rows<{ people: number }>(
        `select count(*)::integer as people from households h join regions r on r.id = $1
          where h.id = any ($2) and h.region_path like r.path || '%'`,
        [townshipId, people.slice(0, 90).map(({ householdId }) => householdId)],
      );
      expect([townshipId, counted]).toEqual([townshipId, place!.people]);
    }
    const after = await tableDigests(world);
    const changed = [...after].filter(([table, digest]) => before.get(table) !== digest).map(([table]) => table);
    expect(changed.filter((table) => !AROUND.includes(table))).toEqual([]);
    const record = await world.rows<{ actor: string; fields: string[] }>(
      "select actor_id as actor, fields from audit_events where action = 'instrument-study.answers-read' and subject_id = $1",
      [study.id],
    );
    expect(record).toEqual([{ actor: evaluator.accountId, fields: ['S01', 'forms-90'] }]);
    expect((await api.get('households')).status).toBe(403);
  }, 60_000);

  it('is measured by the centre to the same figures', async () => {
    await restart();
    const centre = groupsOf(await studied(measured, world.api.centre));
    await restart();
    expect(groupsOf(await studied(measured))).toEqual(centre);
  }, 60_000);

  it('is no matter of a village worker, nor of a station, nor of another district', async () => {
    const id = await ordered({ ...measured, instrument: 'S02' });
    await world.app.drain();
    for (const who of ['window', 'station', 'dispatcher'] as const) {
      expect([who, (await world.api[who].post('instrument-studies', measured)).status]).toEqual([who, 403]);
      expect([who, (await world.api[who].get(`instrument-studies/${id}`)).status]).toEqual([who, 403]);
    }
    const elsewhere = { ...evaluator.actor, districtCodes: ['880101'], purpose: 'test' };
    await expect(world.app.as(elsewhere, () => world.app.get(InstrumentStudies).get(id))).rejects.toMatchObject({
      code: 'instrument-study-not-found',
    });
  });

  it('says nothing of fewer than ten people, and not twice what a few more would give away', async () => {
    await restart();
    await fillScales(world.app, 'S06', people.slice(0, 9), () => ({}));
    const few = await studied({ ...measured, instrument: 'S06' });
    expect(few).toMatchObject({ reliability: { groups: [] }, progress: null });
    await studied(measured);
    await fillScales(world.app, 'S01', people.slice(90, 99), selfCare);
    const soon = await api.post('instrument-studies', measured);
    expect([soon.status, soon.body]).toEqual([409, expect.objectContaining({ code: 'instrument-study-too-soon' })]);
    await fillScales(world.app, 'S01', people.slice(99, 100), selfCare);
    const [before] = (await api.get('instrument-studies?kind=reliability&instrument=S01')).body.items as Study[];
    const after = await studied(measured);
    const { status, body } = await api.get(`instrument-studies/${after.id}/comparison/${before!.id}`);
    expect([status, body]).toEqual([
      200,
      expect.objectContaining({ before: expect.objectContaining({ id: before!.id }) }),
    ]);
    expect((body as { groups: object[] }).groups[0]).toMatchObject({
      people: { before: 90, after: 100, difference: 10 },
    });
    const other = await api.get(`instrument-studies/${after.id}/comparison/${few.id}`);
    expect([other.status, (other.body as Study).code]).toEqual([409, 'instrument-studies-not-comparable']);
  }, 60_000);

  it('never shows a cell of fewer than ten, nor keeps one', async () => {
    const rows = await world.rows<{ result: unknown; work: unknown }>(
      "select result, work from instrument_studies where state = 'done'",
    );
    const counts: number[] = [];
    const walk = (value: unknown, key: string): void => {
      if (
        typeof value === 'number' &&
        !['mean', 'deviation', 'alpha', 'kappa', 'restCorrelation', 'townshipId'].includes(key)
      )
        counts.push(value);
      if (value !== null && typeof value === 'object') for (const [name, one] of Object.entries(value)) walk(one, name);
    };
    for (const { result, work } of rows) {
      expect(work).toBeNull();
      walk(result, '');
    }
    expect(counts.length).toBeGreaterThan(50);
    expect(counts.filter((count) => count > 0 && count < 10)).toEqual([]);
  });

  it('counts a person once, and leaves out what the protected team alone may read', async () => {
    const plain = people.slice(0, 20);
    await fillScales(world.app, 'S09', plain, (at) => ({ guardian: at % 2, unheard: 0 }));
    // A second form of the same people, and twelve more whose answers tell of violence.
    await fillScales(world.app, 'S09', plain, (at) => ({ guardian: (at + 1) % 2, care: 1, safety: 1 }));
    await fillScales(world.app, 'S09', people.slice(20, 32), () => ({ guardian: 1, hurt: 1, sexual: 1 }));
    const marked = await world.rows("select 1 from assessments where instrument = 'S09' and restricted");
    expect(marked).toHaveLength(12);
    for (const who of [api, world.api.centre, world.api.officer]) {
      await restart();
      const [whole] = groupsOf(await studied({ ...measured, instrument: 'S09' }, who));
      expect(whole!.people).toBe(20);
      expect(whole!.items.find(({ id }) => id === 'hurt')!.cells).toMatchObject({ 1: 0, missing: 20 });
    }
  }, 60_000);

  it('leaves nothing half when it is cancelled, before and in the middle', async () => {
    await restart();
    const early = await ordered(measured);
    const twice = await api.post('instrument-studies', { ...measured, instrument: 'S07' });
    expect([twice.status, (twice.body as Study).code]).toEqual([409, 'instrument-study-running']);
    expect((await api.post(`instrument-studies/${early}/cancel`)).body).toMatchObject({ state: 'cancelled' });
    await world.app.drain();
    const late = await ordered(measured);
    const batches = await world.app.worker(StudyBatch);
    const execute = batches.execute.bind(batches);
    let seen = 0;
    jest.spyOn(batches, 'execute').mockImplementation(async (id) => {
      if (seen > 0) {
        const [row] = await world.rows<{ work: object }>('select work from instrument_studies where id = $1', [late]);
        expect(Object.keys(row!.work).length).toBeGreaterThan(0);
        expect((await api.post(`instrument-studies/${late}/cancel`)).status).toBe(200);
      }
      seen += 1;
      return execute(id);
    });
    await world.app.drain();
    expect(seen).toBe(2);
    for (const id of [early, late]) {
      expect(await read(id)).toMatchObject({ state: 'cancelled', reliability: null });
      expect(await world.rows('select work, result from instrument_studies where id = $1', [id])).toEqual([
        { work: null, result: null },
      ]);
    }
    const over = await api.post(`instrument-studies/${late}/cancel`);
    expect([over.status, (over.body as Study).code]).toEqual([409, 'instrument-study-over']);
  }, 60_000);

  it('goes on where a worker died, to the same end', async () => {
    await restart();
    await fillScales(world.app, 'S01', people.slice(100, 150), selfCare);
    const whole = groupsOf(await studied(measured));
    expect(whole[0]!.people).toBe(150);
    await restart();
    const id = await ordered(measured);
    const batches = await world.app.worker(StudyBatch);
    const execute = batches.execute.bind(batches);
    let seen = 0;
    // The first batch is kept, the second is lost with the worker.
    jest.spyOn(batches, 'execute').mockImplementation(async (study) => {
      const progress = await execute(study);
      seen += 1;
      if (seen === 2) throw new Error('worker died');
      return progress;
    });
    await world.app.drain();
    expect(await read(id)).toMatchObject({ state: 'running', progress: 67 });
    await world.rows('update job_runs set next_at = clock_timestamp() where finished_at is null');
    await world.app.drain();
    expect(groupsOf(await read(id))).toEqual(whole);
  }, 60_000);

  it('keeps what is being added up from the web side', async () => {
    const client = new Client({ connectionString: world.app.database.appUrl });
    await client.connect();
    await expect(client.query('select work from instrument_studies')).rejects.toThrow(/permission denied/);
    await expect(client.query('select id from instrument_studies')).resolves.toMatchObject({ rows: [] });
    await client.end();
  });

  it('is not worked out for whoever has no such post any more', async () => {
    await restart();
    const leaving = await loginAs(world.app, 'evaluator');
    const id = await ordered(measured, world.app.api(leaving.token));
    await world.rows('delete from account_roles where account_id = $1', [leaving.accountId]);
    await world.app.drain();
    expect(await read(id)).toMatchObject({ state: 'ended', endReason: 'post-ended' });
  });

  describe('cuts of one’s own', () => {
    const wish = { kind: 'norming', instrument: 'S01', reason: '本区老年人多，轻度过宽' };

    it('are refused under a hundred forms, saying how many there are, and of a scale without a sum', async () => {
      await fillScales(world.app, 'S02', people.slice(0, 40), () => ({}));
      const none = await api.post('instrument-studies', { ...wish, instrument: 'S02' });
      expect([none.status, (none.body as Study).code]).toEqual([422, 'norming-hardly-any']);
      const scale = world.app.get(Instruments).byCode('S04');
      const answers = Object.fromEntries(scale.items.map(({ id }) => [id, 0]));
      await fillScales(world.app, 'S04', people.slice(0, 99), () => answers);
      const few = await api.post('instrument-studies', { ...wish, instrument: 'S04' });
      expect([few.status, (few.body as Study).code]).toEqual([422, 'norming-too-few']);
      expect(JSON.stringify(few.body)).toMatch(/99/);
      const triage = await api.post('instrument-studies', { ...wish, instrument: 'S16' });
      expect([triage.status, (triage.body as Study).code]).toEqual([422, 'norming-no-sum']);
      const order = await api.post('instrument-studies', { ...wish, shares: [10, 20, 5] });
      expect([order.status, (order.body as Study).code]).toEqual([422, 'norming-shares-order']);
      expect((await api.post('instrument-studies', { ...wish, reason: '想改' })).status).toBe(422);
    }, 60_000);

    it('change nothing, show both directions by township, and come as a file that can be loaded', async () => {
      const before = await tableDigests(world);
      const study = await studied({ ...wish, shares: [60, 30, 5] });
      const { proposal, norming } = study;
      expect(proposal).toMatchObject({
        cutsBefore: [5, 10, 16],
        version: expect.stringMatching(/^1\.0\.990101\.\d{4}\.\d+$/),
      });
      const [whole, ...townships] = norming!.groups;
      expect([whole!.townshipId, whole!.people]).toEqual([null, 150]);
      expect(townships.length).toBeGreaterThan(0);
      const shown = Object.values(whole!.levels!).filter((count) => count !== null);
      for (const count of shown) expect(count % 5).toBe(0);
      expect(whole!.needs.map(({ code }) => code)).toContain('CA-01');
      const after = await tableDigests(world);
      const changed = [...after].filter(([table, digest]) => before.get(table) !== digest).map(([table]) => table);
      expect(changed.filter((table) => !AROUND.includes(table))).toEqual([]);
      const { body } = await api.get(`instrument-studies/${study.id}/instrument`);
      const { content } = body as { content: string };
      const scale = world.app.get(Instruments).byCode('S01');
      const file = instrumentSchema.parse(parse(content));
      expect(file).toEqual({ ...scale, version: proposal!.version, scoring: { kind: 'sum', cuts: proposal!.cuts } });
      expect(content).toContain('本区老年人多，轻度过宽');
    }, 60_000);

    it('fall and rise with the wish: what lower cuts open, higher ones close', async () => {
      const all = await studied({ ...wish, shares: [100, 100, 100] });
      expect(all.proposal!.cuts).toEqual([1, 2, 3]);
      expect(all.norming!.groups[0]!.levels).toMatchObject({ down: 0 });
      const none = await studied({ ...wish, shares: [0, 0, 0] });
      expect(none.norming!.groups[0]!.levels).toMatchObject({ up: 0 });
      const moved = (study: Study, code: string) =>
        study.norming!.groups[0]!.needs.find((one) => one.code === code)!.cells;
      expect(moved(all, 'CA-04')).toMatchObject({ closes: 0 });
      expect(moved(none, 'CA-02')).toMatchObject({ opens: 0 });
      expect(moved(all, 'CA-04')!['opens']).toBeGreaterThan(0);
      expect(moved(none, 'CA-02')!['closes']).toBeGreaterThan(0);
    }, 60_000);

    it('are taken back with a reason; figures and reasons stay, the file does not', async () => {
      const study = await studied(wish, world.api.officer);
      expect((await api.post(`instrument-studies/${study.id}/withdraw`, { reason: '不改' })).status).toBe(422);
      const reason = '专家组认为样本不够均匀';
      const { status, body } = await api.post(`instrument-studies/${study.id}/withdraw`, { reason });
      expect([status, body]).toEqual([200, expect.objectContaining({ state: 'withdrawn', withdrawReason: reason })]);
      expect(await read(study.id)).toMatchObject({ reason: wish.reason, norming: { groups: expect.any(Array) } });
      for (const again of [
        await api.post(`instrument-studies/${study.id}/withdraw`, { reason }),
        await api.get(`instrument-studies/${study.id}/instrument`),
      ])
        expect([again.status, (again.body as Study).code]).toEqual([409, 'instrument-study-not-proposed']);
    }, 60_000);
  });

  it('tells how far two assessors agree and how long it took, of ten and more (domain D, F)', async () => {
    const withSum: Record<number, number[]> = {
      0: [0, 0, 0, 0, 0, 0, 0, 0],
      1: [1, 1, 1, 1, 1, 1, 1, 1],
      2: [2, 2, 2, 2, 1, 1, 1, 1],
      3: [2, 2, 2, 2, 2, 2, 2, 2],
    };
    const answers = (level: number) =>
      Object.fromEntries(SELF_CARE.map((item, place) => [item, withSum[level]![place]!]));
    // Kappa by hand: 1 − 3 · 12 / 336, see circumstances.spec.
    const firsts = [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3];
    const seconds = [0, 0, 0, 1, 0, 1, 1, 2, 2, 2, 3, 3];
    const twelve = people.slice(0, 12);
    const since = async () => {
      const [last] = await world.rows<{ at: Date }>('select max(completed_at) as at from assessments');
      // Each of a batch is dated a millisecond after the one before, ahead of the clock: the next one has to begin after them.
      await sleep(100);
      return last!.at;
    };
    const before = await since();
    await fillScales(world.app, 'S01', twelve, (at) => answers(firsts[at]!));
    const between = await since();
    await fillScales(world.app, 'S01', twelve, (at) => answers(seconds[at]!));
    const made = await world.rows<{ id: string; late: boolean; at: number }>(
      `select id, completed_at > $2 as late, array_position($3::uuid[], household_id) - 1 as at from assessments
        where instrument = 'S01' and completed_at > $1`,
      [before, between, twelve.map(({ householdId }) => householdId)],
    );
    expect(made).toHaveLength(24);
    for (const { id, late, at } of made) {
      const first = made.find((one) => one.at === at && !one.late)!;
      if (late) await world.rows('update assessments set second_of = $2, counts = false where id = $1', [id, first.id]);
      // 60, 70 … 170 seconds; those of the second assessors count for nothing.
      else await world.rows('update assessments set seconds_active = $2 where id = $1', [id, 60 + 10 * at]);
    }
    // A form that was typed in from paper says nothing of the time.
    await world.rows(
      `update assessments set paper = true, seconds_active = 9000 where id = (select id from assessments where instrument = 'S01'
        and household_id = $1 order by completed_at desc limit 1)`,
      [people[50]!.householdId],
    );
    await restart();
    const study = await studied(measured);
    const [whole, ...townships] = groupsOf(study);
    expect(whole).toMatchObject({
      agreement: { pairs: 12, kappa: 0.893 },
      // Places 2.75, 5.5 and 8.25 of twelve.
      time: { forms: 12, lower: 88, median: 115, upper: 143 },
    });
    for (const { agreement, time } of townships) expect([agreement?.pairs ?? 12, time?.forms ?? 12]).toEqual([12, 12]);
    const visitor = await new ConsoleVisitor(world.app).signIn(evaluator.username);
    const { text } = await visitor.get(`/console/instrument-quality/${study.id}`);
    expect(text).toContain('0.89（12）');
    expect(text).toContain('1.9（1.5–2.4；12）');
    expect(text).toContain('不低于0.6');

    // Nine pairs: whoever looks at a file of the district could work out the rest.
    const lone = made.filter(({ late }) => late).slice(0, 3);
    await world.rows('update assessments set second_of = null where id = any ($1)', [lone.map(({ id }) => id)]);
    await restart();
    expect(groupsOf(await studied(measured))[0]).toMatchObject({ agreement: null, time: { forms: 12 } });
  }, 60_000);
});
