import fc from 'fast-check';
import { plusDays } from '../../../src/reference/calendar';
import { openPeopleWorld, type PeopleWorld } from './assessed-household';

interface Row {
  id: string;
  balanceFen: number;
  version: number;
  [field: string]: unknown;
}

const FIRE = '昨夜火灾，家中粮食和被褥全部烧毁';
const REASON = '区民政局本季度备用金拨付';

describe('reserves of townships for temporary aid (R70)', () => {
  let world: PeopleWorld;
  let unitId: string;
  beforeAll(async () => {
    world = await openPeopleWorld({ alone: true });
    const [unit] = await world.rows<{ id: string }>(
      `select u.id from units u join regions r on r.id = u.region_id where u.tier = 'station' and r.code = '990101001'`,
    );
    unitId = unit!.id;
  });
  afterEach(() => world.app.clock.reset());
  afterAll(() => world.close());

  /** Opened at the first call; the balance is what the call names. */
  let reserveId = '';
  const reserve = async (balanceFen: number): Promise<Row> => {
    if (reserveId === '') {
      const opened = await world.api.officer.post('reserves', { unitId, imprestFen: 1_000_000 });
      expect([opened.status, opened.body.code]).toEqual([201, undefined]);
      reserveId = opened.body.id as string;
    }
    const found = (await world.api.officer.get(`reserves/${reserveId}`)).body as Row;
    const more = balanceFen - found.balanceFen;
    if (more === 0) return found;
    return book({ kind: more > 0 ? 'top-up' : 'take-back', amountFen: Math.abs(more) });
  };
  const book = async (entry: object): Promise<Row> => {
    const answer = await world.api.officer.post(`reserves/${reserveId}/entries`, { reason: REASON, ...entry });
    expect([answer.status, answer.body.code]).toEqual([200, undefined]);
    return answer.body as Row;
  };
  const entries = async () =>
    (await world.api.officer.get(`reserves/${reserveId}/entries?limit=200`)).body.items as Row[];
  const urgent = async () => {
    const { id } = await world.household();
    const filed = await world.api.window.post(`households/${id}/applications`, {
      act: 'temporary',
      urgentGround: FIRE,
    });
    expect(filed.status).toBe(201);
    return filed.body as Row;
  };
  const grant = ({ id }: { id: string }, amountFen: number) =>
    world.api.station.post(`applications/${id}/grant-at-once`, { amountFen });
  /** The balance is never anything else than the sum of what was booked, and each entry says the balance behind it. */
  const holds = async () => {
    const [row] = await world.rows<{ balance: number; sum: number; least: number; last: number }>(
      `select r.balance_fen::float8 as balance, coalesce(sum(e.amount_fen), 0)::float8 as sum,
          coalesce(min(e.balance_fen), 0)::float8 as least,
          (select l.balance_fen::float8 from reserve_entries l where l.reserve_id = r.id order by l.id desc limit 1) as last
         from reserves r left join reserve_entries e on e.reserve_id = r.id where r.id = $1 group by r.id`,
      [reserveId],
    );
    expect(row!.balance).toBe(row!.sum);
    expect(row!.least).toBeGreaterThanOrEqual(0);
    return row!.balance;
  };

  it('are opened once a township by the district, filled, emptied, and say what is unused (I20)', async () => {
    expect((await world.api.officer.post('reserves', { unitId: reserveUnit(), imprestFen: 100 })).body.errors).toEqual([
      expect.objectContaining({ field: 'unitId', code: 'reserve-unit-unknown' }),
    ]);
    expect(await reserve(300_000)).toMatchObject({ balanceFen: 300_000, askBelowFen: 200_000, low: false });
    expect((await world.api.officer.post('reserves', { unitId, imprestFen: 100 })).body.code).toBe('reserve-there');
    expect(await reserve(199_999)).toMatchObject({ low: true, putInFen: 199_999, paidFen: 0, daysToPay: null });
    const listed = (await world.api.station.get('reserves?low=true')).body.items as Row[];
    expect(listed.map(({ id }) => id)).toContain(reserveId);
    const over = await world.api.officer.post(`reserves/${reserveId}/entries`, {
      ...{ kind: 'take-back', amountFen: 200_000, reason: REASON },
    });
    expect([over.status, over.body.code]).toEqual([409, 'reserve-short']);
    expect(JSON.stringify(over.body)).toContain('1999.99');
    expect(await holds()).toBe(199_999);
  });

  const reserveUnit = () => unitId.replace(/.$/, (last) => (last === '0' ? '1' : '0'));

  it.each([
    ['window', 'reserves', 403],
    ['dispatcher', 'reserves', 403],
    ['station', 'reserves', 200],
  ] as const)('%s asks for %s: %i', async (who, path, status) => {
    expect((await world.api[who].get(path)).status).toBe(status);
    const opened = await world.api[who].post('reserves', { unitId, imprestFen: 100 });
    expect(opened.status).toBe(403);
  });

  it('undo a booking by a counter entry with its reason, once, and never below zero', async () => {
    await reserve(50_000);
    await book({ kind: 'top-up', amountFen: 30_000 });
    const [wrong] = await entries();
    const undo = (id: string) =>
      world.api.officer.post(`reserves/${reserveId}/entries/${id}/undo`, { reason: '拨付金额录入有误' });
    expect((await undo(wrong!.id)).body).toMatchObject({ balanceFen: 50_000 });
    expect((await undo(wrong!.id)).body.code).toBe('reserve-entry-undone');
    const [counter, first] = await entries();
    expect(counter).toMatchObject({ kind: 'undo', amountFen: -30_000, undoesId: wrong!.id });
    expect(first).toMatchObject({ id: wrong!.id, amountFen: 30_000, undone: true });
    expect((await undo(counter!.id)).body.code).toBe('reserve-undo-stays');
    await book({ kind: 'top-up', amountFen: 30_000 });
    const [again] = await entries();
    await reserve(10_000);
    expect((await undo(again!.id)).body.code).toBe('reserve-short');
    expect(await holds()).toBe(10_000);
    const kept = await world.rows(`select 1 from reserve_entries where reserve_id = $1`, [reserveId]);
    expect((await entries()).length).toBe(kept.length);
    const [{ name } = { name: '' }] = await world.rows<{ name: string }>('select current_user as name');
    expect(name).not.toBe('');
    const rights = await world.rows<{ privilege: string }>(
      `select privilege_type as privilege from information_schema.role_table_grants
        where table_name = 'reserve_entries' and grantee = 'yuanlian_app'`,
    );
    expect(rights.map(({ privilege }) => privilege).sort()).toEqual(['INSERT', 'SELECT']);
  });

  it('pay an urgent grant at once, and say how many days it took (I20)', async () => {
    await reserve(100_000);
    const row = await urgent();
    world.app.clock.set(new Date(new Date(`${plusDays(world.app.clock.today(), 2)}T02:00:00Z`).getTime()));
    expect((await grant(row, 60_000)).body).toMatchObject({ state: 'granted', amountFen: 60_000 });
    const [aid] = await entries();
    expect(aid).toMatchObject({ kind: 'aid', amountFen: -60_000, balanceFen: 40_000, applicationId: row.id });
    const { daysToPay, paidFen, grants } = (await world.api.station.get(`reserves/${reserveId}`)).body as Row;
    expect(Number(daysToPay)).toBeGreaterThan(1);
    expect([paidFen, grants]).toEqual([60_000, 1]);
    const short = await grant(await urgent(), 40_001);
    expect([short.status, short.body.code]).toEqual([409, 'reserve-short']);
    expect(JSON.stringify(short.body)).toContain('400.00');
    expect(await holds()).toBe(40_000);
  });

  /** Whoever had to wait for colleagues too long is told so, and presses again. */
  const persist = async (row: { id: string }): Promise<Awaited<ReturnType<typeof grant>>> => {
    const answer = await grant(row, 9_000);
    return answer.body.code === 'application-busy' ? persist(row) : answer;
  };

  it('are never overdrawn by twenty grants at once', async () => {
    await reserve(100_000);
    const rows = [];
    for (let turn = 0; turn < 20; turn += 1) rows.push(await urgent());
    const answers = await Promise.all(rows.map((row) => persist(row)));
    const granted = answers.filter(({ status }) => status === 200);
    expect(granted).toHaveLength(11);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 409]));
    expect(await holds()).toBe(1_000);
    // Whoever was refused was granted nothing.
    const [{ count } = { count: 0 }] = await world.rows<{ count: number }>(
      `select count(*)::int as count from applications where id = any ($1) and outcome is not null`,
      [rows.map(({ id }) => id)],
    );
    expect(count).toBe(11);
  });

  it('hold the sum of their entries, whatever is booked at the same time', async () => {
    await reserve(50_000);
    const move = fc.record({
      kind: fc.constantFrom('top-up', 'take-back', 'repaid', 'undo'),
      amountFen: fc.integer({ min: 1, max: 60_000 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(move, { minLength: 2, maxLength: 6 }), async (moves) => {
        const [last] = await entries();
        const before = await holds();
        const answers = await Promise.all(
          moves.map(({ kind, amountFen }) =>
            kind === 'undo'
              ? world.api.officer.post(`reserves/${reserveId}/entries/${last!.id}/undo`, { reason: REASON })
              : world.api.officer.post(`reserves/${reserveId}/entries`, { kind, amountFen, reason: REASON }),
          ),
        );
        expect(answers.filter(({ status }) => ![200, 409].includes(status))).toEqual([]);
        const change = moves.reduce((sum, { kind, amountFen }, place) => {
          if (answers[place]!.status !== 200) return sum;
          if (kind === 'undo') return sum - Number(last!.amountFen);
          return sum + (kind === 'take-back' ? -amountFen : amountFen);
        }, 0);
        expect(await holds()).toBe(before + change);
      }),
      { numRuns: 8 },
    );
  });
});
