import { Injectable } from '@nestjs/common';
import { GuardianBars } from '../../people/consents';
import { Transactions } from '../../platform/database';

/**
 * Whether a household hears news through its worker alone: of a restricted service (violence, custody, release from
 * prison), and any news while a member must not be told (B30, B31). A letter or message can be read by others at home,
 * and nobody wrote down whose the address is.
 */
@Injectable()
export class WorkerAlone {
  constructor(
    private readonly bars: GuardianBars,
    private readonly transactions: Transactions,
  ) {}

  async reaches(householdId: string, restricted: boolean): Promise<boolean> {
    return restricted || (await this.bars.stand(householdId));
  }

  /** Whether what an event is about would tell of a restricted service: a consent to a shelter says it all. */
  async hides(subjectId: string): Promise<boolean> {
    const sql = 'select app.restricted_reading($1) as restricted';
    const [row] = await this.transactions.manager.query<Array<{ restricted: boolean }>>(sql, [subjectId]);
    return row?.restricted === true;
  }
}
