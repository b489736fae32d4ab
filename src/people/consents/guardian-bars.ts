import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';
import { forbidden, notFound } from '../../platform/errors';
import { Clock } from '../../platform/time';
import { Audit } from '../../trust/audit';
import { Households } from '../households';
import { GuardianBar } from './guardian-bar.entity';

/** Who of a household must not be told and cannot consent for anybody (B30, B31). */
@Injectable()
export class GuardianBars {
  constructor(
    private readonly households: Households,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** Ids of barred members, for staff; a household's own pages never learn who it is. */
  async of(householdId: string): Promise<Set<string>> {
    const rows = await this.transactions.manager.findBy(GuardianBar, { householdId, barred: true });
    return new Set(rows.map(({ memberId }) => memberId));
  }

  /**
   * Whether the own pages of a household stay shut for consents, sheets and what was shared: the link may be in the
   * hands of the person who must not be told.
   */
  async closes(householdId: string): Promise<boolean> {
    const { manager } = this.transactions;
    const sql = 'select app.has_barred_guardian($1) as barred';
    const [row] = await manager.query<Array<{ barred: boolean }>>(sql, [householdId]);
    return row?.barred === true;
  }

  /** Sets or lifts the bar. @throws AppError 404 unknown member */
  async set(householdId: string, memberId: string, barred: boolean): Promise<void> {
    const { districtCode } = await this.households.open(householdId);
    const { userId } = this.transactions.actor;
    if (userId === null) throw forbidden();
    const member = (await this.households.members(householdId)).find(({ id }) => id === memberId);
    if (!member) throw notFound('member-not-found');
    await this.transactions.manager.query(
      `insert into guardian_bars (member_id, household_id, district_code, barred, set_by, set_at, version)
       values ($1, $2, $3, $4, $5, $6, 1)
       on conflict (member_id) do update set barred = excluded.barred, set_by = excluded.set_by,
         set_at = excluded.set_at, version = guardian_bars.version + 1`,
      [memberId, householdId, districtCode, barred, userId, this.clock.now()],
    );
    const subject = { subjectType: 'member', subjectId: memberId, householdId, districtCode, fields: ['barred'] };
    await this.audit.changed({ action: barred ? 'guardian.barred' : 'guardian.bar-lifted', ...subject });
  }
}
