import { newId } from '../../../src/platform/database';
import { Events } from '../../../src/platform/queue';
import { systemActor } from '../../../src/trust/access';
import { DISTRICT } from '../../support/district';
import { type Firm, openReferralWorld, type ReferralWorld } from '../referral/referral-world';

const DAY = 24 * 3_600_000;

describe('news of clocks and of calls to act (R9, R10)', () => {
  let world: ReferralWorld;
  let firm: Firm;
  beforeAll(async () => {
    world = await openReferralWorld({ alone: true });
    firm = await world.firm();
  }, 60_000);
  afterAll(() => world?.close());
  afterEach(() => world.app.clock.reset());

  const later = (days: number) => world.app.clock.set(new Date(world.app.clock.now().getTime() + days * DAY));
  /** Who was told what of something: `station task-overdue-above`. */
  const told = async (subjectId: string): Promise<string[]> => {
    const names = new Map(Object.entries(world.logins).map(([name, { accountId }]) => [accountId, name]));
    const rows = await world.rows<{ kind: string; id: string; template: string }>(
      'select recipient_kind as kind, recipient_id as id, template from notifications where subject_id = $1 order by id',
      [subjectId],
    );
    return rows.map(({ kind, id, template }) => `${kind === 'account' ? (names.get(id) ?? id) : kind} ${template}`);
  };

  it('remind a provider at half of the time, and tell it at the end that it need not answer, whoever is asked next', async () => {
    const referral = await world.sent(await world.person(), await world.offering(firm));
    later(2);
    await world.app.drain();
    expect(await told(referral.id)).toContain('provider referral-reminded');
    later(8);
    await world.app.drain();
    const after = await told(referral.id);
    expect(after.filter((line) => line === 'provider referral-reminded')).toHaveLength(1);
    expect(after).toContain('provider referral-expired');
  });

  it('tell the owner that something is late, and the unit above', async () => {
    const referral = await world.sent(await world.person(), await world.offering(firm));
    await world.act(firm.api, referral, 'accept');
    await world.act(world.api.window, referral, 'dispute', { text: '没有人来' });
    later(8);
    await world.app.drain();
    const lines = await told(referral.id);
    expect(lines).toEqual(expect.arrayContaining(['window task-overdue', 'station task-overdue-above']));
    expect(lines).not.toContain('window task-overdue-above');
  });

  it('tell a unit of a case that waits for it; the sender of silence, and of a case given back', async () => {
    const { id } = await world.person();
    const [row] = await world.rows<{ id: string }>('select id from cases where household_id = $1', [id]);
    const caseId = row!.id;
    const offer = () =>
      world.api.window.post(`cases/${caseId}/handovers`, {
        tier: 'station',
        reasonCode: 'emergency',
        residualDifficulty: '独居老人摔倒后无人照料',
      });
    const offered = await offer();
    expect([offered.status, offered.text]).toEqual([201, expect.any(String)]);
    await world.app.drain();
    expect(await told(caseId)).toContain('station handover-offered');
    later(1);
    await world.app.drain();
    expect(await told(caseId)).toEqual(expect.arrayContaining(['window handover-overdue', 'station handover-waiting']));
    const { id: handoverId } = offered.body as { id: string };
    await world.api.station.post(`handovers/${handoverId}/return`, { reason: '请先补充材料' }).expect(200);
    await world.app.drain();
    expect(await told(caseId)).toContain('window handover-returned');
  });

  it('tell of an urgent household that nobody reached or helped: the worker, and the unit above', async () => {
    const { id: householdId } = await world.person();
    for (const act of ['contact', 'aid']) {
      const aggregateId = newId();
      await world.app.as(systemActor(DISTRICT, 'test'), () =>
        world.app.get(Events).publish({
          ...{ type: `assessment.${act}-missed`, aggregateId, aggregateVersion: 1, householdId },
          districtCode: DISTRICT,
        }),
      );
      await world.app.drain();
      expect(await told(aggregateId)).toEqual(
        expect.arrayContaining([`window ${act}-missed`, `station ${act}-missed-above`]),
      );
    }
  });

  it('tell the workers of a suspended provider once, however much is open there, and the provider', async () => {
    const gone = await world.firm();
    const offering = await world.offering(gone, 9);
    for (let one = 0; one < 3; one += 1) await world.sent(await world.person(), offering);
    const suspended = await world.api.centre.post(`providers/${gone.provider.id}/suspend`, { reason: '证照到期未续' });
    expect([suspended.status, suspended.text]).toEqual([200, expect.any(String)]);
    await world.app.drain();
    const lines = await told(gone.provider.id);
    expect(lines.filter((line) => line.endsWith('suspended')).sort()).toEqual([
      'provider suspended',
      'window provider-suspended',
    ]);
  });
});
