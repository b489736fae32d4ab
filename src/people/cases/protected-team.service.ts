import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';
import { forbidden } from '../../platform/errors';
import { AccessGrants } from '../../trust/access';
import { Accounts } from '../../trust/accounts';
import { Households } from '../households';
import { CasesStore } from './cases.store';
import type { ProtectedTeamView } from './dto/protected-team.view';

/**
 * Who sees the restricted needs of a household (SO-05, LE-04, CH-01, CR-04; R46, B30–B32). The database puts the lead
 * worker and the first recorder on it; here people name colleagues. Every household has a team, whether or not there is
 * something to protect, so that looking at it tells nothing.
 */
@Injectable()
export class ProtectedTeams {
  constructor(
    private readonly grants: AccessGrants,
    private readonly accounts: Accounts,
    private readonly households: Households,
    private readonly cases: CasesStore,
    private readonly transactions: Transactions,
  ) {}

  /** @throws AppError 404; 403 `protected-team-not-yours` */
  async of(householdId: string): Promise<ProtectedTeamView> {
    await this.households.unrecorded(householdId);
    const lead = (await this.cases.openOf(householdId))?.leadWorkerId ?? null;
    const rows = await this.grants.holders(householdId, 'protected-team');
    this.require(lead, rows);
    const since = new Map(rows.flatMap((row) => (row.accountId ? [[row.accountId, row] as const] : [])));
    const ids = [...new Set([...(lead ? [lead] : []), ...since.keys()])];
    const names = await this.accounts.names(ids);
    return {
      items: ids.map((accountId) => ({
        ...{ accountId, name: names.get(accountId) ?? '', lead: accountId === lead },
        since: since.get(accountId)?.validFrom.toISOString() ?? null,
        reason: since.get(accountId)?.reason ?? null,
      })),
    };
  }

  /** The lead worker, whoever is on the team, and the centre (the last way in when all others have left, R10). */
  private require(lead: string | null, rows: ReadonlyArray<{ accountId: string | null }>): void {
    const { userId, roles } = this.transactions.actor;
    const mine = userId !== null && (userId === lead || rows.some(({ accountId }) => accountId === userId));
    if (!mine && !roles.includes('centre-worker')) throw forbidden('protected-team-not-yours');
  }
}
