import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';
import { type Delegation, Policies } from '../../reference/policies';
import type { Application } from './application.entity';
import { ApplicationsStore } from './applications.store';
import { isSampled, limitPassed } from './delegation';

/** What the district has handed down to its townships, and who of the two is deciding now (R70). */
@Injectable()
export class TownshipDecisions {
  constructor(
    private readonly store: ApplicationsStore,
    private readonly policies: Policies,
    private readonly transactions: Transactions,
  ) {}

  /** Whether it is not the district that asks. */
  byTownship(): boolean {
    return !this.transactions.actor.roles.includes('officer');
  }

  /** The district decides, and it is not the district that asks. */
  isBound(row: Application): boolean {
    const handedDown = this.delegations(row).some(({ act }) => act === row.act);
    return this.byTownship() && (row.level === 'district' || !handedDown);
  }

  /** The limit in fen that a sum is over for whoever asks; null: they may decide it. */
  limitPassed(row: Application, sum: number | null): number | null {
    return this.byTownship() ? limitPassed(row.act, sum, this.delegations(row)) : null;
  }

  /** Whether this decision is drawn for the district to look at again; never one of its own (B22). */
  async draw(row: Application): Promise<boolean> {
    const rule = this.delegations(row).find(({ act }) => act === row.act);
    if (!rule || !this.byTownship()) return false;
    return isSampled(rule.samplePercent, await this.store.decidedByTownship(row), randomInt(1_000_000) / 1_000_000);
  }

  private delegations({ districtCode }: Application): readonly Delegation[] {
    return this.policies.current(districtCode).rules.delegations;
  }
}
