import { randomUUID } from 'node:crypto';
import { householdCopy, type HouseholdCopy } from '../../../src/people/rights/dto/rights-request.view';
import { Sealer } from '../../../src/platform/crypto';
import { makeOffering } from '../../factories/supply.factory';
import { openReferralWorld, type ReferralWorld } from './referral-world';

const HIDDEN = 'kanarihidden';
const OPEN = 'kanariopen';

/** The copy is gathered by the machine, past row policies: what hangs on a restricted need is not in it (R46, C3). */
describe("the household's copy of a file with a restricted need", () => {
  let world: ReferralWorld;
  let household: string;
  let copy: HouseholdCopy;
  const ok = <T = { id: string }>(answer: { status: number; text: string; body: unknown }): T => {
    if (answer.status >= 300) throw new Error(`${answer.status}: ${answer.text}`);
    return answer.body as T;
  };

  /** One of each thing that hangs on a need of this code, with the word in its texts. */
  async function fill(code: string, need: string, word: string, months: number): Promise<void> {
    const { api, rows } = world;
    const firm = await world.firm();
    const fund = ok(await api.centre.post('funds', { name: 'Fund', purpose: 'help' }));
    const paid = { payer: 'fund', fundId: fund.id };
    const offering = await makeOffering(world.app, firm.provider, { code, capacityPerPeriod: 5, ...paid });
    await rows('update providers set name = $2 where id = $1', [firm.provider.id, word]);
    const consent = await world.consent(household, firm.provider.id);
    await rows('update consents set receiver_name = $2 where id = $1', [consent, word]);
    const referral = await world.draft({ id: household, memberId: '', needId: need }, offering);
    ok(await api.centre.post(`funds/${fund.id}/requests`, { holderId: household, amountFen: 100, purpose: word }));
    const found = JSON.stringify({ packVersion: word, needs: [{ code }] });
    await rows(
      `insert into assessments (id, household_id, instrument, instrument_version, mode, assessor_id, state, result, flags,
         severity, triage, started_at, completed_at, version)
       values (uuidv7(), $1, $2, '1', 'proxy', uuidv7(), 'completed', $3, '{}', 3, 'red', now(), now(), 1)`,
      [household, word, found],
    );
    await rows(
      `insert into match_runs (id, household_id, snapshot, result, made_at) values (uuidv7(), $1, $2, '{}', now())`,
      [household, found],
    );
    await rows(
      `insert into follow_ups (id, household_id, referral_id, district_code, region_path, months, due_on,
         owner_account_id, state, version)
       select uuidv7(), id, $2, district_code, region_path, $3, '2026-12-01', uuidv7(), 'planned', 1
         from households where id = $1`,
      [household, referral.id, months],
    );
    const id = randomUUID();
    const seal = (column: string) =>
      world.app.as({ ...world.logins.centre.actor, purpose: 'test' }, () =>
        world.app.get(Sealer).seal(household, `notifications.${column}`, id, word),
      );
    await rows(
      `insert into notifications (id, event_id, event_type, subject_id, recipient_kind, recipient_id, household_id,
         district_code, region_path, channel, template, locale, state, subject_ciphertext, body_ciphertext, attempts,
         created_at, version)
       select $2, uuidv7(), 'test', $3, 'household', id, id, district_code, region_path, 'letter', 'test', 'en', 'held',
         $4, $5, 0, now(), 1 from households where id = $1`,
      [household, id, referral.id, await seal('subject'), await seal('body')],
    );
  }

  beforeAll(async () => {
    world = await openReferralWorld();
    const { api } = world;
    const needy = await world.needy(['LI-02', 'SO-05']);
    household = needy.id;
    const [open, hidden] = needy.needIds as [string, string];
    const match = await world.match(household);
    const item = { side: 'society', field: 'inclusion', ownerName: 'Wang' };
    const items = [
      { ...item, side: 'self', field: 'capability', goal: OPEN, action: OPEN },
      { ...item, needId: open, code: 'LI-02', goal: OPEN, action: OPEN },
      { ...item, needId: hidden, code: 'SO-05', goal: HIDDEN, action: HIDDEN },
    ];
    const plan = ok(await api.window.post('plans', { householdId: household, matchId: match.id, items }));
    // An item may name its need alone.
    await world.rows('update plan_items set code = null where plan_id = $1', [plan.id]);
    await fill('LI-02', open, OPEN, 3);
    await fill('SO-05', hidden, HIDDEN, 6);
    const asked = { householdId: household, kind: 'copy', identityCheck: 'known-person' };
    const request = ok(await api.window.post('rights-requests', asked));
    ok(
      await api.station.post(`rights-requests/${request.id}/decide`, { decision: 'grant', reason: '已经核对过身份。' }),
    );
    copy = householdCopy.parse(ok(await api.station.post(`rights-requests/${request.id}/copy`))) as HouseholdCopy;
  }, 60_000);
  afterAll(() => world?.close());

  it.each([...['consents', 'assessments', 'needs', 'plans', 'matches', 'referrals', 'followUps', 'money', 'messages']])(
    'has what is open and nothing of what is restricted: %s',
    (key) => {
      const { rows } = copy.sections.find((section) => section.key === key)!;
      const text = JSON.stringify(rows);
      const named: Record<string, string> = { needs: 'LI-02', followUps: '"months":3' };
      expect(text).toContain(named[key] ?? OPEN);
      expect(text).not.toMatch(new RegExp(`${HIDDEN}|SO-05|"months":6`));
    },
  );

  it('says it nowhere', () => {
    expect(JSON.stringify(copy)).not.toMatch(new RegExp(`${HIDDEN}|SO-05`));
  });
});
