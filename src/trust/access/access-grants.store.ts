import { Injectable } from '@nestjs/common';
import { newId, Transactions } from '../../platform/database';
import { Clock } from '../../platform/time';
import { AccessGrant } from './access-grant.entity';

/** Break-glass is none of them: the database itself grants and ends it with its approval (`trust/approvals`). */
export type GrantGround = 'assignment' | 'referral' | 'visit-day' | 'evaluation' | 'frozen-file' | 'protected-team';

interface GrantRequest {
  householdId: string;
  districtCode: string;
  accountId?: string;
  organisationId?: string;
  ground: GrantGround;
  sourceId: string;
  validUntil?: Date;
  reason?: string;
  grantedBy?: string | null;
}

/** Dated rights to single households; the policies read them through `app.granted_households()` (design 8.1). */
@Injectable()
export class AccessGrants {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  async grant(request: GrantRequest): Promise<void> {
    await this.transactions.manager.insert(AccessGrant, {
      id: newId(),
      accountId: null,
      organisationId: null,
      validUntil: null,
      ...request,
      validFrom: this.clock.now(),
    });
  }

  /** Ends every grant that came from `sourceId` (a referral that closed, a consent that was withdrawn), now or at `when`. */
  async end(sourceId: string, when = this.clock.now()): Promise<void> {
    await this.transactions.manager.query(
      'update access_grants set valid_until = $2 where source_id = $1 and (valid_until is null or valid_until > $2)',
      [sourceId, when],
    );
  }

  /** Who holds a household on one ground today, the longest first. */
  async holders(householdId: string, ground: GrantGround): Promise<AccessGrant[]> {
    const now = this.clock.now();
    const rows = await this.transactions.manager.find(AccessGrant, {
      where: { householdId, ground },
      order: { validFrom: 'ASC', id: 'ASC' },
    });
    return rows.filter(({ validUntil }) => validUntil === null || validUntil > now);
  }

  /** Ends one grant now, with who did it and why. */
  async endOne(id: string, endReason: string): Promise<void> {
    const change = { validUntil: this.clock.now(), endedBy: this.transactions.actor.userId, endReason };
    await this.transactions.manager.update(AccessGrant, { id }, change);
  }
}
