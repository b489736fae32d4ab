import { Events } from '../../../src/platform/queue';
import { FollowUps } from '../../../src/results/evaluations';
import { DISTRICT } from '../../support/district';
import { type FinishedWorld, openFinishedWorld } from './finished-world';

interface Line {
  id: string;
  months: number;
  dueOn: string;
  state: string;
  referralId: string;
}

describe('follow-ups', () => {
  let world: FinishedWorld;
  const list = async (query: string) =>
    ((await world.api.window.get(`follow-ups?${query}`)).body as { items: Line[] }).items;
  const close = async () => {
    const { id, householdId, needId } = await world.finished(world.logins.window.accountId);
    const event = {
      type: 'referral.closed',
      aggregateId: id,
      aggregateVersion: 9,
      householdId,
      districtCode: DISTRICT,
    };
    for (let time = 0; time < 2; time += 1) {
      await world.app.as(world.logins.window.actor, () => world.app.get(Events).publish(event));
      await world.app.drain();
    }
    return { id, householdId, needId };
  };

  beforeAll(async () => {
    world = await openFinishedWorld();
  }, 60_000);
  afterAll(() => world?.close());

  it('are made by themselves at 3 and 6 months, once, however often the news comes', async () => {
    const { id } = await close();
    const lines = await list(`referralId=${id}`);
    expect(lines.map(({ months, dueOn, state }) => [months, dueOn, state])).toEqual([
      [3, '2027-02-10', 'planned'],
      [6, '2027-05-10', 'planned'],
    ]);
    expect(
      (await world.api.window.post(`follow-ups/${lines[0]!.id}/done`, { needChange: 'same', finding: 'x' })).status,
    ).toBe(409);
  });

  it('fall due, are done by the owner, and judge the need anew', async () => {
    const { id, needId } = await close();
    world.app.clock.set(new Date('2027-02-10T01:00:00Z'));
    await world.app.drain();
    const [due] = await list(`state=due&mine=true&referralId=${id}`);
    expect(due).toMatchObject({ months: 3 });
    const [news] = await world.rows<{ count: string }>(
      "select count(*) from outbox_events where type = 'follow-up.due' and aggregate_id = $1",
      [due!.id],
    );
    expect(Number(news!.count)).toBe(1);
    const path = `follow-ups/${due!.id}`;
    expect((await world.api.window.post(`${path}/unreachable`, { finding: 'Nobody answered.' })).body).toMatchObject({
      state: 'unreachable',
    });
    const done = await world.api.window.post(`${path}/done`, {
      needChange: 'worse',
      finding: 'Cannot bathe alone any more.',
    });
    expect(done.body).toMatchObject({ state: 'done', needChange: 'worse', moves: [] });
    const [need] = await world.rows<{ state: string }>('select state from needs where id = $1', [needId]);
    expect(need!.state).toBe('worse');
    world.app.clock.reset();
  });

  it('stay with those who reach the household', async () => {
    expect((await world.evaluatorApi.get('follow-ups')).status).toBe(403);
    expect((await world.api.dispatcher.get('follow-ups')).status).toBe(403);
    const page = await world.app.as(world.evaluator.actor, () => world.app.get(FollowUps).list({ limit: 50 }));
    expect(page.items).toEqual([]);
  });
});
