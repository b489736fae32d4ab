import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';

/**
 * Which workers read phone and door address of a file in full (C3): the window in its own village, the station its own
 * cases, the centre escalated ones, the officer the own area, the lead worker always, the household itself. All others
 * see masks. Rows out of reach never come this far.
 */
@Injectable()
export class ContactRelease {
  constructor(private readonly transactions: Transactions) {}

  async full(householdId: string): Promise<boolean> {
    const { actor } = this.transactions;
    if (actor.kind === 'system' || actor.householdId === householdId) return true;
    if (actor.roles.includes('window-worker') || actor.roles.includes('officer')) return true;
    // Read here and not asked of the room `cases`, which stands above this one.
    const [held] = await this.transactions.manager.query<Array<{ tier: string; lead: string }>>(
      `select tier, lead_worker_id as lead from cases
        where household_id = $1 and state not in ('closed', 'follow-up', 'archived')`,
      [householdId],
    );
    if (!held) return false;
    return held.lead === actor.userId || actor.roles.includes(`${held.tier}-worker`);
  }
}
