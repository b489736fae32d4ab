import { memberInput } from '../../factories/households.factory';
import { openPeopleWorld, type PeopleWorld } from './assessed-household';

interface Line {
  id: string;
  scope: string;
  state: string;
  items: string[];
}
interface Sitting {
  id: string;
  receiptDigest: string | null;
  lines: Line[];
}

describe('people/consents: one sitting, one sheet (R98)', () => {
  let world: PeopleWorld;
  let householdId: string;
  let head: string;
  let child: string;
  let youth: string;
  let violent: string;

  const line = (scope: string, changes: object = {}) => ({
    ...{ scope, receiverKind: 'provider-kind', receiverName: 'charity', items: ['identity', 'contact', 'need'] },
    ...changes,
  });
  const lines = () => ['assessment', 'referral', 'policy-check', 'evaluation'].map((scope) => line(scope));
  const hold = (body: object) => world.api.window.post(`households/${householdId}/consent-sittings`, body);
  const codes = async (body: object) => {
    const answer = await hold(body);
    expect(answer.status).toBe(422);
    const { errors } = answer.body as { errors: Array<{ field: string; code: string }> };
    return errors.map(({ field, code }) => `${field} ${code}`);
  };

  beforeAll(async () => {
    world = await openPeopleWorld();
    const made = await world.household([
      memberInput({ name: '陈同意' }),
      memberInput({ name: '陈小', relation: 'child', birthDate: '2018-01-01' }),
      memberInput({ name: '陈青', relation: 'child', birthDate: '2011-01-01' }),
      memberInput({ name: '陈暴', relation: 'spouse' }),
    ]);
    householdId = made.id;
    [head, child, youth, violent] = made.memberIds as [string, string, string, string];
  });
  afterAll(() => world.close());

  it('records all answers in one act and gives a receipt that tells when a row was bent', async () => {
    const [assessment, referral, check, evaluation] = lines();
    const struck = { decision: 'struck' };
    const made = await hold({
      lines: [
        assessment,
        { ...referral, struckItems: ['contact'] },
        { ...check, ...struck },
        { ...evaluation, ...struck },
      ],
    });
    expect(made.status).toBe(201);
    const sitting = made.body as Sitting;
    expect(sitting.lines.map(({ state }) => state)).toEqual(['given', 'given', 'refused', 'refused']);
    expect(sitting.lines[1]!.items).toEqual(['identity', 'need']);
    const path = `consents/${sitting.lines[0]!.id}/receipt`;
    const asked = await world.api.window.get(`${path}?digest=${sitting.receiptDigest}`);
    expect(asked.body).toMatchObject({ intact: true, matches: true, digest: sitting.receiptDigest });
    expect((await world.api.window.get(`${path}?digest=${'0'.repeat(64)}`)).body).toMatchObject({ matches: false });
    expect((await world.api.window.get(`${path}?digest=abc`)).status).toBe(422);
    await world.api.window.post(`consents/${sitting.lines[0]!.id}/withdraw`, {});
    expect((await world.api.window.get(path)).body).toMatchObject({ intact: true });
    await world.rows(`update consents set items = items || '{health}' where id = $1 returning id`, [
      sitting.lines[1]!.id,
    ]);
    expect((await world.api.window.get(path)).body).toMatchObject({ intact: false });
  });

  it('takes a sheet with every line struck as an answer, and leaves the rest of the file alone', async () => {
    const made = await hold({ lines: lines().map((one) => ({ ...one, decision: 'struck' })) });
    expect((made.body as Sitting).lines.map(({ state }) => state)).toEqual(Array(4).fill('refused'));
    expect((made.body as Sitting).receiptDigest).toMatch(/^[0-9a-f]{64}$/);
  });

  it('names the line in which something is wrong and keeps nothing of such a sheet', async () => {
    const count = async () =>
      (await world.rows('select id from consents where household_id = $1', [householdId])).length;
    const before = await count();
    expect(await codes({ lines: [line('referral'), line('evaluation', { items: ['blood-group'] })] })).toEqual([
      'lines.1.items consent-item-unknown',
    ]);
    expect(await codes({ lines: [line('referral'), line('referral')] })).toEqual([
      'lines.1.receiverName consent-line-twice',
    ]);
    expect(await codes({ lines: [line('referral', { aboutMemberId: child })] })).toEqual([
      'mode consent-guardian-needed',
    ]);
    expect(await codes({ lines: lines(), givenByMemberId: youth })).toEqual([
      'guardianInformed consent-guardian-informed',
    ]);
    const guardian = { mode: 'guardian', givenByMemberId: head };
    expect(await codes({ lines: lines(), ...guardian })).toEqual(['proofKind consent-proof-needed']);
    const register = { proofKind: 'household-register', proof: '户口簿' };
    expect(await codes({ lines: [line('referral', { aboutMemberId: violent })], ...guardian, ...register })).toEqual([
      'proofKind consent-court-paper-needed',
    ]);
    expect(await count()).toBe(before);
  });

  it('takes a guardian with a paper, sealed, and never the one who must not be told', async () => {
    const proof = { mode: 'guardian', proofKind: 'household-register', proof: '户口簿第4页' };
    const about = [line('referral', { aboutMemberId: child })];
    const made = await hold({ lines: about, givenByMemberId: violent, ...proof });
    expect(made.status).toBe(201);
    expect(made.text).not.toContain('第4页');
    const bar = (barred: boolean) =>
      world.api.window.post(`households/${householdId}/members/${violent}/guardian-bar`, {
        barred,
        reason: '据邻居反映有家庭暴力',
      });
    expect((await bar(true)).body).toEqual({ memberId: violent, barred: true });
    expect(await codes({ lines: about, givenByMemberId: violent, ...proof })).toEqual([
      'givenByMemberId consent-guardian-barred',
    ]);
    expect(await codes({ lines: about, givenByName: '陈暴', ...proof })).toEqual([
      'givenByName consent-guardian-barred',
    ]);
    expect((await hold({ lines: about, givenByMemberId: head, ...proof })).status).toBe(201);
    expect((await bar(false)).status).toBe(200);
  });

  it('asks for the name of another adult while the head must not be told (B30)', async () => {
    const bar = (barred: boolean) =>
      world.api.window.post(`households/${householdId}/members/${head}/guardian-bar`, { barred, reason: '家庭暴力' });
    expect((await bar(true)).status).toBe(200);
    expect(await codes({ lines: lines() })).toEqual(['givenByMemberId consent-giver-needed']);
    expect((await hold({ lines: lines(), givenByMemberId: violent })).status).toBe(201);
    expect((await bar(false)).status).toBe(200);
  });

  it('is asked now and answered later, once, and not after its last day', async () => {
    const asked = (await hold({ lines: lines(), answer: 'later' })).body as Sitting;
    expect(asked.receiptDigest).toBeNull();
    expect((await world.api.window.get(`consents/${asked.lines[0]!.id}/receipt`)).status).toBe(404);
    const answer = (body: object, id = asked.id) => world.api.window.post(`consent-sittings/${id}/answer`, body);
    expect((await answer({ struck: [head] })).status).toBe(422);
    const answered = await answer({ struck: [asked.lines[3]!.id], struckItems: ['contact'] });
    expect(answered.body).toMatchObject({ lines: [{ state: 'given' }, {}, {}, { state: 'refused' }] });
    expect((await answer({})).body).toMatchObject({ code: 'consent-sitting-answered' });
    const today = world.app.clock.today();
    const short = (await hold({ lines: [line('referral', { until: today })], answer: 'later' })).body as Sitting;
    world.app.clock.set(new Date(world.app.clock.now().getTime() + 36 * 3_600_000));
    expect((await answer({}, short.id)).body).toMatchObject({ code: 'consent-sheet-expired' });
    world.app.clock.reset();
  });
});
