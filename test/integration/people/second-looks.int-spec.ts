import { openPeopleWorld, type PeopleWorld } from './assessed-household';

interface Row {
  id: string;
  sampled: boolean;
  secondLook: { state: string; moves: string[]; [field: string]: unknown } | null;
  [field: string]: unknown;
}

type Who = 'window' | 'station' | 'centre' | 'officer';

const NOTE = '房屋简陋，老人独居，无其他收入';
const GROUND = '入户核实，家庭确无其他收入来源';
const FOUND = '漏算一名共同生活成员，请重新核定';

describe('second looks of the district at what townships decided (B22, R70)', () => {
  let world: PeopleWorld;
  beforeAll(async () => {
    world = await openPeopleWorld({ alone: true });
  });
  afterAll(() => world.close());

  const act = (who: Who, { id }: { id: string }, move: string, body?: object) =>
    world.api[who].post(`applications/${id}/${move}`, body);
  const done = async (...asked: Parameters<typeof act>) => {
    const answer = await act(...asked);
    expect([answer.status, answer.body.code]).toEqual([200, undefined]);
    return answer.body as Row;
  };
  const refused = async (...asked: Parameters<typeof act>) => {
    const { status, body } = await act(...asked);
    return [status, body.errors?.[0]?.code ?? body.code] as [number, string];
  };
  const decided = async (): Promise<Row> => {
    const { id } = await world.household();
    const row = (await world.api.window.post(`households/${id}/applications`, { act: 'dibao-marginal' })).body as Row;
    await done('station', row, 'accept');
    const [one, other] = [world.logins.window.actor.userId, world.logins.station.actor.userId];
    const visitedOn = world.app.clock.today();
    await done('station', row, 'check', { visitedOn, investigatorIds: [one, other], result: 'meets', note: NOTE });
    return done('station', row, 'decide', { outcome: 'granted', ground: GROUND });
  };
  /** Decided, and drawn or not as asked: at least every fourth is. */
  const drawn = async (sampled = true): Promise<Row> => {
    const row = await decided();
    await world.rows('update applications set sampled = $2 where id = $1', [row.id, sampled]);
    return (await world.api.officer.get(`applications/${row.id}`)).body as Row;
  };
  const listed = async (state: string, who: Who = 'officer') =>
    ((await world.api[who].get(`second-looks?limit=200&state=${state}`)).body.items as Row[]).map(({ id }) => id);

  it('wait in a list until somebody of the district has looked, with a ground, once', async () => {
    const row = await drawn();
    expect(row.secondLook).toMatchObject({ state: 'waiting', ground: null, moves: ['confirm', 'ask-correction'] });
    expect(await listed('waiting')).toContain(row.id);
    expect(await refused('officer', row, 'second-look', { outcome: 'confirmed', ground: '好' })).toEqual([
      422,
      'too-small',
    ]);
    const looked = await done('officer', row, 'second-look', { outcome: 'confirmed', ground: GROUND });
    expect(looked).toMatchObject({ outcome: 'granted', secondLook: { state: 'confirmed', ground: GROUND, moves: [] } });
    expect(looked.secondLook?.lookedByName).toEqual(expect.any(String));
    expect(await listed('waiting')).not.toContain(row.id);
    expect(await listed('confirmed')).toContain(row.id);
    expect(await refused('officer', row, 'second-look', { outcome: 'to-correct', ground: FOUND })).toEqual([
      409,
      'second-look-there',
    ]);
    const record = await world.rows<{ action: string }>(
      `select action from audit_events where household_id = $1 and subject_type = 'second-look'`,
      [row.householdId],
    );
    expect(record).toEqual([{ action: 'second-look.confirmed' }]);
  });

  it('are for what was drawn, and never by whoever decided', async () => {
    const look = { outcome: 'confirmed', ground: GROUND };
    const other = await drawn(false);
    expect(other.secondLook).toBeNull();
    expect(await refused('officer', other, 'second-look', look)).toEqual([409, 'second-look-not-drawn']);
    const own = await drawn();
    await world.rows('update applications set decided_by = $2 where id = $1', [
      own.id,
      world.logins.officer.actor.userId,
    ]);
    expect((await world.api.officer.get(`applications/${own.id}`)).body.secondLook.moves).toEqual([]);
    expect(await refused('officer', own, 'second-look', look)).toEqual([409, 'second-look-own-decision']);
    for (const who of ['window', 'station', 'centre'] as const)
      expect((await act(who, own, 'second-look', look)).status).toBe(403);
  });

  it('that ask for a correction are a task of the township and leave the grant as it is', async () => {
    const row = await drawn();
    const found = await done('officer', row, 'second-look', { outcome: 'to-correct', ground: FOUND });
    expect(found).toMatchObject({ state: 'granted', outcome: 'granted', amountFen: row.amountFen });
    expect(await listed('to-correct', 'station')).toContain(row.id);
    expect(await refused('officer', row, 'second-look/answer', { answer: GROUND })).toEqual([409, 'move-not-allowed']);
    const answered = await done('station', row, 'second-look/answer', { answer: '已补录成员并重新测算，金额不变' });
    expect(answered.secondLook).toMatchObject({ state: 'answered', answer: '已补录成员并重新测算，金额不变' });
    expect(await listed('to-correct', 'station')).not.toContain(row.id);
    expect(await listed('answered')).toContain(row.id);
  });

  it('come once, whatever races', async () => {
    const row = await drawn();
    const ask = () => act('officer', row, 'second-look', { outcome: 'confirmed', ground: GROUND });
    const answers = await Promise.all([ask(), ask(), ask()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  });

  it('show the share that was looked at beside the one that the pack asks for', async () => {
    const { items } = (await world.api.officer.get('second-looks/shares')).body as { items: Row[] };
    const share = items.find((item) => item.act === 'dibao-marginal')!;
    const [count] = await world.rows<{ decided: number; looked: number }>(
      `select count(*)::int as decided, count(l.id)::int as looked
         from applications a left join second_looks l on l.application_id = a.id
        where a.act = 'dibao-marginal' and a.level = 'township' and a.outcome is not null`,
    );
    expect(share).toMatchObject({ ...count, samplePercent: 30 });
    expect(share.reached).toBe(count!.looked * 100 >= count!.decided * 30);
    expect(share.lookedPercent).toBeCloseTo((count!.looked / count!.decided) * 100, 1);
    expect((await world.api.window.get('second-looks')).status).toBe(403);
    const first = (await world.api.officer.get('second-looks?limit=1')).body;
    const next = (await world.api.officer.get(`second-looks?limit=1&after=${encodeURIComponent(first.next)}`)).body;
    expect(next.items[0].id).not.toBe(first.items[0].id);
  });
});
