import { ConsoleVisitor } from '../../support/console';
import { assess, openPeopleWorld, type PeopleWorld, triageAnswers } from './assessed-household';

interface Entry {
  instrument: string;
  memberId: string | null;
  severity: number;
  fromSeverity: number;
}

const BARRIERS = (value: number) => ({
  ...{ 'no-capacity': 0, student: 0 },
  ...Object.fromEntries(['skills', 'search', 'health', 'care-duty', 'travel'].map((item) => [item, value])),
  ...{ digital: value, motivation: value, communication: value, history: value, plan: value },
});
const ADULT = { name: '王建国', relation: 'head', birthDate: '1985-03-02' };

describe('the way into an empowerment plan (R42)', () => {
  let world: PeopleWorld;
  beforeAll(async () => {
    world = await openPeopleWorld();
  });
  afterAll(() => world.close());

  const entries = async (id: string) =>
    ((await world.api.station.get(`households/${id}/empowerment`)).body as { items: Entry[] }).items;
  const page = async (id: string) => {
    const visitor = await new ConsoleVisitor(world.app).signIn(world.logins.station.username);
    return (await visitor.get(`/console/households/${id}`)).text;
  };
  const begun = async () => {
    const { id, memberIds } = await world.household([ADULT]);
    await assess(world.api.window, id, 'S16', triageAnswers());
    return { id, member: memberIds[0]! };
  };

  it('is proposed with its reason when S14 reaches the level, and no more when a newer result does not', async () => {
    const { id, member } = await begun();
    await assess(world.api.station, id, 'S14', BARRIERS(1), member);
    expect(await entries(id)).toEqual([]);
    expect(await page(id)).not.toContain('建议制定赋能计划');
    await assess(world.api.station, id, 'S14', BARRIERS(2), member);
    expect(await entries(id)).toMatchObject([{ instrument: 'S14', memberId: member, severity: 3, fromSeverity: 2 }]);
    const shown = await page(id);
    expect(shown).toContain('建议制定赋能计划');
    expect(shown).toContain('S14 就业准备度·王建国');
    await assess(world.api.station, id, 'S14', BARRIERS(0), member);
    expect(await entries(id)).toEqual([]);
    expect(await page(id)).not.toContain('建议制定赋能计划');
  });

  it('is proposed for the household when S07 reaches the level, and for nobody who is not asked (S14)', async () => {
    const { id, member } = await begun();
    const none = ['practical', 'information', 'emotional', 'emergency-contact', 'kin', 'neighbours', 'organisations'];
    const support = Object.fromEntries([...none, 'taking-part'].map((item) => [item, 1]));
    await assess(world.api.station, id, 'S07', support);
    await assess(world.api.station, id, 'S14', { ...BARRIERS(3), 'no-capacity': 1 }, member);
    expect((await entries(id)).map(({ instrument, memberId }) => [instrument, memberId])).toEqual([['S07', null]]);
  });

  it('is nothing for who may not know results', async () => {
    const { id } = await begun();
    expect((await world.api.dispatcher.get(`households/${id}/empowerment`)).status).toBe(403);
  });
});
