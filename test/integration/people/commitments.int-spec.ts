import { createHash } from 'node:crypto';
import { DISTRICT, type Login, loginAs } from '../../support/district';
import type { ApiClient } from '../../support/app';
import { openPeopleWorld, OTHER_VILLAGE, type PeopleWorld } from './assessed-household';

interface Row {
  id: string;
  number: string;
  state: string;
  version: number;
  moves: string[];
  [field: string]: unknown;
}
type Who = 'window' | 'station' | 'centre' | 'officer';

const CHILD = { name: '王小禾', relation: 'head', birthDate: '2018-03-02' };
const AUNT = { name: '王桂芝', relation: 'other', birthDate: '1970-03-02' };
const GROUND = '走访了用工单位，说明与实际相符';
const WORDS = '老板口头说过的，写的时候没有记全';

describe('notice and commitment (R89)', () => {
  let world: PeopleWorld;
  let second: { login: Login; api: ApiClient };
  beforeAll(async () => {
    world = await openPeopleWorld({ alone: true });
    const login = await loginAs(world.app, 'officer');
    second = { login, api: world.app.api(login.token) };
  });
  afterEach(() => world.app.clock.reset());
  afterAll(() => world.close());

  const file = async (members?: object[], act = 'dibao', place?: string) => {
    const { id, memberIds } = await world.household(members, place);
    const filed = await world.api.officer.post(`households/${id}/applications`, { act });
    expect(filed.status).toBe(201);
    return { householdId: id, memberIds, application: filed.body as Row };
  };
  const show = async (application: Row, waived = ['income-proof'], more: object = {}, who: Who = 'window') =>
    world.api[who].post(`applications/${application.id}/commitments`, { waived, ...more });
  const shown = async (...asked: Parameters<typeof show>) => {
    const answer = await show(...asked);
    expect([answer.status, answer.body.code]).toEqual([201, undefined]);
    return answer.body as Row;
  };
  const move = (by: ApiClient, row: Row, name: string, body: object, version = row.version) =>
    by.post(`commitments/${row.id}/${name}`, body).set('if-match', `"${version}"`);
  const done = async (by: ApiClient, row: Row, name: string, body: object) => {
    const answer = await move(by, row, name, body);
    expect([answer.status, answer.body.code]).toEqual([200, undefined]);
    return answer.body as Row;
  };
  const codeOf = ({ status, body }: { status: number; body: { code?: string; errors?: Array<{ code: string }> } }) => [
    status,
    body.errors?.[0]?.code ?? body.code,
  ];
  const yes = { readAloud: true, how: 'signed' };
  const signed = async (members?: object[]) => {
    const made = await file(members);
    return { ...made, row: await done(world.api.window, await shown(made.application), 'answer', yes) };
  };
  /** Everything that waits is drawn until this one is, so that its check can be tried. */
  const drawn = async () => {
    const made = await signed();
    await world.rows(
      `with d as (insert into commitment_draws (id, district_code, seed, percent, pool, drawn, drawn_at)
         values (gen_random_uuid(), $2, 'spec', 100, array[$3], array[$3], now()) returning id)
       update commitments set state = 'drawn', draw_id = (select id from d), due_at = date_trunc('second', now()) + interval '20 days',
         version = version + 1 where id = $1`,
      [made.row.id, DISTRICT, made.row.number],
    );
    return { ...made, row: (await world.api.station.get(`commitments/${made.row.id}`)).body as Row };
  };

  it('are shown in the words of duty and consequence, read aloud, signed, and on the record', async () => {
    const { application, householdId, memberIds } = await file();
    const row = await shown(application, ['income-proof', 'rent-contract']);
    expect(row).toMatchObject({ state: 'shown', waived: ['income-proof', 'rent-contract'], signerId: memberIds[0] });
    expect(row.number).toMatch(/^CM-\d{4}-\d{6}$/);
    expect(row).toMatchObject({ householdId, signerKind: 'person', locale: 'zh-CN', readAloud: false });
    const { duty, consequence, choice } = row.text as Record<string, string[]>;
    expect(duty!.join()).toContain('真实');
    expect(consequence!.join()).toContain('不会因此自动停发');
    expect(choice!.join()).toContain('签不签由您自己定');
    const said = JSON.stringify(['zh-CN', { duty, consequence, choice }]);
    expect(row.textDigest).toBe(createHash('sha256').update(said).digest('hex'));
    const unread = { readAloud: false, how: 'thumb-print' };
    expect(codeOf(await move(world.api.window, row, 'answer', unread))).toEqual([409, 'commitment-read-aloud']);
    const read = { readAloud: true, how: 'thumb-print' };
    expect(codeOf(await move(world.api.window, row, 'answer', read, 7))).toEqual([412, 'stale-version']);
    const answered = await done(world.api.window, row, 'answer', read);
    expect(answered).toMatchObject({ state: 'signed', signedHow: 'thumb-print', readAloud: true });
    const log = await world.rows<{ move: string }>('select move from moves where subject_id = $1', [row.id]);
    expect(log.map((one) => one.move)).toEqual(['sign']);
    const record = await world.rows<{ action: string }>(
      'select action from audit_events where subject_id = $1 order by at',
      [row.id],
    );
    expect(record.map(({ action }) => action)).toEqual(['commitment.shown', 'commitment.signed']);
  });

  it('count as the papers: they are not asked for in the one list (B14), until the word is taken back', async () => {
    const { application, row } = await signed();
    const back = (missing: string[]) => world.api.station.post(`applications/${application.id}/return`, { missing });
    expect(codeOf(await back(['rent-contract', 'income-proof']))).toEqual([422, 'application-paper-committed']);
    expect((await world.api.station.get(`applications/${application.id}`)).body.committed).toEqual(['income-proof']);
    expect(codeOf(await show(application))).toEqual([422, 'commitment-paper-covered']);
    const gone = await done(world.api.window, row, 'withdraw', { reason: '家里找到了单位开的证明' });
    expect(gone).toMatchObject({ state: 'withdrawn', moves: [] });
    const returned = await back(['rent-contract', 'income-proof']);
    expect(returned.body).toMatchObject({
      state: 'returned',
      missing: ['rent-contract', 'income-proof'],
      committed: [],
    });
    // Now the word can still be given for what the list names.
    expect((await shown({ ...application, id: application.id }, ['rent-contract'])).state).toBe('shown');
  });

  it('may be refused without any loss', async () => {
    const { application } = await file();
    const row = await shown(application);
    expect(codeOf(await show(application, ['rent-contract']))).toEqual([409, 'commitment-open']);
    const refused = await done(world.api.window, row, 'answer', { readAloud: true, how: 'refused' });
    expect(refused).toMatchObject({ state: 'refused', signedHow: 'refused' });
    expect((await world.api.station.get(`applications/${application.id}`)).body).toMatchObject({
      ...{ state: 'filed', committed: [] },
    });
  });

  it('stand only for what the pack names, and only before the visit', async () => {
    const { application } = await file();
    for (const paper of ['identity', 'household-book', 'event-proof', 'moon-stone'])
      expect(codeOf(await show(application, [paper]))).toEqual([422, 'commitment-paper-not-waivable']);
    const { application: orphan } = await file([CHILD, AUNT], 'orphan');
    const guardian = { signerKind: 'guardian' };
    expect(codeOf(await show(orphan, ['income-proof'], guardian))).toEqual([422, 'commitment-paper-not-waivable']);
    await world.rows("update applications set state = 'checked' where id = $1", [application.id]);
    expect(codeOf(await show(application))).toEqual([409, 'commitment-application-past']);
  });

  it('are given by the applicant, or for a child by a guardian of age; never by somebody who must not be told', async () => {
    const { application, householdId, memberIds } = await file([CHILD, AUNT]);
    const by = (more: object) => show(application, ['income-proof'], more).then(codeOf);
    const [child, aunt] = memberIds;
    expect(await by({})).toEqual([422, 'commitment-guardian-needed']);
    expect(await by({ signerId: aunt })).toEqual([422, 'commitment-signer-not-applicant']);
    expect(await by({ signerKind: 'guardian' })).toEqual([422, 'commitment-signer-unknown']);
    expect(await by({ signerKind: 'guardian', signerId: child })).toEqual([422, 'commitment-signer-not-guardian']);
    await world.rows(
      `insert into guardian_bars (member_id, household_id, district_code, barred, set_by, set_at, version)
       values ($1, $2, $3, true, $4, now(), 1)`,
      [aunt, householdId, DISTRICT, world.logins.station.actor.userId],
    );
    expect(await by({ signerKind: 'guardian', signerId: aunt })).toEqual([422, 'commitment-signer-barred']);
    await world.rows('update guardian_bars set barred = false where member_id = $1', [aunt]);
    const row = await shown(application, ['income-proof'], { signerKind: 'guardian', signerId: aunt });
    expect(row).toMatchObject({ signerKind: 'guardian', signerId: aunt, signerName: '王桂芝' });
  });

  it('are drawn by lot, at least the share of the pack, each once, by a seed with which anybody draws the same', async () => {
    for (let turn = 0; turn < 6; turn += 1) await signed();
    const waiting = await world.rows<{ number: string }>(
      `select number from commitments c where state = 'signed'
        and not exists (select 1 from commitment_draws d where c.number = any (d.pool)) order by number`,
    );
    const [one, other] = await Promise.all([
      world.api.officer.post('commitment-draws', {}),
      second.api.post('commitment-draws', {}),
    ]);
    // Two who draw at once: the second finds nobody left.
    expect([one.status, other.status].sort()).toEqual([201, 409]);
    const draw = [one, other].find(({ status }) => status === 201)!.body as Row;
    expect(codeOf([one, other].find(({ status }) => status === 409)!)).toEqual([409, 'commitment-nothing-to-draw']);
    const pool = draw.pool as Array<{ number: string; digest: string; drawn: boolean }>;
    expect(pool.map(({ number }) => number).sort()).toEqual(waiting.map(({ number }) => number));
    const sum = (number: string) =>
      createHash('sha256')
        .update(`${String(draw.seed)}:${number}`)
        .digest('hex');
    const ranked = pool.map(({ number }) => number).sort((a, b) => (sum(a) < sum(b) ? -1 : 1));
    const share = Math.ceil((ranked.length * 20) / 100);
    expect(pool.filter((part) => part.drawn).map(({ number }) => number)).toEqual(ranked.slice(0, share));
    expect(pool.map(({ digest }) => digest)).toEqual(ranked.map(sum));
    expect(draw).toMatchObject({ percent: 20, poolSize: ranked.length, drawnSize: share, holds: true });
    const looked = (await world.api.station.get(`commitments?drawId=${draw.id}&limit=50`)).body.items as Row[];
    expect(looked.map(({ number }) => number).sort()).toEqual([...ranked.slice(0, share)].sort());
    for (const row of looked) expect(row).toMatchObject({ state: 'drawn', overdue: false, dueAt: expect.any(String) });
    // What somebody changed afterwards shows.
    await world.rows("update commitment_draws set seed = 'better-for-us' where id = $1", [draw.id]);
    const again = (await world.api.station.get(`commitment-draws/${draw.id}`)).body;
    expect(again.pool.filter((part: { drawn: boolean }) => part.drawn).map((part: Row) => part.number)).not.toEqual([]);
    expect(typeof again.holds).toBe('boolean');
    const listed = (await world.api.window.get('commitment-draws?limit=1')).body;
    expect(listed.items).toHaveLength(1);
  });

  it('are looked at by somebody else; what is true, or cannot be told, ends there', async () => {
    const { application } = await file();
    const own = await done(world.api.station, await shown(application, undefined, {}, 'station'), 'answer', yes);
    await world.rows(
      `with d as (insert into commitment_draws (id, district_code, seed, percent, pool, drawn, drawn_at)
         values (gen_random_uuid(), $2, 'spec', 100, array[$3], array[$3], now()) returning id)
       update commitments set state = 'drawn', draw_id = (select id from d), version = version + 1 where id = $1`,
      [own.id, DISTRICT, own.number],
    );
    const row = (await world.api.station.get(`commitments/${own.id}`)).body as Row;
    const finding = { outcome: 'true', ground: GROUND };
    expect(codeOf(await move(world.api.station, row, 'check', finding))).toEqual([409, 'commitment-own-taking']);
    expect(codeOf(await move(world.api.centre, row, 'check', { outcome: 'true', ground: '对' }))[0]).toBe(422);
    expect(await done(world.api.centre, row, 'check', finding)).toMatchObject({
      ...{ state: 'true', outcome: 'true', ground: GROUND, dueAt: null, moves: [] },
    });
    const { row: other } = await drawn();
    const unclear = await done(world.api.station, other, 'check', { outcome: 'unclear', ground: GROUND });
    expect(unclear).toMatchObject({ state: 'unclear', outcome: 'unclear' });
  });

  it('that are not true refuse nothing: the household is told, may object once, and somebody else answers', async () => {
    const { row, application, householdId } = await drawn();
    const denied = await done(world.api.station, row, 'check', { outcome: 'not-true', ground: GROUND });
    expect(denied).toMatchObject({ state: 'not-true', dueAt: null });
    expect((await world.api.station.get(`applications/${application.id}`)).body).toMatchObject({ state: 'filed' });
    await world.app.drain();
    const told = await world.rows<{ template: string }>(
      "select template from notifications where household_id = $1 and recipient_kind = 'household'",
      [householdId],
    );
    expect(told.map(({ template }) => template)).toContain('commitment-not-true');
    const contested = await done(world.api.window, denied, 'contest', { words: WORDS });
    expect(contested).toMatchObject({ state: 'contested', said: WORDS });
    const reply = { outcome: 'not-true', words: '再次核对后仍不一致' };
    expect(codeOf(await move(world.api.station, contested, 'reply', reply))).toEqual([409, 'commitment-own-finding']);
    const upheld = await done(world.api.officer, contested, 'reply', reply);
    expect(upheld).toMatchObject({ state: 'not-true', reply: reply.words });
    expect(codeOf(await move(world.api.window, upheld, 'contest', { words: WORDS }))).toEqual([
      409,
      'commitment-contested-before',
    ]);
    const stand = await done(world.api.officer, upheld, 'settle', {
      next: 'let-stand',
      ground: '误差很小，不影响认定',
    });
    expect(stand).toMatchObject({ state: 'let-stand', outcome: 'not-true' });
    const next = await signed();
    expect((await world.api.station.get(`commitments/${next.row.id}`)).body.earlierNotTrue).toBe(0);
    const open = 'select count(*)::int as n from commitments where household_id = $1';
    expect(await world.rows(open, [householdId])).toEqual([{ n: 1 }]);
  });

  it('that the household has shown to be true after all are true', async () => {
    const { row } = await drawn();
    const denied = await done(world.api.station, row, 'check', { outcome: 'not-true', ground: GROUND });
    const contested = await done(world.api.window, denied, 'contest', { words: WORDS });
    const right = await done(world.api.centre, contested, 'reply', { outcome: 'true', words: '家庭补充的材料属实' });
    expect(right).toMatchObject({ state: 'true', outcome: 'true' });
  });

  it('bring the household onto the list of re-checks when a person says so, and only where something was decided', async () => {
    const { row, householdId } = await drawn();
    const denied = await done(world.api.station, row, 'check', { outcome: 'not-true', ground: GROUND });
    const again = { next: 'recheck', ground: '收入差距较大，需要重新认定' };
    expect(codeOf(await move(world.api.station, denied, 'settle', again))).toEqual([409, 'commitment-nothing-decided']);
    for (const [kind, item, amountFen] of [
      ['income', 'wage', 80_000],
      ['asset', 'deposit', 0],
    ] as const)
      await world.api.window.post(`households/${householdId}/economy`, { kind, item, amountFen, period: 'month' });
    const proposal = (await world.api.centre.post(`households/${householdId}/classifications`, {})).body as Row;
    const confirmed = await world.api.centre.post(`classifications/${proposal.id}/confirm`, { class: 2 });
    expect([confirmed.status, confirmed.body.code]).toEqual([200, undefined]);
    await world.app.drain();
    const settled = await done(world.api.station, denied, 'settle', again);
    expect(settled).toMatchObject({ state: 'rechecked', settled: again.ground });
    const { items } = (await world.api.station.get(`households/${householdId}/rechecks`)).body as { items: Row[] };
    expect(items[0]).toMatchObject({ state: 'open', ground: 'commitment', dueOn: world.app.clock.today() });
    // The household can still object.
    expect(settled.moves).toContain('contest');
  });

  it('answer every role in every state as the life cycle has it', async () => {
    const table = async (id: string) => {
      const seen: Record<string, string> = {};
      for (const who of ['window', 'station', 'centre', 'officer'] as const)
        seen[who] = ((await world.api[who].get(`commitments/${id}`)).body as Row).moves.join(' ');
      return seen;
    };
    const { row } = await signed();
    const [draw] = await world.rows<{ id: string }>('select id from commitment_draws limit 1');
    const all = (moves: string) => ({ window: moves, station: moves, centre: moves, officer: moves });
    const checkers = (moves: string) => ({ ...all(moves), window: '' });
    const expectedMoves: Record<string, Record<string, string>> = {
      shown: all('sign refuse withdraw'),
      signed: { ...all('withdraw'), officer: 'withdraw draw' },
      refused: all(''),
      withdrawn: all(''),
      drawn: checkers('affirm deny leave-open'),
      true: all(''),
      'not-true': { ...all('contest recheck let-stand'), window: 'contest' },
      unclear: all(''),
      contested: checkers('uphold correct'),
      rechecked: all('contest'),
      'let-stand': all('contest'),
    };
    for (const [state, expected] of Object.entries(expectedMoves)) {
      await world.rows(
        `update commitments set state = $2::text, draw_id = $3,
          signed_how = case $2::text when 'shown' then null when 'refused' then 'refused' else 'signed' end,
          answered_at = case $2::text when 'shown' then null else now() end where id = $1`,
        [row.id, state, draw!.id],
      );
      expect([state, await table(row.id)]).toEqual([state, expected]);
    }
    for (const [who, path, status] of [
      ['window', 'check', 403],
      ['window', 'reply', 403],
      ['window', 'settle', 403],
      ['dispatcher', 'answer', 403],
    ] as const)
      expect([who, path, (await world.api[who].post(`commitments/${row.id}/${path}`, {})).status]).toEqual([
        who,
        path,
        status,
      ]);
    for (const who of ['window', 'station', 'centre'] as const)
      expect([who, (await world.api[who].post('commitment-draws', {})).status]).toEqual([who, 403]);
  });

  it('are listed within the own reach by day, with filters, page by page; what is late is on the home page', async () => {
    const { row: mine } = await drawn();
    const far = await file(undefined, 'dibao', OTHER_VILLAGE);
    const there = await shown(far.application, undefined, {}, 'officer');
    const ids = async (filter: string, who: Who = 'officer') =>
      ((await world.api[who].get(`commitments?limit=200&${filter}`)).body.items as Row[]).map(({ id }) => id);
    expect(await ids('state=shown')).toContain(there.id);
    expect(await ids('state=shown', 'window')).not.toContain(there.id);
    expect((await world.api.window.get(`commitments/${there.id}`)).status).toBe(404);
    expect((await world.api.dispatcher.get('commitments')).status).toBe(403);
    expect(await ids('waiting=true')).toContain(mine.id);
    expect(await ids('waiting=true')).not.toContain(there.id);
    expect(await ids(`applicationId=${far.application.id}`)).toEqual([there.id]);
    expect(await ids('act=temporary')).toEqual([]);
    expect(await ids('overdue=true')).not.toContain(mine.id);
    world.app.clock.set(new Date(new Date(String(mine.dueAt)).getTime() + 60_000));
    expect(await ids('overdue=true')).toContain(mine.id);
    const first = (await world.api.officer.get('commitments?limit=1')).body;
    const next = (await world.api.officer.get(`commitments?limit=1&after=${encodeURIComponent(first.next)}`)).body;
    expect(next.items[0].id).not.toBe(first.items[0].id);
  });
});
