import { Injectable } from '@nestjs/common';
import { type Page, Transactions } from '../../platform/database';
import { Clock } from '../../platform/time';
import { type Levels, releaseFields } from '../../trust/access';
import { Accounts } from '../../trust/accounts';
import { Audit } from '../../trust/audit';
import { HouseholdLevels } from '../households';
import type { RightsQuery } from './dto/rights-request.dto';
import { type RightsRequestView, rightsRequestView } from './dto/rights-request.view';
import type { RightsRequest } from './rights-request.entity';
import { rightsRequestLifecycle } from './rights-request.lifecycle';
import { RightsRequestsStore } from './rights-requests.store';

/** Reads of the desk where households ask about their own data (PIPL 44–50). */
@Injectable()
export class RightsRequests {
  constructor(
    private readonly store: RightsRequestsStore,
    private readonly accounts: Accounts,
    private readonly levels: HouseholdLevels,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /** @throws AppError 404 `rights-request-not-found` */
  get(id: string): Promise<RightsRequest> {
    return this.store.get(id);
  }

  /**
   * For a person who looks at it. It may concern a closed file, which nobody opens: the reading stands on the record as
   * one of the request. @throws AppError 404 `rights-request-not-found`
   */
  async open(id: string): Promise<RightsRequest> {
    const request = await this.store.get(id);
    const { householdId } = request;
    await this.audit.read({ action: 'rights-request.read', subjectType: 'rights-request', subjectId: id, householdId });
    return request;
  }

  /** What is due first. */
  list(query: RightsQuery): Promise<Page<RightsRequest>> {
    return this.store.list(query, this.clock.now());
  }

  /** Newest first. */
  ofHousehold(householdId: string): Promise<RightsRequest[]> {
    return this.store.ofHousehold(householdId);
  }

  counts(): Promise<{ open: number; late: number }> {
    return this.store.counts(this.clock.now());
  }

  async views(rows: readonly RightsRequest[]): Promise<RightsRequestView[]> {
    const ids = rows.flatMap(({ ownerAccountId, decidedBy }) => [ownerAccountId, decidedBy]);
    const names = await this.accounts.names([...new Set(ids.filter((id): id is string => id !== null))]);
    const levels = await this.levels.ofAll(rows.map(({ householdId }) => householdId));
    return rows.map((row) => this.viewOf(row, names, levels.get(row.householdId)!));
  }

  async view(row: RightsRequest): Promise<RightsRequestView> {
    const [shown] = await this.views([row]);
    return shown!;
  }

  private viewOf(row: RightsRequest, names: ReadonlyMap<string, string>, levels: Levels): RightsRequestView {
    const { id, number, householdId, kind, targetKind, targetId, words, field, askedAs, askerName } = row;
    const { identityCheck, identityNote, state, ownerAccountId, decisionReason, eraseAfter, version } = row;
    const now = this.clock.now();
    const nameOf = (account: string | null) => (account === null ? null : (names.get(account) ?? null));
    const waits = row.copyUntil !== null && row.copyUntil > now;
    const view = {
      ...{ id, self: `/api/v1/rights-requests/${id}`, number, householdId, kind, targetKind, targetId, words, field },
      ...{ askedAs, askerName, identityCheck, identityNote, state, ownerAccountId, decisionReason, eraseAfter },
      ownerName: nameOf(ownerAccountId),
      receivedAt: row.receivedAt.toISOString(),
      dueAt: row.dueAt.toISOString(),
      late: !rightsRequestLifecycle.isFinal(state) && row.dueAt < now,
      decidedAt: row.decidedAt?.toISOString() ?? null,
      decidedByName: nameOf(row.decidedBy),
      copyUntil: row.copyUntil?.toISOString() ?? null,
      copyForms: [
        ...(waits && !row.copyFileTakenAt ? (['file'] as const) : []),
        ...(waits && !row.copyPageTakenAt ? (['page'] as const) : []),
      ],
      version,
      moves: rightsRequestLifecycle.allowed(state, this.transactions.actor.roles),
    };
    return releaseFields(rightsRequestView, view, levels);
  }
}
