import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../platform/database';
import { conflict, forbidden, invalid, notFound } from '../../../platform/errors';
import { AccessGrants, WORKERS } from '../../../trust/access';
import { type AccountRow, Accounts } from '../../../trust/accounts';
import { Audit } from '../../../trust/audit';
import { Households } from '../../households';
import { CasesStore } from '../cases.store';

/**
 * Names a colleague for the protected team, or takes one off, with a reason (R46, B30–B32). The lead worker and the
 * centre do it, nobody for himself. The record speaks of access only: its readers are not on the team.
 */
@Injectable()
export class NameTeam {
  constructor(
    private readonly grants: AccessGrants,
    private readonly accounts: Accounts,
    private readonly households: Households,
    private readonly cases: CasesStore,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
  ) {}

  /** @throws AppError 404; 403 `protected-team-not-yours`, `protected-team-not-yourself`; 409; 422 */
  async add(householdId: string, accountId: string, reason: string): Promise<void> {
    const { districtCode } = await this.opened(householdId);
    const { userId } = this.transactions.actor;
    if (accountId === userId) throw forbidden('protected-team-not-yourself');
    const account = await this.accounts.get(accountId).catch(() => null);
    if (!account || !works(account, districtCode)) {
      throw invalid([{ field: 'accountId', code: 'protected-team-worker-needed' }]);
    }
    if (await this.find(householdId, accountId)) throw conflict('protected-team-named-already');
    const place = { householdId, districtCode, sourceId: householdId };
    await this.grants.grant({ ...place, accountId, ground: 'protected-team', reason, grantedBy: userId });
    await this.told('household.access-given', householdId, districtCode, accountId);
  }

  /** @throws AppError 404; 403 `protected-team-not-yours`; 409 `protected-team-lead-stays` */
  async end(householdId: string, accountId: string, reason: string): Promise<void> {
    const { districtCode, lead } = await this.opened(householdId);
    if (accountId === lead) throw conflict('protected-team-lead-stays');
    const row = await this.find(householdId, accountId);
    if (!row) throw notFound('protected-team-member-not-found');
    await this.grants.endOne(row.id, reason);
    await this.told('household.access-ended', householdId, districtCode, accountId);
  }

  private async opened(householdId: string): Promise<{ districtCode: string; lead: string | null }> {
    const { districtCode } = await this.households.unrecorded(householdId);
    const lead = (await this.cases.openOf(householdId))?.leadWorkerId ?? null;
    const { userId, roles } = this.transactions.actor;
    if (userId === null || (userId !== lead && !roles.includes('centre-worker'))) {
      throw forbidden('protected-team-not-yours');
    }
    return { districtCode, lead };
  }

  private async find(householdId: string, accountId: string) {
    return (await this.grants.holders(householdId, 'protected-team')).find((row) => row.accountId === accountId);
  }

  private told(action: string, householdId: string, districtCode: string, subjectId: string): Promise<void> {
    return this.audit.changed({ action, subjectType: 'account', subjectId, householdId, districtCode });
  }
}

const works = ({ state, posts }: AccountRow, districtCode: string) =>
  state === 'active' &&
  posts.some((post) => post.districtCode === districtCode && WORKERS.some((role) => role === post.role));
