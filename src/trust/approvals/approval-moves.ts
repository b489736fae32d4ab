import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';
import { Lifecycles, type MoveFacts } from '../../platform/lifecycle';
import { type EventData, Events } from '../../platform/queue';
import { Audit } from '../audit';
import type { Approval } from './approval.entity';
import { approvalLifecycle, type ApprovalMove } from './approval.lifecycle';
import { ApprovalsStore } from './approvals.store';
import { HouseholdDirectory } from './household-directory';

/** One move of an approval with all that belongs to it: row, log, record, event. */
@Injectable()
export class ApprovalMoves {
  constructor(
    private readonly store: ApprovalsStore,
    private readonly directory: HouseholdDirectory,
    private readonly lifecycles: Lifecycles,
    private readonly transactions: Transactions,
    private readonly events: Events,
    private readonly audit: Audit,
  ) {}

  /**
   * The log carries no reason: whoever reads the log of a file need not read the request.
   * @throws AppError 409 `move-not-allowed`, `approval-own-request`, `approval-own-review`, `approval-officer-needed`,
   *   `approval-not-yours`, `approval-review-not-needed`; 412 when someone else was first
   */
  async make(row: Approval, move: ApprovalMove, changes: Partial<Approval>): Promise<Approval> {
    const { id: subjectId, districtCode, state: from } = row;
    const regionPath = await this.directory.regionPathOf(row.householdId);
    const place = { districtCode, regionPath, householdId: regionPath && row.householdId };
    const state = await this.lifecycles.move({
      ...{ lifecycle: approvalLifecycle, subjectId, ...place, from, move, facts: this.factsOf(row) },
    });
    const moved = await this.store.update(row, { ...changes, state });
    await this.told(moved, `approval.${TOLD[move]}`);
    return moved;
  }

  /** What the actor may do with it: what the role may and no guard refuses. */
  allowed(row: Approval): ApprovalMove[] {
    const { roles } = this.transactions.actor;
    const facts = this.factsOf(row);
    return approvalLifecycle
      .allowed(row.state, roles)
      .filter((move) => !approvalLifecycle.rule(row.state, move)?.guard?.(facts));
  }

  /** Record and event. */
  async told(row: Approval, type: string, data: EventData = {}): Promise<void> {
    const { id, version, householdId, districtCode, kind, requestedBy } = row;
    await this.audit.changed({ action: type, subjectType: 'approval', subjectId: id, householdId, districtCode });
    await this.events.publish({
      ...{ type, aggregateId: id, aggregateVersion: version, householdId, districtCode },
      data: { kind, ownerAccountId: requestedBy, ...data },
    });
  }

  private factsOf({ requestedBy, decidedBy, kind }: Approval): MoveFacts {
    const { userId, roles, kind: actorKind } = this.transactions.actor;
    return {
      kind,
      asker: userId === requestedBy,
      decider: userId !== null && userId === decidedBy,
      officer: roles.includes('officer'),
      machine: actorKind === 'system',
    };
  }
}

const TOLD: Record<ApprovalMove, string> = {
  confirm: 'confirmed',
  refuse: 'refused',
  cancel: 'cancelled',
  expire: 'expired',
  end: 'ended',
  review: 'reviewed',
};
