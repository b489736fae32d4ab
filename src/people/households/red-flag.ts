import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';

/** Whether somebody may be in danger there now: a red triage of the last 30 days, or a case that is an emergency (R9). */
@Injectable()
export class RedFlag {
  constructor(private readonly transactions: Transactions) {}

  /** Read here and not asked of the rooms `assessments` and `cases`, which stand above this one. */
  async on(householdId: string): Promise<boolean> {
    const [row] = await this.transactions.manager.query<Array<{ raised: boolean }>>(
      `select exists (select 1 from assessments where household_id = $1 and triage = 'red'
            and completed_at > app.now() - interval '30 days')
          or exists (select 1 from cases where household_id = $1 and emergency
            and state not in ('closed', 'follow-up', 'archived')) as raised`,
      [householdId],
    );
    return row?.raised ?? false;
  }
}
