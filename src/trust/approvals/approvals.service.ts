import { Injectable } from '@nestjs/common';
import { type Page, Transactions } from '../../platform/database';
import { ApprovedGroups, type FieldGroup } from '../access';
import { Audit } from '../audit';
import type { Approval } from './approval.entity';
import { type ApprovalReading, ApprovalsStore, type FileOpening } from './approvals.store';
import type { ApprovalQuery, ApprovalShow } from './dto/approval.dto';

/** Reads of requests and approvals, and the question of who holds one. */
@Injectable()
export class Approvals extends ApprovedGroups {
  constructor(
    private readonly store: ApprovalsStore,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
  ) {
    super();
  }

  /** @throws AppError 404 `approval-not-found` */
  get(id: string): Promise<Approval> {
    return this.store.get(id);
  }

  list(query: ApprovalQuery): Promise<Page<Approval>> {
    return this.store.list(query);
  }

  count(show: ApprovalShow): Promise<number> {
    return this.store.count(show);
  }

  /** What was read and changed under it. @throws AppError 404 */
  async readings(id: string): Promise<ApprovalReading[]> {
    await this.store.get(id);
    return this.store.readings(id);
  }

  /** Who opened the file of the household that asks from elsewhere, as far as it may be told (C3). */
  openings(): Promise<FileOpening[]> {
    return this.store.openings();
  }

  /**
   * Which field groups of these files the actor may read now by an approval that a second person gave (C1, C3 "A", R88).
   * What is held goes on the record: every reading under an approval does.
   */
  async held(householdIds: readonly string[]): Promise<ReadonlyMap<string, ReadonlySet<FieldGroup>>> {
    const { userId } = this.transactions.actor;
    const held = new Map<string, ReadonlySet<FieldGroup>>();
    if (userId === null || householdIds.length === 0) return held;
    for (const { householdId, groups } of await this.store.held(householdIds, userId)) {
      held.set(householdId, new Set(groups));
      await this.audit.read({
        ...{ action: 'approval.used', subjectType: 'household', subjectId: householdId, householdId },
        fields: groups,
        purpose: 'approval',
      });
    }
    return held;
  }
}
