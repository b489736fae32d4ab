import { loginAs } from '../../support/district';
import { ConsoleVisitor } from '../../support/console';
import type { ApiClient } from '../../support/app';
import { assess, openPeopleWorld, type PeopleWorld, triageAnswers } from './assessed-household';

interface Seen {
  states: Record<string, string>;
  calculation: { ratio: string | null; types: unknown[] | null } | null;
  scales: Array<{ instrument: string }> | null;
  signals: { mismatches: number; recheck: boolean; triage: string | null };
}

/** A household from six sides (R29): each by itself, and to each reader what their role may know (C3). */
describe('the six sides of a household', () => {
  let world: PeopleWorld;
  let supervisor: ApiClient;
  beforeAll(async () => {
    world = await openPeopleWorld();
    supervisor = world.app.api((await loginAs(world.app, 'supervisor')).token);
  });
  afterAll(() => world.close());

  const seen = async (id: string, api: ApiClient): Promise<Seen> => {
    const answer = await api.get(`households/${id}/dimensions`);
    expect([answer.status, answer.text]).toEqual([200, expect.any(String)]);
    return answer.body as Seen;
  };
  const declared = async () => {
    const { id } = await world.household([{ name: '王桂芳', relation: 'head', birthDate: '1949-03-02' }]);
    for (const [kind, item, amountFen] of [
      ['income', 'wage', 80_000],
      ['asset', 'deposit', 0],
    ] as const)
      await world.api.officer.post(`households/${id}/economy`, { kind, item, amountFen, period: 'month' });
    await world.api.station.post(`households/${id}/classifications`, {});
    return id;
  };

  it('know nothing before anything was asked, and say so instead of "no"', async () => {
    const { id } = await world.household([{ name: '王桂芳', relation: 'head', birthDate: '1949-03-02' }]);
    const { states, calculation } = await seen(id, world.api.window);
    expect(calculation).toBeNull();
    expect(states).toMatchObject({ income: 'unknown', property: 'unknown', vulnerability: 'unknown' });
  });

  it('stand beside one another with what they rest on', async () => {
    const id = await declared();
    const { states, calculation, signals } = await seen(id, world.api.window);
    expect(states).toMatchObject({ income: 'for', property: 'for', vulnerability: 'for', signals: 'not' });
    expect(calculation?.ratio).toMatch(/^\d+\/\d+$/);
    expect(signals).toMatchObject({ mismatches: 0, recheck: false });
  });

  it('keep from a supervisor the sums and the people, and show how grave a scale was (C3)', async () => {
    const id = await declared();
    await assess(world.api.window, id, 'S16', triageAnswers());
    const { states, calculation, scales } = await seen(id, supervisor);
    expect(calculation).toMatchObject({ ratio: null, types: null });
    expect(scales).toMatchObject([{ instrument: 'S16', score: null }]);
    expect(states).toMatchObject({ income: 'withheld', vulnerability: 'withheld' });
  });

  it('are one table in the console with a bar where there is a scale, and can be printed', async () => {
    const id = await declared();
    const visitor = await new ConsoleVisitor(world.app).signIn(world.logins.window.username);
    await visitor.speak('en');
    const page = await visitor.get(`/console/households/${id}/dimensions`);
    expect(page.status).toBe(200);
    for (const words of ['Six sides of the household', 'Speaks for help', 'Older person', '% of the low-income line'])
      expect(page.text).toContain(words);
    expect(page.text).toMatch(/<meter min="0" max="200" value="\d+"/);
    const sheet = await visitor.get(`/console/households/${id}/dimensions/print`);
    expect([sheet.status, sheet.text]).toEqual([200, expect.stringContaining('yl-print__sheet')]);
    expect(sheet.text).not.toContain(`/console/households/${id}/economy`);
  });

  it('are not there for somebody out of reach', async () => {
    const id = await declared();
    const stranger = world.app.api((await loginAs(world.app, 'evaluator')).token);
    expect((await stranger.get(`households/${id}/dimensions`)).status).toBe(403);
  });
});
