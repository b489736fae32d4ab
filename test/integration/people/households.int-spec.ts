import { Transactions } from '../../../src/platform/database';
import { householdInput, identityNumber, memberInput } from '../../factories/households.factory';
import { OTHER_VILLAGE, openPeopleWorld, type PeopleWorld } from './assessed-household';
import { loginAs } from '../../support/district';

interface File {
  id: string;
  number: string;
  version: number;
  members: Array<{ id: string; version: number; identityNumber: string | null; phone: string | null }>;
}

describe('people/households', () => {
  let world: PeopleWorld;
  const open = async (changes: object = {}, who: 'window' | 'station' | 'centre' = 'window') => {
    const answer = await world.api[who].post('households', householdInput(changes));
    if (answer.status !== 201) throw new Error(`${answer.status} ${answer.text}`);
    return answer.body as File;
  };

  beforeAll(async () => {
    world = await openPeopleWorld();
  });
  afterAll(() => world.close());

  it('opens a file with masked papers, and puts who looked on the record', async () => {
    const number = identityNumber('1949-12-31');
    const file = await open({
      members: [
        memberInput({
          birthDate: undefined,
          identityKind: 'resident-id',
          identityNumber: number,
          phone: '138 0013 8000',
        }),
      ],
    });
    expect(file.number).toMatch(/^H-\d{4}-\d{6}$/);
    expect(file.members[0]).toMatchObject({
      identityNumber: `990*************${number.slice(-2)}`.slice(0, 3) + '*'.repeat(13) + number.slice(-2),
      phone: '13800138000',
      birthDate: '1949-12-31',
    });
    const seen = await world.api.station.get(`households/${file.id}`);
    expect(seen.headers.etag).toBe('"1"');
    expect(JSON.stringify(seen.body)).not.toContain('13800138000');
    expect((seen.body as { address: unknown }).address).toBeNull();
    const rows = await world.rows<{ action: string }>('select action from audit_events where household_id = $1', [
      file.id,
    ]);
    expect(rows.map((row) => row.action)).toEqual(expect.arrayContaining(['household.created', 'household.file-read']));
    const stored = await world.rows<{ t: string }>(
      'select m::text as t from household_members m where household_id = $1',
      [file.id],
    );
    expect(stored[0]!.t).not.toContain(number);
  });

  it('keeps villages apart, and providers out', async () => {
    const file = await open();
    const other = await world.rows<{ id: string }>(
      'select u.id from units u join regions r on r.id = u.region_id where r.code = $1',
      [OTHER_VILLAGE],
    );
    const neighbour = world.app.api((await loginAs(world.app, 'window-worker', { unitId: other[0]!.id })).token);
    expect((await neighbour.get(`households/${file.id}`)).status).toBe(404);
    const list = (await neighbour.get('households')).body as { items: Array<{ id: string }> };
    expect(list.items.map((item) => item.id)).not.toContain(file.id);
    expect((await world.api.dispatcher.get(`households/${file.id}`)).status).toBe(403);
    const { actor } = world.logins.dispatcher;
    const seen = await world.app.as({ ...actor, regionPath: null }, () =>
      world.app.get(Transactions).manager.query('select id from households'),
    );
    expect(seen).toEqual([]);
  });

  it('refuses no members, no head, a wrong check digit, an impossible birth date and unknown fields', async () => {
    const codes = async (changes: object) => {
      const answer = await world.api.window.post('households', householdInput(changes));
      expect(answer.status).toBe(422);
      return (answer.body as { errors: Array<{ field: string; code: string }> }).errors.map(
        ({ field, code }) => `${field} ${code}`,
      );
    };
    const paper = (number: string) => ({
      members: [memberInput({ birthDate: undefined, identityKind: 'resident-id', identityNumber: number })],
    });
    const good = identityNumber('1950-05-05');
    const wrong = good.slice(0, 17) + (good.endsWith('1') ? '2' : '1');
    expect(await codes({ members: [] })).toEqual(['members household-needs-member']);
    expect(await codes({ members: [memberInput({ relation: 'child' })] })).toEqual([
      'members household-needs-one-head',
    ]);
    expect(await codes(paper(wrong))).toEqual(['members.0.identityNumber identity-number-check-digit']);
    expect(await codes(paper(identityNumber('1950-02-31')))).toEqual([
      'members.0.identityNumber identity-number-birth-date',
    ]);
    expect(await codes({ nickname: 'x' })).toEqual(['nickname unknown-field']);
    expect(await codes({ members: [memberInput({ phone: 'abc' })] })).toEqual(['members.0.phone phone-format']);
  });

  it('notices the same person in a second household', async () => {
    const number = identityNumber('1960-06-06');
    const person = memberInput({
      name: '钱多福',
      birthDate: undefined,
      identityKind: 'resident-id',
      identityNumber: number,
    });
    const first = await open({ members: [person] });
    const again = await world.api.window.post('households', householdInput({ members: [person] }));
    expect(again.status).toBe(409);
    expect(again.body).toMatchObject({ code: 'person-in-other-household' });
    expect(again.text).toContain(first.number);
    const namesake = await open({ members: [memberInput({ name: '钱多福', birthDate: '1960-06-06' })] });
    const found = await world.api.window.get(`households/${namesake.id}/duplicates`);
    expect((found.body as { items: unknown[] }).items).toEqual([
      expect.objectContaining({ id: first.id, grounds: ['name-and-birth'] }),
    ]);
  });

  it('repeats a POST without a second file', async () => {
    const body = householdInput({ members: [memberInput({ name: '孙一次' })] });
    const [one, two] = [
      await world.api.window.post('households', body, { key: 'repeat-household-1' }),
      await world.api.window.post('households', body, { key: 'repeat-household-1' }),
    ];
    expect([one.status, two.status]).toEqual([201, 201]);
    expect((two.body as File).id).toBe((one.body as File).id);
    expect(two.headers['idempotent-replay']).toBe('true');
  });

  it('lets the second of two tabs know that it is late', async () => {
    const file = await open();
    expect(
      (await world.api.window.patch(`households/${file.id}`, { contactChannel: 'sms' }, file.version)).status,
    ).toBe(200);
    const late = await world.api.window.patch(`households/${file.id}`, { contactChannel: 'phone' }, file.version);
    expect([late.status, (late.body as { code: string }).code]).toEqual([412, 'stale-version']);
  });

  it('corrects members, lets them leave and keeps a head', async () => {
    const file = await open({
      members: [memberInput(), memberInput({ name: '赵小妹', relation: 'child', birthDate: '2015-03-03' })],
    });
    const [head, child] = file.members;
    const edited = await world.api.window.patch(
      `members/${child!.id}`,
      { name: '赵小梅', phone: '02855501234', guardianMemberId: head!.id },
      child!.version,
    );
    expect(edited.body).toMatchObject({
      ...{ name: '赵小梅', works: null, illness: null, counted: true },
      phone: '02855501234',
      birthDate: '2015-03-03',
      guardianMemberId: head!.id,
    });
    const asked = { works: 'flexible', illness: 'none', counted: false };
    const facts = await world.api.window.patch(`members/${child!.id}`, asked, child!.version + 1);
    expect(facts.body).toMatchObject({ ...asked, name: '赵小梅' });
    const unasked = { works: null, illness: null };
    const cleared = await world.api.window.patch(`members/${child!.id}`, unasked, child!.version + 2);
    expect(cleared.body).toMatchObject({ ...unasked, counted: false });
    const wrong = await world.api.window.patch(`members/${child!.id}`, { works: 'often' }, child!.version + 3);
    expect(wrong.status).toBe(422);
    expect((await world.api.window.post(`members/${head!.id}/leave`, { reason: 'died' })).status).toBe(422);
    const left = await world.api.window.post(`members/${head!.id}/leave`, {
      reason: 'died',
      newHeadMemberId: child!.id,
    });
    expect(left.status).toBe(200);
    const now = (await world.api.window.get(`households/${file.id}`)).body as File & { displayName: string };
    expect([now.displayName, now.members.length]).toEqual(['赵小梅', 1]);
    const last = await world.api.window.post(`members/${child!.id}/leave`, { reason: 'moved-away' });
    expect((last.body as { code: string }).code).toBe('household-needs-member');
    const byName = (await world.api.window.get(`households?name=${encodeURIComponent('小梅')}`)).body as {
      items: Array<{ id: string }>;
    };
    expect(byName.items.map((item) => item.id)).toEqual([file.id]);
    const byTail = (await world.api.window.get('households?phoneTail=1234')).body as { items: Array<{ id: string }> };
    expect(byTail.items.map((item) => item.id)).toEqual([file.id]);
  });

  it('reveals a number to the station for a reason, never to the window', async () => {
    const number = identityNumber('1971-07-07');
    const file = await open({
      members: [memberInput({ birthDate: undefined, identityKind: 'resident-id', identityNumber: number })],
    });
    const body = { field: 'identity-number', memberId: file.members[0]!.id, reason: '核对残疾人证' };
    expect((await world.api.window.post(`households/${file.id}/reveal`, body)).status).toBe(403);
    const shown = await world.api.station.post(`households/${file.id}/reveal`, body, { key: 'reveal-once-1' });
    expect(shown.body).toMatchObject({ value: number });
    expect(
      (await world.api.station.post(`households/${file.id}/reveal`, body, { key: 'reveal-once-1' })).text,
    ).not.toContain(number);
    const [row] = await world.rows<{ purpose: string }>(
      "select purpose from audit_events where action = 'household.field-revealed' and household_id = $1",
      [file.id],
    );
    expect(row!.purpose).toBe('area: 核对残疾人证');
  });
});
