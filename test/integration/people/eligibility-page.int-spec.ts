import { loginAs } from '../../support/district';
import { ConsoleVisitor } from '../../support/console';
import { openPeopleWorld, type PeopleWorld } from './assessed-household';

const HIDDEN = 'Not shown to your role';

/** The four sides of R92 to readers of different roles (C3), before and after the decision. */
describe('the eligibility page', () => {
  let world: PeopleWorld;
  let supervisor: ConsoleVisitor;
  let window: ConsoleVisitor;
  beforeAll(async () => {
    world = await openPeopleWorld();
    const { username } = await loginAs(world.app, 'supervisor');
    supervisor = await new ConsoleVisitor(world.app).signIn(username);
    window = await new ConsoleVisitor(world.app).signIn(world.logins.window.username);
    for (const visitor of [supervisor, window]) await visitor.speak('en');
  });
  afterAll(() => world.close());

  const declared = async (member: object) => {
    const { id } = await world.household([{ name: '王桂芳', relation: 'head', ...member }]);
    for (const [kind, item, amountFen] of [
      ['income', 'wage', 80_000],
      ['asset', 'deposit', 0],
    ] as const)
      await world.api.officer.post(`households/${id}/economy`, { kind, item, amountFen, period: 'month' });
    const proposal = (await world.api.station.post(`households/${id}/classifications`, {})).body;
    return { id, proposal };
  };
  const page = async (visitor: ConsoleVisitor, id: string) => {
    const { status, text } = await visitor.get(`/console/households/${id}/classification`);
    expect(status).toBe(200);
    return text.replaceAll('&#x3D;', '=');
  };
  /** What stands beside a label of the sums. */
  const beside = (text: string, label: string) =>
    new RegExp(`${label}\\s*</dt>\\s*<dd[^>]*>\\s*([^<]*?)\\s*</dd>`).exec(text)?.[1];

  it('shows a supervisor the class and the circle, and says of each part that it is not shown', async () => {
    const { id } = await declared({ birthDate: '1949-03-02' });
    const text = await page(supervisor, id);
    expect(text).toContain('Class 2: low income');
    for (const label of ['Labels', 'Self-care', 'Countable income a month'])
      expect([label, beside(text, label)]).toEqual([label, HIDDEN]);
    for (const words of ['Older person', '800.00', 'Income per head is under']) expect(text).not.toContain(words);
    expect(text).not.toMatch(/[✓✗]/);
  });

  it('shows the window kinds and sums, and "none" where there is none, never "not shown" for it', async () => {
    const old = await page(window, (await declared({ birthDate: '1949-03-02' })).id);
    expect(beside(old, 'Labels')).toContain('Older person');
    const able = await page(window, (await declared({ birthDate: '1990-03-02' })).id);
    expect([beside(able, 'Self-care'), beside(able, 'Labels')]).toEqual(['None', expect.not.stringContaining(HIDDEN)]);
    // Whether somebody is destitute or may apply alone tells what a person is or has: from `full` on.
    expect(able).not.toContain('Destitute support');
  });

  it('still shows what a decision rests on after it was made', async () => {
    const { id, proposal } = await declared({ birthDate: '1949-03-02' });
    const before = await page(window, id);
    expect((await world.api.station.post(`classifications/${proposal.id}/confirm`, { class: 2 })).status).toBe(200);
    const after = await page(window, id);
    expect(after).toContain('What the decision in force rests on');
    const panels = (text: string) => text.split('<table')[1]!.split('</table>')[0]!;
    expect(panels(after)).toBe(panels(before));
    expect(panels(after)).toContain('✓');
  });

  it('leads from a step to the line that it is about, and names people who have left since', async () => {
    const { id, memberIds } = await world.household([
      { name: '王桂芳', relation: 'head', birthDate: '1949-03-02' },
      { name: '王小明', relation: 'child', birthDate: '1980-03-02', works: 'stable' },
    ]);
    const added = await world.api.window.post(`households/${id}/economy`, {
      ...{ kind: 'income', item: 'wage', amountFen: 80_000, period: 'month', memberId: memberIds[1] },
    });
    await world.api.window.post(`households/${id}/classifications`, {});
    const gone = { reason: 'moved-away' };
    expect((await world.api.window.post(`members/${memberIds[1]}/leave`, gone)).status).toBe(200);
    await window.speak('en');
    const text = await page(window, id);
    expect(text).toContain('王桂芳');
    const station = await new ConsoleVisitor(world.app).signIn(world.logins.officer.username);
    await station.speak('en');
    const steps = await page(station, id);
    expect(steps).toContain(`/console/households/${id}/economy#line-${added.body.id}`);
    expect(steps).toContain('王小明');
    expect((await station.get(`/console/households/${id}/economy`)).text).toContain(`id="line-${added.body.id}"`);
  });
});
