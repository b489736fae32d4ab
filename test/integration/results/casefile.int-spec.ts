import { systemActor } from '../../../src/trust/access';
import { ConsoleVisitor } from '../../support/console';
import { DISTRICT } from '../../support/district';
import { Lifecycles } from '../../../src/platform/lifecycle';
import { needLifecycle } from '../../../src/people/needs';
import { type FinishedWorld, openFinishedWorld } from './finished-world';

interface Entry {
  id: string;
  kind: string;
  subject: string;
  actorName: string | null;
  at: string;
  reason: string | null;
}

describe('the case file', () => {
  let world: FinishedWorld;
  let referral: { id: string; householdId: string; needId: string };
  const record = async (action: string) => {
    const sql = 'select count(*) from audit_events where household_id = $1 and action = $2 and actor_id = $3';
    const [row] = await world.rows<{ count: string }>(sql, [
      referral.householdId,
      action,
      world.logins.window.accountId,
    ]);
    return Number(row!.count);
  };

  beforeAll(async () => {
    world = await openFinishedWorld();
    referral = await world.finished(world.logins.window.accountId);
    const { householdId, needId } = referral;
    const [place] = await world.rows<{ region_path: string }>('select region_path from households where id = $1', [
      householdId,
    ]);
    const subject = { subjectId: needId, householdId, districtCode: DISTRICT, regionPath: place!.region_path };
    await world.app.as(world.logins.window.actor, () =>
      world.app
        .get(Lifecycles)
        .move({ lifecycle: needLifecycle, ...subject, from: 'found', move: 'decline', reason: 'by phone' }),
    );
    await world.app.as(systemActor(DISTRICT, 'test'), () =>
      world.app.get(Lifecycles).move({ lifecycle: needLifecycle, ...subject, from: 'confirmed', move: 'plan' }),
    );
  }, 60_000);
  afterAll(() => world?.close());

  it('tells what happened with actor, time and reason, page by page, newest first', async () => {
    const all = (await world.api.window.get(`households/${referral.householdId}/timeline`)).body as {
      items: Entry[];
      next: null;
    };
    expect(all.next).toBeNull();
    expect(all.items.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['move', 'opened', 'delivered']));
    expect(all.items.find(({ reason }) => reason === 'by phone')).toMatchObject({
      subject: 'need',
      actorName: world.logins.window.username,
    });
    const times = all.items.map(({ at }) => at);
    expect(times).toEqual([...times].sort().reverse());
    const pages: string[] = [];
    let after = '';
    for (;;) {
      const page = (await world.api.window.get(`households/${referral.householdId}/timeline?limit=1${after}`)).body as {
        items: Entry[];
        next: string | null;
      };
      pages.push(...page.items.map(({ id }) => id));
      if (page.next === null) break;
      after = `&after=${page.next}`;
    }
    expect(pages).toEqual(all.items.map(({ id }) => id));
  });

  it('holds members masked, needs, plan, referrals with deliveries, and is on the record', async () => {
    const before = await record('household.file-read');
    const answer = await world.api.window.get(`households/${referral.householdId}/file`);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      needs: [{ code: 'CA-01', severity: 2, state: 'reduced' }],
      // A window sees the goals, not the signature (C3).
      plan: { signedMode: null, items: [{ side: 'society', field: 'capability' }] },
      referrals: [
        { id: referral.id, state: 'closed', outcome: 'helped', deliveries: [{ on: '2026-09-10', units: 2 }] },
      ],
    });
    const [head] = (answer.body as { members: Array<{ identityNumber: string; phone: string }> }).members;
    expect(head).toMatchObject({ identityNumber: expect.stringMatching(/^110\*+/) as string, phone: '*******5678' });
    expect(await record('household.file-read')).toBe(before + 1);
  });

  it('is out of reach for others', async () => {
    expect((await world.evaluatorApi.get(`households/${referral.householdId}/file`)).status).toBe(403);
    expect((await world.api.dispatcher.get(`households/${referral.householdId}/timeline`)).status).toBe(403);
    expect((await world.api.window.get('households/0196a000-0000-7000-8000-00000000ffff/file')).status).toBe(404);
  });

  it.each(['zh-CN', 'en'])('prints and shows its time line in %s', async (language) => {
    const visitor = await new ConsoleVisitor(world.app).signIn(world.logins.window.username);
    await visitor.speak(language);
    const page = (path: string) => visitor.get(`/console/households/${referral.householdId}/${path}`);
    const print = await page('file/print');
    expect(print.status).toBe(200);
    expect(print.text).toContain('yl-print');
    expect(print.text).toContain(language === 'en' ? 'Household file' : '一户一策一档');
    expect(print.text).toContain('>*******5678</td>');
    expect(await record('household.printed')).toBeGreaterThan(0);
    const timeline = await page('timeline');
    expect(timeline.status).toBe(200);
    expect(timeline.text).toContain('yl-timeline');
  });
});
