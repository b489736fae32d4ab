import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';
import { Clock, plusMonths } from '../../platform/time';
import { plusDays } from '../../reference/calendar';
import { Policies } from '../../reference/policies';

/** From when a file may be erased, and the rule that keeps it so long; null when no rule does. */
export interface Kept {
  eraseAfter: string;
  keptFor: string | null;
}

const LATEST = `select greatest(max(closed_at), max(opened_at)) as at from cases where household_id = $1
  union all select max(coalesce(ended_at, given_at)) from consents where household_id = $1`;
const RULES = ['live-file', 'consent'] as const;

/** Statutory retention turns deletion into a freeze (PIPL 47 last paragraph, C2). */
@Injectable()
export class RetentionDates {
  constructor(
    private readonly policies: Policies,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** Never before tomorrow, so that the household can be told first. */
  async of(householdId: string, districtCode: string): Promise<Kept> {
    const rows = await this.transactions.manager.query<Array<{ at: Date | null }>>(LATEST, [householdId]);
    const today = this.clock.today();
    let kept: Kept = { eraseAfter: plusDays(today, 1), keptFor: null };
    for (const [index, code] of RULES.entries()) {
      const at = rows[index]?.at;
      if (!at) continue;
      const until = this.until(districtCode, code, at);
      if (until > kept.eraseAfter) kept = { eraseAfter: until, keptFor: code };
    }
    return kept;
  }

  /** The day on which the time of a rule is over for what began at `at`. */
  until(districtCode: string, code: string, at: Date): string {
    const { unit, value } = this.policies.current(districtCode).retention(code).keep;
    const day = new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
    return unit === 'days' ? plusDays(day, value) : plusMonths(day, value);
  }
}
