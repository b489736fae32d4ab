import { identityNumber } from '../../factories/households.factory';
import { openPeopleWorld, type PeopleWorld } from './assessed-household';

interface Bar {
  memberId: string;
  barred: boolean;
}
interface Member {
  id: string;
  version: number;
}

describe('a bar holds for the person who left and moved back (B30, B31, R99)', () => {
  let world: PeopleWorld;
  beforeAll(async () => {
    world = await openPeopleWorld();
  }, 120_000);
  afterAll(() => world?.close());

  const post = async (path: string, body: object): Promise<Member> => {
    const answer = await world.api.window.post(path, body);
    if (answer.status >= 300) throw new Error(answer.text);
    return answer.body as Member;
  };
  const bars = async (householdId: string) => {
    const { body } = await world.api.window.get(`households/${householdId}/guardian-bars`);
    return (body as { items: Bar[] }).items;
  };
  const bar = (householdId: string, memberId: string, barred: boolean) =>
    post(`households/${householdId}/members/${memberId}/guardian-bar`, { barred, reason: '据邻居反映有家庭暴力' });
  const violent = (changes: object) => ({ name: '陈暴', relation: 'other', birthDate: '1980-05-06', ...changes });
  /** Somebody was barred, left, and moves back in as he is typed now. */
  const back = async (before: object, now: object) => {
    const { id } = await world.household();
    const former = await post(`households/${id}/members`, violent(before));
    await bar(id, former.id, true);
    await post(`members/${former.id}/leave`, { reason: 'moved-away' });
    return { id, former: former.id, now: await post(`households/${id}/members`, violent(now)) };
  };
  const paper = (number: string) => ({ identityKind: 'resident-id', identityNumber: number });

  it.each([
    ['the same number under another name', (number: string) => [paper(number), { ...paper(number), name: '陈豹' }]],
    ['the same name, no number yet', (number: string) => [paper(number), {}]],
    ['the same name and birthday with a paper', (number: string) => [{}, paper(number)]],
  ])('known by %s', async (_how, typed) => {
    const [before, after] = typed(identityNumber('1980-05-06')) as [object, object];
    const { id, now } = await back(before, after);
    expect(await bars(id)).toContainEqual(expect.objectContaining({ memberId: now.id, barred: true }));
    const line = { scope: 'assessment', receiverKind: 'provider-kind', receiverName: 'charity', items: ['need'] };
    const sitting = { lines: [line], givenByMemberId: now.id };
    expect((await world.api.window.post(`households/${id}/consent-sittings`, sitting)).body).toMatchObject({
      errors: [{ field: 'givenByMemberId', code: 'consent-guardian-barred' }],
    });
    const [own] = await world.rows<{ shut: boolean }>('select app.shuts_own_pages($1) as shut', [id]);
    expect(own).toEqual({ shut: true });
  });

  it('also once the number is typed in later, and is lifted for all rows at once', async () => {
    const number = identityNumber('1980-05-06');
    const { id, former, now } = await back(paper(number), { name: '陈豹' });
    expect((await bars(id)).map(({ memberId }) => memberId)).toEqual([former]);
    const edit = await world.api.window.patch(`members/${now.id}`, paper(number), now.version);
    expect([edit.status, edit.text]).toEqual([200, expect.anything()]);
    expect(await bars(id)).toHaveLength(2);
    await bar(id, now.id, false);
    expect(await bars(id)).toEqual([
      expect.objectContaining({ memberId: former, barred: false }),
      expect.objectContaining({ memberId: now.id, barred: false }),
    ]);
  });

  it('leaves others alone', async () => {
    const { id, now } = await back(paper(identityNumber('1980-05-06')), {
      name: '陈和',
      ...paper(identityNumber('1980-05-06')),
    });
    expect((await bars(id)).map(({ memberId }) => memberId)).not.toContain(now.id);
  });
});
