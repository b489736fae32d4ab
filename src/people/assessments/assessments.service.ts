import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';
import { DueItems } from '../../platform/queue';
import type { Assessment } from './assessment.entity';
import { AssessmentsStore } from './assessments.store';
import { urgentActs, type UrgentDeadlines } from './urgent-acts';

/** The triage every intake begins with. */
export const TRIAGE = 'S16';

/** Filled-in scales for this room's doors and for the rooms above. */
@Injectable()
export class Assessments {
  constructor(
    private readonly store: AssessmentsStore,
    private readonly dueItems: DueItems,
    private readonly transactions: Transactions,
  ) {}

  /** @throws AppError 404 `assessment-not-found` */
  get(id: string): Promise<Assessment> {
    return this.store.get(id);
  }

  /** Newest first, drafts included. */
  list(householdId: string): Promise<Assessment[]> {
    return this.store.ofHousehold(householdId);
  }

  /** Acts of six that each person of many households cannot do, by the latest scale that asked for all of them (B23). */
  failedActsOfAll(householdIds: readonly string[]): Promise<Map<string, number>> {
    return this.store.failedActsOfAll(householdIds);
  }

  /** How many results would go with these people into another file. */
  countResults(householdId: string, members: readonly string[]): Promise<number> {
    return this.store.countResults(householdId, members);
  }

  /** The newest completed one; null when there is none. */
  latest(householdId: string, instrument: string): Promise<Assessment | null> {
    return this.store.latest(householdId, instrument);
  }

  /** Whether the last triage lets the household pass the policy-first gate (R7, S16). */
  async isEmergency(householdId: string): Promise<boolean> {
    return (await this.store.latest(householdId, TRIAGE))?.result?.triage?.bypassPolicyFirst ?? false;
  }

  /** The first and the second assessor's; null where there is no second one. */
  async pair(row: Assessment): Promise<{ first: Assessment; second: Assessment } | null> {
    if (row.secondOf !== null) return { first: await this.store.get(row.secondOf), second: row };
    const second = await this.store.secondOf(row.id);
    return second && { first: row, second };
  }

  /** Of these the ones that the actor must not read yet, being one of two assessors who is not done. */
  async blindTo(ids: readonly string[]): Promise<ReadonlySet<string>> {
    const { userId } = this.transactions.actor;
    return userId === null ? new Set() : this.store.blindTo(userId, ids);
  }

  /** Until when contact and aid are due; null where nothing runs any more. */
  async deadlines({ id }: Assessment): Promise<UrgentDeadlines> {
    return {
      contactBy: await this.dueItems.dueAt(urgentActs.contact.due, id),
      aidBy: await this.dueItems.dueAt(urgentActs.aid.due, id),
    };
  }
}
