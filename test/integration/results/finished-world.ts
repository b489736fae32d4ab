import { randomUUID } from 'node:crypto';
import { type ApiClient } from '../../support/app';
import { DISTRICT, type Login, loginAs } from '../../support/district';
import { openPeopleWorld, type PeopleWorld } from '../people/assessed-household';

/** People whose names, numbers and phones must never reach an evaluator. */
export const MEMBERS = [
  {
    name: '欧阳秀珍',
    relation: 'head',
    birthDate: '1943-05-06',
    sex: 'female',
    phone: '13912345678',
    identityKind: 'resident-id',
  },
  { name: '欧阳建国', relation: 'child', birthDate: '1970-01-02', sex: 'male' },
];
export const ADDRESS = '石桥路十七号院二单元';
export const SECRET_NOTE = '备注原文不外传';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** A fitting identity number of the head, another one for each household. */
function identityOf(sequence: number): string {
  const body = `11010519430506${String(sequence * 2).padStart(3, '0')}`;
  const sum = [...body].reduce((total, digit, index) => total + Number(digit) * (WEIGHTS[index] ?? 0), 0);
  return body + '10X98765432'.charAt(sum % 11);
}

export interface FinishedWorld extends PeopleWorld {
  evaluator: Login;
  evaluatorApi: ApiClient;
  /** A served, confirmed and closed referral with plan, scales and deliveries, written past all doors. */
  finished(
    ownerId: string,
    values?: { householdId?: string; closedAt?: string },
  ): Promise<{ id: string; householdId: string; needId: string }>;
}

export async function openFinishedWorld(): Promise<FinishedWorld> {
  const people = await openPeopleWorld({ alone: true });
  const { rows, app } = people;
  await rows('set session_replication_role = replica');
  const evaluator = await loginAs(app, 'evaluator');
  let households = 0;
  const family = () => {
    households += 1;
    return MEMBERS.map((member) =>
      member.relation === 'head' ? { ...member, identityNumber: identityOf(households) } : member,
    );
  };
  const insert = async (table: string, values: Record<string, unknown>) => {
    const names = Object.keys(values);
    const marks = names.map((_, index) => `$${index + 1}`).join(', ');
    await rows(`insert into ${table} (${names.join(', ')}) values (${marks})`, Object.values(values));
  };
  return {
    ...people,
    evaluator,
    evaluatorApi: app.api(evaluator.token),
    async finished(ownerId, { householdId, closedAt = '2026-11-10T02:00:00Z' } = {}) {
      const household = householdId ?? (await people.household(family())).id;
      const [place] = await rows<{ region_path: string }>('select region_path from households where id = $1', [
        household,
      ]);
      const [head] = await rows<{ id: string }>(
        "select id from household_members where household_id = $1 and relation = 'head'",
        [household],
      );
      const [id, needId, planId, caseId] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
      const shared = { household_id: household, district_code: DISTRICT, region_path: place!.region_path };
      await insert('needs', {
        ...shared,
        id: needId,
        member_id: head!.id,
        code: 'CA-01',
        severity: 2,
        state: 'reduced',
        source: 'assessment',
        assessed: true,
        assessment_ids: [randomUUID()],
        evidence: '[]',
        found_at: '2026-09-01T00:00:00Z',
        version: 1,
      });
      await insert('plans', {
        ...shared,
        id: planId,
        number: `C-${id.slice(0, 8)}`,
        case_id: caseId,
        plan_version: 1,
        state: 'confirmed',
        signed_mode: 'self',
        created_at: '2026-09-02T00:00:00Z',
        confirmed_at: '2026-09-02T00:00:00Z',
        version: 1,
      });
      await insert('plan_items', {
        id: randomUUID(),
        plan_id: planId,
        need_id: needId,
        side: 'society',
        field: 'capability',
        owner_name: '王社工',
        goal: '欧阳秀珍能自己洗澡,电话 13912345678',
        action: '助浴',
        baseline_level: 2,
        expected_level: 2,
        goal_weight: 2,
        choice: 'wanted',
        reasons: '{}',
        position: 1,
      });
      for (const [at, score, severity] of [
        ['2026-09-01T01:00:00Z', 12, 2],
        ['2026-11-01T01:00:00Z', 5, 1],
      ] as const) {
        await insert('assessments', {
          id: randomUUID(),
          household_id: household,
          member_id: head!.id,
          instrument: 'S01',
          instrument_version: '1.0',
          mode: 'self',
          assessor_id: ownerId,
          state: 'completed',
          score,
          maximum: 24,
          severity,
          flags: [],
          started_at: at,
          completed_at: at,
          version: 1,
        });
      }
      await insert('referrals', {
        ...shared,
        id,
        number: `R-${id.slice(0, 8)}`,
        need_id: needId,
        member_id: head!.id,
        case_id: caseId,
        plan_id: planId,
        offering_id: randomUUID(),
        provider_id: randomUUID(),
        need_code: 'CA-01',
        owner_account_id: ownerId,
        state: 'closed',
        ask_first: false,
        summary: '{}',
        asked: [],
        decline_shared: false,
        message: '请联系欧阳秀珍',
        candidates: [],
        sent_at: '2026-09-03T02:00:00Z',
        answer_due_at: '2026-09-05T02:00:00Z',
        answered_at: '2026-09-04T02:00:00Z',
        started_at: '2026-09-06T02:00:00Z',
        ended_at: '2026-11-05T02:00:00Z',
        confirmed_at: '2026-11-06T02:00:00Z',
        confirmed_mode: 'self',
        outcome: 'helped',
        closed_at: closedAt,
        created_at: '2026-09-03T01:00:00Z',
        version: 9,
      });
      await insert('deliveries', {
        id: randomUUID(),
        referral_id: id,
        provider_id: randomUUID(),
        household_id: household,
        delivered_on: '2026-09-10',
        units: 2,
        note_ciphertext: Buffer.from(SECRET_NOTE),
        recorded_by_name: '张护理',
        recorded_at: '2026-09-10T05:00:00Z',
      });
      return { id, householdId: household, needId };
    },
  };
}
