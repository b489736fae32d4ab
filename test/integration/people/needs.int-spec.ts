import { Needs } from '../../../src/people/needs';
import {
  assess,
  openPeopleWorld,
  OTHER_VILLAGE,
  type PeopleWorld,
  spokenFor,
  triageAnswers,
} from './assessed-household';

interface NeedRow {
  id: string;
  code: string;
  severity: number;
  state: string;
  memberId: string | null;
  assessed: boolean;
  evidence: Array<{ instrument?: string; items?: string[] }>;
  replacedBy: string | null;
}
const HAND = { code: 'LI-02', severity: 2, reason: 'She told the warden at the visit' };

describe('needs (R18, A11)', () => {
  let world: PeopleWorld;
  beforeAll(async () => {
    world = await openPeopleWorld();
  });
  afterAll(() => world.close());

  const needs = async (id: string) => (await world.api.station.get(`households/${id}/needs`)).body.items as NeedRow[];
  const enter = (id: string, input: object = {}) =>
    world.api.station.post(`households/${id}/needs`, { ...HAND, ...input });
  const confirm = (id: string) => world.api.station.post(`needs/${id}/confirm`, { name: '王桂芳', mode: 'assisted' });

  it('a hand-entered need asks a reason, is marked not assessed, and is not entered twice', async () => {
    const { id } = await world.household();
    expect((await enter(id, { reason: undefined })).status).toBe(422);
    const entered = await enter(id);
    expect(entered.body).toMatchObject({ state: 'found', assessed: false, source: 'worker', note: HAND.reason });
    expect((await enter(id)).body.code).toBe('need-already-open');
    expect((await enter(id, { code: 'LI' })).status).toBe(422);
    expect((await enter(id, { code: 'XX-99' })).body.errors[0].code).toBe('need-code-unknown');
  });

  it('only confirmed needs that a scale speaks for are matched; who said yes and how is kept', async () => {
    const { id } = await world.household();
    const { id: needId } = (await enter(id)).body as NeedRow;
    const service = world.app.get(Needs);
    const confirmed = () => world.app.as(world.logins.station.actor, () => service.confirmed(id));
    expect(await confirmed()).toEqual([]);
    expect((await confirm(needId)).body).toMatchObject({
      state: 'confirmed',
      confirmedByName: '王桂芳',
      confirmedMode: 'assisted',
    });
    expect(await confirmed()).toEqual([]);
    await spokenFor(world, needId);
    expect((await confirmed()).map((need) => need.code)).toEqual(['LI-02']);
    const again = await confirm(needId);
    expect([again.status, again.body.code, again.body.allowed]).toEqual([
      409,
      'move-not-allowed',
      expect.arrayContaining(['decline', 'plan', 'close']),
    ]);
  });

  it('the household may decline; a need ends with a reason', async () => {
    const { id } = await world.household();
    const [one, other] = [(await enter(id)).body, (await enter(id, { code: 'LI-03' })).body] as NeedRow[];
    const declined = await world.api.station.post(`needs/${one!.id}/decline`, {
      name: '王桂芳',
      mode: 'self',
      reason: 'My son cooks',
    });
    expect(declined.body.state).toBe('declined');
    await confirm(other!.id);
    expect((await world.api.station.post(`needs/${other!.id}/close`, {})).status).toBe(422);
    const closed = await world.api.station.post(`needs/${other!.id}/close`, { reason: 'moved in with her son' });
    expect(closed.body).toMatchObject({ state: 'closed' });
    expect(closed.body.closedAt).not.toBeNull();
    const moves = await world.rows<{ move: string; reason: string }>(
      'select move, reason from moves where subject_id = $1 order by at',
      [other!.id],
    );
    expect(moves).toEqual([
      { move: 'confirm', reason: null },
      { move: 'close', reason: 'moved in with her son' },
    ]);
  });

  it('a new result merges: highest severity, evidence of both, a new version, the confirmation kept', async () => {
    const { id } = await world.household();
    await assess(world.api.window, id, 'S16', triageAnswers('utilities-cut'));
    const before = (await needs(id)).find((need) => need.code === 'MA-05')!;
    expect(before).toMatchObject({ severity: 2, state: 'found' });
    await confirm(before.id);
    await assess(world.api.window, id, 'S11', {
      worry: 0,
      quality: 0,
      amount: 0,
      skipped: 0,
      heat: 1,
      clothing: 0,
      hygiene: 0,
      utilities: 1,
    });
    const merged = (await needs(id)).filter((need) => need.code === 'MA-05');
    expect(merged).toHaveLength(1);
    expect(merged[0]).toMatchObject({
      severity: 2,
      state: 'confirmed',
      evidence: [{ instrument: 'S16' }, { instrument: 'S11', items: ['heat', 'utilities'] }],
    });
    const old = (await world.api.station.get(`needs/${before.id}`)).body as NeedRow;
    expect(old).toMatchObject({ state: 'closed', replacedBy: merged[0]!.id });
  });

  it('keeps the same code of two people apart (R18)', async () => {
    const { id, memberIds } = await world.household([
      { name: '王桂芳', relation: 'head', birthDate: '1949-03-02' },
      { name: '李国强', relation: 'spouse', birthDate: '1947-03-02' },
    ]);
    await assess(world.api.window, id, 'S16', triageAnswers());
    const helpless = { eat: 2, dress: 2, bed: 2, toilet: 2, walk: 2, bath: 2, groom: 2, continence: 2 };
    await assess(world.api.station, id, 'S01', helpless, memberIds[0]);
    await assess(world.api.station, id, 'S01', helpless, memberIds[1]);
    const care = (await needs(id)).filter((need) => need.code === 'CA-01');
    expect(new Set(care.map((need) => need.memberId))).toEqual(new Set(memberIds));
    expect((await needs(id)).filter((need) => need.code === 'CA-03').map((need) => need.memberId)).toEqual([null]);
  });

  it('is marked by the rooms above, again and again without harm, through an older version too', async () => {
    const { id } = await world.household();
    await assess(world.api.window, id, 'S16', triageAnswers('utilities-cut'));
    const need = (await needs(id)).find((one) => one.code === 'MA-05')!;
    await confirm(need.id);
    const service = world.app.get(Needs);
    const mark = (work: () => Promise<{ state: string }>) =>
      world.app.as({ ...world.logins.station.actor, purpose: 'test' }, async () => (await work()).state);
    expect(await mark(() => service.markPlanned(need.id))).toBe('planned');
    expect(await mark(() => service.markPlanned(need.id))).toBe('planned');
    await assess(world.api.window, id, 'S16', triageAnswers('utilities-cut'));
    expect(await mark(() => service.markServed(need.id))).toBe('served');
    expect(await mark(() => service.markPlanned(need.id))).toBe('served');
    expect(await mark(() => service.markOutcome(need.id, 'same'))).toBe('same');
    expect(await mark(() => service.markOutcome(need.id, 'reduced'))).toBe('reduced');
    expect(await mark(() => service.markServed(need.id))).toBe('reduced');
  });

  it('is out of reach of another village and of providers', async () => {
    const { id } = await world.household(undefined, OTHER_VILLAGE);
    expect((await enter(id)).status).toBe(404);
    const { id: needId } = (await world.api.centre.post(`households/${id}/needs`, HAND)).body as NeedRow;
    expect((await world.api.station.get(`needs/${needId}`)).status).toBe(404);
    expect((await confirm(needId)).status).toBe(404);
    expect((await world.api.dispatcher.get(`households/${id}/needs`)).status).toBe(403);
    const provider = { ...world.logins.dispatcher.actor, purpose: 'test' };
    expect(await world.app.as(provider, () => world.app.get(Needs).list(id))).toEqual([]);
  });
});
