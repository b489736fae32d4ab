import { randomUUID } from 'node:crypto';
import { HouseholdLinks } from '../../../src/trust/accounts';
import { ConsoleVisitor } from '../../support/console';
import { openPeopleWorld, type PeopleWorld } from './assessed-household';

const GROUND = '用工单位的说明与承诺不一致';
const WORDS = '老板后来又补发了三个月工资';

describe("the household's own objection to what was found of its word (R89)", () => {
  let world: PeopleWorld;
  beforeAll(async () => {
    world = await openPeopleWorld({ alone: true });
  });
  afterAll(() => world.close());

  const move = async (who: 'window' | 'station' | 'centre', id: string, name: string, body: object) => {
    const { version } = (await world.api[who].get(`commitments/${id}`)).body as { version: number };
    const answer = await world.api[who].post(`commitments/${id}/${name}`, body).set('if-match', `"${version}"`);
    expect([answer.status, answer.body.code]).toEqual([200, undefined]);
  };
  /** A word that was drawn; what a worker has found of it. */
  const given = async (outcome: 'not-true' | 'true' = 'not-true') => {
    const { id: householdId, memberIds } = await world.household();
    const filed = await world.api.window.post(`households/${householdId}/applications`, { act: 'dibao' });
    const word = { waived: ['income-proof'], signerKind: 'person' };
    const shown = await world.api.window.post(`applications/${String(filed.body.id)}/commitments`, word);
    const id = shown.body.id as string;
    await move('window', id, 'answer', { readAloud: true, how: 'signed' });
    expect((await world.api.officer.post('commitment-draws')).status).toBe(201);
    await move('station', id, 'check', { outcome, ground: GROUND });
    return { householdId, memberId: memberIds[0]!, id, page: `/h/commitments/${id}` };
  };
  const enter = async (householdId: string): Promise<ConsoleVisitor> => {
    const [place] = await world.rows<{ districtCode: string; regionPath: string }>(
      'select district_code as "districtCode", region_path as "regionPath" from households where id = $1',
      [householdId],
    );
    const { token, pin } = await world.app.as({ ...world.logins.window.actor, purpose: 'test' }, () =>
      // Given to somebody by name, it stays when somebody else is barred.
      world.app.get(HouseholdLinks).issue({ householdId, ...place!, holderMemberId: randomUUID() }),
    );
    const visitor = new ConsoleVisitor(world.app);
    expect((await visitor.submit(`/h/${token}`, `/h/${token}`, { pin })).status).toBe(303);
    return visitor;
  };

  it('is made on its own page, once, with what was typed kept; a third person answers, and it can read that', async () => {
    const { householdId, id, page } = await given();
    const household = await enter(householdId);
    const home = (await household.get('/h/home')).text;
    expect(home).toContain(page);
    expect(home).toContain('核实为不属实');
    const told = (await household.get(page)).text;
    expect(told).toContain(GROUND);
    expect(told).toContain('收入');
    const short = await household.submit(page, page, { words: '不对' });
    expect([short.status, short.text.includes('不对</textarea>')]).toEqual([422, true]);
    const sent = await household.submit(page, page, { words: WORDS });
    expect([sent.status, sent.headers.location]).toEqual([303, page]);
    const after = (await household.get(page)).text;
    expect(after).toContain(WORDS);
    expect(after).not.toContain('<textarea');
    expect((await household.get('/h/home')).text).not.toContain('核实为不属实');
    const late = await household.send(told, page, { words: WORDS });
    expect(late.status).toBe(409);

    expect((await world.api.station.get(`commitments/${id}`)).body).toMatchObject({ state: 'contested', said: WORDS });
    await move('centre', id, 'reply', { outcome: 'not-true', words: '工资流水与说明仍不一致' });
    const answered = (await household.get(`${page}?lang=en`)).text;
    expect(answered).toContain('still thinks that it is not true');
    expect(answered).toContain('工资流水与说明仍不一致');
    expect((await household.get('/h/home')).text).toContain(page);
    const again = await household.send(told, page, { words: WORDS });
    expect(again.status).toBe(409);
  });

  it('stands on the record as the household’s own, sealed, and is told to whoever leads the case', async () => {
    const { householdId, id, page } = await given();
    const household = await enter(householdId);
    expect((await household.submit(page, page, { words: WORDS })).status).toBe(303);
    const record = await world.rows<{ kind: string; household: string; fields: string[] }>(
      `select actor_kind as kind, household_actor_id as household, fields from audit_events
        where subject_id = $1 and action = 'commitment.contested'`,
      [id],
    );
    expect(record).toEqual([
      { kind: 'household', household: householdId, fields: expect.arrayContaining(['saidCiphertext']) as string[] },
    ]);
    const [log] = await world.rows("select move, to_state from moves where subject_id = $1 and move = 'contest'", [id]);
    expect(log).toEqual({ move: 'contest', to_state: 'contested' });
    const [row] = await world.rows<{ said: Buffer }>('select said_ciphertext as said from commitments where id = $1', [
      id,
    ]);
    expect(row!.said.includes(Buffer.from('工资'))).toBe(false);
    const told = await world.rows('select 1 from outbox_events where type = $1 and household_id = $2', [
      ...['commitment.contested', householdId],
    ]);
    expect(told).toHaveLength(1);
  });

  it('is the own household’s alone, only against what was found untrue, and shut while a member is barred', async () => {
    const [one, other, fine] = [await given(), await given(), await given('true')];
    const household = await enter(one.householdId);
    expect((await household.get(other.page)).status).toBe(404);
    const told = (await household.get(one.page)).text;
    const crossed = await household.send(told.replaceAll(one.page, other.page), other.page, { words: WORDS });
    expect(crossed.status).toBe(404);
    const right = await enter(fine.householdId);
    expect((await right.get('/h/home')).text).not.toContain(fine.page);
    expect((await right.get(fine.page)).text).not.toContain('<textarea');
    const bar = await world.api.window.post(`households/${one.householdId}/members/${one.memberId}/guardian-bar`, {
      ...{ barred: true, reason: '据邻居反映有家庭暴力' },
    });
    expect(bar.status).toBe(200);
    expect((await household.get(one.page)).status).toBe(409);
    expect((await household.get('/h/home')).text).not.toContain(one.page);
  });
});
