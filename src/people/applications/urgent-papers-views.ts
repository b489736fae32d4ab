import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { Transactions } from '../../platform/database';
import { Clock } from '../../platform/time';
import { Accounts } from '../../trust/accounts';
import type { urgentPapersView } from './dto/urgent-papers.view';
import { SealedWords } from './sealed-words';
import { urgentPapersLifecycle } from './urgent-papers.lifecycle';
import { UrgentPapersStore } from './urgent-papers.store';

const iso = (at: Date | null) => at?.toISOString() ?? null;

/** The papers of an urgent grant in words (B24); the caller releases them by the levels of the file. */
@Injectable()
export class UrgentPapersViews {
  constructor(
    private readonly store: UrgentPapersStore,
    private readonly sealed: SealedWords,
    private readonly accounts: Accounts,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** Null where nothing was granted at once. */
  async of(applicationId: string): Promise<z.infer<typeof urgentPapersView> | null> {
    const row = await this.store.ofApplication(applicationId);
    if (!row) return null;
    const { id, householdId, state, dueAt, checkedBy, decidedBy, reclaimFen } = row;
    const names = await this.accounts.names([checkedBy ?? '', decidedBy ?? ''].filter(Boolean));
    const { roles, userId } = this.transactions.actor;
    // Whoever found it wrong does not decide on it.
    const own = state === 'wrong' && checkedBy === userId;
    return {
      ...{ state, dueAt: dueAt.toISOString(), late: state === 'awaited' && dueAt < this.clock.now() },
      ...{ broughtAt: iso(row.broughtAt), checkedAt: iso(row.checkedAt), reclaimFen, decidedAt: iso(row.decidedAt) },
      checkedByName: checkedBy && (names.get(checkedBy) ?? null),
      decidedByName: decidedBy && (names.get(decidedBy) ?? null),
      finding: await this.sealed.open('finding', householdId, id, row.findingCiphertext),
      ground: await this.sealed.open('papersGround', householdId, id, row.groundCiphertext),
      moves: own ? [] : urgentPapersLifecycle.allowed(state, roles),
    };
  }
}
